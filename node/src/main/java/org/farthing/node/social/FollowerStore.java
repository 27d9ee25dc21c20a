package org.farthing.node.social;

import static org.farthing.node.generated.Tables.FOLLOWER;
import static org.jooq.impl.DSL.coalesce;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.farthing.node.generated.tables.records.FollowerRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Who follows the actors of this node. */
final class FollowerStore {

  private static final String REQUESTED = "requested";
  private static final String ACCEPTED = "accepted";

  private FollowerStore() {}

  /** Stores a follower; one that is there takes the new activity, and stays accepted. */
  static void save(Transaction tx, String owner, Follower follower) {
    @Nullable String shared = text(follower.sharedInboxOrNull());
    tx.dsl()
        .insertInto(FOLLOWER)
        .set(FOLLOWER.OWNER, owner)
        .set(FOLLOWER.ACTOR_HASH, Hash.of(follower.actor()))
        .set(FOLLOWER.ACTOR, follower.actor().toString())
        .set(FOLLOWER.FOLLOW_HASH, Hash.of(follower.follow()))
        .set(FOLLOWER.FOLLOW, follower.follow().toString())
        .set(FOLLOWER.INBOX, follower.inbox().toString())
        .set(FOLLOWER.SHARED_INBOX, shared)
        .set(FOLLOWER.STATE, follower.accepted() ? ACCEPTED : REQUESTED)
        .set(FOLLOWER.SINCE, follower.since())
        .onDuplicateKeyUpdate()
        .set(FOLLOWER.FOLLOW_HASH, Hash.of(follower.follow()))
        .set(FOLLOWER.FOLLOW, follower.follow().toString())
        .set(FOLLOWER.INBOX, follower.inbox().toString())
        .set(FOLLOWER.SHARED_INBOX, shared)
        .set(FOLLOWER.SINCE, follower.since())
        .execute();
  }

  private static @Nullable String text(@Nullable URI uriOrNull) {
    return uriOrNull == null ? null : uriOrNull.toString();
  }

  static Optional<Follower> find(Transaction tx, String owner, ActorId actor) {
    return tx.dsl()
        .selectFrom(FOLLOWER)
        .where(FOLLOWER.OWNER.eq(owner), FOLLOWER.ACTOR_HASH.eq(Hash.of(actor)))
        .fetchOptional(FollowerStore::follower);
  }

  /** Locks one that has asked and is not accepted yet. */
  static Optional<Follower> lockRequest(Transaction tx, String owner, long sequence) {
    return tx.dsl()
        .selectFrom(FOLLOWER)
        .where(
            FOLLOWER.OWNER.eq(owner), FOLLOWER.SEQUENCE.eq(sequence), FOLLOWER.STATE.eq(REQUESTED))
        .forUpdate()
        .fetchOptional(FollowerStore::follower);
  }

  static void accept(Transaction tx, long sequence) {
    tx.dsl()
        .update(FOLLOWER)
        .set(FOLLOWER.STATE, ACCEPTED)
        .where(FOLLOWER.SEQUENCE.eq(sequence))
        .execute();
  }

  static void remove(Transaction tx, long sequence) {
    tx.dsl().deleteFrom(FOLLOWER).where(FOLLOWER.SEQUENCE.eq(sequence)).execute();
  }

  static void remove(Transaction tx, String owner, ActorId actor) {
    tx.dsl()
        .deleteFrom(FOLLOWER)
        .where(FOLLOWER.OWNER.eq(owner), FOLLOWER.ACTOR_HASH.eq(Hash.of(actor)))
        .execute();
  }

  /** Whoever followed by this activity follows no more. */
  static void removeByFollow(Transaction tx, ActivityId follow, ActorId actor) {
    tx.dsl()
        .deleteFrom(FOLLOWER)
        .where(FOLLOWER.FOLLOW_HASH.eq(Hash.of(follow)), FOLLOWER.ACTOR_HASH.eq(Hash.of(actor)))
        .execute();
  }

