package org.farthing.node.payout;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Booking;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Movement;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;

/** What left the bank to a peer and was not owed. */
final class Overpayments {

  private final Ledger ledger;
  private final AuditLog audit;
  private final InstantSource calendar;

  Overpayments(Ledger ledger, AuditLog audit, InstantSource calendar) {
    this.ledger = ledger;
    this.audit = audit;
    this.calendar = calendar;
  }

  /**
   * Books one, once for each {@code occasion}.
   *
   * @throws Problem {@code bank_lacks}, {@code sent_before} when the occasion was another
   */
  void book(Transaction tx, int peer, long micros, String occasion, Mandate mandate) {
    Transfer transfer =
        new Transfer(
            TransferId.of("overpay:" + occasion),
            new Account.Overpaid(peer),
            new Account.Bank(),
            micros,
            new Voucher(TransferCode.OVERPAY, "not owed", null, calendar.instant()));
    if (isNew(tx, transfer)) {
      long entry =
          audit.record(tx, mandate, "payment-overpaid", "peer:" + peer, List.of(transfer.id()));
      IncomingStore.insertOverpayment(tx, entry, peer, micros);
    }
  }

  private boolean isNew(Transaction tx, Transfer transfer) {
    Optional<Movement> before = ledger.movement(tx, transfer.id());
    if (before.isPresent()) {
      boolean same =
          before.get().amountMicros() == transfer.amountMicros()
              && before.get().debit().equals(transfer.debit());
      if (!same) {
        throw new Problem(
            409, "sent_before", "This was sent before", "It was sent before, as something else.");
      }
      return false;
    }
    return switch (ledger.book(tx, transfer)) {
      case Booking.Done(int added) -> added > 0;
      case Booking.InsufficientBalance _ ->
          throw new Problem(
              409, "bank_lacks", "Not in the bank", "The bank does not hold that much.");
    };
  }
}
