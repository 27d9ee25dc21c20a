package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.farthing.node.ledger.Booking.Done;
import org.farthing.node.ledger.Booking.InsufficientBalance;
import org.farthing.node.platform.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Thousands of random entries, booked here and in a {@link NaiveLedger}. */
final class LedgerPropertyTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final long SEED = new SplittableRandom().nextLong();
  private static final int BATCHES = 400;

  /** How many batches come to enough entries depends on the seed; within so many all do. */
  private static final int MOST_BATCHES = 4 * BATCHES;

  private static final int ENTRIES = 1_000;
  private static final List<String> MEMBERS = List.of("ann", "bob", "cem", "dan", "eve");

  private final Ledger ledger = new Ledger();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final List<Entry> history = new ArrayList<>();
  private NaiveLedger model = new NaiveLedger();
  private int keys;

  @Test
  void ledgerDoesWhatANaiveOneDoes() {
    int refused = 0;
    int batches = 0;
    while (batches < BATCHES || (model.size() <= ENTRIES && batches < MOST_BATCHES)) {
      int i = batches++;
      String where = "seed %d, batch %d".formatted(SEED, i);
      List<Entry> batch = batch();
      Optional<NaiveLedger> expected = model.after(batch);
      if (expected.isEmpty()) {
        refused++;
      }

      Booking booking = DATABASE.get().write(tx -> ledger.book(tx, batch));

      if (expected.isPresent()) {
        assertThat(booking).as(where).isEqualTo(new Done(expected.get().size() - model.size()));
        model = expected.get();
        history.addAll(batch);
      } else {
        assertThat(booking).as(where).isInstanceOf(InsufficientBalance.class);
      }
      assertThat(balances()).as(where).isEqualTo(model.balances());
      assertSound(where);
      assertOtherContentIsRefused(where);
    }
    assertThat(model.size()).as("seed %d", SEED).isGreaterThan(ENTRIES);
    assertThat(refused).as("seed %d", SEED).isBetween(batches / 50, batches * 3 / 4);
  }

  private List<Entry> batch() {
    List<Entry> batch = new ArrayList<>();
    Set<TransferId> resolved = new HashSet<>();
    int size = 1 + random.nextInt(10);
    while (batch.size() < size) {
      next(batch, resolved);
    }
    return batch;
  }

  private void next(List<Entry> batch, Set<TransferId> resolved) {
    String key = "entry " + ++keys;
    String member = MEMBERS.get(random.nextInt(MEMBERS.size()));
    long micros = 1 + random.nextLong(1000);
    switch (random.nextInt(10)) {
      case 0, 1 -> batch.add(Entries.deposit(key, member, 2 * micros));
      case 2, 3 -> batch.add(Entries.reserve(key, member, micros));
      case 4 ->
          openOne(resolved)
              .ifPresent(
                  t ->
                      batch.add(
                          new PostPending(
                              TransferId.of(key),
                              t.id(),
                              1 + random.nextLong(t.amountMicros()),
                              Entries.voucher(TransferCode.GIVE, key))));
      case 5 -> openOne(resolved).ifPresent(t -> batch.add(release(key, t)));
      case 6 -> openOne(resolved).ifPresent(t -> raise(batch, key, t, micros));
      case 7 -> batch.add(elsewhere(key, micros));
      case 8 -> batch.add(new PendingTransfer(pay(key, micros)));
      default -> {
        if (!history.isEmpty()) {
          batch.add(history.get(random.nextInt(history.size())));
        }
      }
    }
  }

  private Optional<Transfer> openOne(Set<TransferId> resolved) {
    List<Transfer> open =
        model.open().stream().filter(each -> !resolved.contains(each.id())).toList();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    Transfer one = open.get(random.nextInt(open.size()));
    resolved.add(one.id());
    return Optional.of(one);
  }

  private static VoidPending release(String key, Transfer pending) {
    return new VoidPending(
        TransferId.of(key), pending.id(), Entries.voucher(TransferCode.RELEASE, key));
  }

  private static void raise(List<Entry> batch, String key, Transfer t, long more) {
    batch.add(release(key, t));
    batch.add(
        new PendingTransfer(
            new Transfer(
                TransferId.of(key + " raised"),
                t.debit(),
                t.credit(),
                t.amountMicros() + more,
                t.voucher())));
  }

  private Transfer elsewhere(String key, long micros) {
    Account peer = new Account.OwedTo(1 + random.nextInt(2));
    Account member = new Account.MemberPending(Entries.member("ann"));
    return switch (random.nextInt(5)) {
      case 0 -> Entries.transfer(key, Entries.GIVING, new Account.Stated(1), micros);
      case 1 -> Entries.transfer(key, new Account.Stated(1), peer, micros);
      case 2 -> Entries.transfer(key, new Account.OwedBy(1), member, micros);
      case 3 -> Entries.transfer(key, peer, new Account.OwedBy(1), micros);
      default -> Entries.transfer(key, member, new Account.FeePending(), micros);
    };
  }

  private Transfer pay(String key, long micros) {
    return Entries.transfer(
        key, new Account.OwedTo(1 + random.nextInt(2)), Entries.BANK, micros / 10 + 1);
  }

  private Map<String, Balance> balances() {
    Map<String, Balance> all = new TreeMap<>();
    DATABASE
        .get()
        .read(ledger::balances)
        .forEach(
            (account, balance) -> {
              if (!balance.equals(new Balance(0, 0))) {
                all.put(account.code(), balance);
              }
            });
    return all;
  }

  private static void assertSound(String where) {
    assertThat(Entries.breaches(DATABASE.get())).as(where).isEmpty();
  }

  private void assertOtherContentIsRefused(String where) {
    if (history.isEmpty()) {
      return;
    }
    TransferId known = history.get(random.nextInt(history.size())).id();
    Transfer other =
        new Transfer(
            known,
            Entries.BANK,
            Entries.funds("ann"),
            123_456,
            Entries.voucher(TransferCode.DEPOSIT, "other"));

    assertThatThrownBy(() -> DATABASE.get().write(tx -> ledger.book(tx, other)))
        .as(where)
        .isInstanceOf(LedgerConflict.class);
  }
}