  static void removeEverywhere(Transaction tx, ActorId actor) {
    tx.dsl().deleteFrom(FOLLOWER).where(FOLLOWER.ACTOR_HASH.eq(Hash.of(actor))).execute();
  }

  /** An owner is followed by nobody, and nobody waits to be accepted. */
  static void removeAllOf(Transaction tx, String owner) {
    tx.dsl().deleteFrom(FOLLOWER).where(FOLLOWER.OWNER.eq(owner)).execute();
  }

  /** Whom an actor follows here. */
  static List<String> ownersOf(Transaction tx, ActorId actor) {
    return tx.dsl()
        .select(FOLLOWER.OWNER)
        .from(FOLLOWER)
        .where(FOLLOWER.ACTOR_HASH.eq(Hash.of(actor)))
        .fetch(FOLLOWER.OWNER);
  }

  /** An actor takes what is for it elsewhere now. */
  static void readdress(Transaction tx, ActorId actor, URI inbox, @Nullable URI sharedOrNull) {
    tx.dsl()
        .update(FOLLOWER)
        .set(FOLLOWER.INBOX, inbox.toString())
        .set(FOLLOWER.SHARED_INBOX, text(sharedOrNull))
        .where(FOLLOWER.ACTOR_HASH.eq(Hash.of(actor)))
        .execute();
  }

  /** Where accepted followers take what is for them, each place once. */
  static List<URI> inboxes(Transaction tx, String owner) {
    var inbox = coalesce(FOLLOWER.SHARED_INBOX, FOLLOWER.INBOX);
    return tx.dsl()
        .selectDistinct(inbox)
        .from(FOLLOWER)
        .where(FOLLOWER.OWNER.eq(owner), FOLLOWER.STATE.eq(ACCEPTED))
        .fetch(row -> URI.create(row.value1()));
  }

  /** Who takes what is for them there. */
  static List<ActorId> behind(Transaction tx, URI inbox) {
    return tx.dsl()
        .selectDistinct(FOLLOWER.ACTOR)
        .from(FOLLOWER)
        .where(FOLLOWER.INBOX.eq(inbox.toString()).or(FOLLOWER.SHARED_INBOX.eq(inbox.toString())))
        .fetch(row -> ActorId.of(row.value1()));
  }

  static long count(Transaction tx, String owner) {
    return tx.dsl().fetchCount(FOLLOWER, FOLLOWER.OWNER.eq(owner).and(FOLLOWER.STATE.eq(ACCEPTED)));
  }

  /**
   * Accepted followers, the newest first.
   *
   * @param beforeOrNull a sequence; null for the newest
   */
  static List<Follower> page(Transaction tx, String owner, @Nullable Long beforeOrNull, int most) {
    return select(tx, owner, ACCEPTED, beforeOrNull, most);
  }

  /** Who waits to be accepted, the newest first. */
  static List<Follower> requests(
      Transaction tx, String owner, @Nullable Long beforeOrNull, int most) {
    return select(tx, owner, REQUESTED, beforeOrNull, most);
  }

  private static List<Follower> select(
      Transaction tx, String owner, String state, @Nullable Long beforeOrNull, int most) {
    Condition older = beforeOrNull == null ? DSL.noCondition() : FOLLOWER.SEQUENCE.lt(beforeOrNull);
    return tx.dsl()
        .selectFrom(FOLLOWER)
        .where(FOLLOWER.OWNER.eq(owner), FOLLOWER.STATE.eq(state), older)
        .orderBy(FOLLOWER.SEQUENCE.desc())
        .limit(most)
        .fetch(FollowerStore::follower);
  }

  private static Follower follower(FollowerRecord row) {
    return new Follower(
        row.getSequence(),
        ActorId.of(row.getActor()),
        ActivityId.of(row.getFollow()),
        URI.create(row.getInbox()),
        row.getSharedInbox() == null ? null : URI.create(row.getSharedInbox()),
        row.getState().equals(ACCEPTED),
        row.getSince());
  }
}
