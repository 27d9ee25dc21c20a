package org.farthing.node.payout;

import java.util.List;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Booking;
import org.farthing.node.ledger.Entry;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;

/**
 * The bank may hold less than what is to leave it: of a deposit that came back, another part may
 * have been given back or paid out long ago. Nothing is booked then.
 */
final class BankShort {

  private BankShort() {}

  /**
   * Books what takes money from the bank, out of accounts that hold it.
   *
   * @throws Problem {@code bank_short}
   */
  static void book(Ledger ledger, Transaction tx, List<? extends Entry> entries) {
    Booking booking = ledger.book(tx, entries);
    if (booking instanceof Booking.InsufficientBalance(Account account, _)
        && account instanceof Account.Bank) {
      throw new Problem(
          409,
          "bank_short",
          "The bank holds less",
          "In the books the bank holds less than that, since a deposit came back that is not"
              + " covered. First a deposit that covers it has to arrive.");
    }
    int _ = booking.orThrow();
  }
}
