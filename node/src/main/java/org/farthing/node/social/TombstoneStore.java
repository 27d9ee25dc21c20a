package org.farthing.node.social;

import static org.farthing.node.generated.Tables.REMOTE_TOMBSTONE;

import java.time.Instant;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** What was undone or deleted, whether it had come before or not. */
final class TombstoneStore {

  private TombstoneStore() {}

  static void save(Transaction tx, ActivityId id, ActorId by, Instant now) {
    tx.dsl()
        .insertInto(REMOTE_TOMBSTONE)
        .set(REMOTE_TOMBSTONE.ID_HASH, Hash.of(id))
        .set(REMOTE_TOMBSTONE.BY_HASH, Hash.of(by))
        .set(REMOTE_TOMBSTONE.AT, now)
        .onDuplicateKeyIgnore()
        .execute();
  }

  /** Returns whether this very actor had undone it; it is undone no more. */
  static boolean lift(Transaction tx, ActivityId id, ActorId by) {
    return tx.dsl()
            .deleteFrom(REMOTE_TOMBSTONE)
            .where(
                REMOTE_TOMBSTONE.ID_HASH.eq(Hash.of(id)), REMOTE_TOMBSTONE.BY_HASH.eq(Hash.of(by)))
            .execute()
        == 1;
  }

  /** Whether this very actor has undone it. */
  static boolean has(Transaction tx, ActivityId id, ActorId by) {
    return tx.dsl()
        .fetchExists(
            REMOTE_TOMBSTONE,
            REMOTE_TOMBSTONE.ID_HASH.eq(Hash.of(id)).and(REMOTE_TOMBSTONE.BY_HASH.eq(Hash.of(by))));
  }

  /** Whether anybody has deleted it: only actors of its own origin can. */
  static boolean has(Transaction tx, ActivityId id) {
    return tx.dsl().fetchExists(REMOTE_TOMBSTONE, REMOTE_TOMBSTONE.ID_HASH.eq(Hash.of(id)));
  }
}
