package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.GIVING;
import static org.farthing.node.generated.Tables.MONTH_GATE;
import static org.farthing.node.generated.Tables.RESERVATION;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.generated.tables.records.GivingRecord;
import org.farthing.node.generated.tables.records.ReservationRecord;
import org.farthing.node.platform.database.Transaction;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of budgets and reservations. */
final class GivingStore {

  private static final Budget NONE = new Budget(0, null, null, null, false);

  private GivingStore() {}

  static Budget budget(Transaction tx, MemberId member) {
    return tx.dsl()
        .selectFrom(GIVING)
        .where(GIVING.MEMBER_ID.eq(member.value()))
        .fetchOptional(GivingStore::budget)
        .orElse(NONE);
  }

  /** Locks the member's giving until the transaction ends: one decision on it at a time. */
  static Budget lock(Transaction tx, MemberId member) {
    tx.dsl()
        .insertInto(GIVING)
        .columns(GIVING.MEMBER_ID)
        .values(member.value())
        .onDuplicateKeyIgnore()
        .execute();
    return tx.dsl()
        .selectFrom(GIVING)
        .where(GIVING.MEMBER_ID.eq(member.value()))
        .forUpdate()
        .fetchSingle(GivingStore::budget);
  }

  private static Budget budget(GivingRecord row) {
    return new Budget(
        row.getBudgetMicros(),
        row.getNextBudgetMicros(),
        row.getNextBudgetPeriod(),
        row.getMaximumPerFlattrMicros(),
        row.getAnonymous());
  }

  static void setBudget(Transaction tx, MemberId member, Budget budget) {
    tx.dsl()
        .update(GIVING)
        .set(GIVING.BUDGET_MICROS, budget.micros())
        .set(GIVING.NEXT_BUDGET_MICROS, budget.nextMicrosOrNull())
        .set(GIVING.NEXT_BUDGET_PERIOD, budget.nextPeriodOrNull())
        .set(GIVING.MAXIMUM_PER_FLATTR_MICROS, budget.maximumPerFlattrMicrosOrNull())
        .set(GIVING.ANONYMOUS, budget.anonymous())
        .where(GIVING.MEMBER_ID.eq(member.value()))
        .execute();
  }

  static Optional<Reservation> reservation(Transaction tx, YearMonth period, MemberId member) {
    return tx.dsl()
        .selectFrom(RESERVATION)
        .where(RESERVATION.PERIOD.eq(period), RESERVATION.MEMBER_ID.eq(member.value()))
        .fetchOptional(GivingStore::reservation);
  }

  /** A reservation and what was given of it when its month was split. */
  record Resolved(Reservation reservation, int counted, long givenMicros) {}

  static Optional<Resolved> resolved(Transaction tx, YearMonth period, MemberId member) {
    return tx.dsl()
        .selectFrom(RESERVATION)
        .where(
            RESERVATION.PERIOD.eq(period),
            RESERVATION.MEMBER_ID.eq(member.value()),
            RESERVATION.GIVEN_MICROS.isNotNull())
        .fetchOptional(
            row -> new Resolved(reservation(row), row.getCounted(), row.getGivenMicros()));
  }

  /** The months in which a member has reserved, the newest first. */
  static List<YearMonth> months(Transaction tx, MemberId member) {
    return tx.dsl()
        .select(RESERVATION.PERIOD)
        .from(RESERVATION)
        .where(RESERVATION.MEMBER_ID.eq(member.value()))
        .orderBy(RESERVATION.PERIOD.desc())
        .fetch(RESERVATION.PERIOD);
  }

  /** Some of a month's reservations in the order of their members, those after one of them. */
  static List<Reservation> reservations(
      Transaction tx, YearMonth period, @Nullable MemberId after, int most) {
    return tx.dsl()
        .selectFrom(RESERVATION)
        .where(RESERVATION.PERIOD.eq(period))
        .and(after == null ? DSL.noCondition() : RESERVATION.MEMBER_ID.gt(after.value()))
        .orderBy(RESERVATION.MEMBER_ID)
        .limit(most)
        .fetch(GivingStore::reservation);
  }

