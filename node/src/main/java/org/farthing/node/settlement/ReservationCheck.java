package org.farthing.node.settlement;

import org.farthing.node.ledger.Account;
import org.farthing.node.settlement.AuditStore.ReservationRow;
import org.farthing.node.settlement.HeldStore.Held;
import org.jspecify.annotations.Nullable;

/**
 * Reserved budgets against the ledger: each names the pending transfer that holds or held it, of
 * its amount and between the right accounts; what it gave is what that transfer moved; and nothing
 * is set aside that no reservation stands for. So, the ledger being sound, what a member's funds
 * have pending is what is reserved of them.
 */
final class ReservationCheck {

  private static final String CODE = "reservation_differs";

  void check(CheckedMonth month) {
    HeldStore.eachReservation(
        month.tx(), month.period(), each -> check(month, each.row(), each.heldOrNull()));
    GiftCheck.check(month);
    // A raised reservation leaves the transfer that it had before behind, released.
    HeldStore.setAsideForNothing(month.tx(), month.period())
        .forEach(
            (id, what) ->
                month.report(
                    "set_aside_for_nothing",
                    "ledger_transfer " + id,
                    "%s, and no reservation or gift of %s names it"
                        .formatted(what, month.period())));
  }

  private static void check(CheckedMonth month, ReservationRow row, @Nullable Held held) {
    String where = where(month, row);
    if (held == null) {
      month.report(CODE, where, "there is no pending transfer " + row.transfer());
      return;
    }
    String funds = new Account.MemberFunds(row.member()).code();
    String giving = new Account.Giving(month.period()).code();
    month.expect(CODE, where, "the account it is held on", funds, held.debit());
    month.expect(CODE, where, "the account it is held for", giving, held.credit());
    month.expect(CODE, where, "amount_micros, by its transfer", held.micros(), row.micros());
    month.expect(
        CODE, where, "given_micros, by its transfer", held.movedMicrosOrNull(), row.givenOrNull());
    if (month.hasReached(CloseStage.SPLIT) && row.givenOrNull() == null) {
      month.report(CODE, where, "it is not resolved, though the month is split");
    }
    if (!month.hasReached(CloseStage.CUT_OFF) && row.givenOrNull() != null) {
      month.report(CODE, where, "it is resolved, though the month is open");
    }
    if (row.givenOrNull() != null) {
      month.expectGiven(row.givenOrNull());
    }
  }

  static String where(CheckedMonth month, ReservationRow row) {
    return "reservation " + month.period() + " of " + row.member();
  }
}
