package org.farthing.node.payout;

import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.http.Problem;

/** How a payment comes to stand in the books. */
final class Arrivals {

  private static final int LONGEST = 140;

  private Arrivals() {}

  /**
   * @throws Problem {@code malformed_reference} for what the bank cannot have shown
   */
  static void requireText(String text) {
    boolean plain = text.chars().noneMatch(Character::isISOControl);
    if (text.isBlank() || !plain || text.codePointCount(0, text.length()) > LONGEST) {
      throw new Problem(
          400,
          "malformed_reference",
          "Not a reference",
          "A reference is 1 to " + LONGEST + " characters on one line.");
    }
  }

  /** What books a payment's arrival. */
  static Transfer transfer(IncomingPayment payment) {
    return new Transfer(
        id(payment),
        new Account.Bank(),
        new Account.Unmatched(payment.peer()),
        payment.micros(),
        new Voucher(TransferCode.ARRIVE, "payment " + payment.id(), null, payment.recordedAt()));
  }

  static TransferId id(IncomingPayment payment) {
    return TransferId.of("arrive:" + payment.id());
  }
}
