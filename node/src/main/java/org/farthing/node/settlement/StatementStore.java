package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.DISPUTE;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.GIFT;
import static org.farthing.node.generated.Tables.STATEMENT;
import static org.farthing.node.generated.Tables.STATEMENT_AGREEMENT;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.line.Slot;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Evidence;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.Statement;
import org.jspecify.annotations.Nullable;

/** The rows of statements, and of what is disputed in them. */
final class StatementStore {

  private StatementStore() {}

  static void insert(Transaction tx, Statement statement, int peer, boolean ours) {
    tx.dsl()
        .insertInto(STATEMENT)
        .set(STATEMENT.URI, statement.id().toString())
        .set(STATEMENT.PERIOD, statement.period())
        .set(STATEMENT.PEER_ID, peer)
        .set(STATEMENT.OURS, ours)
        .set(STATEMENT.VERSION, statement.version())
        .set(STATEMENT.LINE_COUNT, statement.count())
        .set(STATEMENT.GROSS_MICROS, statement.gross().micros())
        .set(STATEMENT.ROOT, statement.root())
        .set(STATEMENT.LINES_URI, statement.lines().toString())
        .set(STATEMENT.POLICY, statement.policy())
        .set(STATEMENT.PREVIOUS, statement.previous().map(Object::toString).orElse(null))
        .onDuplicateKeyIgnore()
        .execute();
  }

  /** Where the lines of a statement of ours are kept: all versions of it state the same. */
  static Optional<Slot> lines(Transaction tx, String statement) {
    return tx.dsl()
        .select(STATEMENT.PERIOD, STATEMENT.PEER_ID)
        .from(STATEMENT)
        .where(STATEMENT.URI.eq(statement), STATEMENT.OURS.isTrue())
        .fetchOptional(row -> new Slot(row.value1(), row.value2(), Slot.FIRST_VERSION));
  }

  /** Keeps which signed answer agrees to a statement. */
  static void insertAgreement(Transaction tx, Statement statement, ActivityId answer) {
    tx.dsl()
        .insertInto(STATEMENT_AGREEMENT)
        .set(STATEMENT_AGREEMENT.STATEMENT_HASH, hash(statement.id()))
        .set(STATEMENT_AGREEMENT.ANSWER_HASH, hash(answer))
        .onDuplicateKeyIgnore()
        .execute();
  }

  /** Hash of the id of the answer that agrees to a statement. */
  static Optional<byte[]> agreement(Transaction tx, Statement statement) {
    return tx.dsl()
        .select(STATEMENT_AGREEMENT.ANSWER_HASH)
        .from(STATEMENT_AGREEMENT)
        .where(STATEMENT_AGREEMENT.STATEMENT_HASH.eq(hash(statement.id())))
        .limit(1)
        .fetchOptional(STATEMENT_AGREEMENT.ANSWER_HASH);
  }

  private static byte[] hash(ActivityId id) {
    return Sha256.of(id.toString());
  }

  /**
   * A line in dispute.
   *
   * @param micros what it gives
   */
  record Disputed(ActivityId flattr, long micros) {}

  /** The lines of a statement that are left out of an agreement to it. */
  static List<Disputed> disputed(Transaction tx, Statement statement) {
    return tx.dsl()
        .select(DISPUTE.FLATTR_URI, DISPUTE.AMOUNT_MICROS)
        .from(DISPUTE)
        .where(DISPUTE.STATEMENT_URI.eq(statement.id().toString()), DISPUTE.AMOUNT_MICROS.gt(0L))
        .orderBy(DISPUTE.ID)
        .fetch(row -> new Disputed(ActivityId.of(row.value1()), row.value2()));
  }

  /** Whether anything of that version of a statement was ever disputed. */
  static boolean isDisputed(Transaction tx, Statement statement) {
    return tx.dsl().fetchExists(DISPUTE, DISPUTE.STATEMENT_URI.eq(statement.id().toString()));
  }

  /** Whether a creditor misses a flattr or gift in a statement. */
  static boolean isMissed(Transaction tx, Statement statement, ActivityId flattr) {
    return tx.dsl()
        .fetchExists(
            DISPUTE,
            DISPUTE.STATEMENT_URI.eq(statement.id().toString()),
            DISPUTE.FLATTR_URI.eq(flattr.toString()),
            DISPUTE.CODE.eq(Dispute.Code.MISSING.name()));
  }

  /** Who gave flattrs and gifts. */
  static Map<FlattrId, MemberId> donors(Transaction tx, Collection<FlattrId> flattrs) {
    List<UUID> ids = flattrs.stream().map(FlattrId::uuid).toList();
    return tx.dsl()
        .select(FLATTR.ID, FLATTR.DONOR_ID)
        .from(FLATTR)
        .where(FLATTR.ID.in(ids))
        .unionAll(tx.dsl().select(GIFT.ID, GIFT.DONOR_ID).from(GIFT).where(GIFT.ID.in(ids)))
        .fetchMap(row -> new FlattrId(row.value1()), row -> new MemberId(row.value2()));
  }

  /**
   * @param logOrNull how the creditor's log stood, where it says so
   */
  static void insertDisputes(
      Transaction tx,
      Statement statement,
      List<Dispute> disputes,
      @Nullable FlattrCheckpoint logOrNull,
      Instant now) {
    for (Dispute dispute : disputes) {
      Optional<Evidence> evidence = dispute.evidence();
      tx.dsl()
          .insertInto(DISPUTE)
          .set(DISPUTE.STATEMENT_URI, statement.id().toString())
          .set(DISPUTE.FLATTR_URI, dispute.flattr().map(Object::toString).orElse(null))
          .set(DISPUTE.CODE, dispute.code().name())
          .set(DISPUTE.AMOUNT_MICROS, dispute.amountMicros())
          .set(DISPUTE.DETAIL, dispute.detail())
          .set(DISPUTE.EVIDENCE_URI, evidence.map(it -> it.answer().toString()).orElse(null))
          .set(DISPUTE.SEQUENCE, evidence.map(Evidence::sequence).filter(it -> it > 0).orElse(null))
          .set(DISPUTE.LOG_COUNT, logOrNull == null ? null : logOrNull.count())
          .set(DISPUTE.LOG_ROOT, logOrNull == null ? null : logOrNull.root())
          .set(DISPUTE.RAISED_AT, now)
          .execute();
    }
  }
}
