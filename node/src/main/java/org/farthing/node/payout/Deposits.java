package org.farthing.node.payout;

import java.time.InstantSource;
import java.util.UUID;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.Problem;

/** Money that reaches the bank for a member's funds (product rule 1). Thread-safe. */
public final class Deposits {

  private final Database database;
  private final Ledger ledger;
  private final InstantSource calendar;

  public Deposits(Database database, Ledger ledger, InstantSource calendar) {
    this.database = database;
    this.ledger = ledger;
    this.calendar = calendar;
  }

  /**
   * Confirms a deposit, once for each reference.
   *
   * @param reference of the movement in the bank, unique on this node
   * @throws Problem {@code malformed_amount} unless the amount is above zero
   */
  public void confirm(UUID member, long micros, String reference) {
    if (micros <= 0) {
      throw new Problem(400, "malformed_amount", "Not an amount", "A deposit is above zero.");
    }
    Transfer transfer =
        new Transfer(
            TransferId.of("deposit:" + reference),
            new Account.Bank(),
            new Account.MemberFunds(member),
            micros,
            new Voucher(TransferCode.DEPOSIT, "deposit", null, calendar.instant()));
    database.write(tx -> ledger.book(tx, transfer).orThrow());
  }
}
