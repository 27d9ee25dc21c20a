package org.farthing.protocol.settlement;

import java.time.Instant;
import org.farthing.protocol.message.SettlementCalendar;

/** When what is due in the settlement of November, by the standard calendar. */
final class Days {

  static final Instant STATED = SettlementCalendar.STANDARD.statementsDue(Pair.NOVEMBER);
  static final Instant NETTED = SettlementCalendar.STANDARD.netDue(Pair.NOVEMBER);
  static final Instant OVERDUE = SettlementCalendar.STANDARD.overdue(Pair.NOVEMBER);
  static final Instant SUSPENDED = SettlementCalendar.STANDARD.suspended(Pair.NOVEMBER);
  static final Instant DEFAULT = SettlementCalendar.STANDARD.inDefault(Pair.NOVEMBER);

  private Days() {}
}
