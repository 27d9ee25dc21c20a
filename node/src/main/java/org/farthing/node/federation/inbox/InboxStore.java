package org.farthing.node.federation.inbox;

import static org.farthing.node.generated.Tables.INBOUND_ACTIVITY;
import static org.farthing.node.generated.Tables.INBOUND_CONFLICT;
import static org.jooq.impl.DSL.select;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.farthing.node.generated.tables.records.InboundActivityRecord;
import org.farthing.node.platform.database.Parts;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.jooq.Cursor;
import org.jspecify.annotations.Nullable;

/** What came in, and how far it is handled. */
final class InboxStore {

  private static final int LONGEST_ERROR = 1000;

  /** What is handled together is in memory together, and parsed takes several times as much. */
  private static final int MOST_BYTES_TOGETHER = 2 << 20;

  private static final int ROWS_AT_ONCE = 16;

  private static final String PENDING = "pending";
  private static final String FAILED = "failed";
  private static final String DONE = "done";
  private static final String REFUSED = "refused";

  /** What storing an activity came to. */
  enum Stored {
    NEW,
    KNOWN,
    OTHER_CONTENT
  }

  Stored insert(Transaction tx, InboundActivity received) {
    return insert(tx, received, PENDING, null);
  }

  /**
   * Stores an activity that is handled already, or refused for good.
   *
   * @param faultOrNull why it is refused
   */
  Stored insertHandled(
      Transaction tx, InboundActivity received, @Nullable ProtocolException faultOrNull) {
    Stored stored = insert(tx, received, faultOrNull == null ? DONE : REFUSED, faultOrNull);
    if (stored == Stored.KNOWN && faultOrNull == null) {
      noLongerRefused(tx, received.activity().id());
    }
    return stored;
  }

  private static void noLongerRefused(Transaction tx, ActivityId id) {
    tx.dsl()
        .update(INBOUND_ACTIVITY)
        .set(INBOUND_ACTIVITY.STATE, DONE)
        .setNull(INBOUND_ACTIVITY.CODE)
        .setNull(INBOUND_ACTIVITY.ERROR)
        .where(
            INBOUND_ACTIVITY.ID_HASH.eq(InboundActivity.hash(id)),
            INBOUND_ACTIVITY.STATE.eq(REFUSED))
        .execute();
  }

  private static Stored insert(
      Transaction tx,
      InboundActivity received,
      String state,
      @Nullable ProtocolException faultOrNull) {
    int inserted =
        tx.dsl()
            .insertInto(INBOUND_ACTIVITY)
            .set(row(received, state, faultOrNull))
            .onDuplicateKeyIgnore()
            .execute();
    return inserted == 1 ? Stored.NEW : known(tx, received);
  }

  /**
   * Stores activities that are to be handled; what became of each stands in their order.
   *
   * @param beginsAnew whether one takes the place of what came before under its id
   */
  List<Stored> insertAll(
      Transaction tx, List<InboundActivity> received, Predicate<VerifiedActivity> beginsAnew) {
    Map<ByteBuffer, InboundActivity> firsts = new LinkedHashMap<>();
    received.forEach(each -> firsts.putIfAbsent(ByteBuffer.wrap(each.idHash()), each));
    Set<ByteBuffer> inserted = new HashSet<>();
    for (List<InboundActivity> part : Parts.of(List.copyOf(firsts.values()))) {
      tx.dsl()
          .insertInto(INBOUND_ACTIVITY)
          .set(part.stream().map(each -> row(each, PENDING, null)).toList())
          .onDuplicateKeyIgnore()
          .returningResult(INBOUND_ACTIVITY.ID_HASH)
          .forEach(row -> inserted.add(ByteBuffer.wrap(row.value1())));
    }
    List<Stored> stored = new ArrayList<>();
    for (InboundActivity each : received) {
      // The first of an id is the one that was stored.
      boolean isNew = inserted.remove(ByteBuffer.wrap(each.idHash()));
      Stored as = isNew ? Stored.NEW : known(tx, each);
      boolean anew = as == Stored.OTHER_CONTENT && mayReplace(tx, each);
      stored.add(anew && beginsAnew.test(each.activity()) ? replace(tx, each) : as);
    }
    return stored;
  }

