package org.farthing.node.command;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.farthing.node.platform.database.DatabaseRefused;
import org.jspecify.annotations.Nullable;

/**
 * Lets a command run until the process is told to end, and holds the JVM until the command has
 * closed what it opened; one that is still at work is not waited for. To be opened first, and so
 * closed last, in a try statement.
 */
final class Shutdown implements AutoCloseable {

  /** Whoever asks is led to a page first, which is still to be served. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final CountDownLatch told = new CountDownLatch(1);
  private final Semaphore anew = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean awaited;
  private volatile @Nullable DatabaseRefused reason;

  Shutdown() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
  }

  private void end() {
    told.countDown();
    anew.release();
    if (!awaited) {
      return;
    }
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the command because its database is lost. */
  void because(DatabaseRefused lost) {
    reason = lost;
    told.countDown();
    anew.release();
  }

  /** Lets the command close what it opened and begin anew, in a moment. */
  void beginAnew() {
    CompletableFuture.delayedExecutor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)
        .execute(anew::release);
  }

  /**
   * Returns when the process is told to end, or to begin anew.
   *
   * @return whether to begin anew
   * @throws DatabaseRefused when it ends because of that
   */
  boolean await() throws InterruptedException {
    awaited = true;
    anew.acquire();
    DatabaseRefused lost = reason;
    if (lost != null) {
      throw lost;
    }
    return told.getCount() > 0;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
