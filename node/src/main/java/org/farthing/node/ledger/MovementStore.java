package org.farthing.node.ledger;

import static org.farthing.node.generated.Tables.LEDGER_ACCOUNT;
import static org.farthing.node.generated.Tables.LEDGER_TRANSFER;
import static org.jooq.impl.DSL.noCondition;

import java.util.List;
import java.util.Optional;
import org.farthing.node.generated.tables.LedgerAccount;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jspecify.annotations.Nullable;

/** Queries of single transfers, for whoever looks one up to put it right. */
final class MovementStore {

  private static final LedgerAccount DEBIT = LEDGER_ACCOUNT.as("debit");
  private static final LedgerAccount CREDIT = LEDGER_ACCOUNT.as("credit");

  private MovementStore() {}

  static Optional<Movement> find(Transaction tx, TransferId id) {
    return select(tx, LEDGER_TRANSFER.ID.eq(id.value())).stream().findFirst();
  }

  static Optional<Movement> find(Transaction tx, long sequence) {
    return select(tx, LEDGER_TRANSFER.SEQUENCE.eq(sequence)).stream().findFirst();
  }

  static List<Movement> credits(Transaction tx, Account account, TransferCode code) {
    return select(tx, CREDIT.CODE.eq(account.code()).and(LEDGER_TRANSFER.CODE.eq(code.name())));
  }

  static List<Movement> newest(
      Transaction tx, Account debit, TransferCode code, @Nullable Long beforeOrNull, int most) {
    return query(
            tx,
            DEBIT
                .CODE
                .eq(debit.code())
                .and(LEDGER_TRANSFER.CODE.eq(code.name()))
                .and(
                    beforeOrNull == null
                        ? noCondition()
                        : LEDGER_TRANSFER.SEQUENCE.lt(beforeOrNull)))
        .orderBy(LEDGER_TRANSFER.SEQUENCE.desc())
        .limit(most)
        .fetch(MovementStore::movement);
  }

  private static List<Movement> select(Transaction tx, Condition condition) {
    return query(tx, condition).orderBy(LEDGER_TRANSFER.SEQUENCE).fetch(MovementStore::movement);
  }

  private static SelectConditionStep<Record> query(Transaction tx, Condition condition) {
    return tx.dsl()
        .select(LEDGER_TRANSFER.fields())
        .select(DEBIT.CODE, CREDIT.CODE)
        .from(LEDGER_TRANSFER)
        .join(DEBIT)
        .on(DEBIT.ID.eq(LEDGER_TRANSFER.DEBIT_ACCOUNT))
        .join(CREDIT)
        .on(CREDIT.ID.eq(LEDGER_TRANSFER.CREDIT_ACCOUNT))
        .where(
            condition,
            LEDGER_TRANSFER.KIND.in(TransferKind.POSTED.name(), TransferKind.POST.name()));
  }

  private static Movement movement(Record row) {
    return new Movement(
        row.get(LEDGER_TRANSFER.SEQUENCE),
        new TransferId(row.get(LEDGER_TRANSFER.ID)),
        Account.of(row.get(DEBIT.CODE)),
        Account.of(row.get(CREDIT.CODE)),
        row.get(LEDGER_TRANSFER.AMOUNT_MICROS),
        new Voucher(
            TransferCode.valueOf(row.get(LEDGER_TRANSFER.CODE)),
            row.get(LEDGER_TRANSFER.REFERENCE),
            row.get(LEDGER_TRANSFER.PERIOD),
            row.get(LEDGER_TRANSFER.BOOKED_AT)));
  }
}