  /** What bears a proof means the same for ever, as does what is another's. */
  private static boolean mayReplace(Transaction tx, InboundActivity received) {
    return !received.activity().proven()
        && tx.dsl()
            .fetchExists(
                INBOUND_ACTIVITY,
                INBOUND_ACTIVITY
                    .ID_HASH
                    .eq(received.idHash())
                    .and(INBOUND_ACTIVITY.ACTOR.eq(received.activity().actor().toString()))
                    .and(INBOUND_ACTIVITY.PROVEN.isFalse()));
  }

  /** What came before is kept, so that it is known when it comes late. */
  private static Stored replace(Transaction tx, InboundActivity received) {
    tx.dsl()
        .insertInto(INBOUND_CONFLICT)
        .columns(
            INBOUND_CONFLICT.ID_HASH,
            INBOUND_CONFLICT.CONTENT_HASH,
            INBOUND_CONFLICT.BODY,
            INBOUND_CONFLICT.RECEIVED_AT)
        .select(
            select(
                    INBOUND_ACTIVITY.ID_HASH,
                    INBOUND_ACTIVITY.CONTENT_HASH,
                    INBOUND_ACTIVITY.BODY,
                    INBOUND_ACTIVITY.RECEIVED_AT)
                .from(INBOUND_ACTIVITY)
                .where(INBOUND_ACTIVITY.ID_HASH.eq(received.idHash())))
        .onDuplicateKeyIgnore()
        .execute();
    tx.dsl()
        .update(INBOUND_ACTIVITY)
        .set(row(received, PENDING, null))
        .where(INBOUND_ACTIVITY.ID_HASH.eq(received.idHash()))
        .execute();
    return Stored.NEW;
  }

  private static InboundActivityRecord row(
      InboundActivity received, String state, @Nullable ProtocolException faultOrNull) {
    VerifiedActivity activity = received.activity();
    NodeAddress node = activity.nodeOrNull();
    InboundActivityRecord row = new InboundActivityRecord();
    row.setIdHash(received.idHash());
    row.setContentHash(received.contentHash());
    row.setId(activity.id().toString());
    row.setActor(activity.actor().toString());
    row.setProven(activity.proven());
    row.setNode(node == null ? null : node.actor().toString());
    row.setNodeInbox(node == null ? null : node.inbox().toString());
    row.setBody(received.body());
    row.setReceivedAt(activity.receivedAt());
    row.setState(state);
    row.setAttempts(0);
    row.setNextTry(state.equals(PENDING) ? activity.receivedAt() : null);
    row.setCode(faultOrNull == null ? null : faultOrNull.code());
    row.setError(faultOrNull == null ? null : text(faultOrNull));
    return row;
  }

  /**
   * What an activity that is not to be stored would have come to, when something came before under
   * its id; empty when nothing did.
   */
  Optional<Stored> findKnown(Transaction tx, InboundActivity received) {
    return contentHash(tx, received.idHash()) == null
        ? Optional.empty()
        : Optional.of(known(tx, received));
  }

  /** What is stored under its id, now or before it was replaced: the same, or something else. */
  private static Stored known(Transaction tx, InboundActivity received) {
    if (Arrays.equals(contentHash(tx, received.idHash()), received.contentHash())) {
      return Stored.KNOWN;
    }
    if (received.activity().proven()) {
      keepAsEvidence(tx, received);
      return Stored.OTHER_CONTENT;
    }
    return wasReplaced(tx, received) ? Stored.KNOWN : Stored.OTHER_CONTENT;
  }

