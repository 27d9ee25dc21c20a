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
            ACTOR_KEY.VALID_UNTIL)
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

  /** Ends the use of a key and destroys its private half. */
  void retire(Transaction tx, String actor, String fragment, Instant now) {
    tx.dsl()
        .update(ACTOR_KEY)
        .set(ACTOR_KEY.VALID_UNTIL, now)
        .setNull(ACTOR_KEY.PRIVATE_KEY)
        .where(
            ACTOR_KEY.ACTOR.eq(actor),
            ACTOR_KEY.FRAGMENT.eq(fragment),
            ACTOR_KEY.VALID_UNTIL.isNull())
        .execute();
  }
}