  /** What some members have reserved for a month. */
  static List<Reservation> reservations(
      Transaction tx, YearMonth period, Collection<MemberId> members) {
    return tx.dsl()
        .selectFrom(RESERVATION)
        .where(
            RESERVATION.PERIOD.eq(period),
            RESERVATION.MEMBER_ID.in(members.stream().map(MemberId::value).toList()))
        .fetch(GivingStore::reservation);
  }

  private static Reservation reservation(ReservationRecord row) {
    return new Reservation(
        row.getPeriod(),
        new MemberId(row.getMemberId()),
        row.getAmountMicros(),
        row.getTransferId(),
        row.getMaximumPerFlattrMicros());
  }

  /** One query: it is asked for at every click. */
  static Giver giver(Transaction tx, MemberId member, YearMonth period) {
    return tx.dsl()
        .select(GIVING.ANONYMOUS, RESERVATION.MEMBER_ID)
        .from(GIVING)
        .leftJoin(RESERVATION)
        .on(RESERVATION.MEMBER_ID.eq(GIVING.MEMBER_ID), RESERVATION.PERIOD.eq(period))
        .where(GIVING.MEMBER_ID.eq(member.value()))
        .fetchOptional(row -> new Giver(row.value2() != null, row.value1()))
        .orElse(new Giver(false, false));
  }

  /**
   * Which of some members have reserved for a month that is open, which it stays until the
   * transaction ends, and whether creators are not told that they give.
   */
  static Map<MemberId, Boolean> habits(Transaction tx, YearMonth period, Set<MemberId> members) {
    return tx.dsl()
        .select(GIVING.MEMBER_ID, GIVING.ANONYMOUS)
        .from(MONTH_GATE)
        .join(RESERVATION)
        .on(RESERVATION.PERIOD.eq(MONTH_GATE.PERIOD))
        .join(GIVING)
        .on(GIVING.MEMBER_ID.eq(RESERVATION.MEMBER_ID))
        .where(
            MONTH_GATE.PERIOD.eq(period),
            MONTH_GATE.CUT_OFF.isFalse(),
            RESERVATION.MEMBER_ID.in(members.stream().map(MemberId::value).toList()))
        .forShare()
        .fetchMap(row -> new MemberId(row.value1()), row -> row.value2());
  }

  static void insert(Transaction tx, Reservation reservation) {
    tx.dsl()
        .insertInto(RESERVATION)
        .set(RESERVATION.PERIOD, reservation.period())
        .set(RESERVATION.MEMBER_ID, reservation.member().value())
        .set(RESERVATION.AMOUNT_MICROS, reservation.micros())
        .set(RESERVATION.TRANSFER_ID, reservation.transfer())
        .set(RESERVATION.MAXIMUM_PER_FLATTR_MICROS, reservation.maximumPerFlattrMicrosOrNull())
        .execute();
  }

  static void raise(Transaction tx, Reservation reservation, long micros, UUID transfer) {
    tx.dsl()
        .update(RESERVATION)
        .set(RESERVATION.AMOUNT_MICROS, micros)
        .set(RESERVATION.TRANSFER_ID, transfer)
        .where(
            RESERVATION.PERIOD.eq(reservation.period()),
            RESERVATION.MEMBER_ID.eq(reservation.member().value()))
        .execute();
  }

  static void setMaximum(
      Transaction tx, YearMonth period, MemberId member, @Nullable Long maximumMicros) {
    tx.dsl()
        .update(RESERVATION)
        .set(RESERVATION.MAXIMUM_PER_FLATTR_MICROS, maximumMicros)
        .where(RESERVATION.PERIOD.eq(period), RESERVATION.MEMBER_ID.eq(member.value()))
        .execute();
  }
}
