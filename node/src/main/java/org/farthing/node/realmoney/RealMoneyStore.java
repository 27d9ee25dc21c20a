package org.farthing.node.realmoney;

import static java.util.Objects.requireNonNull;
import static org.farthing.node.generated.Tables.CORRECTION;
import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.GIFT;
import static org.farthing.node.generated.Tables.GIVING;
import static org.farthing.node.generated.Tables.INBOUND_ACTIVITY;
import static org.farthing.node.generated.Tables.LOG_ENTRY;
import static org.farthing.node.generated.Tables.MONTH_CLOSE;
import static org.farthing.node.generated.Tables.MONTH_GATE;
import static org.farthing.node.generated.Tables.NODE_SETTING;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;
import static org.farthing.node.generated.Tables.PAIR_MONTH;
import static org.farthing.node.generated.Tables.REAL_MONEY;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;
import static org.farthing.node.generated.Tables.SUBSCRIPTION;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.generated.enums.GiftState;
import org.farthing.node.generated.enums.MonthCloseStage;
import org.farthing.node.generated.enums.RealMoneyState;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.generated.enums.SubscriptionState;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.money.CurrencyUnit;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.Table;

/** The row of real money, what stands in its way, and what of the members changes with it. */
final class RealMoneyStore {

  private RealMoneyStore() {}

  static Optional<Begun> begun(Transaction tx) {
    return tx.dsl()
        .selectFrom(REAL_MONEY)
        .where(REAL_MONEY.STATE.eq(RealMoneyState.begun))
        .fetchOptional(
            row ->
                new Begun(
                    CurrencyUnit.of(row.getCurrency()),
                    requireNonNull(row.getBegunAt()),
                    requireNonNull(row.getFirstPeriod()),
                    CurrencyUnit.of(requireNonNull(row.getPlayCurrency()))));
  }

  static Optional<CurrencyUnit> wished(Transaction tx) {
    return tx.dsl()
        .select(REAL_MONEY.CURRENCY)
        .from(REAL_MONEY)
        .where(REAL_MONEY.STATE.eq(RealMoneyState.wished))
        .fetchOptional(row -> CurrencyUnit.of(row.value1()));
  }

  static void wish(Transaction tx, CurrencyUnit currency, String by, Instant now) {
    tx.dsl()
        .insertInto(REAL_MONEY)
        .set(REAL_MONEY.ID, (byte) 1)
        .set(REAL_MONEY.CURRENCY, currency.code())
        .set(REAL_MONEY.STATE, RealMoneyState.wished)
        .set(REAL_MONEY.WISHED_BY, by)
        .set(REAL_MONEY.WISHED_AT, now)
        .execute();
  }

  static void forget(Transaction tx) {
    tx.dsl().deleteFrom(REAL_MONEY).where(REAL_MONEY.STATE.eq(RealMoneyState.wished)).execute();
  }

  /** From here to the end of the transaction, what is append-only can leave into the archive. */
  static void archiving(Transaction tx) {
    int rows =
        tx.dsl()
            .update(REAL_MONEY)
            .set(REAL_MONEY.STATE, RealMoneyState.archiving)
            .where(REAL_MONEY.STATE.eq(RealMoneyState.wished))
            .execute();
    if (rows != 1) {
      throw new IllegalStateException("Nobody wishes for real money.");
    }
  }

  /**
   * Nobody gives real money without saying so anew: budgets are zero, subscriptions paused. Nothing
   * of an earlier month is given or taken any more.
   */
  static void reset(Transaction tx, YearMonth first) {
    tx.dsl()
        .update(GIVING)
        .set(GIVING.BUDGET_MICROS, 0L)
        .setNull(GIVING.NEXT_BUDGET_MICROS)
        .setNull(GIVING.NEXT_BUDGET_PERIOD)
        .setNull(GIVING.MAXIMUM_PER_FLATTR_MICROS)
        .execute();
    tx.dsl()
        .update(SUBSCRIPTION)
        .set(SUBSCRIPTION.STATE, SubscriptionState.paused)
        .setNull(SUBSCRIPTION.NEXT_TRY)
        .where(SUBSCRIPTION.STATE.eq(SubscriptionState.active))
        .execute();
    tx.dsl()
        .update(SUBSCRIPTION)
        .setNull(SUBSCRIPTION.PERIOD)
        .setNull(SUBSCRIPTION.OUTCOME)
        .execute();
    tx.dsl()
        .insertInto(MONTH_GATE)
        .set(MONTH_GATE.PERIOD, first.minusMonths(1))
        .onDuplicateKeyIgnore()
        .execute();
    tx.dsl()
        .update(MONTH_GATE)
        .set(MONTH_GATE.CUT_OFF, true)
        .set(MONTH_GATE.RECONCILED, true)
        .where(MONTH_GATE.PERIOD.lt(first))
        .execute();
  }

