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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
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

/** Queries of the ledger's two tables. */
final class LedgerStore {
  /** Few round trips, and far from the 65 535 parameters that a statement can have. */
  private static final int ROWS_AT_ONCE = 500;

  private static final LedgerAccount DEBIT = LEDGER_ACCOUNT.as("debit");
  private static final LedgerAccount CREDIT = LEDGER_ACCOUNT.as("credit");
  private static final LedgerTransfer RESOLVED = LEDGER_TRANSFER.as("resolved");

  // ---- accounts ----

  Optional<StoredAccount> find(Transaction tx, Account account) {
    return tx.dsl()
        .selectFrom(LEDGER_ACCOUNT)
        .where(LEDGER_ACCOUNT.CODE.eq(account.code()))
        .fetchOptional(LedgerStore::account);
  }

  /** Those of some accounts that exist. */
  List<StoredAccount> find(Transaction tx, Collection<? extends Account> accounts) {
    List<StoredAccount> found = new ArrayList<>();
    inChunks(
        accounts.stream().map(Account::code).toList(),
        chunk ->
            found.addAll(
                tx.dsl()
                    .selectFrom(LEDGER_ACCOUNT)
                    .where(LEDGER_ACCOUNT.CODE.in(chunk))
                    .fetch(LedgerStore::account)));
    return found;
  }

  /** All accounts, in ascending id. */
  List<StoredAccount> accounts(Transaction tx) {
    List<StoredAccount> accounts = new ArrayList<>();
    eachAccount(tx, accounts::add);
    return accounts;
  }

  /** Hands over every account in ascending id; see {@link Transaction#scan}. */
  void eachAccount(Transaction tx, Consumer<StoredAccount> reader) {
    tx.scan(
        tx.dsl()
            .select(
                LEDGER_ACCOUNT.ID,
                LEDGER_ACCOUNT.CODE,
                LEDGER_ACCOUNT.NORMAL_SIDE,
                LEDGER_ACCOUNT.DEBITS_POSTED_MICROS,
                LEDGER_ACCOUNT.DEBITS_PENDING_MICROS,
                LEDGER_ACCOUNT.CREDITS_POSTED_MICROS,
                LEDGER_ACCOUNT.CREDITS_PENDING_MICROS)
            .from(LEDGER_ACCOUNT)
            .orderBy(LEDGER_ACCOUNT.ID),
        row ->
            reader.accept(
                new StoredAccount(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    new Totals(row.getLong(4), row.getLong(5), row.getLong(6), row.getLong(7)))));
  }

  /**
   * Locks accounts until {@code tx} ends, in ascending id so that no two transactions wait for each
   * other; those that are missing are created. The answer has the same order.
   */
  SequencedMap<Account, StoredAccount> lock(Transaction tx, Collection<Account> accounts) {
    List<String> codes = accounts.stream().map(Account::code).sorted().toList();
    Map<String, Long> ids = ids(tx, codes);
    List<Account> missing =
        accounts.stream()
            .filter(each -> !ids.containsKey(each.code()))
            .sorted(Comparator.comparing(Account::code))
            .toList();
    if (!missing.isEmpty()) {
      create(tx, missing);
      ids.putAll(ids(tx, codes));
    }
    SequencedMap<Account, StoredAccount> locked = new LinkedHashMap<>();
    inChunks(
        ids.values().stream().sorted().toList(),
        chunk ->
            tx.dsl()
                // The only index that ascends by id, and the only one that locks no other row.
                .selectFrom(LEDGER_ACCOUNT.forceIndex("PRIMARY"))
                .where(LEDGER_ACCOUNT.ID.in(chunk))
                .orderBy(LEDGER_ACCOUNT.ID)
                .forUpdate()
                .fetch(LedgerStore::account)
                .forEach(each -> locked.put(each.account(), each)));
    return locked;
  }

  private static Map<String, Long> ids(Transaction tx, List<String> codes) {
    Map<String, Long> ids = new HashMap<>();
    inChunks(
        codes,
        chunk ->
            ids.putAll(
                tx.dsl()
                    .select(LEDGER_ACCOUNT.CODE, LEDGER_ACCOUNT.ID)
                    .from(LEDGER_ACCOUNT)
                    .where(LEDGER_ACCOUNT.CODE.in(chunk))
                    .fetchMap(LEDGER_ACCOUNT.CODE, LEDGER_ACCOUNT.ID)));
    return ids;
  }

