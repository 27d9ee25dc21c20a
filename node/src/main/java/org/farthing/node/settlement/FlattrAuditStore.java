package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.RECEIPT_LOG;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;
import static org.farthing.node.generated.Tables.RESERVATION;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Queries for flattrs, given and received, that are not as they must be. */
final class FlattrAuditStore {

  /** Of one kind of fault: who has that many has more of them than are worth a line each. */
  private static final int MOST = 100;

  private static final Condition STANDS =
      FLATTR.STATE.notIn(FlattrState.undone, FlattrState.refused);
  private static final Condition COUNTED = FLATTR.STATE.eq(FlattrState.counted);
  private static final Condition RECEIVED_COUNTED =
      RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted);

  private FlattrAuditStore() {}

  /**
   * What the log of a peer and month comes to by its flattrs.
   *
   * @param counted flattrs that count
   * @param taken places of the log that flattrs have taken: one when counted, one more when undone
   *     after that
   * @param distinct different places that they have now
   * @param withPlace flattrs that have one
   * @param last the highest
   */
  record Log(int peer, long counted, long taken, long distinct, long withPlace, long last) {}

  /** Donors with more than one standing flattr of a thing. */
  static List<String> standingTwice(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(FLATTR.DONOR_ID, FLATTR.THING_ID)
        .from(FLATTR)
        .where(FLATTR.PERIOD.eq(period), STANDS)
        .groupBy(FLATTR.DONOR_ID, FLATTR.THING_ID)
        .having(DSL.count().gt(1))
        .limit(MOST)
        .fetch(row -> "donor %s, thing %d".formatted(row.value1(), row.value2()));
  }

  /** Flattrs of donors who have nothing reserved in the month. */
  static List<UUID> withoutReservation(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(FLATTR.ID)
        .from(FLATTR)
        .leftAntiJoin(RESERVATION)
        .on(RESERVATION.PERIOD.eq(FLATTR.PERIOD), RESERVATION.MEMBER_ID.eq(FLATTR.DONOR_ID))
        .where(FLATTR.PERIOD.eq(period))
        .limit(MOST)
        .fetch(FLATTR.ID);
  }

  /** Flattrs of donors to themselves. */
  static List<UUID> toOneself(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(FLATTR.ID)
        .from(FLATTR)
        .join(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
        .where(FLATTR.PERIOD.eq(period), CREATOR.MEMBER_ID.eq(FLATTR.DONOR_ID))
        .limit(MOST)
        .fetch(FLATTR.ID);
  }

  /**
   * Flattrs whose state cannot be: counted for nobody; counted elsewhere without a receipt, or here
   * or not at all with one; sent to a creator here; waiting without a reason.
   */
  static List<UUID> malformed(Transaction tx, YearMonth period) {
    Condition elsewhere = CREATOR.PEER_ID.isNotNull();
    Condition receipted = FLATTR.SEQUENCE.isNotNull();
    return tx.dsl()
        .select(FLATTR.ID)
        .from(FLATTR)
        .leftJoin(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
        .where(
            FLATTR.PERIOD.eq(period),
            DSL.or(
                COUNTED.and(CREATOR.ID.isNull()),
                COUNTED.and(elsewhere).and(FLATTR.SEQUENCE.isNull()),
                elsewhere.and(FLATTR.DIGEST.isNull()),
                receipted.and(DSL.or(COUNTED.not(), CREATOR.PEER_ID.isNull())),
                FLATTR.STATE.eq(FlattrState.sent).and(CREATOR.PEER_ID.isNull()),
                FLATTR
                    .STATE
                    .in(FlattrState.unclaimed, FlattrState.refused)
                    .and(FLATTR.CODE.isNull())))
        .limit(MOST)
        .fetch(FLATTR.ID);
  }

  /** Peers with two flattrs under one receipt. */
  static List<Integer> receiptedTwice(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(CREATOR.PEER_ID)
        .from(FLATTR)
        .join(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
        .where(FLATTR.PERIOD.eq(period), FLATTR.SEQUENCE.isNotNull())
        .groupBy(CREATOR.PEER_ID)
        .having(DSL.count().ne(DSL.countDistinct(FLATTR.SEQUENCE)))
        .fetch(CREATOR.PEER_ID);
  }

  /** Creators here for whom something counts although they have nothing reserved themselves. */
  static List<String> countedWithoutGiving(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(CREATOR.ACTOR)
        .from(CREATOR)
        .leftAntiJoin(RESERVATION)
        .on(RESERVATION.PERIOD.eq(period), RESERVATION.MEMBER_ID.eq(CREATOR.MEMBER_ID))
        .where(
            CREATOR.MEMBER_ID.isNotNull(),
            DSL.or(
                DSL.exists(
                    DSL.selectOne()
                        .from(FLATTR)
                        .where(
                            FLATTR.PERIOD.eq(period), FLATTR.CREATOR_ID.eq(CREATOR.ID), COUNTED)),
                DSL.exists(
                    DSL.selectOne()
                        .from(RECEIVED_FLATTR)
                        .where(
                            RECEIVED_FLATTR.PERIOD.eq(period),
                            RECEIVED_FLATTR.CREATOR_ID.eq(CREATOR.ID),
                            RECEIVED_COUNTED))))
        .limit(MOST)
        .fetch(CREATOR.ACTOR);
  }

  /**
   * Received flattrs whose state cannot be: counted for nobody here, or without what was counted;
   * with a place in the log that they have not earned, or without the one that they have.
   */
  static List<String> malformedReceived(Transaction tx, YearMonth period) {
    Condition never =
        RECEIVED_FLATTR.STATE.in(ReceivedFlattrState.waiting, ReceivedFlattrState.refused);
    return tx.dsl()
        .select(RECEIVED_FLATTR.URI)
        .from(RECEIVED_FLATTR)
        .leftJoin(CREATOR)
        .on(CREATOR.ID.eq(RECEIVED_FLATTR.CREATOR_ID))
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            DSL.or(
                RECEIVED_COUNTED.and(CREATOR.MEMBER_ID.isNull()),
                RECEIVED_COUNTED.and(RECEIVED_FLATTR.DIGEST.isNull()),
                RECEIVED_COUNTED.and(RECEIVED_FLATTR.SEQUENCE.le(0L)),
                never.and(RECEIVED_FLATTR.SEQUENCE.ne(0L)),
                never.and(RECEIVED_FLATTR.CODE.isNull())))
        .limit(MOST)
        .fetch(RECEIVED_FLATTR.URI);
  }

  /** The logs of a month by the flattrs in them. */
  static List<Log> logs(Transaction tx, YearMonth period) {
    Condition placed = RECEIVED_FLATTR.SEQUENCE.gt(0L);
    Condition undone = RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.undone);
    return tx.dsl()
        .select(
            RECEIVED_FLATTR.PEER_ID,
            DSL.count().filterWhere(RECEIVED_COUNTED),
            DSL.count().filterWhere(placed),
            DSL.count().filterWhere(placed.and(undone)),
            DSL.countDistinct(DSL.nullif(RECEIVED_FLATTR.SEQUENCE, 0L)),
            DSL.max(RECEIVED_FLATTR.SEQUENCE))
        .from(RECEIVED_FLATTR)
        .where(RECEIVED_FLATTR.PERIOD.eq(period))
        .groupBy(RECEIVED_FLATTR.PEER_ID)
        .fetch(
            row ->
                new Log(
                    row.value1(),
                    row.value2(),
                    row.value3() + row.value4(),
                    row.value5(),
                    row.value3(),
                    row.value6()));
  }

  /** The last place taken in each log of a month, as it is kept. */
  static Map<Integer, Long> lastPlaces(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(RECEIPT_LOG.PEER_ID, RECEIPT_LOG.LAST_SEQUENCE)
        .from(RECEIPT_LOG)
        .where(RECEIPT_LOG.PERIOD.eq(period))
        .fetchMap(row -> row.value1(), row -> row.value2());
  }
}
