package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.settlement.AuditStore.RevenueRow;
import org.farthing.node.settlement.AuditStore.SumRow;
import org.farthing.protocol.money.Fee;

/**
 * What creators here received in a month: from donors here, what the month's sums say; with a fee
 * that is the policy's on the whole month (rule 7); pending within its bounds; and booked so.
 */
final class RevenueCheck {

  private static final String CODE = "revenue_differs";

  private final Function<YearMonth, Fee> feeOf;

  RevenueCheck(Function<YearMonth, Fee> feeOf) {
    this.feeOf = feeOf;
  }

  void check(CheckedMonth month) {
    List<RevenueRow> rows = AuditStore.revenue(month.tx(), month.period());
    rows.forEach(row -> checkRow(month, row));
    checkOwn(month, rows);
    checkFees(month, rows);
    checkThings(month, rows);
  }

  /** What things receive of a statement, in all what it gives their creators. */
  private static void checkThings(CheckedMonth month, List<RevenueRow> rows) {
    Map<Integer, Map<Long, Long>> sums = ThingRevenueStore.sums(month.tx(), month.period());
    for (RevenueRow row : rows) {
      Map<Long, Long> ofPeer = sums.get(row.peer());
      if (ofPeer != null) {
        month.expect(
            "thing_revenue_differs",
            "thing_" + where(month, row),
            "gross_micros of all things",
            row.grossMicros(),
            ofPeer.remove(row.creator()));
      }
    }
    sums.forEach(
        (peer, ofPeer) ->
            ofPeer
                .keySet()
                .forEach(
                    creator ->
                        month.report(
                            "thing_revenue_differs",
                            "thing_revenue %s of creator %d from peer %d"
                                .formatted(month.period(), creator, peer),
                            "there is no such revenue")));
  }

  private static void checkRow(CheckedMonth month, RevenueRow row) {
    String where = where(month, row);
    UUID member = row.memberOrNull();
    if (member == null) {
      month.report(CODE, where, "its creator is no member here");
      return;
    }
    boolean own = row.peer() == RevenueStore.OWN_NODE;
    boolean within =
        0 <= row.feeMicros()
            && row.feeMicros() <= row.grossMicros()
            && 0 <= row.pendingFeeMicros()
            && row.pendingFeeMicros() <= (own ? 0 : row.feeMicros())
            && 0 <= row.pendingNetMicros()
            && row.pendingNetMicros() <= (own ? 0 : row.netMicros());
    if (!within) {
      month.report("revenue_out_of_bounds", where, row.toString());
    }
    Account available = new Account.MemberAvailable(member);
    if (own) {
      Account from = new Account.Giving(month.period());
      month.expectFlow(TransferCode.REVENUE, from, available, row.netMicros());
      month.expectFlow(TransferCode.FEE, from, new Account.FeeAvailable(), row.feeMicros());
    } else {
      Account from = new Account.OwedBy(row.peer());
      Account pending = new Account.MemberPending(member);
      Account fee = new Account.FeePending();
      month.expectFlow(TransferCode.REVENUE, from, pending, row.netMicros());
      month.expectFlow(TransferCode.FEE, from, fee, row.feeMicros());
      month.expectFlow(
          TransferCode.MATURE,
          pending,
          available,
          row.netMicros() - row.pendingNetMicros() - row.lostNetMicros());
      month.expectFlow(
          TransferCode.MATURE,
          fee,
          new Account.FeeAvailable(),
          row.feeMicros() - row.pendingFeeMicros() - row.lostFeeMicros());
      month.expectFlow(TransferCode.WRITE_OFF, pending, from, row.lostNetMicros());
      month.expectFlow(TransferCode.WRITE_OFF, fee, from, row.lostFeeMicros());
      Account arrived = new Account.Unmatched(row.peer());
      month.expectFlow(TransferCode.RECOVER, arrived, available, row.recoveredNetMicros());
      month.expectFlow(
          TransferCode.RECOVER, arrived, new Account.FeeAvailable(), row.recoveredFeeMicros());
    }
  }

  private static void checkOwn(CheckedMonth month, List<RevenueRow> rows) {
    Map<Long, Long> found = new HashMap<>();
    rows.stream()
        .filter(row -> row.peer() == RevenueStore.OWN_NODE)
        .forEach(row -> found.put(row.creator(), row.grossMicros()));
    if (month.hasReached(CloseStage.POSTED)) {
      for (SumRow sum : AuditStore.sums(month.tx(), month.period())) {
        if (sum.isOfMember()) {
          month.expect(
              CODE,
              "revenue %s of creator %d".formatted(month.period(), sum.creator()),
              "gross_micros from donors here",
              sum.grossMicros(),
              found.remove(sum.creator()));
        }
      }
    }
    found.forEach(
        (creator, gross) ->
            month.report(
                CODE,
                "revenue %s of creator %d".formatted(month.period(), creator),
                "no sum of the month explains %d from donors here".formatted(gross)));
  }

  private void checkFees(CheckedMonth month, List<RevenueRow> rows) {
    Fee fee = feeOf.apply(month.period());
    Map<Long, long[]> totals = new HashMap<>();
    for (RevenueRow row : rows) {
      long[] total = totals.computeIfAbsent(row.creator(), _ -> new long[2]);
      total[0] = Math.addExact(total[0], row.grossMicros());
      total[1] = Math.addExact(total[1], row.feeMicros());
    }
    totals.forEach(
        (creator, total) -> {
          if (total[0] >= 0) {
            month.expect(
                "fee_differs",
                "revenue %s of creator %d".formatted(month.period(), creator),
                "fee_micros in all on %d at %d basis points".formatted(total[0], fee.basisPoints()),
                fee.on(total[0]),
                total[1]);
          }
        });
  }

  private static String where(CheckedMonth month, RevenueRow row) {
    return "revenue %s of creator %d from peer %d"
        .formatted(month.period(), row.creator(), row.peer());
  }
}