  /**
   * An account that another transaction creates in the same moment is waited for. (INSERT IGNORE
   * would then hold a shared lock on it, from which two cannot both go on to an exclusive one.)
   */
  private static void create(Transaction tx, List<Account> missing) {
    inChunks(
        missing,
        chunk -> {
          var insert =
              tx.dsl().insertInto(LEDGER_ACCOUNT, LEDGER_ACCOUNT.CODE, LEDGER_ACCOUNT.NORMAL_SIDE);
          for (Account each : chunk) {
            insert = insert.values(each.code(), each.normalSide().name());
          }
          insert.onDuplicateKeyUpdate().set(LEDGER_ACCOUNT.CODE, LEDGER_ACCOUNT.CODE).execute();
        });
  }

  /** What these accounts are called, by their ids. */
  Map<Long, String> codes(Transaction tx, Collection<Long> ids) {
    Map<Long, String> codes = new HashMap<>();
    inChunks(
        List.copyOf(ids),
        chunk ->
            codes.putAll(
                tx.dsl()
                    .select(LEDGER_ACCOUNT.ID, LEDGER_ACCOUNT.CODE)
                    .from(LEDGER_ACCOUNT)
                    .where(LEDGER_ACCOUNT.ID.in(chunk))
                    .fetchMap(LEDGER_ACCOUNT.ID, LEDGER_ACCOUNT.CODE)));
    return codes;
  }

  private static StoredAccount account(Record row) {
    return new StoredAccount(
        row.get(LEDGER_ACCOUNT.ID),
        row.get(LEDGER_ACCOUNT.CODE),
        row.get(LEDGER_ACCOUNT.NORMAL_SIDE),
        new Totals(
            row.get(LEDGER_ACCOUNT.DEBITS_POSTED_MICROS),
            row.get(LEDGER_ACCOUNT.DEBITS_PENDING_MICROS),
            row.get(LEDGER_ACCOUNT.CREDITS_POSTED_MICROS),
            row.get(LEDGER_ACCOUNT.CREDITS_PENDING_MICROS)));
  }

  // ---- transfers ----

  /** Those of the ids that are booked. */
  Map<TransferId, BookedTransfer> transfers(Transaction tx, Collection<TransferId> ids) {
    Map<TransferId, BookedTransfer> found = new HashMap<>();
    inChunks(
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
    inChunks(
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
    inChunks(batch.added(), chunk -> insert(tx, accounts, chunk));
    inChunks(List.copyOf(batch.changed().entrySet()), chunk -> writeTotals(tx, accounts, chunk));
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
              id(accounts, row.debit()),
              id(accounts, row.credit()),
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

  /** All rows are there: an INSERT that meets them is MariaDB's way to update many at once. */
  private static void writeTotals(
      Transaction tx,
      Map<Account, StoredAccount> accounts,
      List<Map.Entry<Account, Totals>> changed) {
    var insert =
        tx.dsl()
            .insertInto(
                LEDGER_ACCOUNT,
                LEDGER_ACCOUNT.ID,
                LEDGER_ACCOUNT.CODE,
                LEDGER_ACCOUNT.NORMAL_SIDE,
                LEDGER_ACCOUNT.DEBITS_POSTED_MICROS,
                LEDGER_ACCOUNT.DEBITS_PENDING_MICROS,
                LEDGER_ACCOUNT.CREDITS_POSTED_MICROS,
                LEDGER_ACCOUNT.CREDITS_PENDING_MICROS);
    for (Map.Entry<Account, Totals> each : changed) {
      Account account = each.getKey();
      Totals totals = each.getValue();
      insert =
          insert.values(
              id(accounts, account),
              account.code(),
              account.normalSide().name(),
              totals.debitsPosted(),
              totals.debitsPending(),
              totals.creditsPosted(),
              totals.creditsPending());
    }
    insert.onDuplicateKeyUpdate().setNonKeyToExcluded().execute();
  }

  private static long id(Map<Account, StoredAccount> accounts, Account account) {
    StoredAccount stored = accounts.get(account);
    if (stored == null) {
      throw new IllegalStateException("not locked: " + account.code());
    }
    return stored.id();
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

  private static <T> void inChunks(List<T> all, Consumer<List<T>> each) {
    all.stream().gather(Gatherers.windowFixed(ROWS_AT_ONCE)).forEach(each);
  }
}
