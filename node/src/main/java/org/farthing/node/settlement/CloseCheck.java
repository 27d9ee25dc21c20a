package org.farthing.node.settlement;

import org.farthing.node.settlement.AuditStore.CloseRow;

/** How far a month's closing says it has come, against what is there. */
final class CloseCheck {

  private static final String CODE = "close_differs";

  void check(CheckedMonth month) {
    String where = "month_close " + month.period();
    CloseRow row = AuditStore.close(month.tx(), month.period()).orElse(null);
    boolean shut = AuditStore.isShut(month.tx(), month.period());
    month.expect(CODE, where, "month_gate is shut", row != null, shut);
    if (row == null) {
      return;
    }
    boolean closed = month.hasReached(CloseStage.CLOSED);
    month.expect(CODE, where, "has a time of closing", closed, row.closedAtOrNull() != null);
    if (row.closedAtOrNull() != null && row.closedAtOrNull().isBefore(row.cutOffAt())) {
      month.report(CODE, where, "it was closed before it was cut off");
    }
    if (closed) {
      PairMonthStore.stored(month.tx(), month.period()).stream()
          .filter(pair -> !pair.done())
          .forEach(
              pair -> month.report(CODE, where, "peer " + pair.peer() + " is not settled with"));
    }
  }
}
