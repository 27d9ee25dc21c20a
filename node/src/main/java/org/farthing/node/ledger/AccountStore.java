package org.farthing.node.ledger;

import static org.farthing.node.generated.Tables.LEDGER_ACCOUNT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.stream.Gatherers;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Queries of the ledger's accounts. */
final class AccountStore {

  /** Few round trips, and far from the 65 535 parameters that a statement can have. */
  private static final int ROWS_AT_ONCE = 500;

  private AccountStore() {}

  static Optional<StoredAccount> find(Transaction tx, Account account) {
    return tx.dsl()
        .selectFrom(LEDGER_ACCOUNT)
        .where(LEDGER_ACCOUNT.CODE.eq(account.code()))
        .fetchOptional(AccountStore::account);
  }

  /** Those of some accounts that exist. */
  static List<StoredAccount> find(Transaction tx, Collection<? extends Account> accounts) {
    List<StoredAccount> found = new ArrayList<>();
    inChunks(
        accounts.stream().map(Account::code).toList(),
        chunk ->
            found.addAll(
                tx.dsl()
                    .selectFrom(LEDGER_ACCOUNT)
                    .where(LEDGER_ACCOUNT.CODE.in(chunk))
                    .fetch(AccountStore::account)));
    return found;
  }

  /** What all accounts of each role add up to, by role. */
  static Map<String, Balance> sums(Transaction tx) {
    Field<String> role = DSL.substringIndex(LEDGER_ACCOUNT.CODE, ":", 1);
    return tx.dsl()
        .select(
            role,
            LEDGER_ACCOUNT.NORMAL_SIDE,
            sum(LEDGER_ACCOUNT.DEBITS_POSTED_MICROS),
            sum(LEDGER_ACCOUNT.DEBITS_PENDING_MICROS),
            sum(LEDGER_ACCOUNT.CREDITS_POSTED_MICROS),
            sum(LEDGER_ACCOUNT.CREDITS_PENDING_MICROS))
        .from(LEDGER_ACCOUNT)
        .groupBy(role, LEDGER_ACCOUNT.NORMAL_SIDE)
        .fetchMap(
            row -> row.value1(),
            row ->
                new Totals(row.value3(), row.value4(), row.value5(), row.value6())
                    .balance(NormalSide.valueOf(row.value2())));
  }

  private static Field<Long> sum(Field<Long> column) {
    return DSL.sum(column).cast(Long.class);
  }

  /** All accounts, in ascending id. */
  static List<StoredAccount> accounts(Transaction tx) {
    List<StoredAccount> accounts = new ArrayList<>();
    eachAccount(tx, accounts::add);
    return accounts;
  }

  /** Hands over every account in ascending id; see {@link Transaction#scan}. */
  static void eachAccount(Transaction tx, Consumer<StoredAccount> reader) {
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
  static SequencedMap<Account, StoredAccount> lock(Transaction tx, Collection<Account> accounts) {
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
                .fetch(AccountStore::account)
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
  static Map<Long, String> codes(Transaction tx, Collection<Long> ids) {
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

  /** All rows are there: an INSERT that meets them is MariaDB's way to update many at once. */
  static void writeTotals(
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

  static long id(Map<Account, StoredAccount> accounts, Account account) {
    StoredAccount stored = accounts.get(account);
    if (stored == null) {
      throw new IllegalStateException("not locked: " + account.code());
    }
    return stored.id();
  }

  /** In chunks of few round trips. */
  static <T> void inChunks(List<T> all, Consumer<List<T>> each) {
    all.stream().gather(Gatherers.windowFixed(ROWS_AT_ONCE)).forEach(each);
  }
}