  /** Without a proof it is nobody's evidence: what is kept of such came first and was replaced. */
  private static boolean wasReplaced(Transaction tx, InboundActivity received) {
    return tx.dsl()
        .fetchExists(
            INBOUND_CONFLICT,
            INBOUND_CONFLICT
                .ID_HASH
                .eq(received.idHash())
                .and(INBOUND_CONFLICT.CONTENT_HASH.eq(received.contentHash())));
  }

  private static byte @Nullable [] contentHash(Transaction tx, byte[] idHash) {
    return tx.dsl()
        .select(INBOUND_ACTIVITY.CONTENT_HASH)
        .from(INBOUND_ACTIVITY)
        .where(INBOUND_ACTIVITY.ID_HASH.eq(idHash))
        .fetchOne(INBOUND_ACTIVITY.CONTENT_HASH);
  }

  private static void keepAsEvidence(Transaction tx, InboundActivity received) {
    tx.dsl()
        .insertInto(INBOUND_CONFLICT)
        .set(INBOUND_CONFLICT.ID_HASH, received.idHash())
        .set(INBOUND_CONFLICT.CONTENT_HASH, received.contentHash())
        .set(INBOUND_CONFLICT.BODY, received.body())
        .set(INBOUND_CONFLICT.RECEIVED_AT, received.activity().receivedAt())
        .onDuplicateKeyIgnore()
        .execute();
  }

  /**
   * Locks the activities that are due the longest and that nobody else has: so many, or as many as
   * are not too long together.
   */
  List<Claimed> claim(Transaction tx, int most, Instant now) {
    List<Claimed> claimed = new ArrayList<>();
    int bytes = 0;
    try (Cursor<InboundActivityRecord> due = due(tx, most, now)) {
      for (InboundActivityRecord row : due) {
        bytes += row.getBody().length;
        if (bytes > MOST_BYTES_TOGETHER && !claimed.isEmpty()) {
          break;
        }
        claimed.add(claimed(row));
      }
    }
    return claimed;
  }

  /** A few of them in memory at a time. */
  private static Cursor<InboundActivityRecord> due(Transaction tx, int most, Instant now) {
    return tx.dsl()
        .selectFrom(INBOUND_ACTIVITY)
        .where(INBOUND_ACTIVITY.NEXT_TRY.le(now))
        .orderBy(INBOUND_ACTIVITY.NEXT_TRY)
        .limit(most)
        .forUpdate()
        .skipLocked()
        .fetchSize(ROWS_AT_ONCE)
        .fetchLazy();
  }

  private static Claimed claimed(InboundActivityRecord row) {
    return new Claimed(
        row.getSequence(),
        row.getAttempts(),
        row.getId(),
        row.getBody(),
        row.getContentHash(),
        row.getProven(),
        node(row),
        row.getReceivedAt());
  }

  private static @Nullable NodeAddress node(InboundActivityRecord row) {
    return row.getNode() == null
        ? null
        : new NodeAddress(ActorId.of(row.getNode()), URI.create(row.getNodeInbox()));
  }

  void done(Transaction tx, List<Claimed> claimed) {
    tx.dsl()
        .update(INBOUND_ACTIVITY)
        .set(INBOUND_ACTIVITY.STATE, DONE)
        .set(INBOUND_ACTIVITY.ATTEMPTS, INBOUND_ACTIVITY.ATTEMPTS.plus(1))
        .setNull(INBOUND_ACTIVITY.NEXT_TRY)
        .setNull(INBOUND_ACTIVITY.CODE)
        .setNull(INBOUND_ACTIVITY.ERROR)
        .where(
            INBOUND_ACTIVITY.SEQUENCE.in(claimed.stream().map(Claimed::sequence).toList()),
            INBOUND_ACTIVITY.NEXT_TRY.isNotNull())
        .execute();
  }

