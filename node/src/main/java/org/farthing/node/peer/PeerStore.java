package org.farthing.node.peer;

import static org.farthing.node.generated.Tables.ALL_PEERS_PAUSE;
import static org.farthing.node.generated.Tables.PEER;
import static org.farthing.node.generated.Tables.PEER_POLICY;

import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.generated.enums.PeerSuspendedFor;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.jooq.Condition;
import org.jooq.Record3;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of peers and of their policies. */
final class PeerStore {

  private PeerStore() {}

  /** One that becomes known while all are paused is paused, too. */
  static void insertIfNew(Transaction tx, ActorId actor, URI inbox, Instant now) {
    // Whoever pauses all meanwhile waits for this transaction, and then sees the new peer.
    @Nullable String pausedForOrNull =
        tx.dsl()
            .select(ALL_PEERS_PAUSE.REASON)
            .from(ALL_PEERS_PAUSE)
            .forShare()
            .fetchSingle(ALL_PEERS_PAUSE.REASON);
    tx.dsl()
        .insertInto(PEER)
        .set(PEER.ACTOR, actor.toString())
        .set(PEER.INBOX, inbox.toString())
        .set(PEER.ADDED_AT, now)
        .set(PEER.PAUSED_SINCE, pausedForOrNull == null ? null : now)
        .set(PEER.PAUSED_FOR, pausedForOrNull)
        .onDuplicateKeyIgnore()
        .execute();
  }

  static Optional<Peer> find(Transaction tx, ActorId actor) {
    return select(tx, PEER.ACTOR.eq(actor.toString())).stream().findFirst();
  }

  static Optional<Peer> find(Transaction tx, int id) {
    return select(tx, PEER.ID.eq(id)).stream().findFirst();
  }

  static boolean isAnyAt(Transaction tx, Origin origin) {
    return tx.dsl().fetchExists(PEER, PEER.ACTOR.startsWith(origin + "/"));
  }

  static List<Peer> all(Transaction tx) {
    return select(tx, DSL.noCondition());
  }

  private static List<Peer> select(Transaction tx, Condition condition) {
    return tx.dsl()
        .select(PEER.ID, PEER.ACTOR, PEER.INBOX)
        .from(PEER)
        .where(condition)
        .orderBy(PEER.ACTOR)
        .fetch(PeerStore::peer);
  }

  private static Peer peer(Record3<Integer, String, String> row) {
    return new Peer(row.value1(), ActorId.of(row.value2()), URI.create(row.value3()));
  }

  static Optional<Suspension> suspension(Transaction tx, int peer) {
    return tx.dsl()
        .select(PEER.SUSPENDED_SINCE, PEER.SUSPENDED_FOR)
        .from(PEER)
        .where(PEER.ID.eq(peer), PEER.SUSPENDED_SINCE.isNotNull())
        .fetchOptional(
            row ->
                new Suspension(
                    row.value1(),
                    Suspension.Reason.valueOf(row.value2().getLiteral().toUpperCase(Locale.ROOT)),
                    null));
  }

  static Optional<Suspension> pause(Transaction tx, int peer) {
    return tx.dsl()
        .select(PEER.PAUSED_SINCE, PEER.PAUSED_FOR)
        .from(PEER)
        .where(PEER.ID.eq(peer), PEER.PAUSED_SINCE.isNotNull())
        .fetchOptional(row -> new Suspension(row.value1(), Suspension.Reason.PAUSED, row.value2()));
  }

  /** Returns whether it was not paused before. */
  static boolean setPaused(Transaction tx, int peer, String reason, Instant now) {
    return tx.dsl()
            .update(PEER)
            .set(PEER.PAUSED_SINCE, now)
            .set(PEER.PAUSED_FOR, reason)
            .where(PEER.ID.eq(peer), PEER.PAUSED_SINCE.isNull())
            .execute()
        == 1;
  }

