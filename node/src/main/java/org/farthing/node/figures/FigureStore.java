package org.farthing.node.figures;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.MEMBER;
import static org.farthing.node.generated.Tables.MONTH_CLOSE;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;
import static org.farthing.node.generated.Tables.RESERVATION;
import static org.farthing.node.generated.Tables.THING;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.countDistinct;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.generated.enums.MonthCloseStage;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/** Counts over the tables of several features; writes nothing. */
final class FigureStore {

  private static final Field<Long> TOLD_THING = field(name("told", "thing_id"), Long.class);

  private FigureStore() {}

  /** A sum, and how many donors are in it. */
  record Tally(long sum, long donors) {}

  static long members(Transaction tx) {
    return tx.dsl().fetchCount(MEMBER, MEMBER.LEFT_AT.isNull());
  }

  /** Of members here, but for what they have withdrawn. */
  static long things(Transaction tx) {
    return tx.dsl()
        .select(count())
        .from(THING)
        .join(CREATOR)
        .on(CREATOR.ID.eq(THING.CREATOR_ID))
        .where(CREATOR.MEMBER_ID.isNotNull(), THING.WITHDRAWN_AT.isNull())
        .fetchSingle(row -> row.value1());
  }

  /** Flattrs that members gave in a month and that stand. */
  static Tally flattrs(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(count(), countDistinct(FLATTR.DONOR_ID))
        .from(FLATTR)
        .where(FLATTR.PERIOD.eq(period), FLATTR.STANDING.isNotNull())
        .fetchSingle(row -> new Tally(row.value1(), row.value2()));
  }

  /**
   * How many members gave flattrs in a month that are in no figure of a thing.
   *
   * @param fewest flattrs of a thing of which its page tells how many there are
   */
  static long donorsOfUntoldThings(Transaction tx, YearMonth period, int fewest) {
    Table<Record1<Long>> told =
        tx.dsl()
            .select(field(name("thing_id"), Long.class))
            .from(countedThings(tx, period))
            .groupBy(field(name("thing_id")))
            .having(count().ge(fewest))
            .asTable("told", "thing_id");
    return tx.dsl()
        .select(countDistinct(FLATTR.DONOR_ID))
        .from(FLATTR)
        .leftJoin(told)
        .on(TOLD_THING.eq(FLATTR.THING_ID))
        .where(
            FLATTR.PERIOD.eq(period),
            FLATTR.STANDING.isNotNull(),
            TOLD_THING.isNull().or(FLATTR.STATE.ne(FlattrState.counted)))
        .fetchSingle(row -> row.value1());
  }

  /**
   * The things of most counted flattrs first.
   *
   * @param fewest flattrs of a thing of which its page tells how many there are
   */
  static List<ThingFigure> mostFlattred(Transaction tx, YearMonth period, int fewest, int most) {
    Field<Long> thing = field(name("thing_id"), Long.class);
    return tx.dsl()
        .select(thing, count())
        .from(countedThings(tx, period))
        .groupBy(thing)
        .having(count().ge(fewest))
        .orderBy(count().desc(), thing)
        .limit(most)
        .fetch(row -> new ThingFigure(row.value1(), row.value2()));
  }

  /** The things of creators here, once for each flattr that counts. */
  private static Table<Record1<Long>> countedThings(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(FLATTR.THING_ID)
        .from(FLATTR)
        .join(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID), CREATOR.MEMBER_ID.isNotNull())
        .where(FLATTR.PERIOD.eq(period), FLATTR.STATE.eq(FlattrState.counted))
        .unionAll(
            tx.dsl()
                .select(RECEIVED_FLATTR.THING_ID)
                .from(RECEIVED_FLATTR)
                .where(
                    RECEIVED_FLATTR.PERIOD.eq(period),
                    RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted),
                    RECEIVED_FLATTR.THING_ID.isNotNull()))
        .asTable("counted", "thing_id");
  }

  /** The months in which members gave. */
  static List<YearMonth> months(Transaction tx) {
    return tx.dsl()
        .selectDistinct(RESERVATION.PERIOD)
        .from(RESERVATION)
        .orderBy(RESERVATION.PERIOD)
        .fetch(RESERVATION.PERIOD);
  }

  static boolean isCutOff(Transaction tx, YearMonth period) {
    return tx.dsl().fetchExists(MONTH_CLOSE, MONTH_CLOSE.PERIOD.eq(period));
  }

  static long donorsSince(Transaction tx, Instant since) {
    return tx.dsl()
        .select(countDistinct(FLATTR.DONOR_ID))
        .from(FLATTR)
        .where(
            FLATTR.PERIOD.ge(YearMonth.from(since.atZone(ZoneOffset.UTC))),
            FLATTR.RECORDED_AT.ge(since))
        .fetchSingle(row -> row.value1());
  }

  static Optional<YearMonth> lastClosed(Transaction tx) {
    return tx.dsl()
        .select(max(MONTH_CLOSE.PERIOD))
        .from(MONTH_CLOSE)
        .where(MONTH_CLOSE.STAGE.eq(MonthCloseStage.closed))
        .fetchOptional(row -> row.value1());
  }

  /** Micro-units that members gave in a month that is split. */
  static Tally given(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(sum(RESERVATION.GIVEN_MICROS), count())
        .from(RESERVATION)
        .where(RESERVATION.PERIOD.eq(period), RESERVATION.GIVEN_MICROS.gt(0L))
        .fetchSingle(row -> new Tally(exact(row.value1()), row.value2()));
  }

  /** The sum of no rows is null. */
  private static long exact(@Nullable BigDecimal sum) {
    return sum == null ? 0 : sum.longValueExact();
  }

  /** Counted flattrs of a thing in a month, from donors here and elsewhere. */
  static long counted(Transaction tx, YearMonth period, long thing, long creator) {
    long here =
        tx.dsl()
            .select(count())
            .from(FLATTR)
            .where(
                FLATTR.PERIOD.eq(period),
                FLATTR.CREATOR_ID.eq(creator),
                FLATTR.STATE.eq(FlattrState.counted),
                FLATTR.THING_ID.eq(thing))
            .fetchSingle(row -> row.value1());
    long elsewhere =
        tx.dsl()
            .select(count())
            .from(RECEIVED_FLATTR)
            .where(
                RECEIVED_FLATTR.PERIOD.eq(period),
                RECEIVED_FLATTR.CREATOR_ID.eq(creator),
                RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted),
                RECEIVED_FLATTR.THING_ID.eq(thing))
            .fetchSingle(row -> row.value1());
    return here + elsewhere;
  }
}
