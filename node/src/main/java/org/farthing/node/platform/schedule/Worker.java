package org.farthing.node.platform.schedule;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Repeats a step on a virtual thread of its own: at once while there is work, else when woken, else
 * after a while, since a wake-up may have been lost with a process.
 */
public final class Worker implements AutoCloseable {
  /** Some work, in one short transaction or a few. */
  @FunctionalInterface
  public interface Step {
    /** Does what is to be done next; true when there may be more. */
    boolean run() throws Exception;
  }

  private static final System.Logger LOG = System.getLogger(Worker.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final String name;
  private final Duration poll;
  private final Step step;
  private final Semaphore wakeUps = new Semaphore(0);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private String lastError = "";

  private Worker(String name, Duration poll, Step step) {
    this.name = name;
    this.poll = poll;
    this.step = step;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::work);
  }

  /**
   * Starts with a first step at once.
   *
   * @param name for the log and the thread
   * @param poll how long to wait for a wake-up before a step is tried unasked
   */
  public static Worker start(String name, Duration poll, Step step) {
    Worker worker = new Worker(name, poll, step);
    worker.thread.start();
    return worker;
  }

  /** Has the step run soon, also when it is running now. Never blocks: fit for after a commit. */
  public void wake() {
    wakeUps.release();
  }

  private void work() {
    Duration pause = FIRST_PAUSE;
    try {
      while (!isClosed()) {
        wakeUps.drainPermits();
        try {
          boolean more = step.run();
          recovered();
          pause = FIRST_PAUSE;
          if (!more) {
            await();
          }
        } catch (InterruptedException e) {
          throw e;
        } catch (Exception e) {
          failed(e);
          // A wake-up must not turn a failing step into a busy loop: only closing ends this pause.
          if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            return;
          }
          pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
      }
    } catch (InterruptedException e) {
      // Only close() interrupts, and then there is nothing left to do.
    }
  }

  private void await() throws InterruptedException {
    boolean _ = wakeUps.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Logs an error when it differs from the last one, not each time it comes back. */
  private void failed(Exception error) {
    String message = error.toString();
    if (!message.equals(lastError) && !isClosed()) {
      lastError = message;
      LOG.log(System.Logger.Level.WARNING, name + " fails and is tried again", error);
    }
  }

  private void recovered() {
    if (!lastError.isEmpty()) {
      lastError = "";
      LOG.log(System.Logger.Level.INFO, "{0} works again", name);
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Lets a running step end within five seconds, then interrupts it. */
  @Override
  public void close() {
    closed.countDown();
    wakeUps.release();
    try {
      if (!thread.join(FAREWELL)) {
        thread.interrupt();
        if (!thread.join(FAREWELL)) {
          LOG.log(System.Logger.Level.WARNING, "{0} does not stop", name);
        }
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
