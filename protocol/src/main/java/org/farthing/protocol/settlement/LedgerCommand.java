package org.farthing.protocol.settlement;

import org.farthing.protocol.money.Cover;

/**
 * What a step of the settlement means for a node's own ledger, in micro-units. Amounts may be zero
 * in {@link Owe} and {@link Earn} alone.
 */
public sealed interface LedgerCommand {

  /** They agree to our statement: what was stated to them is owed to them. */
  record Owe(long grossMicros) implements LedgerCommand {}

  /** We agree to their statement: it is owed by them, and pending with our creators and as fee. */
  record Earn(long grossMicros) implements LedgerCommand {}

  /** What both owe is set off against each other. */
  record SetOff(long micros) implements LedgerCommand {}

  /**
   * What is pending from them, of this month and those before, becomes available as far as it is
   * covered. Not that of later months, which may be agreed already: nothing covers it yet.
   */
  record Mature(Cover cover) implements LedgerCommand {}

  /** Our rail has paid it. */
  record Pay(long micros, String reference) implements LedgerCommand {}

  /** Our rail shows that they have paid. */
  record Receive(long micros, String reference) implements LedgerCommand {}
}
