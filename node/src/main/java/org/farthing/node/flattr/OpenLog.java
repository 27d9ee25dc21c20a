package org.farthing.node.flattr;

import java.util.ArrayList;
import java.util.List;
import org.farthing.node.federation.inbox.NotYet;
import org.farthing.node.flattr.ReceiptLogStore.OwnLog;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.settlement.CreatorSide;
import org.farthing.protocol.settlement.ReceivedFlattr;

/**
 * A log of ours that is locked, while a transaction decides what comes of flattrs one after the
 * other: it gives out the places, and writes all that was decided, with the answers, in the end. Of
 * one thread.
 */
final class OpenLog {

  private final Receipts receipts;
  private final Transaction tx;
  private final LogKey key;
  private final Peer peer;
  private final OwnLog log;
  private final List<LogEntry> entries = new ArrayList<>();
  private final List<CreatorSide.Step> steps = new ArrayList<>();
  private long last;

  OpenLog(Receipts receipts, Transaction tx, LogKey key, Peer peer, OwnLog log) {
    this.receipts = receipts;
    this.tx = tx;
    this.key = key;
    this.peer = peer;
    this.log = log;
    this.last = log.last();
  }

  /** The next place that is free. */
  long next() {
    return last + 1;
  }

  /** Whether the peer's statement of the month is agreed to. */
  boolean isAgreed() {
    return log.agreed();
  }

  boolean mayWrite() {
    return receipts.mayWrite(log, key.period(), peer);
  }

  /**
   * Before anything is decided anew.
   *
   * @throws NotYet until the peer was asked what it knows of the log
   */
  void requireWritable() {
    if (!mayWrite()) {
      throw new NotYet("It is not known how much of the log of " + key.period() + " was signed.");
    }
  }

  /** A flattr has come to this: the place that was given to it is taken, if it uses it. */
  void enter(ReceivedFlattr flattr) {
    Receipts.entry(flattr)
        .filter(entry -> entry.sequence() > last)
        .ifPresent(
            entry -> {
              entries.add(entry);
              last = receipts.upTo(tx, key, entry.sequence(), log.restoredTo());
            });
  }

  /** The peer will be told what a step says, if it says something. */
  void say(CreatorSide.Step step) {
    steps.add(step);
  }

  /** Writes what was entered, and sends what is to be said; nothing is entered or said after it. */
  void write() {
    if (!entries.isEmpty()) {
      receipts.write(tx, key, entries, last);
    }
    receipts.send(tx, steps, peer);
  }
}
