package org.farthing.node.platform.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Small pieces of work that many threads ask for, done many in one transaction: while some are
 * under way, what is asked for meanwhile gathers for the next. So round trips and the wait for the
 * disk are shared when there is much to do, and nobody waits for others to come when there is
 * little. Thread-safe.
 *
 * @param <Q> what is asked for
 * @param <A> what is answered, once it is committed
 */
public final class GroupCommit<Q, A> {

  /** One is prepared while the other waits for the disk; with more, the groups get small. */
  private static final int TRANSACTIONS_AT_ONCE = 2;

  private final Database database;
  private final int most;
  private final Work<Q, A> work;
  private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore free;

  /** Does some pieces of work in one transaction. */
  @FunctionalInterface
  public interface Work<Q, A> {
    /** One answer for each that asked, of whom there is at least one, in their order. */
    List<A> run(Transaction tx, List<Q> asked);
  }

  private record Asked<Q, A>(Q question, CompletableFuture<A> answer) {}

  /**
   * Groups work.
   *
   * @param most how many share a transaction, at most
   */
  public GroupCommit(Database database, int most, Work<Q, A> work) {
    this(database, most, TRANSACTIONS_AT_ONCE, work);
  }

  /**
   * Groups work.
   *
   * @param atOnce how many transactions may be under way, from 1: with fewer the groups are larger
   */
  public GroupCommit(Database database, int most, int atOnce, Work<Q, A> work) {
    this.database = database;
    this.free = new Semaphore(atOnce);
    this.most = most;
    this.work = work;
  }

  /** Has it done, and returns when that is committed. A failure is that of all in its group. */
  public A ask(Q question) {
    Asked<Q, A> asked = new Asked<>(question, new CompletableFuture<>());
    waiting.add(asked);
    if (free.tryAcquire()) {
      Thread.startVirtualThread(this::work);
    }
    try {
      return asked.answer().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void work() {
    do {
      for (List<Asked<Q, A>> group = next(); !group.isEmpty(); group = next()) {
        answer(group);
      }
      free.release();
      // Who has asked since the last look may have found nobody free, and relies on this thread.
    } while (!waiting.isEmpty() && free.tryAcquire());
  }

  private List<Asked<Q, A>> next() {
    List<Asked<Q, A>> group = new ArrayList<>();
    @Nullable Asked<Q, A> asked = waiting.poll();
    while (asked != null) {
      group.add(asked);
      asked = group.size() < most ? waiting.poll() : null;
    }
    return group;
  }

  private void answer(List<Asked<Q, A>> group) {
    try {
      List<Q> questions = group.stream().map(Asked::question).toList();
      List<A> answers = database.write(tx -> work.run(tx, questions));
      for (int i = 0; i < group.size(); i++) {
        group.get(i).answer().complete(answers.get(i));
      }
    } catch (Throwable e) {
      group.forEach(asked -> asked.answer().completeExceptionally(e));
    }
  }
}
