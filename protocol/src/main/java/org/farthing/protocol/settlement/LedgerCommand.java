package org.farthing.protocol.settlement;

import java.time.YearMonth;
import org.farthing.protocol.money.Cover;

/**
 * What a step of the settlement means for a node's own ledger, in micro-units. Amounts may be zero
 * in {@link Owe}, {@link Admit}, {@link Retract}, {@link Earn}, {@link EarnRest}, {@link Return}
 * and {@link ReturnDisputed} alone.
 */
public sealed interface LedgerCommand {

  /**
   * They agree to our statement, or have settled without it and are silent about it to the end: so
   * much of what was stated is owed to them.
   */
  record Owe(long grossMicros) implements LedgerCommand {}

  /**
   * They are silent, nothing is netted, and we admit our statement: what was stated is owed to
   * them.
   *
   * @param version of our statement, each of which is admitted once at most
   */
  record Admit(long grossMicros, int version) implements LedgerCommand {}

  /**
   * They answer after all, and nothing was settled yet: so much of what we admitted is not owed.
   */
  record Retract(long micros, int version) implements LedgerCommand {}

  /** We agree to their statement: it is owed by them, and pending with our creators and as fee. */
  record Earn(long grossMicros) implements LedgerCommand {}

  /** They stand by what we had left out of our agreement: we earn that, too. */
  record EarnRest(long micros) implements LedgerCommand {}

  /** What both owe is set off against each other. */
  record SetOff(long micros) implements LedgerCommand {}

  /**
   * What is pending from them becomes available as far as it is covered. Not what the settlement
   * does not rest on, though it may be agreed already: nothing covers it yet.
   *
   * @param upTo the last month concerned: this one, or the one before where the settlement leaves
   *     their statement of this month to the next
   * @param receivedMicros what had been received of the month's net when it was given
   */
  record Mature(YearMonth upTo, Cover cover, long receivedMicros) implements LedgerCommand {}

  /**
   * Our rail has paid it.
   *
   * @param attempt counted from 1, since a payment may come back and be sent again
   */
  record Pay(long micros, String reference, int attempt) implements LedgerCommand {}

  /** What our rail had sent in that attempt has come back. */
  record TakeBack(long micros, String reference, int attempt) implements LedgerCommand {}

  /**
   * Our rail shows that they have paid.
   *
   * @param beforeMicros what it had shown of the same net before
   */
  record Receive(long beforeMicros, long micros, String reference) implements LedgerCommand {}

  /**
   * What they agreed to owe and do not pay is given up, our creators' revenue and our fee of it.
   */
  record WriteOff(long micros) implements LedgerCommand {}

  /** They never agreed to our statement: what it stated goes back to our donors. */
  record Return(long micros) implements LedgerCommand {}

  /** What their agreement left out of our statement goes back to our donors, line by line. */
  record ReturnDisputed(long micros) implements LedgerCommand {}
}
