package org.farthing.node.ledger;

/**
 * An amount moved at once.
 *
 * @param amountMicros above zero
 */
public record Transfer(
    TransferId id, Account debit, Account credit, long amountMicros, Voucher voucher)
    implements Entry {

  public Transfer {
    Entry.requireAmount(id, amountMicros);
    if (debit.equals(credit)) {
      throw new IllegalArgumentException(
          "transfer %s from %s to itself".formatted(id, debit.code()));
    }
  }
}
