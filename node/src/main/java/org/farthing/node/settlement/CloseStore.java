package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CORRECTION;
import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.GIFT;
import static org.farthing.node.generated.Tables.MONTH_CLOSE;
import static org.farthing.node.generated.Tables.MONTH_SUM;
import static org.farthing.node.generated.Tables.PAIR_MONTH;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;
import static org.farthing.node.generated.Tables.RESERVATION;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Gatherers;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.DonorShares;
import org.farthing.node.flattr.Reservation;
import org.farthing.node.generated.enums.MonthCloseStage;
import org.farthing.node.platform.database.Transaction;
import org.jooq.impl.DSL;

/** The rows of closing months: their stages and sums, and how reservations were resolved. */
final class CloseStore {

  private static final int SUMS_AT_ONCE = 1_000;

  private CloseStore() {}

  /** What a closing month's split gives one creator. */
  record Sum(long creator, long counted, long grossMicros) {}

  static CloseStage stage(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(MONTH_CLOSE.STAGE)
        .from(MONTH_CLOSE)
        .where(MONTH_CLOSE.PERIOD.eq(period))
        .fetchOptional(MONTH_CLOSE.STAGE)
        .map(CloseStore::stage)
        .orElse(CloseStage.OPEN);
  }

  /** Months in which something was given or received and that are not closed, oldest first. */
  static List<YearMonth> unclosed(Transaction tx) {
    return tx
        .dsl()
        .select(RESERVATION.PERIOD)
        .from(RESERVATION)
        .where(RESERVATION.GIVEN_MICROS.isNull())
        .union(DSL.select(GIFT.PERIOD).from(GIFT).where(GIFT.GIVEN_MICROS.isNull()))
        .union(
            DSL.select(CORRECTION.PERIOD).from(CORRECTION).where(CORRECTION.GIVEN_MICROS.isNull()))
        .union(
            DSL.selectDistinct(RECEIVED_FLATTR.PERIOD)
                .from(RECEIVED_FLATTR)
                .whereNotExists(
                    DSL.selectOne()
                        .from(MONTH_CLOSE)
                        .where(MONTH_CLOSE.PERIOD.eq(RECEIVED_FLATTR.PERIOD))))
        .union(
            DSL.select(PAIR_MONTH.PERIOD)
                .from(PAIR_MONTH)
                .whereNotExists(
                    DSL.selectOne()
                        .from(MONTH_CLOSE)
                        .where(MONTH_CLOSE.PERIOD.eq(PAIR_MONTH.PERIOD))))
        .union(
            DSL.select(MONTH_CLOSE.PERIOD)
                .from(MONTH_CLOSE)
                .where(MONTH_CLOSE.STAGE.ne(MonthCloseStage.closed)))
        .fetch(row -> row.value1())
        .stream()
        .sorted()
        .toList();
  }

  /** The oldest month in which something is reserved and not yet given or released. */
  static Optional<YearMonth> oldestUnresolved(Transaction tx) {
    return tx
        .dsl()
        .select(DSL.min(RESERVATION.PERIOD))
        .from(RESERVATION)
        .where(RESERVATION.GIVEN_MICROS.isNull())
        .unionAll(DSL.select(DSL.min(GIFT.PERIOD)).from(GIFT).where(GIFT.GIVEN_MICROS.isNull()))
        .unionAll(
            DSL.select(DSL.min(CORRECTION.PERIOD))
                .from(CORRECTION)
                .where(CORRECTION.GIVEN_MICROS.isNull()))
        .fetch(row -> row.value1())
        .stream()
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }

  /** Months that have begun to close, the newest first. */
  static List<YearMonth> newest(Transaction tx, int most) {
    return tx.dsl()
        .select(MONTH_CLOSE.PERIOD)
        .from(MONTH_CLOSE)
        .orderBy(MONTH_CLOSE.PERIOD.desc())
        .limit(most)
        .fetch(MONTH_CLOSE.PERIOD);
  }

  static boolean hasAny(Transaction tx) {
    return tx.dsl().fetchExists(MONTH_CLOSE);
  }

  static void begin(Transaction tx, YearMonth period, Instant cutOff) {
    tx.dsl()
        .insertInto(MONTH_CLOSE)
        .columns(MONTH_CLOSE.PERIOD, MONTH_CLOSE.STAGE, MONTH_CLOSE.CUT_OFF_AT)
        .values(period, MonthCloseStage.cut_off, cutOff)
        .onDuplicateKeyIgnore()
        .execute();
  }

