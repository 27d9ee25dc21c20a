package org.farthing.node.settlement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.SetAside;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.settlement.AuditStore.ReservationRow;
import org.jspecify.annotations.Nullable;

/**
 * Reserved budgets against the ledger: each names the pending transfer that holds or held it, of
 * its amount and between the right accounts; what it gave is what that transfer moved; and nothing
 * is set aside that no reservation stands for. So, the ledger being sound, what a member's funds
 * have pending is what is reserved of them.
 */
final class ReservationCheck {

  private static final String CODE = "reservation_differs";

  private final Ledger ledger;

  ReservationCheck(Ledger ledger) {
    this.ledger = ledger;
  }

  void check(CheckedMonth month) {
    Map<UUID, SetAside> setAside = new HashMap<>();
    ledger.setAside(month.tx(), month.period()).forEach(it -> setAside.put(it.id().value(), it));
    List<ReservationRow> reservations = AuditStore.reservations(month.tx(), month.period());
    for (ReservationRow row : reservations) {
      check(month, row, setAside.remove(row.transfer()));
    }
    // A raised reservation leaves the transfer that it had before behind, released.
    setAside.values().stream()
        .filter(it -> it.movedMicrosOrNull() == null || it.movedMicrosOrNull() != 0)
        .forEach(
            it ->
                month.report(
                    "set_aside_for_nothing",
                    "ledger_transfer " + it.id(),
                    "%d micro-units of %s, and no reservation of %s names it"
                        .formatted(it.micros(), it.debit().code(), month.period())));
  }

  private static void check(CheckedMonth month, ReservationRow row, @Nullable SetAside held) {
    String where = where(month, row);
    if (held == null) {
      month.report(CODE, where, "there is no pending transfer " + row.transfer());
      return;
    }
    Account funds = new Account.MemberFunds(row.member());
    Account giving = new Account.Giving(month.period());
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
      month.expectFlow(TransferCode.GIVE, funds, giving, row.givenOrNull());
    }
  }

  static String where(CheckedMonth month, ReservationRow row) {
    return "reservation %s of %s".formatted(month.period(), row.member());
  }
}
