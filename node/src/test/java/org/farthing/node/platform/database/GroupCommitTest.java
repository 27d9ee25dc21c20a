package org.farthing.node.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class GroupCommitTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final int MOST = 10;

  private final Queue<List<Integer>> groups = new ConcurrentLinkedQueue<>();

  @Test
  void eachGetsItsOwnAnswer() throws Exception {
    GroupCommit<Integer, Integer> doubling = doubling(_ -> {});

    List<Asking> all = ask(doubling, 0, 300);

    for (Asking each : all) {
      assertThat(each.answer().get()).isEqualTo(2 * each.number());
    }
    assertThat(groups.stream().flatMap(List::stream)).doesNotHaveDuplicates().hasSize(300);
    assertThat(groups).allSatisfy(group -> assertThat(group).hasSizeBetween(1, MOST));
  }

  @Test
  void whatIsAskedForMeanwhileSharesTheNextTransaction() throws Exception {
    Semaphore begun = new Semaphore(0);
    Semaphore goOn = new Semaphore(0);
    GroupCommit<Integer, Integer> doubling =
        doubling(
            number -> {
              if (number < 2) {
                begun.release();
                goOn.acquireUninterruptibly();
              }
            });
    for (int number = 0; number < 2; number++) {
      ask(doubling, number, number + 1);
      begun.acquire();
    }

    List<Asking> meanwhile = ask(doubling, 2, 2 + MOST);
    meanwhile.forEach(Asking::awaitThatItWaits);
    goOn.release();
    for (Asking each : meanwhile) {
      assertThat(each.answer().get()).isEqualTo(2 * each.number());
    }
    goOn.release();

    assertThat(groups).map(HashSet::new).contains(new HashSet<>(numbers(2, 2 + MOST)));
  }

  @Test
  void failureIsThatOfItsGroupAlone() throws Exception {
    GroupCommit<Integer, Integer> doubling =
        doubling(
            number -> {
              if (number == 13) {
                throw new IllegalArgumentException("13");
              }
            });

    assertThatThrownBy(() -> doubling.ask(13)).isInstanceOf(IllegalArgumentException.class);
    assertThat(doubling.ask(14)).isEqualTo(28);
    assertThat(doubling.ask(15)).isEqualTo(30);
  }

  @Test
  void answerIsGivenOnceItIsCommitted() {
    DATABASE.get().execute(tx -> tx.dsl().execute("CREATE TABLE told (number INT PRIMARY KEY)"));
    GroupCommit<Integer, Integer> storing =
        new GroupCommit<>(
            DATABASE.get(),
            MOST,
            (tx, asked) -> {
              asked.forEach(number -> tx.dsl().execute("INSERT INTO told VALUES (?)", number));
              return asked;
            });

    storing.ask(7);

    List<?> stored =
        DATABASE.get().read(tx -> tx.dsl().fetch("SELECT number FROM told").getValues(0));
    assertThat(stored).isEqualTo(List.of(7));
  }

  private GroupCommit<Integer, Integer> doubling(IntConsumer first) {
    return new GroupCommit<>(
        DATABASE.get(),
        MOST,
        (_, asked) -> {
          groups.add(asked);
          asked.forEach(first::accept);
          return asked.stream().map(number -> 2 * number).toList();
        });
  }

  /** A thread that asks. */
  private record Asking(int number, FutureTask<Integer> answer, Thread thread) {

    static Asking of(int number, Callable<Integer> asking) {
      FutureTask<Integer> answer = new FutureTask<>(asking);
      return new Asking(number, answer, Thread.ofPlatform().daemon().start(answer));
    }

    void awaitThatItWaits() {
      while (thread.getState() != Thread.State.WAITING) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static List<Asking> ask(GroupCommit<Integer, Integer> group, int from, int to) {
    return numbers(from, to).stream()
        .map(number -> Asking.of(number, () -> group.ask(number)))
        .toList();
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }
}
