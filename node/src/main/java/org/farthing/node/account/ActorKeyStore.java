package org.farthing.node.account;

import static org.farthing.node.generated.Tables.ACTOR_KEY;

import java.time.Instant;
import java.util.List;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Records;

/** The keys of the node's actors. An actor is named by the path of its id. */
final class ActorKeyStore {

  /** All keys of an actor, oldest first. */
  List<StoredKey> keys(Transaction tx, String actor) {
    return tx.dsl()
        .select(
            ACTOR_KEY.FRAGMENT,
            ACTOR_KEY.PUBLIC_KEY,
            ACTOR_KEY.PRIVATE_KEY,
            ACTOR_KEY.VALID_FROM,
            ACTOR_KEY.VALID_UNTIL,
            ACTOR_KEY.REVOKED_AT)
        .from(ACTOR_KEY)
        .where(ACTOR_KEY.ACTOR.eq(actor))
        .orderBy(ACTOR_KEY.VALID_FROM, ACTOR_KEY.FRAGMENT)
        .fetch(Records.mapping(StoredKey::new));
  }

  /** Nothing happens when the actor has a key with this fragment already. */
  void insert(Transaction tx, String actor, StoredKey key) {
    tx.dsl()
        .insertInto(ACTOR_KEY)
        .set(ACTOR_KEY.ACTOR, actor)
        .set(ACTOR_KEY.FRAGMENT, key.fragment())
        .set(ACTOR_KEY.PUBLIC_KEY, key.publicPem())
        .set(ACTOR_KEY.PRIVATE_KEY, key.sealedOrNull())
        .set(ACTOR_KEY.VALID_FROM, key.validFrom())
        .set(ACTOR_KEY.VALID_UNTIL, key.validUntilOrNull())
        .onDuplicateKeyIgnore()
        .execute();
  }

  /** Ends the use of a key at an instant, and destroys its private half at once. */
  void retire(Transaction tx, String actor, String fragment, Instant end) {
    tx.dsl()
        .update(ACTOR_KEY)
        .set(ACTOR_KEY.VALID_UNTIL, end)
        .setNull(ACTOR_KEY.PRIVATE_KEY)
        .where(
            ACTOR_KEY.ACTOR.eq(actor),
            ACTOR_KEY.FRAGMENT.eq(fragment),
            ACTOR_KEY.VALID_UNTIL.isNull())
        .execute();
  }

  /**
   * Ends the use of a key for what it signed before, too.
   *
   * @return false when that was done before
   */
  boolean revoke(Transaction tx, String actor, String fragment, Instant now) {
    tx.dsl()
        .update(ACTOR_KEY)
        .set(ACTOR_KEY.VALID_UNTIL, now)
        .setNull(ACTOR_KEY.PRIVATE_KEY)
        .where(
            ACTOR_KEY.ACTOR.eq(actor),
            ACTOR_KEY.FRAGMENT.eq(fragment),
            ACTOR_KEY.VALID_UNTIL.isNull().or(ACTOR_KEY.VALID_UNTIL.gt(now)))
        .execute();
    return tx.dsl()
            .update(ACTOR_KEY)
            .set(ACTOR_KEY.REVOKED_AT, now)
            .where(
                ACTOR_KEY.ACTOR.eq(actor),
                ACTOR_KEY.FRAGMENT.eq(fragment),
                ACTOR_KEY.REVOKED_AT.isNull())
            .execute()
        == 1;
  }

  /**
   * A key by its place.
   *
   * @param actor path of its owner's id
   */
  record Place(String actor, String fragment) {}

  /** What was revoked from an instant on. */
  List<Place> revokedSince(Transaction tx, Instant from) {
    return tx.dsl()
        .select(ACTOR_KEY.ACTOR, ACTOR_KEY.FRAGMENT)
        .from(ACTOR_KEY)
        .where(ACTOR_KEY.REVOKED_AT.ge(from))
        .fetch(Records.mapping(Place::new));
  }
}
