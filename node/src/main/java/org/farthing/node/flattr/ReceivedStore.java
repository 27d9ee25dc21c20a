package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.RECEIPT_LOG;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.generated.tables.records.ReceivedFlattrRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.WaitingCode;
import org.farthing.protocol.settlement.ReceivedFlattr;
import org.farthing.protocol.settlement.ReceivedFlattr.Status;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The rows of flattrs and gifts that came from other nodes, and of the logs of receipts for them.
 */
final class ReceivedStore {

  private ReceivedStore() {}

  /**
   * A flattr with what only this node knows of it.
   *
   * @param creatorIdOrNull its creator, when that is a member here
   */
  record Kept(ReceivedFlattr flattr, int peer, @Nullable Long creatorIdOrNull) {}

  static Optional<Kept> find(Transaction tx, ActivityId id) {
    return tx.dsl()
        .selectFrom(RECEIVED_FLATTR)
        .where(RECEIVED_FLATTR.URI_HASH.eq(hash(id)))
        .fetchOptional(ReceivedStore::kept);
  }

  /** What of a peer's donors waits in a month until its creator gives. */
  static List<Kept> waiting(Transaction tx, YearMonth period, long creator, int peer) {
    return tx.dsl()
        .selectFrom(RECEIVED_FLATTR)
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            RECEIVED_FLATTR.CREATOR_ID.eq(creator),
            RECEIVED_FLATTR.PEER_ID.eq(peer),
            RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.waiting),
            RECEIVED_FLATTR.CODE.eq(WaitingCode.NOT_RECEIVING.code()))
        .orderBy(RECEIVED_FLATTR.URI)
        .fetch(ReceivedStore::kept);
  }

  /** The peers whose donors' flattrs wait in a month until this creator gives. */
  static List<Integer> peersWaiting(Transaction tx, YearMonth period, long creator) {
    return tx.dsl()
        .selectDistinct(RECEIVED_FLATTR.PEER_ID)
        .from(RECEIVED_FLATTR)
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            RECEIVED_FLATTR.CREATOR_ID.eq(creator),
            RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.waiting),
            RECEIVED_FLATTR.CODE.eq(WaitingCode.NOT_RECEIVING.code()))
        .orderBy(RECEIVED_FLATTR.PEER_ID)
        .fetch(RECEIVED_FLATTR.PEER_ID);
  }

  static void store(
      Transaction tx,
      Kept kept,
      @Nullable Subject subject,
      @Nullable Long thing,
      Instant receivedAt) {
    store(tx, kept, subject, thing, null, receivedAt);
  }

  static void storeGift(Transaction tx, Kept kept, long giftMicros, Instant receivedAt) {
    store(tx, kept, null, null, giftMicros, receivedAt);
  }

  private static void store(
      Transaction tx,
      Kept kept,
      @Nullable Subject subject,
      @Nullable Long thing,
      @Nullable Long giftMicros,
      Instant receivedAt) {
    ReceivedFlattr flattr = kept.flattr();
    tx.dsl()
        .insertInto(RECEIVED_FLATTR)
        .set(RECEIVED_FLATTR.URI_HASH, hash(flattr.id()))
        .set(RECEIVED_FLATTR.URI, flattr.id().toString())
        .set(RECEIVED_FLATTR.PERIOD, flattr.period())
        .set(RECEIVED_FLATTR.PEER_ID, kept.peer())
        .set(RECEIVED_FLATTR.SUBJECT_HASH, subject == null ? null : subject.hash())
        .set(RECEIVED_FLATTR.THING_ID, thing)
        .set(RECEIVED_FLATTR.CREATOR_ID, kept.creatorIdOrNull())
        .set(RECEIVED_FLATTR.DIGEST, flattr.digestOrNull())
        .set(RECEIVED_FLATTR.STATE, state(flattr.status()))
        .set(RECEIVED_FLATTR.CODE, code(flattr.status()))
        .set(RECEIVED_FLATTR.SEQUENCE, sequence(flattr.status()))
        .set(RECEIVED_FLATTR.GIFT_MICROS, giftMicros)
        .set(RECEIVED_FLATTR.RECEIVED_AT, receivedAt)
        .execute();
  }

  static void update(Transaction tx, ReceivedFlattr flattr) {
    tx.dsl()
        .update(RECEIVED_FLATTR)
        .set(RECEIVED_FLATTR.DIGEST, flattr.digestOrNull())
        .set(RECEIVED_FLATTR.STATE, state(flattr.status()))
        .set(RECEIVED_FLATTR.CODE, code(flattr.status()))
        .set(RECEIVED_FLATTR.SEQUENCE, sequence(flattr.status()))
        .where(RECEIVED_FLATTR.URI_HASH.eq(hash(flattr.id())))
        .execute();
  }

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
  static OwnLog lockLog(Transaction tx, YearMonth period, int peer) {
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

  /** The creators here for whom something of a peer's donors waits until they give. */
  static List<Long> creatorsWaiting(Transaction tx, YearMonth period, int peer) {
    return tx.dsl()
        .selectDistinct(RECEIVED_FLATTR.CREATOR_ID)
        .from(RECEIVED_FLATTR)
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            RECEIVED_FLATTR.PEER_ID.eq(peer),
            RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.waiting),
            RECEIVED_FLATTR.CODE.eq(WaitingCode.NOT_RECEIVING.code()))
        .orderBy(RECEIVED_FLATTR.CREATOR_ID)
        .fetch(RECEIVED_FLATTR.CREATOR_ID);
  }

  /** Some of what waits of a peer's donors, after one of them in the order of their ids. */
  static List<ActivityId> waiting(
      Transaction tx, YearMonth period, int peer, String after, int most) {
    return tx.dsl()
        .select(RECEIVED_FLATTR.URI)
        .from(RECEIVED_FLATTR)
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            RECEIVED_FLATTR.PEER_ID.eq(peer),
            RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.waiting),
            RECEIVED_FLATTR.URI.gt(after))
        .orderBy(RECEIVED_FLATTR.URI)
        .limit(most)
        .fetch(row -> ActivityId.of(row.value1()));
  }

  /** How many flattrs of each peer are counted in a month. */
  static Map<Integer, Integer> countedByPeer(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(RECEIVED_FLATTR.PEER_ID, DSL.count())
        .from(RECEIVED_FLATTR)
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted))
        .groupBy(RECEIVED_FLATTR.PEER_ID)
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  /**
   * Takes in an id, its creator's row and that one's actor, of a gift what it gives, and of a
   * flattr its thing's row.
   */
  interface CountedReader {
    void read(String flattr, long creator, String actor, long giftMicros, long thing);
  }

  /**
   * Some of what is counted of a peer in a month, in ascending order of ids, as the index {@code
   * received_in_order} has them; of a peer with few creators the database would else begin with
   * those, and sort the whole month each time.
   *
   * @param after the last id before; empty to begin
   */
  static void counted(
      Transaction tx, YearMonth period, int peer, String after, int most, CountedReader reader) {
    tx.scan(
        tx.dsl()
            .select(
                RECEIVED_FLATTR.URI,
                RECEIVED_FLATTR.CREATOR_ID,
                CREATOR.ACTOR,
                RECEIVED_FLATTR.GIFT_MICROS,
                RECEIVED_FLATTR.THING_ID)
            .from(RECEIVED_FLATTR)
            .straightJoin(CREATOR)
            .on(CREATOR.ID.eq(RECEIVED_FLATTR.CREATOR_ID))
            .where(
                RECEIVED_FLATTR.PERIOD.eq(period),
                RECEIVED_FLATTR.PEER_ID.eq(peer),
                RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted),
                RECEIVED_FLATTR.URI.gt(after))
            .orderBy(RECEIVED_FLATTR.URI)
            .limit(most),
        // A column that is null is read as 0.
        row ->
            reader.read(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5)));
  }

  static Kept kept(ReceivedFlattrRecord row) {
    return new Kept(
        new ReceivedFlattr(
            ActivityId.of(row.getUri()), row.getDigest(), row.getPeriod(), status(row)),
        row.getPeerId(),
        row.getCreatorId());
  }

  private static Status status(ReceivedFlattrRecord row) {
    return switch (row.getState()) {
      case waiting -> new Status.Waiting(WaitingCode.valueOf(upper(row.getCode())));
      case counted -> new Status.Counted(row.getSequence());
      case undone -> new Status.Undone(row.getSequence());
      case refused -> new Status.Refused(RefusalCode.valueOf(upper(row.getCode())));
    };
  }

  private static String upper(String code) {
    return code.toUpperCase(Locale.ROOT);
  }

  private static ReceivedFlattrState state(Status status) {
    return switch (status) {
      case Status.Waiting _ -> ReceivedFlattrState.waiting;
      case Status.Counted _ -> ReceivedFlattrState.counted;
      case Status.Undone _ -> ReceivedFlattrState.undone;
      case Status.Refused _ -> ReceivedFlattrState.refused;
    };
  }

  private static @Nullable String code(Status status) {
    return switch (status) {
      case Status.Waiting waiting -> waiting.code().code();
      case Status.Refused refused -> refused.code().code();
      case Status.Counted _, Status.Undone _ -> null;
    };
  }

  private static long sequence(Status status) {
    return switch (status) {
      case Status.Counted counted -> counted.sequence();
      case Status.Undone undone -> undone.sequence();
      case Status.Waiting _, Status.Refused _ -> 0;
    };
  }

  static byte[] hash(ActivityId id) {
    return Sha256.of(id.toString());
  }
}
