package org.farthing.node.ledger;

/** What came of booking entries: all of them stand, or none. */
public sealed interface Booking {

  /**
   * All entries stand.
   *
   * @param added how many of them are new, the others being repeats
   */
  record Done(int added) implements Booking {}

  /**
   * Nothing was booked, for an account would have gone below zero.
   *
   * @param missingMicros how much more it would have needed, above zero
   */
  record InsufficientBalance(Account account, long missingMicros) implements Booking {}

  /** For callers to whom a lacking balance is a fault of their own: how many entries are new. */
  default int orThrow() {
    return switch (this) {
      case Done(int added) -> added;
      case InsufficientBalance(Account account, long missing) ->
          throw new IllegalStateException(
              "account %s lacks %d micro-units".formatted(account.code(), missing));
    };
  }
}