  static void reach(Transaction tx, YearMonth period, CloseStage stage) {
    tx.dsl()
        .update(MONTH_CLOSE)
        .set(MONTH_CLOSE.STAGE, MonthCloseStage.valueOf(stage.name().toLowerCase(Locale.ROOT)))
        .where(MONTH_CLOSE.PERIOD.eq(period))
        .execute();
  }

  static void close(Transaction tx, YearMonth period, Instant now) {
    reach(tx, period, CloseStage.CLOSED);
    tx.dsl()
        .update(MONTH_CLOSE)
        .set(MONTH_CLOSE.CLOSED_AT, now)
        .where(MONTH_CLOSE.PERIOD.eq(period))
        .execute();
  }

  /** In one statement: the driver would send a batch of them faster than it reads the answers. */
  static void resolve(Transaction tx, List<DonorShares> donors) {
    var insert =
        tx.dsl()
            .insertInto(
                RESERVATION,
                RESERVATION.PERIOD,
                RESERVATION.MEMBER_ID,
                RESERVATION.AMOUNT_MICROS,
                RESERVATION.TRANSFER_ID,
                RESERVATION.COUNTED,
                RESERVATION.GIVEN_MICROS);
    for (DonorShares donor : donors) {
      Reservation reservation = donor.reservation();
      insert =
          insert.values(
              reservation.period(),
              reservation.member().value(),
              reservation.micros(),
              reservation.transfer(),
              donor.size(),
              donor.givenMicros());
    }
    insert
        .onDuplicateKeyUpdate()
        .set(RESERVATION.COUNTED, DSL.excluded(RESERVATION.COUNTED))
        .set(RESERVATION.GIVEN_MICROS, DSL.excluded(RESERVATION.GIVEN_MICROS))
        .execute();
  }

  static List<MonthFigures.Donor> donors(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(RESERVATION.MEMBER_ID, RESERVATION.AMOUNT_MICROS, RESERVATION.GIVEN_MICROS)
        .from(RESERVATION)
        .where(RESERVATION.PERIOD.eq(period), RESERVATION.GIVEN_MICROS.isNotNull())
        .orderBy(RESERVATION.MEMBER_ID)
        .fetch(
            row -> new MonthFigures.Donor(new MemberId(row.value1()), row.value2(), row.value3()));
  }

  static void insertSums(Transaction tx, YearMonth period, List<Sum> sums) {
    sums.stream()
        .gather(Gatherers.windowFixed(SUMS_AT_ONCE))
        .forEach(some -> insert(tx, period, some));
  }

  private static void insert(Transaction tx, YearMonth period, List<Sum> sums) {
    var insert =
        tx.dsl()
            .insertInto(
                MONTH_SUM,
                MONTH_SUM.PERIOD,
                MONTH_SUM.CREATOR_ID,
                MONTH_SUM.COUNTED,
                MONTH_SUM.GROSS_MICROS);
    for (Sum sum : sums) {
      insert = insert.values(period, sum.creator(), sum.counted(), sum.grossMicros());
    }
    insert.execute();
  }

  /** What the month gives creators here, from donors here. */
  static List<Sum> ownSums(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(MONTH_SUM.CREATOR_ID, MONTH_SUM.COUNTED, MONTH_SUM.GROSS_MICROS)
        .from(MONTH_SUM)
        .join(CREATOR)
        .on(CREATOR.ID.eq(MONTH_SUM.CREATOR_ID))
        .where(MONTH_SUM.PERIOD.eq(period), CREATOR.MEMBER_ID.isNotNull())
        .orderBy(MONTH_SUM.CREATOR_ID)
        .fetch(row -> new Sum(row.value1(), row.value2(), row.value3()));
  }

  /** Which peer each creator elsewhere belongs to, of those whom the month gives something. */
  static Map<Long, Integer> peersOfCreators(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(MONTH_SUM.CREATOR_ID, CREATOR.PEER_ID)
        .from(MONTH_SUM)
        .join(CREATOR)
        .on(CREATOR.ID.eq(MONTH_SUM.CREATOR_ID))
        .where(MONTH_SUM.PERIOD.eq(period), CREATOR.PEER_ID.isNotNull())
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  private static CloseStage stage(MonthCloseStage stored) {
    return CloseStage.valueOf(stored.name().toUpperCase(Locale.ROOT));
  }
}
