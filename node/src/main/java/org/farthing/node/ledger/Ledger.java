package org.farthing.node.ledger;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.farthing.node.ledger.Booking.InsufficientBalance;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/** Books entries and tells balances. Safe for use by many threads, as it holds nothing. */
public final class Ledger {
  private final LedgerStore store = new LedgerStore();

  /** Books one entry, as {@link #book(Transaction, List)} does. */
  @CheckReturnValue
  public Booking book(Transaction tx, Entry entry) {
    return book(tx, List.of(entry));
  }

  /**
   * Books entries in their order, all or none. What is booked already under the same id is passed
   * over, so a batch can be repeated. No account is below zero when the batch is done; in between,
   * the order of its entries does not matter. An id whose entry met an insufficient balance stays
   * free.
   *
   * <p>All accounts concerned stay locked until {@code tx} ends.
   *
   * @throws LedgerConflict when an id is booked with other content, or an entry resolves what is
   *     not pending (any more) or less than it posts
   */
  @CheckReturnValue
  public Booking book(Transaction tx, List<? extends Entry> entries) {
    Set<TransferId> pendingIds = pendingIds(entries);
    Map<TransferId, BookedTransfer> known = new HashMap<>(store.transfers(tx, pendingIds));
    // Rows never change, so those to be resolved can be read before the lock that they tell.
    Map<Account, StoredAccount> accounts = AccountStore.lock(tx, accounts(entries, known));
    known.putAll(store.transfers(tx, entries.stream().map(Entry::id).toList()));
    Map<Account, Totals> totals = new HashMap<>();
    accounts.forEach((account, stored) -> totals.put(account, stored.totals()));
    Batch batch = new Batch(totals, known, store.resolutions(tx, pendingIds));
    entries.forEach(batch::add);
    Optional<InsufficientBalance> shortage = batch.shortage();
    if (shortage.isPresent()) {
      return shortage.get();
    }
    store.append(tx, accounts, batch);
    return new Booking.Done(batch.added().size());
  }

  private static Set<TransferId> pendingIds(List<? extends Entry> entries) {
    Set<TransferId> ids = new HashSet<>();
    for (Entry entry : entries) {
      switch (entry) {
        case Transfer _, PendingTransfer _ -> {}
        case PostPending post -> ids.add(post.pending());
        case VoidPending release -> ids.add(release.pending());
      }
    }
    return ids;
  }

  private static Set<Account> accounts(
      List<? extends Entry> entries, Map<TransferId, BookedTransfer> pending) {
    Set<Account> accounts = new HashSet<>();
    for (Entry entry : entries) {
      switch (entry) {
        case Transfer transfer -> accounts.addAll(List.of(transfer.debit(), transfer.credit()));
        case PendingTransfer(Transfer transfer) ->
            accounts.addAll(List.of(transfer.debit(), transfer.credit()));
        case PostPending _, VoidPending _ -> {}
      }
    }
    pending.values().forEach(row -> accounts.addAll(List.of(row.debit(), row.credit())));
    return accounts;
  }

  /** An account's balance; zero when nothing was ever booked on it. */
  public Balance balance(Transaction tx, Account account) {
    return AccountStore.find(tx, account)
        .map(StoredAccount::totals)
        .orElse(Totals.ZERO)
        .balance(account.normalSide());
  }

  /**
   * An account's balance, which nobody else can change until {@code tx} ends: for deciding how much
   * to move by how much there is.
   */
  public Balance lock(Transaction tx, Account account) {
    return AccountStore.lock(tx, Set.of(account))
        .firstEntry()
        .getValue()
        .totals()
        .balance(account.normalSide());
  }

  /** The balances of all accounts that exist, oldest first. */
  public Map<Account, Balance> balances(Transaction tx) {
    Map<Account, Balance> balances = new LinkedHashMap<>();
    eachBalance(tx, balances::put);
    return balances;
  }

  /** What the balances of all accounts of a role add up to, by role: {@code funds}. */
  public Map<String, Balance> sums(Transaction tx) {
    return AccountStore.sums(tx);
  }

  /** Hands them over one by one: there may be millions. */
  public void eachBalance(Transaction tx, BiConsumer<Account, Balance> reader) {
    AccountStore.eachAccount(tx, each -> reader.accept(each.account(), balance(each)));
  }

  /** The balances of those of some accounts that exist; locks nothing. */
  public Map<Account, Balance> balancesOf(Transaction tx, Collection<? extends Account> accounts) {
    Map<Account, Balance> balances = new HashMap<>();
    AccountStore.find(tx, accounts).forEach(each -> balances.put(each.account(), balance(each)));
    return balances;
  }

  private static Balance balance(StoredAccount stored) {
    return stored.totals().balance(stored.account().normalSide());
  }

  /** What a transfer moved; empty when none of this id moved anything for good. */
  public Optional<Movement> movement(Transaction tx, TransferId id) {
    return MovementStore.find(tx, id);
  }

  /** What a transfer moved, by the number under which the journal has it. */
  public Optional<Movement> movement(Transaction tx, long sequence) {
    return MovementStore.find(tx, sequence);
  }

  /** What was moved to an account's credit for a reason, oldest first. */
  public List<Movement> credits(Transaction tx, Account account, TransferCode code) {
    return MovementStore.credits(tx, account, code);
  }

  /**
   * What was moved out of an account for a reason, the newest first.
   *
   * @param beforeOrNull the sequence that the last page ended with; null for the first page
   */
  public List<Movement> newest(
      Transaction tx, Account debit, TransferCode code, @Nullable Long beforeOrNull, int most) {
    return MovementStore.newest(tx, debit, code, beforeOrNull, most);
  }

  /** The months that transfers belong to. */
  public Set<YearMonth> periods(Transaction tx) {
    return FlowStore.periods(tx);
  }

  /**
   * What transfers of a month have moved for good, in micro-units, but for what donors gave from
   * their funds: of that there may be millions, see {@link #givenMicros}.
   */
  public Map<Flow, Long> flows(Transaction tx, YearMonth period) {
    return FlowStore.flows(tx, period);
  }

  /** What transfers of a month have given from donors' funds to what is shared in it, in all. */
  public long givenMicros(Transaction tx, YearMonth period) {
    return FlowStore.givenMicros(tx, period);
  }

  /**
   * What transfers that belong to no month have moved for good, in micro-units, but for deposits.
   */
  public Map<Flow, Long> flowsOfNoMonth(Transaction tx) {
    return FlowStore.flowsOfNoMonth(tx);
  }
}
