package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.farthing.node.platform.database.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LedgerConcurrencyTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final long SEED = new SplittableRandom().nextLong();
  private static final int THREADS = 8;
  private static final int ROUNDS = 100;
  private static final int MEMBERS = 6;
  private static final long EACH = 1_000;

  private final Ledger ledger = new Ledger();

  @Test
  void sharedAccountsAreConservedAndNobodyDeadlocks() throws Exception {
    for (int i = 0; i < MEMBERS; i++) {
      book(List.of(Entries.deposit("deposit " + i, "member " + i, EACH)));
    }
    long deadlocks = deadlocks();

    inThreads((thread, round, random) -> book(moves(random, "one:" + thread + ":" + round)));

    assertThat(deadlocks()).as("batches lock in order").isEqualTo(deadlocks);
    assertConserved();
  }

  @Test
  void severalBatchesInOneTransactionAreRunAgainUntilTheyPass() throws Exception {
    for (int i = 0; i < MEMBERS; i++) {
      book(List.of(Entries.deposit("deposit " + i, "member " + i, EACH)));
    }

    inThreads(
        (thread, round, random) -> {
          List<Entry> first = moves(random, "first:" + thread + ":" + round);
          List<Entry> second = moves(random, "second:" + thread + ":" + round);
          DATABASE
              .get()
              .execute(
                  tx -> {
                    var _ = ledger.book(tx, first);
                    var _ = ledger.book(tx, second);
                  });
        });

    assertConserved();
  }

  @Test
  void accountIsCreatedOnceByAllWhoNeedItFirst() throws Exception {
    AtomicInteger added = new AtomicInteger();

    inThreads(
        (thread, round, random) ->
            added.addAndGet(
                book(List.of(Entries.deposit("race " + thread + ":" + round, "new " + round, 1)))
                    .orThrow()));

    assertThat(added).hasValue(THREADS * ROUNDS);
    assertThat(DATABASE.get().read(tx -> ledger.balance(tx, Entries.funds("new 7"))).postedMicros())
        .isEqualTo(THREADS);
  }

  @Test
  void pendingTransferIsResolvedByOneOfMany() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      book(
          List.of(
              Entries.deposit("d" + i, "contended", 10),
              Entries.reserve("r" + i, "contended", 10)));
    }
    AtomicInteger won = new AtomicInteger();

    inThreads(
        (thread, round, random) -> {
          try {
            String pending = "r" + round;
            won.addAndGet(
                book(List.of(Entries.release("release " + thread + ":" + round, pending)))
                    .orThrow());
          } catch (LedgerConflict expected) {
            assertThat(expected).hasMessageContaining("resolved");
          }
        });

    assertThat(won).hasValue(ROUNDS);
    Balance balance = DATABASE.get().read(tx -> ledger.balance(tx, Entries.funds("contended")));
    assertThat(balance).isEqualTo(new Balance(10 * ROUNDS, 0));
  }

  private interface Work {
    void run(int thread, int round, SplittableRandom random);
  }

  private static void inThreads(Work work) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        SplittableRandom own = random.split();
        all.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < ROUNDS; round++) {
                    work.run(thread, round, own);
                  }
                }));
      }
      for (Future<?> each : all) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
  }

  private static List<Entry> moves(SplittableRandom random, String key) {
    List<Entry> moves = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int from = random.nextInt(MEMBERS);
      int to = (from + 1 + random.nextInt(MEMBERS - 1)) % MEMBERS;
      moves.add(
          Entries.transfer(
              key + ":" + i,
              Entries.funds("member " + from),
              Entries.funds("member " + to),
              1 + random.nextLong(400)));
    }
    return moves;
  }

  private Booking book(List<Entry> entries) {
    return DATABASE.get().write(tx -> ledger.book(tx, entries));
  }

  private void assertConserved() {
    long sum =
        DATABASE
            .get()
            .read(
                tx -> {
                  long all = 0;
                  for (int i = 0; i < MEMBERS; i++) {
                    Balance each = ledger.balance(tx, Entries.funds("member " + i));
                    assertThat(each.availableMicros()).as("seed %d", SEED).isNotNegative();
                    all += each.postedMicros();
                  }
                  return all;
                });
    assertThat(sum).as("seed %d", SEED).isEqualTo(MEMBERS * EACH);
    assertThat(Entries.breaches(DATABASE.get())).as("seed %d", SEED).isEmpty();
  }

  private static long deadlocks() {
    return DATABASE
        .get()
        .read(
            tx ->
                tx.dsl()
                    .fetchSingle("SHOW GLOBAL STATUS LIKE 'Innodb_deadlocks'")
                    .get(1, long.class));
  }
}
