package org.farthing.node.payout;

import java.time.Instant;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Entry;
import org.farthing.node.ledger.PendingTransfer;
import org.farthing.node.ledger.PostPending;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.VoidPending;
import org.farthing.node.ledger.Voucher;

/** What a payout is in the ledger, from when it is asked for to when it comes back. */
final class PayoutEntries {

  private PayoutEntries() {}

  static PendingTransfer held(Payout payout, Instant now) {
    return new PendingTransfer(
        new Transfer(
            heldFor(payout.id()),
            source(payout),
            new Account.Bank(),
            payout.micros(),
            voucher(payment(payout), payout.id(), now)));
  }

  static Entry sent(Payout payout, Instant now) {
    return new PostPending(
        TransferId.of("payout-sent:" + payout.id()),
        heldFor(payout.id()),
        payout.micros(),
        voucher(payment(payout), payout.id(), now));
  }

  static Entry release(Payout payout, Instant now) {
    return new VoidPending(
        TransferId.of("payout-released:" + payout.id()),
        heldFor(payout.id()),
        voucher(TransferCode.RELEASE, payout.id(), now));
  }

  static Transfer returned(Payout payout, Instant now) {
    return new Transfer(
        TransferId.of("payout-returned:" + payout.id()),
        new Account.Bank(),
        source(payout),
        payout.micros(),
        voucher(TransferCode.TAKE_BACK, payout.id(), now));
  }

  private static Account source(Payout payout) {
    return switch (payout.source()) {
      case REVENUE -> new Account.MemberAvailable(payout.member());
      case FUNDS -> new Account.MemberFunds(payout.member());
    };
  }

  private static TransferCode payment(Payout payout) {
    return switch (payout.source()) {
      case REVENUE -> TransferCode.PAY_OUT;
      case FUNDS -> TransferCode.PAY_BACK;
    };
  }

  /** The pending transfer that sets it aside. */
  private static TransferId heldFor(long payout) {
    return TransferId.of("payout:" + payout);
  }

  private static Voucher voucher(TransferCode code, long payout, Instant now) {
    return new Voucher(code, "payout " + payout, null, now);
  }
}
