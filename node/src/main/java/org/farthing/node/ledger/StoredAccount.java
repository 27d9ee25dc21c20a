package org.farthing.node.ledger;

/**
 * A row of {@code ledger_account} as it stands there, unjudged.
 *
 * @param id ascends with the order in which accounts came to be
 */
record StoredAccount(long id, String code, String normalSide, Totals totals) {

  /**
   * @throws IllegalArgumentException when the row's code is no account's
   */
  Account account() {
    return Account.of(code);
  }
}
