package org.farthing.node.witness;

import static org.farthing.node.generated.Tables.WITNESSED_HEAD;
import static org.farthing.node.generated.Tables.WITNESS_COSIGNATURE;
import static org.farthing.node.generated.Tables.WITNESS_EVIDENCE;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.settlement.TreeHash;
import org.farthing.protocol.transparency.HeadUpdate;
import org.farthing.protocol.transparency.HeadVerdict;
import org.farthing.protocol.transparency.NoteKey;
import org.farthing.protocol.transparency.NoteSignature;
import org.farthing.protocol.transparency.SignedNote;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Queries of what was witnessed, on both sides. */
final class WitnessStore {

  private WitnessStore() {}

  // ---- heads of peers ----

  static Optional<WitnessedHead> find(Transaction tx, int peer) {
    return tx.dsl()
        .selectFrom(WITNESSED_HEAD)
        .where(WITNESSED_HEAD.PEER_ID.eq(peer))
        .fetchOptional(
            row ->
                new WitnessedHead(
                    SignedNote.read(row.getNote()), row.getAskedAt(), row.getDelivered()));
  }

  /** When each peer was last asked. */
  static Map<Integer, Instant> asked(Transaction tx) {
    return new HashMap<>(
        tx.dsl()
            .select(WITNESSED_HEAD.PEER_ID, WITNESSED_HEAD.ASKED_AT)
            .from(WITNESSED_HEAD)
            .fetchMap(WITNESSED_HEAD.PEER_ID, WITNESSED_HEAD.ASKED_AT));
  }

  static void save(Transaction tx, int peer, WitnessedHead witnessed) {
    tx.dsl()
        .insertInto(WITNESSED_HEAD)
        .set(WITNESSED_HEAD.PEER_ID, peer)
        .set(WITNESSED_HEAD.SIZE, witnessed.head().size())
        .set(WITNESSED_HEAD.NOTE, witnessed.note().bytes())
        .set(WITNESSED_HEAD.ASKED_AT, witnessed.askedAt())
        .set(WITNESSED_HEAD.DELIVERED, witnessed.delivered())
        .onDuplicateKeyUpdate()
        .set(WITNESSED_HEAD.SIZE, witnessed.head().size())
        .set(WITNESSED_HEAD.NOTE, witnessed.note().bytes())
        .set(WITNESSED_HEAD.ASKED_AT, witnessed.askedAt())
        .set(WITNESSED_HEAD.DELIVERED, witnessed.delivered())
        .execute();
  }

  static void asked(Transaction tx, int peer, Instant at) {
    tx.dsl()
        .update(WITNESSED_HEAD)
        .set(WITNESSED_HEAD.ASKED_AT, at)
        .where(WITNESSED_HEAD.PEER_ID.eq(peer))
        .execute();
  }

  // ---- evidence ----

  /** False when the same was kept before. */
  static boolean insert(Transaction tx, int peer, Evidence evidence) {
    int added =
        tx.dsl()
            .insertInto(WITNESS_EVIDENCE)
            .set(WITNESS_EVIDENCE.PEER_ID, peer)
            .set(WITNESS_EVIDENCE.VERDICT, evidence.verdict().name())
            .set(WITNESS_EVIDENCE.KNOWN, evidence.known().bytes())
            .set(WITNESS_EVIDENCE.OFFERED, evidence.offered().bytes())
            .set(WITNESS_EVIDENCE.LOG_KEY, evidence.key().toString())
            .set(WITNESS_EVIDENCE.DIGEST, digest(evidence))
            .set(WITNESS_EVIDENCE.FOUND_AT, evidence.foundAt())
            .onDuplicateKeyIgnore()
            .execute();
    return added > 0;
  }

  private static byte[] digest(Evidence evidence) {
    MessageDigest sha256 = Sha256.newDigest();
    sha256.update(evidence.known().bytes());
    return sha256.digest(evidence.offered().head().text().getBytes(StandardCharsets.UTF_8));
  }

  /** All that was ever found, oldest first. */
  static List<Evidence> evidence(Transaction tx, IntFunction<ActorId> peer) {
    return evidence(tx, DSL.noCondition(), peer);
  }

