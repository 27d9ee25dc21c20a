/**
 * The ledger: accounts, transfers between them, their check and their export.
 *
 * <p>Enter at {@link org.farthing.node.ledger.Ledger}, which books {@link
 * org.farthing.node.ledger.Entry entries} on {@link org.farthing.node.ledger.Account accounts};
 * {@link org.farthing.node.ledger.LedgerCheck} recomputes everything; {@link
 * org.farthing.node.ledger.Journal} writes it all down for hledger.
 *
 * <p>What always holds: double entry in whole micro-units of the node's one currency; a row is one
 * amount from one account to another, so each is balanced by construction; rows are only ever
 * added, and what is wrong is corrected by a new one; an id is booked once, and a repeat changes
 * nothing; a pending transfer is resolved once; no account goes below zero, what is pending out of
 * it counted as gone. Accounts are locked in ascending id. What is sealed is never changed, removed
 * or added to; whoever books is given a number above all seals.
 *
 * <p>Left out on purpose: currencies (a node has one), what a transfer is for (its code and
 * reference name it, the features that book it know), and personal data (members appear as ids
 * only, since nothing is ever deleted here).
 */
@NullMarked
package org.farthing.node.ledger;

import org.jspecify.annotations.NullMarked;
