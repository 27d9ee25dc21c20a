package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.CORRECTION;

import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;

/** The rows of what later statements make up for. */
final class CorrectionStore {

  private CorrectionStore() {}

  /**
   * A correction with the transfer that holds it.
   *
   * @param resolved whether that is posted
   */
  record Held(OneOff correction, UUID transfer, boolean resolved) {}

  static void insert(
      Transaction tx, OneOff correction, YearMonth period, YearMonth corrected, UUID transfer) {
    tx.dsl()
        .insertInto(CORRECTION)
        .set(CORRECTION.FLATTR_ID, correction.id().uuid())
        .set(CORRECTION.PERIOD, period)
        .set(CORRECTION.CORRECTED_PERIOD, corrected)
        .set(CORRECTION.STATEMENT_URI, correction.corrects().orElseThrow().toString())
        .set(CORRECTION.DONOR_ID, correction.donor().value())
        .set(CORRECTION.CREATOR_ID, correction.creator())
        .set(CORRECTION.AMOUNT_MICROS, correction.micros())
        .set(CORRECTION.ANONYMOUS, correction.anonymous())
        .set(CORRECTION.TRANSFER_ID, transfer)
        .execute();
  }

  static boolean exists(Transaction tx, FlattrId flattr) {
    return tx.dsl().fetchExists(CORRECTION, CORRECTION.FLATTR_ID.eq(flattr.uuid()));
  }

  /** Those that stand in a month's statements. An admin's word each: there are few. */
  static List<Held> of(Transaction tx, YearMonth period) {
    return tx.dsl()
        .selectFrom(CORRECTION)
        .where(CORRECTION.PERIOD.eq(period))
        .orderBy(CORRECTION.FLATTR_ID)
        .fetch(
            row ->
                new Held(
                    new OneOff(
                        new FlattrId(row.getFlattrId()),
                        new MemberId(row.getDonorId()),
                        row.getCreatorId(),
                        row.getAnonymous(),
                        row.getAmountMicros(),
                        ActivityId.of(row.getStatementUri())),
                    row.getTransferId(),
                    row.getGivenMicros() != null));
  }

  static void resolve(Transaction tx, YearMonth period) {
    tx.dsl()
        .update(CORRECTION)
        .set(CORRECTION.GIVEN_MICROS, CORRECTION.AMOUNT_MICROS)
        .where(CORRECTION.PERIOD.eq(period))
        .execute();
  }
}
