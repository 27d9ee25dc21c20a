package org.farthing.node.platform.database;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps a server running: one that ends without having been told to is started again, over the same
 * data and at the same socket, and recovers what was committed. One that ends again and again is
 * given up. Safe for use by many threads.
 */
final class ServerKeeper implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ServerKeeper.class.getName());

  /** Chance kills a server once in a while; a broken one ends each time. */
  private static final int MOST_RESTARTS = 3;

  private static final Duration SOUND_AFTER = Duration.ofMinutes(5);

  private final ServerLaunch launch;
  private final ServerProcess.Connector connector;
  private final CompletableFuture<DatabaseRefused> lost = new CompletableFuture<>();
  private ServerProcess process;
  private boolean closed;

  /** Watches over a server that answers. */
  ServerKeeper(ServerLaunch launch, ServerProcess process, ServerProcess.Connector connector) {
    this.launch = launch;
    this.process = process;
    this.connector = connector;
    Thread.ofVirtual().name("mariadbd-keeper").start(this::keep);
  }

  private void keep() {
    int restarts = 0;
    try {
      while (true) {
        long began = System.nanoTime();
        int status = current().awaitEnd();
        if (System.nanoTime() - began > SOUND_AFTER.toNanos()) {
          restarts = 0;
        }
        if (isClosed()) {
          return;
        }
        if (restarts == MOST_RESTARTS) {
          giveUp(status);
          return;
        }
        LOG.log(
            System.Logger.Level.WARNING,
            "MariaDB has ended with status {0} and is started again.",
            status);
        Thread.sleep(Duration.ofSeconds(restarts));
        restarts++;
        startAgain();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveUp(int status) {
    String sentence =
        "MariaDB ends again and again, now with status %d; see %s."
            .formatted(status, launch.folder().log());
    LOG.log(System.Logger.Level.ERROR, sentence);
    lost.complete(new DatabaseRefused(sentence));
  }

  /** Returns when the new server answers, or does not: then it has ended. */
  private void startAgain() throws InterruptedException {
    try {
      if (replace()) {
        current().awaitReady(connector);
        LOG.log(System.Logger.Level.INFO, "MariaDB answers again.");
      }
    } catch (IOException | DatabaseRefused e) {
      if (!isClosed()) {
        LOG.log(System.Logger.Level.WARNING, "MariaDB does not come up: {0}", e.getMessage());
        current().close();
      }
    }
  }

  private synchronized boolean replace() throws IOException, InterruptedException {
    if (!closed) {
      process = ServerProcess.start(launch);
    }
    return !closed;
  }

  private synchronized ServerProcess current() {
    return process;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Done when the server has been given up, with the sentence that says so. */
  CompletionStage<DatabaseRefused> lost() {
    return lost.minimalCompletionStage();
  }

  long pid() {
    return current().pid();
  }

  /** Ends the server, also one that is just coming up. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    current().close();
    launch.removeSocket();
  }
}
