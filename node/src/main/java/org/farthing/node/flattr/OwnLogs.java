package org.farthing.node.flattr;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.platform.database.Transaction;

/** How the logs that this node writes stand with the peers that they are about. */
public final class OwnLogs {

  private OwnLogs() {}

  /**
   * Nothing is written in the log until the transaction ends.
   *
   * @return the last sequence taken, with none free before it
   */
  public static long lock(Transaction tx, LogKey log) {
    return ReceiptLogStore.lock(tx, log.period(), log.peer()).last();
  }

  /** The logs, be they empty still, of that month and those after it. */
  public static List<LogKey> since(Transaction tx, YearMonth first) {
    return ReceiptLogStore.logsSince(tx, first);
  }

  /** The logs with an entry from before that instant that no checkpoint covers. */
  public static List<LogKey> uncoveredSince(Transaction tx, Instant before) {
    return ReceiptLogStore.uncoveredSince(tx, before);
  }

  /** A checkpoint that is offered in this transaction covers all of a log that is locked. */
  public static void covered(Transaction tx, LogKey log) {
    ReceiptLogStore.setCovered(tx, log.period(), log.peer());
  }

  /** The peer was asked, in that start of this node, and nothing of the log is lost. */
  public static void asked(Transaction tx, LogKey log, UUID start) {
    ReceiptLogStore.lock(tx, log.period(), log.peer());
    ReceiptLogStore.setAsked(tx, log.period(), log.peer(), start);
  }

  /** The peer seems to know more of the log than this node: it is to be asked again. */
  public static void unasked(Transaction tx, LogKey log) {
    ReceiptLogStore.lock(tx, log.period(), log.peer());
    ReceiptLogStore.setAsked(tx, log.period(), log.peer(), null);
  }
}
