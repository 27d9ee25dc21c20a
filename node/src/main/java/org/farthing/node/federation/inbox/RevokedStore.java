package org.farthing.node.federation.inbox;

import static org.farthing.node.generated.Tables.INBOUND_REVOKED;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** What came signed with revoked keys: evidence, and nothing else. */
final class RevokedStore {

  /** Enough to see what somebody is up to, and too little to fill a disk. */
  private static final int MOST_OF_ONE_ACTOR = 1_000;

  private RevokedStore() {}

  /** Keeps a message; the same one is kept once, and no more than so many of one actor. */
  static void keep(Transaction tx, ActivityId id, ActorId actor, byte[] body, Instant now) {
    byte[] actorHash = hash(actor.toString().getBytes(StandardCharsets.UTF_8));
    int kept = tx.dsl().fetchCount(INBOUND_REVOKED, INBOUND_REVOKED.ACTOR_HASH.eq(actorHash));
    if (kept < MOST_OF_ONE_ACTOR) {
      tx.dsl()
          .insertInto(INBOUND_REVOKED)
          .set(INBOUND_REVOKED.ACTOR_HASH, actorHash)
          .set(INBOUND_REVOKED.BODY_HASH, hash(body))
          .set(INBOUND_REVOKED.ID, id.toString())
          .set(INBOUND_REVOKED.BODY, body)
          .set(INBOUND_REVOKED.RECEIVED_AT, now)
          .onDuplicateKeyIgnore()
          .execute();
    }
  }

  private static byte[] hash(byte[] bytes) {
    return Sha256.of(bytes);
  }
}
