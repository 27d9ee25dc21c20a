package org.farthing.node.social;

import static org.farthing.node.generated.Tables.BLOCKED_BY;
import static org.farthing.node.generated.Tables.SOCIAL_ACTOR;

import java.time.Instant;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** Actors elsewhere that do something here, and whom of us they have blocked. */
final class SocialActorStore {

  private SocialActorStore() {}

  /** Holds up all else that this actor does until the transaction ends. */
  static void lock(Transaction tx, ActorId actor) {
    tx.dsl()
        .insertInto(SOCIAL_ACTOR)
        .set(SOCIAL_ACTOR.ACTOR_HASH, Hash.of(actor))
        .set(SOCIAL_ACTOR.ACTOR, actor.toString())
        .onDuplicateKeyUpdate()
        .set(SOCIAL_ACTOR.ACTOR, actor.toString())
        .execute();
  }

  static boolean isGone(Transaction tx, ActorId actor) {
    return tx.dsl()
        .fetchExists(
            SOCIAL_ACTOR,
            SOCIAL_ACTOR.ACTOR_HASH.eq(Hash.of(actor)).and(SOCIAL_ACTOR.GONE_AT.isNotNull()));
  }

  /** It is locked, and so is there. */
  static void gone(Transaction tx, ActorId actor, Instant now) {
    tx.dsl()
        .update(SOCIAL_ACTOR)
        .set(SOCIAL_ACTOR.GONE_AT, now)
        .where(SOCIAL_ACTOR.ACTOR_HASH.eq(Hash.of(actor)))
        .execute();
  }

  static void block(Transaction tx, String owner, ActorId actor, ActivityId block, Instant now) {
    tx.dsl()
        .insertInto(BLOCKED_BY)
        .set(BLOCKED_BY.OWNER, owner)
        .set(BLOCKED_BY.ACTOR_HASH, Hash.of(actor))
        .set(BLOCKED_BY.BLOCK_HASH, Hash.of(block))
        .set(BLOCKED_BY.SINCE, now)
        .onDuplicateKeyUpdate()
        .set(BLOCKED_BY.BLOCK_HASH, Hash.of(block))
        .set(BLOCKED_BY.SINCE, now)
        .execute();
  }

  static boolean hasBlocked(Transaction tx, String owner, ActorId actor) {
    return tx.dsl()
        .fetchExists(
            BLOCKED_BY, BLOCKED_BY.OWNER.eq(owner).and(BLOCKED_BY.ACTOR_HASH.eq(Hash.of(actor))));
  }

  static void unblock(Transaction tx, ActivityId block, ActorId actor) {
    tx.dsl()
        .deleteFrom(BLOCKED_BY)
        .where(BLOCKED_BY.ACTOR_HASH.eq(Hash.of(actor)), BLOCKED_BY.BLOCK_HASH.eq(Hash.of(block)))
        .execute();
  }

  /** Lifts a block that is no younger than the word that lifts it. */
  static void unblock(Transaction tx, String owner, ActorId actor, Instant upTo) {
    tx.dsl()
        .deleteFrom(BLOCKED_BY)
        .where(
            BLOCKED_BY.OWNER.eq(owner),
            BLOCKED_BY.ACTOR_HASH.eq(Hash.of(actor)),
            BLOCKED_BY.SINCE.le(upTo))
        .execute();
  }

  /** Nobody blocks who is not here any more. */
  static void removeBlocksOf(Transaction tx, String owner) {
    tx.dsl().deleteFrom(BLOCKED_BY).where(BLOCKED_BY.OWNER.eq(owner)).execute();
  }

  static void unblockEverybody(Transaction tx, ActorId actor) {
    tx.dsl().deleteFrom(BLOCKED_BY).where(BLOCKED_BY.ACTOR_HASH.eq(Hash.of(actor))).execute();
  }
}
