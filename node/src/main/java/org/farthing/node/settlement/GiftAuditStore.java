package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CORRECTION;
import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.GIFT;
import static org.farthing.node.generated.Tables.LEDGER_TRANSFER;
import static org.farthing.node.generated.Tables.LOG_ENTRY;
import static org.farthing.node.settlement.HeldStore.CREDIT;
import static org.farthing.node.settlement.HeldStore.DEBIT;
import static org.farthing.node.settlement.HeldStore.MOVED_MICROS;
import static org.farthing.node.settlement.HeldStore.RESOLUTION;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.generated.enums.GiftState;
import org.farthing.node.generated.enums.LogEntryKind;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.HeldStore.Held;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of gifts and corrections of members here as they stand, for their check. */
final class GiftAuditStore {

  private GiftAuditStore() {}

  record GiftRow(
      UUID id,
      YearMonth period,
      UUID donor,
      long micros,
      boolean counted,
      boolean refused,
      UUID transfer,
      @Nullable Long givenOrNull,
      @Nullable String digestOrNull,
      String creator) {}

  static List<GiftRow> gifts(Transaction tx, YearMonth period) {
    return gifts(tx, GIFT.PERIOD.eq(period));
  }

  static List<GiftRow> gifts(Transaction tx, Collection<UUID> ids) {
    return gifts(tx, GIFT.ID.in(ids));
  }

  private static List<GiftRow> gifts(Transaction tx, Condition condition) {
    return tx.dsl()
        .select(
            GIFT.ID,
            GIFT.PERIOD,
            GIFT.DONOR_ID,
            GIFT.AMOUNT_MICROS,
            GIFT.STATE,
            GIFT.TRANSFER_ID,
            GIFT.GIVEN_MICROS,
            GIFT.DIGEST,
            CREATOR.ACTOR)
        .from(GIFT)
        .join(CREATOR)
        .on(CREATOR.ID.eq(GIFT.CREATOR_ID))
        .where(condition)
        .orderBy(GIFT.ID)
        .fetch(
            row ->
                new GiftRow(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5() == GiftState.counted,
                    row.value5() == GiftState.refused,
                    row.value6(),
                    row.value7(),
                    row.value8(),
                    row.value9()));
  }

  /** What stands in a month's statements to make up for earlier ones: it always counts. */
  static List<GiftRow> corrections(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(
            CORRECTION.FLATTR_ID,
            CORRECTION.DONOR_ID,
            CORRECTION.AMOUNT_MICROS,
            CORRECTION.TRANSFER_ID,
            CORRECTION.GIVEN_MICROS,
            CREATOR.ACTOR)
        .from(CORRECTION)
        .join(CREATOR)
        .on(CREATOR.ID.eq(CORRECTION.CREATOR_ID))
        .where(CORRECTION.PERIOD.eq(period))
        .fetch(
            row ->
                new GiftRow(
                    row.value1(),
                    period,
                    row.value2(),
                    row.value3(),
                    true,
                    false,
                    row.value4(),
                    row.value5(),
                    null,
                    row.value6()));
  }

  /** The pending transfers of a month that gifts and corrections name. */
  static Map<UUID, Held> held(Transaction tx, YearMonth period) {
    Map<UUID, Held> held = heldFor(tx, period, GIFT.TRANSFER_ID, GIFT.PERIOD);
    held.putAll(heldFor(tx, period, CORRECTION.TRANSFER_ID, CORRECTION.PERIOD));
    return held;
  }

