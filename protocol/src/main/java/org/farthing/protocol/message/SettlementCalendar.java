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
 * @param overdueDays from when a peer that does not answer is overdue: what it was stated is paid
 *     as this node admits it
 * @param suspendedDays from when no flattrs are exchanged with it
 * @param defaultDays from when the month is not waited for any more
 */
public record SettlementCalendar(
    int cutOffDays,
    int statementDays,
    int disputeDays,
    int netDays,
    int paymentDays,
    int overdueDays,
    int suspendedDays,
    int defaultDays) {

  /**
   * Cut-off and statements on day 4 of the next month, disputes until 9, net on 10, pay by 15;
   * overdue on day 20, suspended on 30, in default on 60.
   */
  public static final SettlementCalendar STANDARD =
      new SettlementCalendar(3, 3, 8, 9, 14, 19, 29, 59);

  /** Every stage at the cut-off: a month that closes without further waits. */
  public static final SettlementCalendar WITHOUT_WAITS =
      new SettlementCalendar(3, 3, 3, 3, 3, 19, 29, 59);

  private static final int LONGEST = 400;

  public SettlementCalendar {
    if (cutOffDays < 0
        || statementDays < cutOffDays
        || disputeDays < statementDays
        || netDays < statementDays
        || paymentDays < netDays
        || overdueDays <= paymentDays
        || suspendedDays <= overdueDays
        || defaultDays <= suspendedDays
        || defaultDays > LONGEST) {
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

  public Instant paymentDue(YearMonth period) {
    return daysAfter(period, paymentDays);
  }

  public Instant overdue(YearMonth period) {
    return daysAfter(period, overdueDays);
  }

  public Instant suspended(YearMonth period) {
    return daysAfter(period, suspendedDays);
  }

  public Instant inDefault(YearMonth period) {
    return daysAfter(period, defaultDays);
  }

  private static Instant daysAfter(YearMonth period, int days) {
    return period.plusMonths(1).atDay(1).plusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
