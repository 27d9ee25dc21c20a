package org.farthing.node.ledger;

/**
 * Moves all or a part of what a pending transfer sets aside; the rest is released in the same
 * moment.
 *
 * @param pending the transfer that is resolved
 * @param amountMicros above zero, and at most what is set aside
 */
public record PostPending(TransferId id, TransferId pending, long amountMicros, Voucher voucher)
    implements Entry {

  public PostPending {
    Entry.requireAmount(id, amountMicros);
  }
}
