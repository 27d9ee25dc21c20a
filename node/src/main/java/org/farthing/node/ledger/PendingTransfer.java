package org.farthing.node.ledger;

/**
 * An amount set aside until a {@link PostPending} or a {@link VoidPending} decides. It is set aside
 * from the debited account, which must therefore be one that a debit lessens.
 */
public record PendingTransfer(Transfer transfer) implements Entry {

  public PendingTransfer {
    if (transfer.debit().normalSide() != NormalSide.CREDIT) {
      throw new IllegalArgumentException(
          "pending transfer %s debits %s, from which that sets nothing aside"
              .formatted(transfer.id(), transfer.debit().code()));
    }
  }

  @Override
  public TransferId id() {
    return transfer.id();
  }

  @Override
  public Voucher voucher() {
    return transfer.voucher();
  }
}
