package org.farthing.node.play;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.concurrent.locks.ReentrantLock;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.web.admin.MonthEnd;
import org.farthing.protocol.message.SettlementCalendar;

/** Ends the month for all nodes of a play, at an admin's word. One at a time. */
final class PlayedMonthEnd implements MonthEnd {

  private final SettableClock calendar;
  private final PlayedClose close;
  private final ReentrantLock ending = new ReentrantLock();

  PlayedMonthEnd(SettableClock calendar, PlayedClose close) {
    this.calendar = calendar;
    this.close = close;
  }

  @Override
  public boolean isOffered() {
    return true;
  }

  @Override
  public boolean end(YearMonth month) {
    ending.lock();
    try {
      if (!month.equals(YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC)))) {
        return false;
      }
      calendar.set(SettlementCalendar.WITHOUT_WAITS.cutOff(month));
      close.close(month);
      return true;
    } catch (IllegalStateException e) {
      throw new Problem(
          503, "not_closed", "It is not closed yet", "The month is over, and " + e.getMessage());
    } finally {
      ending.unlock();
    }
  }
}
