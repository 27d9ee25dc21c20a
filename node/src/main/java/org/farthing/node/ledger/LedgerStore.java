package org.farthing.node.ledger;

import static org.farthing.node.generated.Tables.LEDGER_ACCOUNT;
import static org.farthing.node.generated.Tables.LEDGER_TRANSFER;
import static org.jooq.impl.DSL.count;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.farthing.node.generated.tables.LedgerAccount;
import org.farthing.node.generated.tables.LedgerTransfer;
import org.farthing.node.ledger.StoredTransfer.Resolved;
import org.farthing.node.platform.database.RunAgain;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Queries of the ledger's transfers. */
final class LedgerStore {
  private static final LedgerAccount DEBIT = LEDGER_ACCOUNT.as("debit");
  private static final LedgerAccount CREDIT = LEDGER_ACCOUNT.as("credit");
  private static final LedgerTransfer RESOLVED = LEDGER_TRANSFER.as("resolved");

  /** Those of the ids that are booked. */
  Map<TransferId, BookedTransfer> transfers(Transaction tx, Collection<TransferId> ids) {
    Map<TransferId, BookedTransfer> found = new HashMap<>();
    AccountStore.inChunks(
        uuids(ids),
        chunk ->
            tx.dsl()
                .select(LEDGER_TRANSFER.fields())
                .select(DEBIT.CODE, CREDIT.CODE)
                .from(LEDGER_TRANSFER)
                .join(DEBIT)
                .on(DEBIT.ID.eq(LEDGER_TRANSFER.DEBIT_ACCOUNT))
                .join(CREDIT)
                .on(CREDIT.ID.eq(LEDGER_TRANSFER.CREDIT_ACCOUNT))
                .where(LEDGER_TRANSFER.ID.in(chunk))
                .fetch(LedgerStore::transfer)
                .forEach(each -> found.put(each.id(), each)));
    return found;
  }

  private static BookedTransfer transfer(Record row) {
    UUID pending = row.get(LEDGER_TRANSFER.PENDING_ID);
    return new BookedTransfer(
        new TransferId(row.get(LEDGER_TRANSFER.ID)),
        TransferKind.valueOf(row.get(LEDGER_TRANSFER.KIND)),
        pending == null ? null : new TransferId(pending),
        Account.of(row.get(DEBIT.CODE)),
        Account.of(row.get(CREDIT.CODE)),
        row.get(LEDGER_TRANSFER.AMOUNT_MICROS),
        new Voucher(
            TransferCode.valueOf(row.get(LEDGER_TRANSFER.CODE)),
            row.get(LEDGER_TRANSFER.REFERENCE),
            row.get(LEDGER_TRANSFER.PERIOD),
            row.get(LEDGER_TRANSFER.BOOKED_AT)));
  }

  /** By what those of the pending transfers that are resolved are resolved. */
  Map<TransferId, TransferId> resolutions(Transaction tx, Collection<TransferId> pending) {
    Map<TransferId, TransferId> found = new HashMap<>();
    AccountStore.inChunks(
        uuids(pending),
        chunk ->
            tx.dsl()
                .select(LEDGER_TRANSFER.PENDING_ID, LEDGER_TRANSFER.ID)
                .from(LEDGER_TRANSFER)
                .where(LEDGER_TRANSFER.PENDING_ID.in(chunk))
                .forEach(
                    row -> found.put(new TransferId(row.value1()), new TransferId(row.value2()))));
    return found;
  }

  private static List<UUID> uuids(Collection<TransferId> ids) {
    return ids.stream().map(TransferId::value).toList();
  }

  /** Adds a batch's rows and writes the new totals of its accounts, which are locked. */
  void append(Transaction tx, Map<Account, StoredAccount> accounts, Batch batch) {
    AccountStore.inChunks(batch.added(), chunk -> insert(tx, accounts, chunk));
    AccountStore.inChunks(
        List.copyOf(batch.changed().entrySet()),
        chunk -> AccountStore.writeTotals(tx, accounts, chunk));
  }

  private static void insert(
      Transaction tx, Map<Account, StoredAccount> accounts, List<BookedTransfer> rows) {
    var insert =
        tx.dsl()
            .insertInto(
                LEDGER_TRANSFER,
                LEDGER_TRANSFER.ID,
                LEDGER_TRANSFER.KIND,
                LEDGER_TRANSFER.PENDING_ID,
                LEDGER_TRANSFER.DEBIT_ACCOUNT,
                LEDGER_TRANSFER.CREDIT_ACCOUNT,
                LEDGER_TRANSFER.AMOUNT_MICROS,
                LEDGER_TRANSFER.CODE,
                LEDGER_TRANSFER.REFERENCE,
                LEDGER_TRANSFER.PERIOD,
                LEDGER_TRANSFER.BOOKED_AT);
    for (BookedTransfer row : rows) {
      TransferId pending = row.pending();
      insert =
          insert.values(
              row.id().value(),
              row.kind().name(),
              pending == null ? null : pending.value(),
              AccountStore.id(accounts, row.debit()),
              AccountStore.id(accounts, row.credit()),
              row.amountMicros(),
              row.voucher().code().name(),
              row.voucher().reference(),
              row.voucher().period(),
              row.voucher().bookedAt());
    }
    insert.execute();
    // Seals says why.
    if (SealStore.hasPassedWhatWasInserted(tx)) {
      throw new RunAgain("a seal has passed the numbers of these transfers");
    }
  }

