package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CORRECTION;
import static org.farthing.node.generated.Tables.GIFT;
import static org.farthing.node.generated.Tables.LEDGER_ACCOUNT;
import static org.farthing.node.generated.Tables.LEDGER_TRANSFER;
import static org.farthing.node.generated.Tables.RESERVATION;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.farthing.node.generated.tables.LedgerAccount;
import org.farthing.node.generated.tables.LedgerTransfer;
import org.farthing.node.ledger.Account;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.AuditStore.ReservationRow;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SelectSelectStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What a month's reservations, gifts and corrections set aside, beside the transfers that hold it.
 */
final class HeldStore {

  static final LedgerAccount DEBIT = LEDGER_ACCOUNT.as("debit");
  static final LedgerAccount CREDIT = LEDGER_ACCOUNT.as("credit");
  static final LedgerTransfer RESOLUTION = LEDGER_TRANSFER.as("resolution");

  /** Of a pending transfer: null while it is pending, 0 when all of it was released. */
  static final Field<Long> MOVED_MICROS =
      DSL.case_(RESOLUTION.KIND).when("POST", RESOLUTION.AMOUNT_MICROS).when("VOID", 0L);

  private static final String FUNDS = "funds:";

  private HeldStore() {}

  /**
   * A reservation beside the pending transfer that it names, and what became of that.
   *
   * @param heldOrNull null when there is no such pending transfer of the month
   */
  record HeldReservation(ReservationRow row, @Nullable Held heldOrNull) {}

  /**
   * A pending transfer.
   *
   * @param movedMicrosOrNull what of it was moved in the end; null while it is pending
   */
  record Held(String debit, String credit, long micros, @Nullable Long movedMicrosOrNull) {}

  /** Hands over a month's reservations one by one: there may be millions. */
  static void eachReservation(Transaction tx, YearMonth period, Consumer<HeldReservation> reader) {
    tx.scan(
        tx.dsl()
            .select(
                RESERVATION.MEMBER_ID,
                RESERVATION.AMOUNT_MICROS,
                RESERVATION.TRANSFER_ID,
                RESERVATION.COUNTED,
                RESERVATION.GIVEN_MICROS,
                DEBIT.CODE,
                CREDIT.CODE,
                LEDGER_TRANSFER.AMOUNT_MICROS,
                MOVED_MICROS)
            .from(RESERVATION)
            .leftJoin(
                LEDGER_TRANSFER
                    .join(DEBIT)
                    .on(DEBIT.ID.eq(LEDGER_TRANSFER.DEBIT_ACCOUNT))
                    .join(CREDIT)
                    .on(CREDIT.ID.eq(LEDGER_TRANSFER.CREDIT_ACCOUNT)))
            .on(
                LEDGER_TRANSFER.ID.eq(RESERVATION.TRANSFER_ID),
                LEDGER_TRANSFER.PERIOD.eq(RESERVATION.PERIOD),
                LEDGER_TRANSFER.KIND.eq("PENDING"))
            .leftJoin(RESOLUTION)
            .on(RESOLUTION.PENDING_ID.eq(LEDGER_TRANSFER.ID))
            .where(RESERVATION.PERIOD.eq(period))
            .orderBy(RESERVATION.MEMBER_ID),
        row -> reader.accept(new HeldReservation(reservation(row), held(row))));
  }

  private static ReservationRow reservation(ResultSet row) throws SQLException {
    return new ReservationRow(
        UUID.fromString(row.getString(1)),
        row.getLong(2),
        UUID.fromString(row.getString(3)),
        row.getObject(4, Integer.class),
        row.getObject(5, Long.class));
  }

  private static @Nullable Held held(ResultSet row) throws SQLException {
    String debit = row.getString(6);
    return debit == null
        ? null
        : new Held(debit, row.getString(7), row.getLong(8), row.getObject(9, Long.class));
  }

  /** What is set aside of funds for no month and not resolved, by the account that it is of. */
  static Map<Account, Long> setAsideOfNoMonth(Transaction tx) {
    return pending(
            tx.dsl().select(DEBIT.CODE, DSL.sum(LEDGER_TRANSFER.AMOUNT_MICROS).cast(Long.class)))
        .and(LEDGER_TRANSFER.PERIOD.isNull())
        .and(DEBIT.CODE.startsWith(FUNDS))
        .and(RESOLUTION.ID.isNull())
        .groupBy(DEBIT.CODE)
        .fetchMap(row -> Account.of(row.value1()), row -> row.value2());
  }

  /** Pending transfers of a month, not released, that no reservation, gift or correction names. */
  static Map<UUID, String> setAsideForNothing(Transaction tx, YearMonth period) {
    return pending(tx.dsl().select(LEDGER_TRANSFER.ID, LEDGER_TRANSFER.AMOUNT_MICROS, DEBIT.CODE))
        .and(LEDGER_TRANSFER.PERIOD.eq(period))
        .and(DSL.coalesce(MOVED_MICROS, 1L).ne(0L))
        .and(
            LEDGER_TRANSFER.ID.notIn(
                DSL.select(RESERVATION.TRANSFER_ID)
                    .from(RESERVATION)
                    .where(RESERVATION.PERIOD.eq(period))))
        .and(
            LEDGER_TRANSFER.ID.notIn(
                DSL.select(GIFT.TRANSFER_ID).from(GIFT).where(GIFT.PERIOD.eq(period))))
        .and(
            LEDGER_TRANSFER.ID.notIn(
                DSL.select(CORRECTION.TRANSFER_ID)
                    .from(CORRECTION)
                    .where(CORRECTION.PERIOD.eq(period))))
        .fetchMap(
            row -> row.value1(),
            row -> "%d micro-units of %s".formatted(row.value2(), row.value3()));
  }

  /** Of pending transfers, beside the account that they are of and what resolved them. */
  private static <R extends Record> SelectConditionStep<R> pending(SelectSelectStep<R> what) {
    return what.from(LEDGER_TRANSFER)
        .join(DEBIT)
        .on(DEBIT.ID.eq(LEDGER_TRANSFER.DEBIT_ACCOUNT))
        .leftJoin(RESOLUTION)
        .on(RESOLUTION.PENDING_ID.eq(LEDGER_TRANSFER.ID))
        .where(LEDGER_TRANSFER.KIND.eq("PENDING"));
  }
}
