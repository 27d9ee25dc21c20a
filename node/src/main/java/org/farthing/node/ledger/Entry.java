package org.farthing.node.ledger;

/** Something to book. */
public sealed interface Entry permits Transfer, PendingTransfer, PostPending, VoidPending {

  TransferId id();

  Voucher voucher();

  /** Refuses an amount that is not above zero. */
  static void requireAmount(TransferId id, long amountMicros) {
    if (amountMicros <= 0) {
      throw new IllegalArgumentException(
          "transfer %s of %d: an amount is above zero".formatted(id, amountMicros));
    }
  }
}
