/**
 * The arithmetic of the rules of money: {@link org.farthing.protocol.money.Splitter} cuts a donor's
 * month into shares (rule 6), {@link org.farthing.protocol.money.Fee} tops up the node's fee (rule
 * 7), {@link org.farthing.protocol.money.Netting} settles two nodes' debts (rule 10) and {@link
 * org.farthing.protocol.money.Cover} says which pending revenue that makes available (rule 9).
 *
 * <p>What always holds: amounts are exact integers of micro-units, 10<sup>-6</sup> of the currency
 * unit; a {@code long} amount's name ends in {@code Micros}; what would not fit a {@code long} is
 * an {@link java.lang.ArithmeticException}, never a wrapped figure; parts add up to the whole they
 * were cut from; and a result depends on no order in which the input happens to arrive, so that any
 * two nodes compute the same.
 *
 * <p>Left out on purpose: exchange rates (nodes of different currencies exchange nothing) and
 * accounts, which are the ledger's.
 */
@NullMarked
package org.farthing.protocol.money;

import org.jspecify.annotations.NullMarked;
