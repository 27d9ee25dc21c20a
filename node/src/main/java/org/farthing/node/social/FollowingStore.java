package org.farthing.node.social;

import static org.farthing.node.generated.Tables.FOLLOWING;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.farthing.node.generated.tables.records.FollowingRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Whom the actors of this node follow. */
final class FollowingStore {

  private static final String REQUESTED = "requested";
  private static final String ACCEPTED = "accepted";

  private FollowingStore() {}

  /** Returns whether it was inserted; not when the owner follows the actor already. */
  static boolean insert(Transaction tx, String owner, Following following) {
    return tx.dsl()
            .insertInto(FOLLOWING)
            .set(FOLLOWING.OWNER, owner)
            .set(FOLLOWING.ACTOR_HASH, Hash.of(following.actor()))
            .set(FOLLOWING.ACTOR, following.actor().toString())
            .set(FOLLOWING.FOLLOW_HASH, Hash.of(following.follow()))
            .set(FOLLOWING.FOLLOW, following.follow().toString())
            .set(FOLLOWING.INBOX, following.inbox().toString())
            .set(FOLLOWING.STATE, following.accepted() ? ACCEPTED : REQUESTED)
            .set(FOLLOWING.SINCE, following.since())
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  static Optional<Following> find(Transaction tx, String owner, ActorId actor) {
    return one(tx, FOLLOWING.OWNER.eq(owner).and(FOLLOWING.ACTOR_HASH.eq(Hash.of(actor))));
  }

  static Optional<Following> lock(Transaction tx, String owner, long sequence) {
    return tx.dsl()
        .selectFrom(FOLLOWING)
        .where(FOLLOWING.OWNER.eq(owner), FOLLOWING.SEQUENCE.eq(sequence))
        .forUpdate()
        .fetchOptional(FollowingStore::following);
  }

  /** What an actor is followed by with this activity of ours. */
  static Optional<Following> byFollow(Transaction tx, ActivityId follow, ActorId actor) {
    return one(
        tx, FOLLOWING.FOLLOW_HASH.eq(Hash.of(follow)).and(FOLLOWING.ACTOR_HASH.eq(Hash.of(actor))));
  }

  private static Optional<Following> one(Transaction tx, Condition condition) {
    return tx.dsl().selectFrom(FOLLOWING).where(condition).fetchOptional(FollowingStore::following);
  }

  static void accept(Transaction tx, long sequence) {
    tx.dsl()
        .update(FOLLOWING)
        .set(FOLLOWING.STATE, ACCEPTED)
        .where(FOLLOWING.SEQUENCE.eq(sequence))
        .execute();
  }

  static void remove(Transaction tx, long sequence) {
    tx.dsl().deleteFrom(FOLLOWING).where(FOLLOWING.SEQUENCE.eq(sequence)).execute();
  }

  static void remove(Transaction tx, String owner, ActorId actor) {
    tx.dsl()
        .deleteFrom(FOLLOWING)
        .where(FOLLOWING.OWNER.eq(owner), FOLLOWING.ACTOR_HASH.eq(Hash.of(actor)))
        .execute();
  }

  static void removeEverywhere(Transaction tx, ActorId actor) {
    tx.dsl().deleteFrom(FOLLOWING).where(FOLLOWING.ACTOR_HASH.eq(Hash.of(actor))).execute();
  }

  static void removeAllOf(Transaction tx, String owner) {
    tx.dsl().deleteFrom(FOLLOWING).where(FOLLOWING.OWNER.eq(owner)).execute();
  }

  /** Who here follows an actor. */
  static List<String> ownersOf(Transaction tx, ActorId actor) {
    return tx.dsl()
        .select(FOLLOWING.OWNER)
        .from(FOLLOWING)
        .where(FOLLOWING.ACTOR_HASH.eq(Hash.of(actor)))
        .fetch(FOLLOWING.OWNER);
  }

  /** Who takes what is for them there. */
  static List<ActorId> behind(Transaction tx, URI inbox) {
    return tx.dsl()
        .selectDistinct(FOLLOWING.ACTOR)
        .from(FOLLOWING)
        .where(FOLLOWING.INBOX.eq(inbox.toString()))
        .fetch(row -> ActorId.of(row.value1()));
  }

  static void readdress(Transaction tx, ActorId actor, URI inbox) {
    tx.dsl()
        .update(FOLLOWING)
        .set(FOLLOWING.INBOX, inbox.toString())
        .where(FOLLOWING.ACTOR_HASH.eq(Hash.of(actor)))
        .execute();
  }

  /** How many have accepted. */
  static long count(Transaction tx, String owner) {
    return tx.dsl()
        .fetchCount(FOLLOWING, FOLLOWING.OWNER.eq(owner).and(FOLLOWING.STATE.eq(ACCEPTED)));
  }

  /** Those that have accepted, the newest first. */
  static List<Following> page(Transaction tx, String owner, @Nullable Long beforeOrNull, int most) {
    return select(tx, owner, FOLLOWING.STATE.eq(ACCEPTED), beforeOrNull, most);
  }

  /** All, the newest first. */
  static List<Following> all(Transaction tx, String owner, @Nullable Long beforeOrNull, int most) {
    return select(tx, owner, DSL.noCondition(), beforeOrNull, most);
  }

  private static List<Following> select(
      Transaction tx, String owner, Condition which, @Nullable Long beforeOrNull, int most) {
    Condition older =
        beforeOrNull == null ? DSL.noCondition() : FOLLOWING.SEQUENCE.lt(beforeOrNull);
    return tx.dsl()
        .selectFrom(FOLLOWING)
        .where(FOLLOWING.OWNER.eq(owner), which, older)
        .orderBy(FOLLOWING.SEQUENCE.desc())
        .limit(most)
        .fetch(FollowingStore::following);
  }

  private static Following following(FollowingRecord row) {
    return new Following(
        row.getSequence(),
        ActorId.of(row.getActor()),
        ActivityId.of(row.getFollow()),
        URI.create(row.getInbox()),
        row.getState().equals(ACCEPTED),
        row.getSince());
  }
}
