package org.farthing.node.settlement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.settlement.AuditStore.ReservationRow;
import org.farthing.node.settlement.AuditStore.SumRow;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A month's split: what its sums say per creator is what reservations gave, and both are what comes
 * out when the counted flattrs are split anew.
 */
final class MonthSumCheck {

  private static final String CODE = "month_sum_differs";

  private final Origin origin;

  MonthSumCheck(Origin origin) {
    this.origin = origin;
  }

  /** The totals alone. */
  void checkTotals(CheckedMonth month) {
    String where = "month_sum " + month.period();
    List<SumRow> sums = AuditStore.sums(month.tx(), month.period());
    if (!month.hasReached(CloseStage.SPLIT)) {
      month.expect(CODE, where, "rows before the split", 0, sums.size());
      return;
    }
    AuditStore.Given given = AuditStore.given(month.tx(), month.period());
    month.expect(
        CODE,
        where,
        "gross_micros in all, by reservations",
        given.micros(),
        sums.stream().mapToLong(SumRow::grossMicros).sum());
    month.expect(
        CODE,
        where,
        "counted in all, by reservations",
        given.counted(),
        sums.stream().mapToLong(SumRow::counted).sum());
  }

  /** Each donor's split and each creator's sum, from the flattrs. */
  void checkSplit(CheckedMonth month) {
    if (!month.hasReached(CloseStage.CUT_OFF)) {
      return;
    }
    Map<Long, CloseStore.Sum> expected = split(month);
    if (!month.hasReached(CloseStage.SPLIT)) {
      return;
    }
    Map<Long, CloseStore.Sum> found = new TreeMap<>();
    AuditStore.sums(month.tx(), month.period())
        .forEach(row -> found.put(row.creator(), row.asSum()));
    expected.forEach(
        (creator, sum) ->
            month.expect(CODE, where(month, creator), "the row", sum, found.remove(creator)));
    found.forEach(
        (creator, sum) ->
            month.report(CODE, where(month, creator), "no flattr gives %s".formatted(sum)));
  }

  private Map<Long, CloseStore.Sum> split(CheckedMonth month) {
    Map<UUID, ReservationRow> rows = new HashMap<>();
    AuditStore.reservations(month.tx(), month.period()).forEach(row -> rows.put(row.member(), row));
    Map<Long, CloseStore.Sum> sums = new TreeMap<>();
    MonthShares shares = new MonthShares(origin);
    @Nullable MemberId last = null;
    while (true) {
      List<MonthShares.Donor> donors = shares.next(month.tx(), month.period(), last);
      if (donors.isEmpty()) {
        return sums;
      }
      for (MonthShares.Donor donor : donors) {
        MonthClose.add(sums, donor);
        compare(month, donor, rows.get(donor.reservation().member().value()));
      }
      last = donors.getLast().reservation().member();
    }
  }

  private static void compare(
      CheckedMonth month, MonthShares.Donor donor, @Nullable ReservationRow row) {
    if (row == null || row.givenOrNull() == null) {
      return;
    }
    String where = ReservationCheck.where(month, row);
    month.expect("split_differs", where, "counted", donor.split().size(), row.countedOrNull());
    month.expect(
        "split_differs", where, "given_micros", donor.split().givenMicros(), row.givenOrNull());
  }

  private static String where(CheckedMonth month, long creator) {
    return "month_sum %s of creator %d".formatted(month.period(), creator);
  }
}
