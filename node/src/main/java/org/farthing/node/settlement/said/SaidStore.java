package org.farthing.node.settlement.said;

import static org.farthing.node.generated.Tables.MONTH_MESSAGE;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;

/** The rows of what was said about months. */
final class SaidStore {

  private SaidStore() {}

  /** A message. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Row(long sequence, boolean ours, byte[] idHash) {}

  /** Notes what was said; nothing when it was before. */
  static void insert(
      Transaction tx,
      YearMonth period,
      int peer,
      boolean ours,
      ActivityId id,
      Instant saidAt,
      boolean recalled) {
    tx.dsl()
        .insertInto(MONTH_MESSAGE)
        .set(MONTH_MESSAGE.PERIOD, period)
        .set(MONTH_MESSAGE.PEER_ID, peer)
        .set(MONTH_MESSAGE.OURS, ours)
        .set(MONTH_MESSAGE.ID_HASH, hash(id))
        .set(MONTH_MESSAGE.SAID_AT, saidAt)
        .set(MONTH_MESSAGE.RECALLED, recalled)
        .onDuplicateKeyIgnore()
        .execute();
  }

  static boolean isKnown(Transaction tx, ActivityId id) {
    return tx.dsl().fetchExists(MONTH_MESSAGE, MONTH_MESSAGE.ID_HASH.eq(hash(id)));
  }

  /** What our books show was said otherwise before: they do not show that. */
  static void recall(Transaction tx, ActivityId id, Instant saidAt) {
    tx.dsl()
        .update(MONTH_MESSAGE)
        .set(MONTH_MESSAGE.RECALLED, true)
        .set(MONTH_MESSAGE.SAID_AT, saidAt)
        .where(MONTH_MESSAGE.ID_HASH.eq(hash(id)))
        .execute();
  }

  /** What was said of a month and those after it, in the order in which it was noted. */
  static List<Row> since(Transaction tx, int peer, YearMonth first, long after, int most) {
    return tx.dsl()
        .select(MONTH_MESSAGE.SEQUENCE, MONTH_MESSAGE.OURS, MONTH_MESSAGE.ID_HASH)
        .from(MONTH_MESSAGE)
        .where(
            MONTH_MESSAGE.PEER_ID.eq(peer),
            MONTH_MESSAGE.PERIOD.ge(first),
            MONTH_MESSAGE.SEQUENCE.gt(after))
        .orderBy(MONTH_MESSAGE.SEQUENCE)
        .limit(most)
        .fetch(row -> new Row(row.value1(), row.value2(), row.value3()));
  }

  /** Hashes of the ids of what we have said of a month and our books do not show, oldest first. */
  static List<byte[]> recalled(Transaction tx, YearMonth period, int peer) {
    return tx.dsl()
        .select(MONTH_MESSAGE.ID_HASH)
        .from(MONTH_MESSAGE)
        .where(
            MONTH_MESSAGE.RECALLED.isTrue(),
            MONTH_MESSAGE.PEER_ID.eq(peer),
            MONTH_MESSAGE.PERIOD.eq(period))
        .orderBy(MONTH_MESSAGE.SAID_AT, MONTH_MESSAGE.SEQUENCE)
        .fetch(MONTH_MESSAGE.ID_HASH);
  }

  /** Whether our books do not show something of any month with a peer. */
  static boolean hasRecalled(Transaction tx, int peer) {
    return tx.dsl()
        .fetchExists(
            MONTH_MESSAGE, MONTH_MESSAGE.RECALLED.isTrue(), MONTH_MESSAGE.PEER_ID.eq(peer));
  }

  /** Our books show it now. */
  static void saidAgain(Transaction tx, ActivityId id) {
    tx.dsl()
        .update(MONTH_MESSAGE)
        .set(MONTH_MESSAGE.RECALLED, false)
        .where(MONTH_MESSAGE.ID_HASH.eq(hash(id)), MONTH_MESSAGE.RECALLED.isTrue())
        .execute();
  }

  /**
   * Our books will not show it.
   *
   * @return how many there were
   */
  static int giveUp(Transaction tx, YearMonth period, int peer) {
    return tx.dsl()
        .update(MONTH_MESSAGE)
        .set(MONTH_MESSAGE.RECALLED, false)
        .where(
            MONTH_MESSAGE.RECALLED.isTrue(),
            MONTH_MESSAGE.PEER_ID.eq(peer),
            MONTH_MESSAGE.PERIOD.eq(period))
        .execute();
  }

  static byte[] hash(ActivityId id) {
    return Sha256.of(id.toString());
  }
}
