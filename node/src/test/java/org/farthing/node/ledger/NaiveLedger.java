package org.farthing.node.ledger;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the ledger should do, said as simply as possible: balances in a map, no history. */
final class NaiveLedger {
  private final Map<String, Long> posted = new TreeMap<>();
  private final Map<String, Long> out = new HashMap<>();
  private final Map<TransferId, Transfer> open = new HashMap<>();
  private final Set<TransferId> booked = new HashSet<>();

  NaiveLedger() {}

  private NaiveLedger(NaiveLedger other) {
    posted.putAll(other.posted);
    out.putAll(other.out);
    open.putAll(other.open);
    booked.addAll(other.booked);
  }

  /** Empty when an account would go below zero, else how it looks afterwards. */
  Optional<NaiveLedger> after(List<Entry> entries) {
    NaiveLedger next = new NaiveLedger(this);
    entries.stream().filter(each -> next.booked.add(each.id())).forEach(next::apply);
    boolean negative =
        next.posted.keySet().stream()
            .map(Account::of)
            .anyMatch(each -> next.balance(each).availableMicros() < 0);
    return negative ? Optional.empty() : Optional.of(next);
  }

  private void apply(Entry entry) {
    switch (entry) {
      case Transfer t -> move(t, t.amountMicros());
      case PendingTransfer(Transfer t) -> {
        open.put(t.id(), t);
        hold(t, t.amountMicros());
      }
      case PostPending post -> {
        Transfer t = requireNonNull(open.remove(post.pending()));
        hold(t, -t.amountMicros());
        move(t, post.amountMicros());
      }
      case VoidPending release -> {
        Transfer t = requireNonNull(open.remove(release.pending()));
        hold(t, -t.amountMicros());
      }
    }
  }

  private void move(Transfer t, long amount) {
    add(posted, t.debit(), isDebit(t.debit()) ? amount : -amount);
    add(posted, t.credit(), isDebit(t.credit()) ? -amount : amount);
  }

  private void hold(Transfer t, long amount) {
    add(out, t.debit(), isDebit(t.debit()) ? 0 : amount);
    add(out, t.credit(), isDebit(t.credit()) ? amount : 0);
    add(posted, t.debit(), 0);
    add(posted, t.credit(), 0);
  }

  private static void add(Map<String, Long> sums, Account account, long amount) {
    sums.merge(account.code(), amount, Long::sum);
  }

  private static boolean isDebit(Account account) {
    return account instanceof Account.Bank || account instanceof Account.OwedBy;
  }

  Balance balance(Account account) {
    return new Balance(
        posted.getOrDefault(account.code(), 0L), out.getOrDefault(account.code(), 0L));
  }

  int size() {
    return booked.size();
  }

  List<Transfer> open() {
    return open.values().stream()
        .sorted((a, b) -> a.id().value().compareTo(b.id().value()))
        .toList();
  }

  /** The balances that are not zero. */
  Map<String, Balance> balances() {
    Map<String, Balance> all = new TreeMap<>();
    for (String code : posted.keySet()) {
      Balance balance = balance(Account.of(code));
      if (!balance.equals(new Balance(0, 0))) {
        all.put(code, balance);
      }
    }
    return all;
  }
}
