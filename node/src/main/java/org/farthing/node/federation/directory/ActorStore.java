package org.farthing.node.federation.directory;

import static org.farthing.node.generated.Tables.REMOTE_ACTOR;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActorId;

/** Documents of remote actors as they were fetched. */
final class ActorStore {

  Optional<StoredActor> find(Transaction tx, ActorId id) {
    return tx.dsl()
        .select(REMOTE_ACTOR.DOCUMENT, REMOTE_ACTOR.FETCHED_AT)
        .from(REMOTE_ACTOR)
        .where(REMOTE_ACTOR.ID_HASH.eq(hash(id)))
        .fetchOptional(row -> new StoredActor(row.value1(), row.value2()));
  }

  /** Hands on the document of each actor, in no order. */
  void each(Transaction tx, Consumer<byte[]> reader) {
    tx.stream(
        tx.dsl().select(REMOTE_ACTOR.DOCUMENT).from(REMOTE_ACTOR),
        row -> reader.accept(row.value1()));
  }

  void save(Transaction tx, ActorId id, StoredActor actor) {
    tx.dsl()
        .insertInto(REMOTE_ACTOR)
        .set(REMOTE_ACTOR.ID_HASH, hash(id))
        .set(REMOTE_ACTOR.ID, id.toString())
        .set(REMOTE_ACTOR.DOCUMENT, actor.document())
        .set(REMOTE_ACTOR.FETCHED_AT, actor.fetchedAt())
        .onDuplicateKeyUpdate()
        .set(REMOTE_ACTOR.DOCUMENT, actor.document())
        .set(REMOTE_ACTOR.FETCHED_AT, actor.fetchedAt())
        .execute();
  }

  private static byte[] hash(ActorId id) {
    return Sha256.of(id.toString());
  }

  @SuppressWarnings("ArrayRecordComponent") // Handed on once, compared never.
  record StoredActor(byte[] document, Instant fetchedAt) {}
}
