package org.farthing.node.ledger;

import static org.farthing.node.generated.Tables.LEDGER_ACCOUNT;
import static org.farthing.node.generated.Tables.LEDGER_TRANSFER;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.farthing.node.generated.tables.LedgerAccount;
import org.farthing.node.generated.tables.LedgerTransfer;
import org.farthing.node.platform.database.Transaction;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Queries of transfers by month, for whoever compares them with what they were booked for. */
final class FlowStore {

  private static final LedgerAccount DEBIT = LEDGER_ACCOUNT.as("debit");
  private static final LedgerAccount CREDIT = LEDGER_ACCOUNT.as("credit");
  private static final LedgerTransfer RESOLUTION = LEDGER_TRANSFER.as("resolution");

  private FlowStore() {}

  static Set<YearMonth> periods(Transaction tx) {
    return new HashSet<>(
        tx.dsl()
            .selectDistinct(LEDGER_TRANSFER.PERIOD)
            .from(LEDGER_TRANSFER)
            .where(LEDGER_TRANSFER.PERIOD.isNotNull())
            .fetch(LEDGER_TRANSFER.PERIOD));
  }

  static Map<Flow, Long> flows(Transaction tx, @Nullable YearMonth period) {
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
            .where(
                period == null
                    ? LEDGER_TRANSFER.PERIOD.isNull()
                    : LEDGER_TRANSFER.PERIOD.eq(period),
                LEDGER_TRANSFER.KIND.in(TransferKind.POSTED.name(), TransferKind.POST.name()))
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

  static List<SetAside> setAside(Transaction tx, YearMonth period) {
    List<SetAside> found = new ArrayList<>();
    tx.stream(
        tx.dsl()
            .select(
                LEDGER_TRANSFER.ID,
                DEBIT.CODE,
                CREDIT.CODE,
                LEDGER_TRANSFER.AMOUNT_MICROS,
                RESOLUTION.KIND,
                RESOLUTION.AMOUNT_MICROS)
            .from(LEDGER_TRANSFER)
            .join(DEBIT)
            .on(DEBIT.ID.eq(LEDGER_TRANSFER.DEBIT_ACCOUNT))
            .join(CREDIT)
            .on(CREDIT.ID.eq(LEDGER_TRANSFER.CREDIT_ACCOUNT))
            .leftJoin(RESOLUTION)
            .on(RESOLUTION.PENDING_ID.eq(LEDGER_TRANSFER.ID))
            .where(
                LEDGER_TRANSFER.PERIOD.eq(period),
                LEDGER_TRANSFER.KIND.eq(TransferKind.PENDING.name())),
        row ->
            found.add(
                new SetAside(
                    new TransferId(row.value1()),
                    Account.of(row.value2()),
                    Account.of(row.value3()),
                    row.value4(),
                    moved(row.value5(), row.value6()))));
    return found;
  }

  private static @Nullable Long moved(@Nullable String kind, @Nullable Long micros) {
    if (kind == null || micros == null) {
      return null;
    }
    return TransferKind.valueOf(kind).posted(micros);
  }
}
