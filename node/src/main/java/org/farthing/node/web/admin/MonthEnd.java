package org.farthing.node.web.admin;

import java.time.YearMonth;
import java.util.List;

/** How the month is ended before its time, where the calendar is only played. Thread-safe. */
public interface MonthEnd {

  /** What came of it. */
  enum Ending {
    /** It is closed on all nodes. */
    CLOSED,
    /** It is over, and the nodes go on closing it by themselves. */
    WAITS
  }

  /**
   * A node that has not closed a month yet.
   *
   * @param node its host
   * @param awaited the hosts of the nodes that it waits for, as far as is known
   */
  record Waiting(String node, List<String> awaited) {
    public Waiting {
      awaited = List.copyOf(awaited);
    }
  }

  /** Whether it can be ended; not where people live by the calendar. */
  boolean isOffered();

  /** Whether a month is the one that can be ended now. */
  boolean isNow(YearMonth month);

  /**
   * Ends a month for all nodes of the demo: it is past its cut-off then, and is being closed. That
   * is waited for, but only some seconds for a node that does not answer. Of a month that is over
   * already, how it stands.
   */
  Ending end(YearMonth month);

  /** The nodes of the demo that have not closed a month which is over. */
  List<Waiting> waiting(YearMonth month);

  /** Where people live by the calendar. */
  static MonthEnd none() {
    return new MonthEnd() {
      @Override
      public boolean isOffered() {
        return false;
      }

      @Override
      public boolean isNow(YearMonth month) {
        return false;
      }

      @Override
      public Ending end(YearMonth month) {
        return Ending.WAITS;
      }

      @Override
      public List<Waiting> waiting(YearMonth month) {
        return List.of();
      }
    };
  }
}
