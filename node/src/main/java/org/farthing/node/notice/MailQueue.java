package org.farthing.node.notice;

import java.time.InstantSource;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Letters on their way out. Where no server is configured nothing is put in, and nothing is kept
 * for a day when there may be one. Thread-safe.
 */
public final class MailQueue {

  private static final int MOST_ASKED_FOR = 1000;

  private final boolean on;
  private final InstantSource system;
  private final MailStore store = new MailStore();
  private volatile Runnable wake = () -> {};

  /**
   * @param on whether there is a server to send with
   */
  public MailQueue(boolean on, InstantSource system) {
    this.on = on;
    this.system = system;
  }

  /** Whether this node sends e-mail. */
  public boolean isOn() {
    return on;
  }

  /** Has a letter written and sent soon after the transaction. */
  public void put(
      Transaction tx, MailPurpose purpose, String recipient, @Nullable MemberId memberOrNull) {
    put(tx, purpose, recipient, memberOrNull, null);
  }

  /**
   * As {@link #put}, for letters that strangers can ask for: one at a time to each address, and no
   * more of them than the worker has soon gone through.
   */
  public void putUnlessWaiting(Transaction tx, MailPurpose purpose, String recipient) {
    if (on
        && store.countWaiting(tx, purpose) < MOST_ASKED_FOR
        && !store.isWaiting(tx, purpose, recipient)) {
      put(tx, purpose, recipient, null);
    }
  }

  void put(
      Transaction tx,
      MailPurpose purpose,
      String recipient,
      @Nullable MemberId memberOrNull,
      @Nullable Long noticeOrNull) {
    if (on) {
      store.insert(tx, purpose, recipient, memberOrNull, noticeOrNull, system.instant());
      tx.afterCommit(() -> wake.run());
    }
  }

  /** What makes the worker look. */
  void wakes(Runnable worker) {
    wake = worker;
  }

  void erase(Transaction tx, MemberId member) {
    store.deleteOf(tx, member);
  }
}