  static void begin(
      Transaction tx, CurrencyUnit currency, CurrencyUnit before, YearMonth first, Instant now) {
    tx.dsl()
        .update(REAL_MONEY)
        .set(REAL_MONEY.STATE, RealMoneyState.begun)
        .set(REAL_MONEY.BEGUN_AT, now)
        .set(REAL_MONEY.FIRST_PERIOD, first)
        .set(REAL_MONEY.PLAY_CURRENCY, before.code())
        .set(REAL_MONEY.INBOUND_SEQUENCE, highest(INBOUND_ACTIVITY, INBOUND_ACTIVITY.SEQUENCE))
        .set(REAL_MONEY.OUTBOUND_SEQUENCE, highest(OUTBOUND_MESSAGE, OUTBOUND_MESSAGE.SEQUENCE))
        .execute();
    tx.dsl()
        .update(NODE_SETTING)
        .set(NODE_SETTING.VALUE, currency.code())
        .where(NODE_SETTING.NAME.eq("currency"))
        .execute();
  }

  private static Field<Long> highest(Table<?> table, Field<Long> sequence) {
    Select<Record1<Long>> highest = select(coalesce(max(sequence), val(0L))).from(table);
    return org.jooq.impl.DSL.field(highest);
  }

  /** Months in which something is between this node and another, and which are not over. */
  static List<Obstacle> obstacles(Transaction tx) {
    return tx
        .dsl()
        .select(PAIR_MONTH.PERIOD, PAIR_MONTH.PEER_ID)
        .from(PAIR_MONTH)
        .where(PAIR_MONTH.DONE.isFalse())
        .union(
            select(LOG_ENTRY.PERIOD, LOG_ENTRY.PEER_ID)
                .from(LOG_ENTRY)
                .where(isUnclosed(LOG_ENTRY.PERIOD)))
        .union(
            select(RECEIVED_FLATTR.PERIOD, RECEIVED_FLATTR.PEER_ID)
                .from(RECEIVED_FLATTR)
                .where(
                    isUnclosed(RECEIVED_FLATTR.PERIOD),
                    RECEIVED_FLATTR.STATE.in(
                        ReceivedFlattrState.waiting, ReceivedFlattrState.counted)))
        .union(
            select(FLATTR.PERIOD, CREATOR.PEER_ID)
                .from(FLATTR)
                .join(CREATOR)
                .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
                .where(
                    isUnclosed(FLATTR.PERIOD),
                    CREATOR.PEER_ID.isNotNull(),
                    FLATTR.STATE.in(FlattrState.sent, FlattrState.counted, FlattrState.unclaimed)))
        .union(
            select(GIFT.PERIOD, CREATOR.PEER_ID)
                .from(GIFT)
                .join(CREATOR)
                .on(CREATOR.ID.eq(GIFT.CREATOR_ID))
                .where(
                    isUnclosed(GIFT.PERIOD),
                    CREATOR.PEER_ID.isNotNull(),
                    GIFT.STATE.in(GiftState.sent, GiftState.counted, GiftState.unclaimed)))
        .union(
            select(CORRECTION.PERIOD, CREATOR.PEER_ID)
                .from(CORRECTION)
                .join(CREATOR)
                .on(CREATOR.ID.eq(CORRECTION.CREATOR_ID))
                .where(isUnclosed(CORRECTION.PERIOD), CREATOR.PEER_ID.isNotNull()))
        .fetch(row -> new Obstacle(row.value1(), requireNonNull(row.value2())))
        .stream()
        .sorted(Comparator.comparing(Obstacle::month).thenComparingInt(Obstacle::peer))
        .toList();
  }

  private static Condition isUnclosed(Field<YearMonth> period) {
    return period.notIn(
        select(MONTH_CLOSE.PERIOD)
            .from(MONTH_CLOSE)
            .where(MONTH_CLOSE.STAGE.eq(MonthCloseStage.closed)));
  }
}
