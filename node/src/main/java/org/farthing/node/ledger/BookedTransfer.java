package org.farthing.node.ledger;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of the ledger, but for its sequence. */
record BookedTransfer(
    TransferId id,
    TransferKind kind,
    @Nullable TransferId pending,
    Account debit,
    Account credit,
    long amountMicros,
    Voucher voucher) {

  static BookedTransfer of(Transfer transfer, TransferKind kind) {
    return new BookedTransfer(
        transfer.id(),
        kind,
        null,
        transfer.debit(),
        transfer.credit(),
        transfer.amountMicros(),
        transfer.voucher());
  }

  /** The row that moves {@code amount} of what this pending transfer set aside. */
  BookedTransfer posted(TransferId by, long amount, Voucher why) {
    return new BookedTransfer(by, TransferKind.POST, id, debit, credit, amount, why);
  }

  /** The row that releases what this pending transfer set aside. */
  BookedTransfer voided(TransferId by, Voucher why) {
    return new BookedTransfer(by, TransferKind.VOID, id, debit, credit, amountMicros, why);
  }

  /** Whether this says the same as {@code other}; when it was booked does not matter. */
  boolean repeats(BookedTransfer other) {
    return id.equals(other.id)
        && kind == other.kind
        && Objects.equals(pending, other.pending)
        && debit.equals(other.debit)
        && credit.equals(other.credit)
        && amountMicros == other.amountMicros
        && voucher.code() == other.voucher.code()
        && voucher.reference().equals(other.voucher.reference())
        && Objects.equals(voucher.period(), other.voucher.period());
  }
}
