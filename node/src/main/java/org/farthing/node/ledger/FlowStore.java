package org.farthing.node.ledger;

import static org.farthing.node.generated.Tables.LEDGER_ACCOUNT;
import static org.farthing.node.generated.Tables.LEDGER_TRANSFER;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.farthing.node.generated.tables.LedgerAccount;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Queries of transfers by month, for whoever compares them with what they were booked for. */
final class FlowStore {

  private static final LedgerAccount DEBIT = LEDGER_ACCOUNT.as("debit");
  private static final LedgerAccount CREDIT = LEDGER_ACCOUNT.as("credit");

  /** How the codes of members' funds begin. */
  private static final String FUNDS = "funds:";

  private static final Condition MOVED =
      LEDGER_TRANSFER.KIND.in(TransferKind.POSTED.name(), TransferKind.POST.name());

  private FlowStore() {}

  static Set<YearMonth> periods(Transaction tx) {
    return new HashSet<>(
        tx.dsl()
            .selectDistinct(LEDGER_TRANSFER.PERIOD)
            .from(LEDGER_TRANSFER)
            .where(LEDGER_TRANSFER.PERIOD.isNotNull())
            .fetch(LEDGER_TRANSFER.PERIOD));
  }

  static Map<Flow, Long> flows(Transaction tx, YearMonth period) {
    return flows(tx, LEDGER_TRANSFER.PERIOD.eq(period).andNot(isGiven(period)));
  }

  static long givenMicros(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(DSL.coalesce(DSL.sum(LEDGER_TRANSFER.AMOUNT_MICROS), BigDecimal.ZERO))
        .from(LEDGER_TRANSFER)
        .join(DEBIT)
        .on(DEBIT.ID.eq(LEDGER_TRANSFER.DEBIT_ACCOUNT))
        .join(CREDIT)
        .on(CREDIT.ID.eq(LEDGER_TRANSFER.CREDIT_ACCOUNT))
        .where(LEDGER_TRANSFER.PERIOD.eq(period), MOVED, isGiven(period))
        .fetchSingle(row -> row.value1().longValueExact());
  }

  static Map<Flow, Long> flowsOfNoMonth(Transaction tx) {
    Condition deposit =
        DSL.and(
            LEDGER_TRANSFER.CODE.eq(TransferCode.DEPOSIT.name()),
            DEBIT.CODE.eq(new Account.Bank().code()),
            CREDIT.CODE.startsWith(FUNDS));
    return flows(tx, LEDGER_TRANSFER.PERIOD.isNull().andNot(deposit));
  }

  private static Condition isGiven(YearMonth period) {
    return DSL.and(
        LEDGER_TRANSFER.CODE.eq(TransferCode.GIVE.name()),
        DEBIT.CODE.startsWith(FUNDS),
        CREDIT.CODE.eq(new Account.Giving(period).code()));
  }

  private static Map<Flow, Long> flows(Transaction tx, Condition which) {
    Map<Flow, Long> flows = new HashMap<>();
    tx.stream(
        tx.dsl()
            .select(
                LEDGER_TRANSFER.CODE,
                DEBIT.CODE,
                CREDIT.CODE,
                DSL.sum(LEDGER_TRANSFER.AMOUNT_MICROS))
            .from(LEDGER_TRANSFER)
            .join(DEBIT)
            .on(DEBIT.ID.eq(LEDGER_TRANSFER.DEBIT_ACCOUNT))
            .join(CREDIT)
            .on(CREDIT.ID.eq(LEDGER_TRANSFER.CREDIT_ACCOUNT))
            .where(which, MOVED)
            .groupBy(LEDGER_TRANSFER.CODE, DEBIT.CODE, CREDIT.CODE),
        row ->
            flows.put(
                new Flow(
                    TransferCode.valueOf(row.value1()),
                    Account.of(row.value2()),
                    Account.of(row.value3())),
                row.value4().longValueExact()));
    return flows;
  }
}
