package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.DISPUTE;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.GIFT;
import static org.farthing.node.generated.Tables.INBOUND_ACTIVITY;
import static org.farthing.node.generated.Tables.LOG_ENTRY;
import static org.farthing.node.generated.Tables.PEER;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.generated.enums.LogEntryKind;
import org.farthing.node.generated.tables.records.LogEntryRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.MonthFigures.Difference;
import org.farthing.node.settlement.MonthFigures.Shown;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Statement;

/** The rows of what is disputed, and what this node holds of that which a creditor shows for it. */
final class DifferenceStore {

  private DifferenceStore() {}

  /** All that was ever disputed in a version of a statement, oldest first. */
  static List<Difference> of(Transaction tx, Statement statement, int most) {
    return tx.dsl()
        .selectFrom(DISPUTE)
        .where(DISPUTE.STATEMENT_URI.eq(statement.id().toString()))
        .orderBy(DISPUTE.ID)
        .limit(most)
        .fetch(
            row ->
                new Difference(
                    row.getFlattrUri(),
                    row.getCode(),
                    row.getAmountMicros(),
                    row.getDetail(),
                    row.getRaisedAt(),
                    row.getEvidenceUri(),
                    Optional.ofNullable(row.getSequence()).orElse(0L),
                    Optional.ofNullable(row.getLogCount()).orElse(0L),
                    Shown.NOTHING));
  }

  /** What this node holds of that which a peer shows for a dispute of a statement of this node. */
  static Shown held(Transaction tx, Statement statement, Difference difference, Origin origin) {
    String evidence = difference.evidenceOrNull();
    String flattr = difference.flattrOrNull();
    if (flattr != null && evidence != null) {
      return difference.sequence() > 0
          ? entry(tx, statement, difference.sequence())
              .map(
                  it ->
                      it.getFlattrUri().equals(flattr)
                              && Arrays.equals(it.getAnswerHash(), Sha256.of(evidence))
                          ? Shown.SAME
                          : Shown.OTHERWISE)
              .orElse(Shown.NOT_HERE)
          : answer(tx, evidence);
    }
    boolean showsNoReceipt = difference.code().equals(Dispute.Code.UNKNOWN.name());
    return flattr != null && showsNoReceipt && difference.logCount() > 0
        ? absence(tx, statement, difference, FlattrId.of(ActivityId.of(flattr), origin))
        : Shown.NOTHING;
  }

  /** A line was stated because there is a receipt: one within the log that is said to have none? */
  private static Shown absence(
      Transaction tx, Statement statement, Difference difference, Optional<FlattrId> flattr) {
    return flattr
        .flatMap(id -> receipt(tx, id))
        .filter(sequence -> sequence <= difference.logCount())
        .flatMap(sequence -> entry(tx, statement, sequence))
        .filter(it -> it.getKind() == LogEntryKind.receipt)
        .filter(it -> it.getFlattrUri().equals(difference.flattrOrNull()))
        .map(_ -> Shown.OTHERWISE)
        .orElse(Shown.SAME);
  }

  private static Optional<Long> receipt(Transaction tx, FlattrId id) {
    return tx.dsl()
        .select(FLATTR.SEQUENCE)
        .from(FLATTR)
        .where(FLATTR.ID.eq(id.uuid()))
        .unionAll(tx.dsl().select(GIFT.SEQUENCE).from(GIFT).where(GIFT.ID.eq(id.uuid())))
        .fetchOptional(FLATTR.SEQUENCE);
  }

  private static Optional<LogEntryRecord> entry(
      Transaction tx, Statement statement, long sequence) {
    return tx.dsl()
        .selectFrom(LOG_ENTRY)
        .where(
            LOG_ENTRY.PERIOD.eq(statement.period()),
            LOG_ENTRY.PEER_ID.eq(
                tx.dsl()
                    .select(PEER.ID)
                    .from(PEER)
                    .where(PEER.ACTOR.eq(statement.creditor().toString()))),
            LOG_ENTRY.OURS.isFalse(),
            LOG_ENTRY.SEQUENCE.eq(sequence))
        .fetchOptional();
  }

  private static Shown answer(Transaction tx, String evidence) {
    boolean isHere =
        tx.dsl().fetchExists(INBOUND_ACTIVITY, INBOUND_ACTIVITY.ID_HASH.eq(Sha256.of(evidence)));
    return isHere ? Shown.SAME : Shown.NOT_HERE;
  }
}
