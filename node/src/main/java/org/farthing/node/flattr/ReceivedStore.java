package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.generated.tables.records.ReceivedFlattrRecord;
import org.farthing.node.platform.database.Parts;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.WaitingCode;
import org.farthing.protocol.settlement.ReceivedFlattr;
import org.farthing.protocol.settlement.ReceivedFlattr.Status;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of flattrs and gifts that came from other nodes. */
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

  /** As {@link #find}, of several; those that are known. */
  static List<Kept> find(Transaction tx, List<ActivityId> ids) {
    return tx.dsl()
        .selectFrom(RECEIVED_FLATTR)
        .where(RECEIVED_FLATTR.URI_HASH.in(ids.stream().map(ReceivedStore::hash).toList()))
        .fetch(ReceivedStore::kept);
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

  /**
   * A flattr or gift that is new.
   *
   * @param subjectOrNull what a flattr is about
   * @param thingOrNull the thing's row, when it is known here
   * @param giftMicrosOrNull what a gift gives
   */
  record Fresh(
      Kept kept,
      @Nullable Subject subjectOrNull,
      @Nullable Long thingOrNull,
      @Nullable Long giftMicrosOrNull) {}

  static void store(Transaction tx, List<Fresh> fresh, Instant receivedAt) {
    for (List<Fresh> part : Parts.of(fresh)) {
      tx.dsl()
          .insertInto(RECEIVED_FLATTR)
          .set(part.stream().map(each -> row(each, receivedAt)).toList())
          .execute();
    }
  }

  private static ReceivedFlattrRecord row(Fresh fresh, Instant receivedAt) {
    ReceivedFlattr flattr = fresh.kept().flattr();
    Subject subject = fresh.subjectOrNull();
    ReceivedFlattrRecord row = new ReceivedFlattrRecord();
    row.setUriHash(hash(flattr.id()));
    row.setUri(flattr.id().toString());
    row.setPeriod(flattr.period());
    row.setPeerId(fresh.kept().peer());
    row.setSubjectHash(subject == null ? null : subject.hash());
    row.setThingId(fresh.thingOrNull());
    row.setCreatorId(fresh.kept().creatorIdOrNull());
    row.setDigest(flattr.digestOrNull());
    row.setState(state(flattr.status()));
    row.setCode(code(flattr.status()));
    row.setSequence(sequence(flattr.status()));
    row.setGiftMicros(fresh.giftMicrosOrNull());
    row.setReceivedAt(receivedAt);
    return row;
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
