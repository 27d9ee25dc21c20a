package org.farthing.node.peer;

import static org.farthing.node.generated.Tables.PEER;
import static org.farthing.node.generated.Tables.PEER_POLICY;

import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.jooq.Condition;
import org.jooq.Record3;
import org.jooq.impl.DSL;

/** The rows of peers and of their policies. */
final class PeerStore {

  private PeerStore() {}

  static void insertIfNew(Transaction tx, ActorId actor, URI inbox, Instant now) {
    tx.dsl()
        .insertInto(PEER)
        .columns(PEER.ACTOR, PEER.INBOX, PEER.ADDED_AT)
        .values(actor.toString(), inbox.toString(), now)
        .onDuplicateKeyIgnore()
        .execute();
  }

  static Optional<Peer> find(Transaction tx, ActorId actor) {
    return select(tx, PEER.ACTOR.eq(actor.toString())).stream().findFirst();
  }

  static Optional<Peer> find(Transaction tx, int id) {
    return select(tx, PEER.ID.eq(id)).stream().findFirst();
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