  private static <R extends Record> Map<UUID, Held> heldFor(
      Transaction tx,
      YearMonth period,
      TableField<R, UUID> transfer,
      TableField<R, YearMonth> periodOf) {
    return tx.dsl()
        .select(
            LEDGER_TRANSFER.ID,
            DEBIT.CODE,
            CREDIT.CODE,
            LEDGER_TRANSFER.AMOUNT_MICROS,
            MOVED_MICROS)
        .from(transfer.getTable())
        .join(LEDGER_TRANSFER)
        .on(
            LEDGER_TRANSFER.ID.eq(transfer),
            LEDGER_TRANSFER.PERIOD.eq(period),
            LEDGER_TRANSFER.KIND.eq("PENDING"))
        .join(DEBIT)
        .on(DEBIT.ID.eq(LEDGER_TRANSFER.DEBIT_ACCOUNT))
        .join(CREDIT)
        .on(CREDIT.ID.eq(LEDGER_TRANSFER.CREDIT_ACCOUNT))
        .leftJoin(RESOLUTION)
        .on(RESOLUTION.PENDING_ID.eq(LEDGER_TRANSFER.ID))
        .where(periodOf.eq(period))
        .fetchMap(
            row -> row.value1(),
            row -> new Held(row.value2(), row.value3(), row.value4(), row.value5()));
  }

  /** What the gifts and corrections of a month gave in all. */
  static AuditStore.Given given(Transaction tx, YearMonth period) {
    AuditStore.Given gifts = givenOfGifts(tx, period);
    List<GiftRow> corrections =
        corrections(tx, period).stream().filter(row -> row.givenOrNull() != null).toList();
    long micros = corrections.stream().mapToLong(GiftRow::micros).sum();
    return new AuditStore.Given(
        gifts.counted() + corrections.size(), Math.addExact(gifts.micros(), micros));
  }

  private static AuditStore.Given givenOfGifts(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(
            DSL.count().cast(Long.class),
            DSL.coalesce(DSL.sum(GIFT.GIVEN_MICROS), 0).cast(Long.class))
        .from(GIFT)
        .where(GIFT.PERIOD.eq(period), GIFT.GIVEN_MICROS.gt(0L))
        .fetchSingle(row -> new AuditStore.Given(row.value1(), row.value2()));
  }

  /**
   * Gifts whose state cannot be: to oneself; counted elsewhere without a receipt in the other
   * node's log, or here with one; waiting or refused without a reason.
   */
  static Map<UUID, String> malformed(Transaction tx, YearMonth period) {
    Condition counted = GIFT.STATE.eq(GiftState.counted);
    Condition elsewhere = CREATOR.PEER_ID.isNotNull();
    return tx.dsl()
        .select(
            GIFT.ID,
            DSL.when(CREATOR.MEMBER_ID.eq(GIFT.DONOR_ID), "its donor is its creator")
                .when(
                    counted.and(elsewhere).and(LOG_ENTRY.DIGEST.isNull()),
                    "its receipt is not in the other node's log")
                .otherwise("its state cannot be"))
        .from(GIFT)
        .join(CREATOR)
        .on(CREATOR.ID.eq(GIFT.CREATOR_ID))
        .leftJoin(LOG_ENTRY)
        .on(
            LOG_ENTRY.PERIOD.eq(GIFT.PERIOD),
            LOG_ENTRY.PEER_ID.eq(CREATOR.PEER_ID),
            LOG_ENTRY.OURS.isFalse(),
            LOG_ENTRY.SEQUENCE.eq(GIFT.SEQUENCE),
            LOG_ENTRY.KIND.eq(LogEntryKind.receipt),
            LOG_ENTRY.DIGEST.eq(GIFT.DIGEST))
        .where(
            GIFT.PERIOD.eq(period),
            DSL.or(
                CREATOR.MEMBER_ID.eq(GIFT.DONOR_ID),
                counted.and(elsewhere).and(LOG_ENTRY.DIGEST.isNull()),
                GIFT.SEQUENCE.isNotNull().and(DSL.or(counted.not(), elsewhere.not())),
                elsewhere.and(GIFT.DIGEST.isNull()),
                GIFT.STATE.eq(GiftState.sent).and(elsewhere.not()),
                GIFT.STATE.in(GiftState.unclaimed, GiftState.refused).and(GIFT.CODE.isNull())))
        .fetchMap(row -> row.value1(), row -> row.value2());
  }
}