  /** What no admin has settled yet. */
  static List<Evidence> unsettled(Transaction tx, IntFunction<ActorId> peer) {
    return evidence(tx, WITNESS_EVIDENCE.SETTLED_AT.isNull(), peer);
  }

  private static List<Evidence> evidence(
      Transaction tx, Condition condition, IntFunction<ActorId> peer) {
    return tx.dsl()
        .selectFrom(WITNESS_EVIDENCE)
        .where(condition)
        .orderBy(WITNESS_EVIDENCE.ID)
        .fetch()
        .map(
            row ->
                new Evidence(
                    peer.apply(row.getPeerId()),
                    HeadVerdict.valueOf(row.getVerdict()),
                    SignedNote.read(row.getKnown()),
                    HeadUpdate.read(row.getOffered()),
                    NoteKey.parse(row.getLogKey()),
                    row.getFoundAt()));
  }

  static int settle(Transaction tx, int peer, Instant now) {
    return tx.dsl()
        .update(WITNESS_EVIDENCE)
        .set(WITNESS_EVIDENCE.SETTLED_AT, now)
        .where(WITNESS_EVIDENCE.PEER_ID.eq(peer), WITNESS_EVIDENCE.SETTLED_AT.isNull())
        .execute();
  }

  static int countUnsettled(Transaction tx) {
    return tx.dsl().fetchCount(WITNESS_EVIDENCE, WITNESS_EVIDENCE.SETTLED_AT.isNull());
  }

  // ---- cosignatures on our heads ----

  static void save(Transaction tx, Cosignature cosignature) {
    tx.dsl()
        .insertInto(WITNESS_COSIGNATURE)
        .set(WITNESS_COSIGNATURE.SIZE, cosignature.seen().size())
        .set(WITNESS_COSIGNATURE.ROOT, cosignature.seen().root().bytes())
        .set(WITNESS_COSIGNATURE.PEER_ID, cosignature.peer())
        .set(WITNESS_COSIGNATURE.SIGNATURE, cosignature.signature().toString())
        .set(WITNESS_COSIGNATURE.SIGNED_AT, cosignature.signedAt())
        .onDuplicateKeyUpdate()
        .set(WITNESS_COSIGNATURE.SIGNATURE, cosignature.signature().toString())
        .set(WITNESS_COSIGNATURE.SIGNED_AT, cosignature.signedAt())
        .execute();
  }

  /** Those on one of our heads, newest first. */
  static List<NoteSignature> cosignatures(Transaction tx, LogState seen, int most) {
    return tx.dsl()
        .select(WITNESS_COSIGNATURE.SIGNATURE)
        .from(WITNESS_COSIGNATURE)
        .where(
            WITNESS_COSIGNATURE.SIZE.eq(seen.size()),
            WITNESS_COSIGNATURE.ROOT.eq(seen.root().bytes()))
        .orderBy(WITNESS_COSIGNATURE.SIGNED_AT.desc(), WITNESS_COSIGNATURE.PEER_ID)
        .limit(most)
        .fetch(row -> NoteSignature.read(row.value1().strip()));
  }

  /** In what states peers have seen our log, smallest first. */
  static List<LogState> seen(Transaction tx) {
    return tx.dsl()
        .selectDistinct(WITNESS_COSIGNATURE.SIZE, WITNESS_COSIGNATURE.ROOT)
        .from(WITNESS_COSIGNATURE)
        .orderBy(WITNESS_COSIGNATURE.SIZE, WITNESS_COSIGNATURE.ROOT)
        .fetch(row -> new LogState(row.value1(), TreeHash.of(row.value2())));
  }

  /** The size of the largest head that a peer has cosigned, of those that are not above. */
  static Optional<Long> largestCosigned(Transaction tx, long atMost) {
    return tx.dsl()
        .select(WITNESS_COSIGNATURE.SIZE)
        .from(WITNESS_COSIGNATURE)
        .where(WITNESS_COSIGNATURE.SIZE.le(atMost))
        .orderBy(WITNESS_COSIGNATURE.SIZE.desc())
        .limit(1)
        .fetchOptional(WITNESS_COSIGNATURE.SIZE);
  }
}