  /** It will never be handled, through its own fault. */
  void refused(Transaction tx, Claimed claimed, ProtocolException fault) {
    tx.dsl()
        .update(INBOUND_ACTIVITY)
        .set(INBOUND_ACTIVITY.STATE, REFUSED)
        .set(INBOUND_ACTIVITY.ATTEMPTS, claimed.attempts() + 1)
        .setNull(INBOUND_ACTIVITY.NEXT_TRY)
        .set(INBOUND_ACTIVITY.CODE, fault.code())
        .set(INBOUND_ACTIVITY.ERROR, text(fault))
        .where(
            INBOUND_ACTIVITY.SEQUENCE.eq(claimed.sequence()), INBOUND_ACTIVITY.NEXT_TRY.isNotNull())
        .execute();
  }

  /** It could not be handled, and will be tried again unless somebody else did it meanwhile. */
  void failed(Transaction tx, Claimed claimed, RuntimeException failure, Instant nextTry) {
    tx.dsl()
        .update(INBOUND_ACTIVITY)
        .set(INBOUND_ACTIVITY.STATE, FAILED)
        .set(INBOUND_ACTIVITY.ATTEMPTS, claimed.attempts() + 1)
        .set(INBOUND_ACTIVITY.NEXT_TRY, nextTry)
        .set(INBOUND_ACTIVITY.ERROR, text(failure))
        .where(
            INBOUND_ACTIVITY.SEQUENCE.eq(claimed.sequence()), INBOUND_ACTIVITY.NEXT_TRY.isNotNull())
        .execute();
  }

  private static String text(RuntimeException failure) {
    String text = failure.toString();
    return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
  }

  /** Has what failed of a node, or was put off, tried again now. */
  void hurry(Transaction tx, ActorId node, Instant now) {
    tx.dsl()
        .update(INBOUND_ACTIVITY)
        .set(INBOUND_ACTIVITY.NEXT_TRY, now)
        .where(INBOUND_ACTIVITY.NEXT_TRY.gt(now), INBOUND_ACTIVITY.NODE.eq(node.toString()))
        .execute();
  }

  /** The bytes in which activities came, by the hashes of their ids in hex. */
  Map<String, byte[]> bodies(Transaction tx, Collection<byte[]> idHashes) {
    return tx.dsl()
        .select(INBOUND_ACTIVITY.ID_HASH, INBOUND_ACTIVITY.BODY)
        .from(INBOUND_ACTIVITY)
        .where(INBOUND_ACTIVITY.ID_HASH.in(idHashes))
        .fetchMap(row -> HexFormat.of().formatHex(row.value1()), row -> row.value2());
  }

  /** The bytes of activities of a node that wait to be handled, the oldest first. */
  List<byte[]> waitingOf(Transaction tx, ActorId node, int most) {
    return tx.dsl()
        .select(INBOUND_ACTIVITY.BODY)
        .from(INBOUND_ACTIVITY)
        .where(INBOUND_ACTIVITY.NEXT_TRY.isNotNull(), INBOUND_ACTIVITY.NODE.eq(node.toString()))
        .orderBy(INBOUND_ACTIVITY.SEQUENCE)
        .limit(most)
        .fetch(INBOUND_ACTIVITY.BODY);
  }

  /** How many activities wait to be handled, those included that failed. */
  long waiting(Transaction tx) {
    return tx.dsl().fetchCount(INBOUND_ACTIVITY, INBOUND_ACTIVITY.NEXT_TRY.isNotNull());
  }

  /**
   * An activity whose row is locked.
   *
   * @param id the one it was stored under
   * @param attempts before this one
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Claimed(
      long sequence,
      int attempts,
      String id,
      byte[] body,
      byte[] contentHash,
      boolean proven,
      @Nullable NodeAddress nodeOrNull,
      Instant receivedAt) {

    VerifiedActivity activity() {
      ActivityDocument document = new ActivityDocument(Json.parseObject(body));
      return new VerifiedActivity(
          ActivityId.of(id),
          document.actor(),
          document,
          HexFormat.of().formatHex(contentHash),
          proven,
          nodeOrNull,
          receivedAt);
    }
  }
}
