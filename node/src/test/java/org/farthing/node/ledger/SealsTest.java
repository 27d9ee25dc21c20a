package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.ledger.Entries.BANK;
import static org.farthing.node.ledger.Entries.deposit;
import static org.farthing.node.ledger.Entries.funds;
import static org.farthing.node.ledger.Entries.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.protocol.transparency.LedgerSeal;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is sealed, and that nothing can slip in beneath it, whoever writes in the same moment. */
final class SealsTest {
  private static final int WRITERS = 6;
  private static final int ROUNDS = 120;

  private final Database database = Database.open(TestDatabase.address(), 16);
  private final SealFixture node = new SealFixture(database);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.shutdownNow();
    database.close();
  }

  /** Leaves a transaction without a trace, but for the numbers that it used. */
  private static final class Undo extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void eachSealFollowsOnTheOneBefore() {
    node.book(deposit("a", "ann", 10), deposit("b", "ann", 10));
    assertThat(node.seals.sealAll()).isEqualTo(1);
    node.book(deposit("c", "bob", 10));
    assertThat(node.seals.sealAll()).isEqualTo(1);

    LedgerSeal first = node.sealed().getFirst();
    LedgerSeal second = node.sealed().getLast();
    assertThat(first.first()).isEqualTo(1);
    assertThat(first.transfers()).isEqualTo(2);
    assertThat(second.first()).isEqualTo(first.last() + 1);
    assertThat(second.previousOrNull()).isEqualTo(LedgerSeal.digestOf(node.document(0)));
    assertThat(node.breaches()).isEmpty();
  }

  @Test
  void nothingNewIsNotSealedAgain() {
    node.book(deposit("a", "ann", 10));
    node.seals.sealAll();

    assertThat(node.seals.sealAll()).isZero();
    assertThat(node.sealed()).hasSize(1);
  }

  @Test
  void whatIsMoreThanOneSealHoldsGetsSeveral() {
    List<Entry> many = new ArrayList<>();
    for (int i = 0; i < Seals.MOST_TRANSFERS + 1; i++) {
      many.add(deposit("d" + i, "ann", 1));
    }
    node.book(many.toArray(Entry[]::new));

    assertThat(node.seals.sealAll()).isEqualTo(2);
    assertThat(node.sealed())
        .extracting(LedgerSeal::transfers)
        .containsExactly((long) Seals.MOST_TRANSFERS, 1L);
    assertThat(node.breaches()).isEmpty();
  }

  @Test
  void aLowerNumberThatIsNotCommittedYetIsWaitedFor() throws Exception {
    CountDownLatch inserted = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Future<?> slow = threads.submit(() -> bookSlowly("slow", inserted, goOn, false));
    inserted.await();
    node.book(alone(3, "quick"));

    Future<Integer> sealing = threads.submit(node.seals::sealAll);
    assertThatThrownBy(() -> sealing.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    node.book(alone(4, "meanwhile"));
    goOn.countDown();
    slow.get();
    sealing.get(30, TimeUnit.SECONDS);

    assertThat(node.sealed().getFirst().transfers()).isEqualTo(2);
    assertThat(node.breaches()).isEmpty();
  }

  @Test
  void aLowerNumberThatIsRolledBackStaysFreeForGood() throws Exception {
    CountDownLatch inserted = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Future<?> slow = threads.submit(() -> bookSlowly("slow", inserted, goOn, true));
    inserted.await();
    node.book(alone(3, "quick"));
    Future<Integer> sealing = threads.submit(node.seals::sealAll);
    goOn.countDown();
    slow.get();
    sealing.get(30, TimeUnit.SECONDS);

    LedgerSeal seal = node.sealed().getFirst();
    assertThat(seal.transfers()).isEqualTo(1);
    assertThat(seal.last()).isGreaterThan(1);
    assertThat(node.breaches()).isEmpty();
  }

  private void bookSlowly(
      String key, CountDownLatch inserted, CountDownLatch goOn, boolean undone) {
    try {
      database.execute(
          tx -> {
            int added = new Ledger().book(tx, alone(1, key)).orThrow();
            assertThat(added).isEqualTo(1);
            inserted.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            if (undone) {
              throw new Undo();
            }
          });
    } catch (Undo _) {
      // As asked for.
    }
  }

  @Test
  void whoComesTooLateWithALowNumberRunsAgainAndGetsAHigherOne() throws Exception {
    CountDownLatch inserted = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    // The first holds the id that the second wants: so the second waits with its number in hand,
    // its first row in the table and its look at the horizon still to come.
    Future<?> first = threads.submit(() -> bookSlowly("same", inserted, goOn, true));
    inserted.await();
    Future<?> second = threads.submit(() -> node.book(alone(2, "same"), alone(2, "next")));
    awaitLockWait();
    node.book(alone(3, "quick"));
    Future<Integer> sealing = threads.submit(node.seals::sealAll);
    awaitHorizon();
    goOn.countDown();
    first.get();
    second.get();
    sealing.get(30, TimeUnit.SECONDS);
    node.seals.sealAll();

    assertThat(node.sealed().stream().mapToLong(LedgerSeal::transfers).sum()).isEqualTo(3);
    assertThat(node.sealed().getFirst().transfers()).isEqualTo(1);
    assertThat(node.breaches()).isEmpty();
  }

  /** Between accounts that no other writer locks, so that transactions overlap. */
  private static Transfer alone(int writer, String key) {
    return transfer(key, new Account.OwedBy(writer), funds("member " + writer), 1);
  }

  private void awaitLockWait() {
    awaitCount(
        "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME ="
            + " 'INNODB_ROW_LOCK_CURRENT_WAITS'");
  }

  private void awaitHorizon() {
    awaitCount("SELECT sequence FROM ledger_horizon");
  }

  private void awaitCount(String sql) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (database.read(tx -> tx.dsl().fetchSingle(sql).get(0, long.class)) == 0) {
      assertThat(System.nanoTime()).as(sql).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void aSealThatWasBegunIsMadeByTheNextWhoComes() {
    node.book(deposit("a", "ann", 10));
    assertThat(node.seals.raiseHorizon()).isTrue();
    node.book(deposit("b", "ann", 10));

    assertThat(new SealFixture(database).seals.sealAll()).isEqualTo(2);
    assertThat(node.sealed()).extracting(LedgerSeal::transfers).containsExactly(1L, 1L);
    assertThat(node.breaches()).isEmpty();
  }

  @Test
  void aSealThatFailsLeavesNothingBehind() {
    node.book(deposit("a", "ann", 10));
    node.seals.raiseHorizon();
    assertThatThrownBy(
            () ->
                database.execute(
                    tx -> {
                      assertThat(node.seals.sealToHorizon(tx)).isTrue();
                      throw new Undo();
                    }))
        .isInstanceOf(Undo.class);

    assertThat(node.sealed()).isEmpty();
    assertThat(node.seals.sealAll()).isEqualTo(1);
    assertThat(node.breaches()).isEmpty();
  }

  /** Writers that commit out of order or not at all, while two processes seal all the time. */
  @Test
  void whateverWritersDoNothingSlipsInBeneathASeal() throws Exception {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    node.book(deposit("start", "ann", 1_000_000));
    List<Future<?>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      SplittableRandom own = random.split();
      writers.add(threads.submit(() -> write(writer, own)));
    }
    Seals other = new SealFixture(database).seals;
    Future<?> rival = threads.submit(() -> sealWhile(other, writers));
    sealWhile(node.seals, writers);
    rival.get();
    for (Future<?> each : writers) {
      each.get();
    }
    node.seals.sealAll();

    long rows =
        database.read(
            tx -> tx.dsl().fetchSingle("SELECT COUNT(*) FROM ledger_transfer").get(0, long.class));
    assertThat(node.sealed().stream().mapToLong(LedgerSeal::transfers).sum())
        .as("seed %d", seed)
        .isEqualTo(rows);
    assertThat(node.breaches()).as("seed %d", seed).isEmpty();
    assertThat(Entries.breaches(database)).as("seed %d", seed).isEmpty();
  }

  private static void sealWhile(Seals seals, List<Future<?>> writers) {
    while (writers.stream().anyMatch(each -> !each.isDone())) {
      seals.sealAll();
    }
  }

  private void write(int writer, SplittableRandom random) {
    for (int round = 0; round < ROUNDS; round++) {
      String key = writer + ":" + round + ":";
      int statements = 1 + random.nextInt(3);
      boolean undone = random.nextInt(5) == 0;
      int rows = 1 + random.nextInt(3);
      try {
        database.execute(
            tx -> {
              for (int statement = 0; statement < statements; statement++) {
                List<Entry> entries = new ArrayList<>();
                for (int row = 0; row < rows; row++) {
                  entries.add(alone(1 + writer, key + statement + ":" + row));
                }
                new Ledger().book(tx, entries).orThrow();
              }
              if (undone) {
                throw new Undo();
              }
            });
      } catch (Undo _) {
        // A number is used up, and nothing is booked under it.
      }
    }
  }

  @Test
  void sealsAndTheirTreeAreAppendOnlyAndTheHorizonOnlyRises() {
    node.book(deposit("a", "ann", 10), transfer("b", funds("ann"), BANK, 1));
    node.seals.sealAll();

    for (String sql :
        List.of(
            "UPDATE ledger_seal SET last_sequence = last_sequence + 1",
            "DELETE FROM ledger_seal",
            "UPDATE ledger_tree SET position = 7",
            "DELETE FROM ledger_tree",
            "UPDATE ledger_horizon SET sequence = sequence - 1",
            "DELETE FROM ledger_horizon")) {
      assertThatThrownBy(() -> database.execute(tx -> tx.dsl().execute(sql)))
          .as(sql)
          .isInstanceOf(DataAccessException.class);
    }
  }
}