  /** Returns whether it was paused before. */
  static boolean setGoingOn(Transaction tx, int peer) {
    return tx.dsl()
            .update(PEER)
            .setNull(PEER.PAUSED_SINCE)
            .setNull(PEER.PAUSED_FOR)
            .where(PEER.ID.eq(peer), PEER.PAUSED_SINCE.isNotNull())
            .execute()
        == 1;
  }

  static Optional<Suspension> pauseOfAll(Transaction tx) {
    return tx.dsl()
        .selectFrom(ALL_PEERS_PAUSE)
        .where(ALL_PEERS_PAUSE.SINCE.isNotNull())
        .fetchOptional(
            row -> new Suspension(row.getSince(), Suspension.Reason.PAUSED, row.getReason()));
  }

  /** Peers that become known are paused from now on. Returns whether they were not before. */
  static boolean setAllPaused(Transaction tx, String reason, Instant now) {
    return tx.dsl()
            .update(ALL_PEERS_PAUSE)
            .set(ALL_PEERS_PAUSE.SINCE, now)
            .set(ALL_PEERS_PAUSE.REASON, reason)
            .where(ALL_PEERS_PAUSE.SINCE.isNull())
            .execute()
        == 1;
  }

  /** Returns whether they were paused before. */
  static boolean setAllGoingOn(Transaction tx) {
    return tx.dsl()
            .update(ALL_PEERS_PAUSE)
            .setNull(ALL_PEERS_PAUSE.SINCE)
            .setNull(ALL_PEERS_PAUSE.REASON)
            .where(ALL_PEERS_PAUSE.SINCE.isNotNull())
            .execute()
        == 1;
  }

  /** Peers whose pause began with that of all, or after it for the same reason. */
  static List<Integer> pausedWith(Transaction tx, Suspension all) {
    return tx.dsl()
        .select(PEER.ID)
        .from(PEER)
        .where(PEER.PAUSED_SINCE.ge(all.since()), PEER.PAUSED_FOR.eq(all.wordsOrNull()))
        .orderBy(PEER.ID)
        .fetch(PEER.ID);
  }

  static void suspend(
      Transaction tx, int peer, Suspension.@Nullable Reason reasonOrNull, Instant now) {
    tx.dsl()
        .update(PEER)
        .set(PEER.SUSPENDED_SINCE, reasonOrNull == null ? null : now)
        .set(
            PEER.SUSPENDED_FOR,
            reasonOrNull == null
                ? null
                : PeerSuspendedFor.valueOf(reasonOrNull.name().toLowerCase(Locale.ROOT)))
        .where(PEER.ID.eq(peer))
        .execute();
  }

  static Optional<YearMonth> resumedThrough(Transaction tx, int peer) {
    return tx.dsl()
        .select(PEER.RESUMED_THROUGH)
        .from(PEER)
        .where(PEER.ID.eq(peer), PEER.RESUMED_THROUGH.isNotNull())
        .fetchOptional(row -> YearMonth.parse(row.value1()));
  }

  static void resume(Transaction tx, int peer, YearMonth through) {
    tx.dsl()
        .update(PEER)
        .set(PEER.RESUMED_THROUGH, through.toString())
        .where(PEER.ID.eq(peer))
        .execute();
  }

  static Optional<byte[]> policy(Transaction tx, int peer, YearMonth period) {
    return tx.dsl()
        .select(PEER_POLICY.DOCUMENT)
        .from(PEER_POLICY)
        .where(PEER_POLICY.PEER_ID.eq(peer), PEER_POLICY.PERIOD.eq(period))
        .fetchOptional(PEER_POLICY.DOCUMENT);
  }

  static void insertPolicy(
      Transaction tx, int peer, YearMonth period, byte[] document, String digest, Instant now) {
    tx.dsl()
        .insertInto(PEER_POLICY)
        .columns(
            PEER_POLICY.PEER_ID,
            PEER_POLICY.PERIOD,
            PEER_POLICY.DOCUMENT,
            PEER_POLICY.DIGEST,
            PEER_POLICY.READ_AT)
        .values(peer, period, document, digest, now)
        .onDuplicateKeyIgnore()
        .execute();
  }
}
