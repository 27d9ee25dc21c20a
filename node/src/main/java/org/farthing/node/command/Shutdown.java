package org.farthing.node.command;

import java.util.concurrent.CountDownLatch;
import org.farthing.node.platform.database.DatabaseRefused;
import org.jspecify.annotations.Nullable;

/**
 * Lets a command run until the process is told to end, and holds the JVM until the command has
 * closed what it opened; one that is still at work is not waited for. To be opened first, and so
 * closed last, in a try statement.
 */
final class Shutdown implements AutoCloseable {

  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean awaited;
  private volatile @Nullable DatabaseRefused reason;

  Shutdown() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
  }

  private void end() {
    told.countDown();
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
  }

  /**
   * Returns when the process is told to end.
   *
   * @throws DatabaseRefused when it ends because of that
   */
  void await() throws InterruptedException {
    awaited = true;
    told.await();
    DatabaseRefused lost = reason;
    if (lost != null) {
      throw lost;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
