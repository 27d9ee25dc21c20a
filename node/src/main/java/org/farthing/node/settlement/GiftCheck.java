package org.farthing.node.settlement;

import java.util.Map;
import java.util.UUID;
import org.farthing.node.ledger.Account;
import org.farthing.node.settlement.GiftAuditStore.GiftRow;
import org.farthing.node.settlement.HeldStore.Held;
import org.jspecify.annotations.Nullable;

/**
 * Gifts and corrections against the ledger: each names the pending transfer that holds or held its
 * amount; what counts is given whole once the month is split, what is refused is free at once, and
 * all else is free then.
 */
final class GiftCheck {

  private static final String CODE = "gift_differs";

  private GiftCheck() {}

  static void check(CheckedMonth month) {
    Map<UUID, Held> held = GiftAuditStore.held(month.tx(), month.period());
    for (GiftRow gift : GiftAuditStore.gifts(month.tx(), month.period())) {
      check(month, gift, held.get(gift.transfer()));
    }
    for (GiftRow correction : GiftAuditStore.corrections(month.tx(), month.period())) {
      check(month, correction, held.get(correction.transfer()));
    }
    GiftAuditStore.malformed(month.tx(), month.period())
        .forEach((id, why) -> month.report(CODE, "gift " + id, why));
  }

  private static void check(CheckedMonth month, GiftRow gift, @Nullable Held held) {
    String where = "gift " + gift.id();
    if (held == null) {
      month.report(CODE, where, "there is no pending transfer " + gift.transfer());
      return;
    }
    String funds = new Account.MemberFunds(gift.donor()).code();
    String giving = new Account.Giving(month.period()).code();
    month.expect(CODE, where, "the account it is held on", funds, held.debit());
    month.expect(CODE, where, "the account it is held for", giving, held.credit());
    month.expect(CODE, where, "amount_micros, by its transfer", held.micros(), gift.micros());
    month.expect(
        CODE, where, "given_micros, by its transfer", held.movedMicrosOrNull(), gift.givenOrNull());
    boolean resolved = month.hasReached(CloseStage.SPLIT) || gift.refused();
    if (resolved) {
      long given = gift.counted() ? gift.micros() : 0;
      month.expect(CODE, where, "given_micros, by its state", given, gift.givenOrNull());
    } else if (!month.hasReached(CloseStage.CUT_OFF) && gift.givenOrNull() != null) {
      month.report(CODE, where, "it is resolved, though the month is open");
    }
    if (gift.givenOrNull() != null) {
      month.expectGiven(gift.givenOrNull());
    }
  }
}
