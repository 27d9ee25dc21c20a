package org.farthing.node.ledger;

/** Why and between which accounts something was moved: transfers of a month are summed up by it. */
public record Flow(TransferCode code, Account debit, Account credit) {

  @Override
  public String toString() {
    return "%s from %s to %s".formatted(code, debit.code(), credit.code());
  }
}
