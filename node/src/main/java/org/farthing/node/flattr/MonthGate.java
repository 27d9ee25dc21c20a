package org.farthing.node.flattr;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.farthing.node.platform.database.Transaction;

/**
 * Until when a month takes changes: what members here do until the cut-off, what other nodes answer
 * until it is reconciled. Whoever changes something of a month passes its gate first and holds it
 * open until the transaction ends; shutting it waits for all who have passed.
 */
public final class MonthGate {

  private MonthGate() {}

  /** Whether the month still takes changes; if so, it does until the transaction ends. */
  static boolean pass(Transaction tx, YearMonth month) {
    return MonthGateStore.isOpen(tx, month)
        .or(
            () -> {
              MonthGateStore.insert(tx, month);
              return MonthGateStore.isOpen(tx, month);
            })
        .orElseThrow();
  }

  /**
   * What time it is, in a month that takes changes until the transaction ends; to the microsecond,
   * as it is stored.
   */
  static Instant passNow(Transaction tx, InstantSource calendar) {
    Instant now = calendar.instant();
    if (!pass(tx, monthOf(now))) {
      // The month ended and was cut off since the clock was read.
      now = calendar.instant();
      if (!pass(tx, monthOf(now))) {
        throw new IllegalStateException(monthOf(now) + " is cut off before its end.");
      }
    }
    return now.truncatedTo(ChronoUnit.MICROS);
  }

  private static YearMonth monthOf(Instant instant) {
    return YearMonth.from(instant.atZone(ZoneOffset.UTC));
  }

  /**
   * Whether answers to the month's flattrs are still heard; if so, they are until the transaction
   * ends.
   */
  static boolean passForAnswers(Transaction tx, YearMonth month) {
    return MonthGateStore.isHearing(tx, month)
        .or(
            () -> {
              MonthGateStore.insert(tx, month);
              return MonthGateStore.isHearing(tx, month);
            })
        .orElseThrow();
  }

  /** The month is reconciled: no answer changes any more what counts in it. */
  public static void shutForAnswers(Transaction tx, YearMonth month) {
    MonthGateStore.insert(tx, month);
    MonthGateStore.shutForAnswers(tx, month);
  }

  /** The cut-off: nobody here gives or takes back in the month once this is committed. */
  public static void shut(Transaction tx, YearMonth month) {
    MonthGateStore.insert(tx, month);
    MonthGateStore.shut(tx, month);
  }
}
