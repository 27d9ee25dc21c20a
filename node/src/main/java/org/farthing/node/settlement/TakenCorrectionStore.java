package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.DISPUTE;
import static org.farthing.node.generated.Tables.PAIR_MONTH;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;
import static org.farthing.node.generated.Tables.STATEMENT;
import static org.farthing.node.generated.Tables.TAKEN_CORRECTION;

import java.time.YearMonth;
import java.util.List;
import org.farthing.node.generated.enums.PairMonthTheirs;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementLine;
import org.jooq.impl.DSL;

/** What peers make up for in statements to this node. */
final class TakenCorrectionStore {

  private TakenCorrectionStore() {}

  /**
   * Whether a line of a peer's statement makes up for what an earlier one has left out: that one
   * was agreed to in part, without a flattr or gift that is receipted for the same creator, and
   * nothing has made up for it since. A gift has its own amount.
   */
  static boolean makesUp(Transaction tx, YearMonth period, int peer, StatementLine line) {
    String corrected = line.corrects().orElseThrow().toString();
    return tx.dsl()
        .fetchExists(
            DSL.selectOne()
                .from(STATEMENT)
                .join(PAIR_MONTH)
                .on(
                    PAIR_MONTH.PERIOD.eq(STATEMENT.PERIOD),
                    PAIR_MONTH.PEER_ID.eq(STATEMENT.PEER_ID))
                .join(DISPUTE)
                .on(DISPUTE.STATEMENT_URI.eq(STATEMENT.URI))
                .join(RECEIVED_FLATTR)
                .on(
                    RECEIVED_FLATTR.PERIOD.eq(STATEMENT.PERIOD),
                    RECEIVED_FLATTR.PEER_ID.eq(STATEMENT.PEER_ID))
                .join(CREATOR)
                .on(CREATOR.ID.eq(RECEIVED_FLATTR.CREATOR_ID))
                .leftAntiJoin(TAKEN_CORRECTION)
                .on(TAKEN_CORRECTION.FLATTR_HASH.eq(RECEIVED_FLATTR.URI_HASH))
                .where(
                    STATEMENT.URI.eq(corrected),
                    STATEMENT.OURS.isFalse(),
                    STATEMENT.PEER_ID.eq(peer),
                    STATEMENT.PERIOD.lt(period),
                    PAIR_MONTH.THEIRS.eq(PairMonthTheirs.partly_agreed),
                    DISPUTE.FLATTR_URI.eq(line.flattr().toString()),
                    DISPUTE.CODE.eq(Dispute.Code.MISSING.name()).or(DISPUTE.AMOUNT_MICROS.gt(0L)),
                    RECEIVED_FLATTR.URI_HASH.eq(hash(line.flattr())),
                    RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted),
                    RECEIVED_FLATTR
                        .GIFT_MICROS
                        .isNull()
                        .or(RECEIVED_FLATTR.GIFT_MICROS.eq(line.amountMicros())),
                    CREATOR.ACTOR.eq(line.creator().toString())));
  }

  /** They are agreed to, with the statement in which they stand. */
  static void insert(Transaction tx, Statement statement, List<StatementLine> corrections) {
    for (StatementLine line : corrections) {
      tx.dsl()
          .insertInto(TAKEN_CORRECTION)
          .set(TAKEN_CORRECTION.FLATTR_HASH, hash(line.flattr()))
          .set(TAKEN_CORRECTION.CORRECTED_URI, line.corrects().orElseThrow().toString())
          .set(TAKEN_CORRECTION.STATEMENT_URI, statement.id().toString())
          .execute();
    }
  }

  /** How many lines of a statement make up for something. */
  static long count(Transaction tx, Statement statement) {
    return tx.dsl()
        .fetchCount(TAKEN_CORRECTION, TAKEN_CORRECTION.STATEMENT_URI.eq(statement.id().toString()));
  }

  private static byte[] hash(ActivityId id) {
    return Sha256.of(id.toString());
  }
}
