package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.LAPSED_FLATTR;
import static org.farthing.node.generated.Tables.RESERVATION;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.generated.enums.LapsedFlattrState;
import org.farthing.node.generated.tables.records.LapsedFlattrRecord;
import org.farthing.node.platform.database.Transaction;
import org.jooq.impl.DSL;

/** The rows of flattrs that came to nothing in their month. */
final class LapsedStore {

  private LapsedStore() {}

  /** Keeps all of a month that stands and does not count; what is kept already stays as it is. */
  static void keep(Transaction tx, YearMonth period) {
    var before = LAPSED_FLATTR.as("before");
    tx.dsl()
        .insertInto(
            LAPSED_FLATTR,
            LAPSED_FLATTR.FLATTR_ID,
            LAPSED_FLATTR.DONOR_ID,
            LAPSED_FLATTR.PERIOD,
            LAPSED_FLATTR.FIRST_PERIOD)
        .select(
            DSL.select(
                    FLATTR.ID,
                    FLATTR.DONOR_ID,
                    FLATTR.PERIOD,
                    DSL.coalesce(before.FIRST_PERIOD, FLATTR.PERIOD))
                .from(FLATTR)
                .leftJoin(before)
                .on(before.OFFERED_AS.eq(FLATTR.ID))
                .where(
                    FLATTR.PERIOD.eq(period),
                    FLATTR.STATE.in(FlattrState.sent, FlattrState.unclaimed)))
        .onDuplicateKeyIgnore()
        .execute();
  }

  static Optional<Lapsed> find(Transaction tx, FlattrId flattr) {
    return tx.dsl()
        .selectFrom(LAPSED_FLATTR)
        .where(LAPSED_FLATTR.FLATTR_ID.eq(flattr.uuid()))
        .fetchOptional(LapsedStore::lapsed);
  }

  static List<Lapsed> of(Transaction tx, MemberId donor, YearMonth period) {
    return tx.dsl()
        .selectFrom(LAPSED_FLATTR)
        .where(LAPSED_FLATTR.DONOR_ID.eq(donor.value()), LAPSED_FLATTR.PERIOD.eq(period))
        .fetch(LapsedStore::lapsed);
  }

  /** What a donor's flattrs of a month replace, by their ids. */
  static Map<FlattrId, FlattrId> replaced(Transaction tx, MemberId donor, YearMonth period) {
    return tx.dsl()
        .select(LAPSED_FLATTR.OFFERED_AS, LAPSED_FLATTR.FLATTR_ID)
        .from(LAPSED_FLATTR)
        .join(FLATTR)
        .on(FLATTR.ID.eq(LAPSED_FLATTR.OFFERED_AS))
        .where(LAPSED_FLATTR.DONOR_ID.eq(donor.value()), FLATTR.PERIOD.eq(period))
        .fetchMap(row -> new FlattrId(row.value1()), row -> new FlattrId(row.value2()));
  }

  /** The flattr that another one replaces. */
  static Optional<FlattrId> replacedBy(Transaction tx, FlattrId flattr) {
    return tx.dsl()
        .select(LAPSED_FLATTR.FLATTR_ID)
        .from(LAPSED_FLATTR)
        .where(LAPSED_FLATTR.OFFERED_AS.eq(flattr.uuid()))
        .fetchOptional(row -> new FlattrId(row.value1()));
  }

  /**
   * What is to be offered again in a month, since its donors give in it.
   *
   * @param first of clicks in no earlier month than this one
   */
  static List<FlattrId> due(Transaction tx, YearMonth period, YearMonth first, int most) {
    return tx.dsl()
        .select(LAPSED_FLATTR.FLATTR_ID)
        .from(LAPSED_FLATTR)
        .join(RESERVATION)
        .on(RESERVATION.MEMBER_ID.eq(LAPSED_FLATTR.DONOR_ID), RESERVATION.PERIOD.eq(period))
        .where(
            LAPSED_FLATTR.STATE.eq(LapsedFlattrState.open),
            LAPSED_FLATTR.FIRST_PERIOD.ge(first),
            LAPSED_FLATTR.PERIOD.lt(period))
        .orderBy(LAPSED_FLATTR.FLATTR_ID)
        .limit(most)
        .fetch(row -> new FlattrId(row.value1()));
  }

  static void setOffered(Transaction tx, FlattrId flattr, FlattrId as) {
    tx.dsl()
        .update(LAPSED_FLATTR)
        .set(LAPSED_FLATTR.STATE, LapsedFlattrState.offered)
        .set(LAPSED_FLATTR.OFFERED_AS, as.uuid())
        .where(
            LAPSED_FLATTR.FLATTR_ID.eq(flattr.uuid()),
            LAPSED_FLATTR.STATE.eq(LapsedFlattrState.open))
        .execute();
  }

  static void setDropped(Transaction tx, FlattrId flattr) {
    tx.dsl()
        .update(LAPSED_FLATTR)
        .set(LAPSED_FLATTR.STATE, LapsedFlattrState.dropped)
        .where(
            LAPSED_FLATTR.FLATTR_ID.eq(flattr.uuid()),
            LAPSED_FLATTR.STATE.eq(LapsedFlattrState.open))
        .execute();
  }

  private static Lapsed lapsed(LapsedFlattrRecord row) {
    return new Lapsed(
        new FlattrId(row.getFlattrId()),
        row.getFirstPeriod(),
        Lapsed.State.valueOf(row.getState().name().toUpperCase(Locale.ROOT)),
        row.getOfferedAs() == null ? null : new FlattrId(row.getOfferedAs()));
  }
}