  // ---- everything ----

  /** Hands over every transfer in the order of sequence; see {@link Transaction#stream}. */
  void stream(Transaction tx, Consumer<StoredTransfer> reader) {
    stream(tx, DSL.noCondition(), reader);
  }

  /** Those booked before an instant of the calendar, in the order of sequence. */
  void streamBefore(Transaction tx, Instant instant, Consumer<StoredTransfer> reader) {
    stream(tx, LEDGER_TRANSFER.BOOKED_AT.lt(instant), reader);
  }

  /** Those booked from an instant of the calendar on, in the order of sequence. */
  void streamFrom(Transaction tx, Instant instant, Consumer<StoredTransfer> reader) {
    stream(tx, LEDGER_TRANSFER.BOOKED_AT.ge(instant), reader);
  }

  /** Those booked in between, in the order of sequence. */
  void streamBetween(
      Transaction tx, Instant from, Instant before, Consumer<StoredTransfer> reader) {
    stream(
        tx, LEDGER_TRANSFER.BOOKED_AT.ge(from).and(LEDGER_TRANSFER.BOOKED_AT.lt(before)), reader);
  }

  /** The transfers of these sequences, in their order. */
  List<StoredTransfer> between(Transaction tx, long first, long last) {
    List<StoredTransfer> transfers = new ArrayList<>();
    stream(tx, LEDGER_TRANSFER.SEQUENCE.between(first, last), transfers::add);
    return transfers;
  }

  private static void stream(Transaction tx, Condition condition, Consumer<StoredTransfer> reader) {
    // From the accounts' side the join would have to be sorted: so they are not joined.
    tx.scan(
        tx.dsl()
            .select(
                LEDGER_TRANSFER.SEQUENCE,
                LEDGER_TRANSFER.ID,
                LEDGER_TRANSFER.KIND,
                LEDGER_TRANSFER.PENDING_ID,
                LEDGER_TRANSFER.DEBIT_ACCOUNT,
                LEDGER_TRANSFER.CREDIT_ACCOUNT,
                LEDGER_TRANSFER.AMOUNT_MICROS,
                LEDGER_TRANSFER.CODE,
                LEDGER_TRANSFER.REFERENCE,
                LEDGER_TRANSFER.PERIOD,
                LEDGER_TRANSFER.BOOKED_AT,
                RESOLVED.SEQUENCE,
                RESOLVED.KIND,
                RESOLVED.DEBIT_ACCOUNT,
                RESOLVED.CREDIT_ACCOUNT,
                RESOLVED.AMOUNT_MICROS)
            .from(LEDGER_TRANSFER)
            .leftJoin(RESOLVED)
            .on(RESOLVED.ID.eq(LEDGER_TRANSFER.PENDING_ID))
            .where(condition)
            .orderBy(LEDGER_TRANSFER.SEQUENCE),
        row -> reader.accept(stored(row)));
  }

  private static StoredTransfer stored(ResultSet row) throws SQLException {
    String pending = row.getString(4);
    String period = row.getString(10);
    return new StoredTransfer(
        row.getLong(1),
        UUID.fromString(row.getString(2)),
        row.getString(3),
        pending == null ? null : UUID.fromString(pending),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getString(8),
        row.getString(9),
        period == null ? null : YearMonth.parse(period),
        row.getObject(11, LocalDateTime.class).toInstant(ZoneOffset.UTC),
        resolved(row));
  }

  private static @Nullable Resolved resolved(ResultSet row) throws SQLException {
    String kind = row.getString(13);
    return kind == null
        ? null
        : new Resolved(row.getLong(12), kind, row.getLong(14), row.getLong(15), row.getLong(16));
  }

  /** The ids that more than one row bears or, for pending ones, resolves. */
  List<UUID> usedTwice(Transaction tx) {
    List<UUID> twice = new ArrayList<>();
    for (TableField<?, UUID> id : List.of(LEDGER_TRANSFER.ID, LEDGER_TRANSFER.PENDING_ID)) {
      tx.dsl()
          .select(id)
          .from(LEDGER_TRANSFER)
          .where(id.isNotNull())
          .groupBy(id)
          .having(count().gt(1))
          .forEach(row -> twice.add(row.value1()));
    }
    return twice;
  }
}
