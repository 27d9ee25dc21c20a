package org.farthing.node.command;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a command run until the process is told to end, and holds the JVM until the command has
 * closed what it opened; one that is still at work is not waited for. To be opened first, and so
 * closed last, in a try statement.
 */
final class Shutdown implements AutoCloseable {

  private final CountDownLatch told = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean awaited;

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

  /** Returns when the process is told to end. */
  void await() throws InterruptedException {
    awaited = true;
    told.await();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
