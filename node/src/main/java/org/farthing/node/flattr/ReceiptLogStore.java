package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.RECEIPT_LOG;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** How far the logs of receipts for what came from other nodes have come. */
final class ReceiptLogStore {

  private ReceiptLogStore() {}

  /**
   * How a log of ours stands.
   *
   * @param last the last sequence taken, with none free before it; 0 when none is
   * @param agreed whether the peer's statement of the month is agreed to
   * @param restoredTo entries up to here may be there already, though later than the last one
   * @param askedInOrNull the start of this node in which the peer was asked what it knows of it
   */
  record OwnLog(long last, boolean agreed, long restoredTo, @Nullable UUID askedInOrNull) {}

  /** Locks the log of a peer and month until the transaction ends. */
  static OwnLog lock(Transaction tx, YearMonth period, int peer) {
    tx.dsl()
        .insertInto(RECEIPT_LOG)
        .columns(RECEIPT_LOG.PERIOD, RECEIPT_LOG.PEER_ID, RECEIPT_LOG.LAST_SEQUENCE)
        .values(period, peer, 0L)
        .onDuplicateKeyIgnore()
        .execute();
    return tx.dsl()
        .select(
            RECEIPT_LOG.LAST_SEQUENCE,
            RECEIPT_LOG.AGREED,
            RECEIPT_LOG.RESTORED_TO,
            RECEIPT_LOG.ASKED_IN)
        .from(RECEIPT_LOG)
        .where(ofLog(period, peer))
        .forUpdate()
        .fetchSingle(row -> new OwnLog(row.value1(), row.value2(), row.value3(), row.value4()));
  }

  /** The log has come that far, by what was written now. */
  static void setLast(Transaction tx, YearMonth period, int peer, long sequence, Instant now) {
    tx.dsl()
        .update(RECEIPT_LOG)
        .set(RECEIPT_LOG.LAST_SEQUENCE, sequence)
        .set(
            RECEIPT_LOG.UNCOVERED_SINCE,
            DSL.coalesce(RECEIPT_LOG.UNCOVERED_SINCE, DSL.val(now, RECEIPT_LOG.UNCOVERED_SINCE)))
        .where(ofLog(period, peer))
        .execute();
  }

  static void setRestored(Transaction tx, YearMonth period, int peer, long sequence) {
    tx.dsl()
        .update(RECEIPT_LOG)
        .set(RECEIPT_LOG.RESTORED_TO, DSL.greatest(RECEIPT_LOG.RESTORED_TO, DSL.val(sequence)))
        .where(ofLog(period, peer))
        .execute();
  }

  static void setAgreed(Transaction tx, YearMonth period, int peer) {
    tx.dsl().update(RECEIPT_LOG).set(RECEIPT_LOG.AGREED, true).where(ofLog(period, peer)).execute();
  }

  /** The months of a peer of which no statement is agreed to, each locked, the oldest first. */
  static List<YearMonth> lockUnagreed(Transaction tx, int peer) {
    return tx.dsl()
        .select(RECEIPT_LOG.PERIOD)
        .from(RECEIPT_LOG)
        .where(RECEIPT_LOG.PEER_ID.eq(peer), RECEIPT_LOG.AGREED.isFalse())
        .orderBy(RECEIPT_LOG.PERIOD)
        .forUpdate()
        .fetch(RECEIPT_LOG.PERIOD);
  }

  /** The peer was asked about the log in that start of this node; in none when null. */
  static void setAsked(Transaction tx, YearMonth period, int peer, @Nullable UUID start) {
    tx.dsl()
        .update(RECEIPT_LOG)
        .set(RECEIPT_LOG.ASKED_IN, start)
        .where(ofLog(period, peer))
        .execute();
  }

  /** A checkpoint covers all of the log now. */
  static void setCovered(Transaction tx, YearMonth period, int peer) {
    tx.dsl()
        .update(RECEIPT_LOG)
        .setNull(RECEIPT_LOG.UNCOVERED_SINCE)
        .where(ofLog(period, peer))
        .execute();
  }

  private static Condition ofLog(YearMonth period, int peer) {
    return RECEIPT_LOG.PERIOD.eq(period).and(RECEIPT_LOG.PEER_ID.eq(peer));
  }

  /** The logs with an entry from before that instant that no checkpoint covers. */
  static List<LogKey> uncoveredSince(Transaction tx, Instant before) {
    return tx.dsl()
        .select(RECEIPT_LOG.PERIOD, RECEIPT_LOG.PEER_ID)
        .from(RECEIPT_LOG)
        .where(RECEIPT_LOG.UNCOVERED_SINCE.lt(before))
        .orderBy(RECEIPT_LOG.PERIOD, RECEIPT_LOG.PEER_ID)
        .fetch(row -> new LogKey(row.value1(), row.value2(), true));
  }

  static List<LogKey> logsSince(Transaction tx, YearMonth first) {
    return tx.dsl()
        .select(RECEIPT_LOG.PERIOD, RECEIPT_LOG.PEER_ID)
        .from(RECEIPT_LOG)
        .where(RECEIPT_LOG.PERIOD.ge(first))
        .orderBy(RECEIPT_LOG.PERIOD, RECEIPT_LOG.PEER_ID)
        .fetch(row -> new LogKey(row.value1(), row.value2(), true));
  }
}
