package org.farthing.node.settlement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.farthing.node.flattr.DonorShares;
import org.farthing.node.flattr.MonthOneOffs;
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
        "gross_micros in all, by reservations and gifts",
        given.micros(),
        sums.stream().mapToLong(SumRow::grossMicros).sum());
    month.expect(
        CODE,
        where,
        "counted in all, by reservations and gifts",
        given.counted(),
        sums.stream().mapToLong(SumRow::counted).sum());
  }

  /** Each donor's split and each creator's sum, from the flattrs. */
  void checkSplit(CheckedMonth month) {
    if (!month.hasReached(CloseStage.CUT_OFF)) {
      return;
    }
    List<CloseStore.Sum> expected = split(month);
    if (!month.hasReached(CloseStage.SPLIT)) {
      return;
    }
    Map<Long, CloseStore.Sum> found = new TreeMap<>();
    AuditStore.sums(month.tx(), month.period())
        .forEach(row -> found.put(row.creator(), row.asSum()));
    expected.forEach(
        sum ->
            month.expect(
                CODE, where(month, sum.creator()), "the row", sum, found.remove(sum.creator())));
    found.forEach(
        (creator, sum) ->
            month.report(CODE, where(month, creator), "no flattr gives %s".formatted(sum)));
  }

  private List<CloseStore.Sum> split(CheckedMonth month) {
    Map<UUID, ReservationRow> rows = new HashMap<>();
    AuditStore.reservations(month.tx(), month.period()).forEach(row -> rows.put(row.member(), row));
    MonthSums sums = new MonthSums();
    new MonthShares(origin)
        .each(
            month.tx(),
            month.period(),
            donor -> {
              sums.add(donor);
              compare(month, donor, rows.get(donor.reservation().member().value()));
            });
    MonthOneOffs.each(month.tx(), month.period(), sums::add);
    return sums.sums();
  }

  private static void compare(CheckedMonth month, DonorShares donor, @Nullable ReservationRow row) {
    if (row == null || row.givenOrNull() == null) {
      return;
    }
    String where = ReservationCheck.where(month, row);
    month.expect("split_differs", where, "counted", donor.size(), row.countedOrNull());
    month.expect("split_differs", where, "given_micros", donor.givenMicros(), row.givenOrNull());
  }

  private static String where(CheckedMonth month, long creator) {
    return "month_sum %s of creator %d".formatted(month.period(), creator);
  }
}
