package org.farthing.node.proof;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.PEER_KEY_HISTORY;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** The rows that proofs alone need. */
final class ProofStore {

  private ProofStore() {}

  static Optional<byte[]> history(Transaction tx, ActorId actor) {
    return tx.dsl()
        .select(PEER_KEY_HISTORY.DOCUMENT)
        .from(PEER_KEY_HISTORY)
        .where(PEER_KEY_HISTORY.ACTOR_HASH.eq(hash(actor.toString())))
        .fetchOptional(PEER_KEY_HISTORY.DOCUMENT);
  }

  static void keepHistory(Transaction tx, ActorId actor, byte[] document, Instant now) {
    tx.dsl()
        .insertInto(PEER_KEY_HISTORY)
        .set(PEER_KEY_HISTORY.ACTOR_HASH, hash(actor.toString()))
        .set(PEER_KEY_HISTORY.DOCUMENT, document)
        .set(PEER_KEY_HISTORY.FETCHED_AT, now)
        .onDuplicateKeyUpdate()
        .set(PEER_KEY_HISTORY.DOCUMENT, document)
        .set(PEER_KEY_HISTORY.FETCHED_AT, now)
        .execute();
  }

  /** Whether a flattr from elsewhere counts for a member here. */
  static boolean isCountedFor(Transaction tx, ActivityId flattr, MemberId creator) {
    return tx.dsl()
        .fetchExists(
            tx.dsl()
                .selectOne()
                .from(RECEIVED_FLATTR)
                .join(CREATOR)
                .on(CREATOR.ID.eq(RECEIVED_FLATTR.CREATOR_ID))
                .where(
                    RECEIVED_FLATTR.URI_HASH.eq(hash(flattr.toString())),
                    RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted),
                    CREATOR.MEMBER_ID.eq(creator.value())));
  }

  private static byte[] hash(String text) {
    return Sha256.of(text);
  }
}
