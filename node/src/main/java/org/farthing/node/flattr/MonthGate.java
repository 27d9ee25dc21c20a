package org.farthing.node.flattr;

import java.time.YearMonth;
import org.farthing.node.platform.database.Transaction;

/**
 * Until when a month takes changes. Whoever changes something of a month passes its gate first and
 * holds it open until the transaction ends; shutting it waits for all who have passed.
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

  /** The cut-off: nothing of the month changes any more once this is committed. */
  public static void shut(Transaction tx, YearMonth month) {
    MonthGateStore.insert(tx, month);
    MonthGateStore.shut(tx, month);
  }
}
