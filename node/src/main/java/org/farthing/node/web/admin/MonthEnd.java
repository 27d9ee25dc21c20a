package org.farthing.node.web.admin;

import java.time.YearMonth;

/** How the month is ended before its time, where the calendar is only played. Thread-safe. */
public interface MonthEnd {

  /** Whether it can be ended; not where people live by the calendar. */
  boolean isOffered();

  /**
   * Ends a month for all nodes of the demo: it is past its cut-off then, and closed.
   *
   * @return whether it did; not when the month is over already
   */
  boolean end(YearMonth month);

  /** Where people live by the calendar. */
  static MonthEnd none() {
    return new MonthEnd() {
      @Override
      public boolean isOffered() {
        return false;
      }

      @Override
      public boolean end(YearMonth month) {
        return false;
      }
    };
  }
}
