package org.farthing.protocol.message;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.farthing.protocol.activity.ProtocolException;

/**
 * When a month's stages are due, in days after the month's end (UTC, 00:00).
 *
 * @param cutOffDays until then clicks of the month are undone and counted
 * @param statementDays when statements are issued
 * @param disputeDays until when they can be disputed
 * @param netDays when what both owe is netted
 * @param paymentDays when payment is due
 */
public record SettlementCalendar(
    int cutOffDays, int statementDays, int disputeDays, int netDays, int paymentDays) {

  /** Cut-off and statements on day 4 of the next month, disputes until 9, net on 10, pay by 15. */
  public static final SettlementCalendar STANDARD = new SettlementCalendar(3, 3, 8, 9, 14);

  /** Every stage at the cut-off: a month that closes without further waits. */
  public static final SettlementCalendar WITHOUT_WAITS = new SettlementCalendar(3, 3, 3, 3, 3);

  public SettlementCalendar {
    if (cutOffDays < 0
        || statementDays < cutOffDays
        || disputeDays < statementDays
        || netDays < statementDays
        || paymentDays < netDays
        || paymentDays > 60) {
      throw new ProtocolException("malformed", "The stages of a month are out of order.");
    }
  }

  /** The first instant at which the month is cut off. */
  public Instant cutOff(YearMonth period) {
    return daysAfter(period, cutOffDays);
  }

  public Instant statementsDue(YearMonth period) {
    return daysAfter(period, statementDays);
  }

  public Instant netDue(YearMonth period) {
    return daysAfter(period, netDays);
  }

  private static Instant daysAfter(YearMonth period, int days) {
    return period.plusMonths(1).atDay(1).plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
