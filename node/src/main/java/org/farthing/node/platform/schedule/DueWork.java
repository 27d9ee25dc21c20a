package org.farthing.node.platform.schedule;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Does what is stored as due, one after the other, once it is started. Each is put off before it is
 * tried, so that one that fails, or brings the process down, holds up no other. Thread-safe.
 */
public final class DueWork<T> implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(DueWork.class.getName());
  private static final int AT_ONCE = 20;

  /** Where it is stored, and how it is done. */
  public interface Queue<T> {

    /** Some of what is due now, the longest due first. */
    List<T> due(int most);

    boolean isAnyDue();

    /** Stores when it is due again, should nothing come of it now. */
    void putOff(T each);

    /** Does it, and stores that it was done. */
    void carryOut(T each);

    /** What to call it in the log. */
    String nameOf(T each);
  }

  private final String name;
  private final Duration poll;
  private final Queue<T> queue;
  private final AtomicInteger busy = new AtomicInteger();
  private volatile @Nullable Worker workerOrNull;

  /**
   * @param name for the log and the thread
   * @param poll how long to wait before looking unasked
   */
  public DueWork(String name, Duration poll, Queue<T> queue) {
    this.name = name;
    this.poll = poll;
    this.queue = queue;
  }

  public void start() {
    workerOrNull = Worker.start(name, poll, this::step);
  }

  /** Has it look for what is due. Never blocks: fit for after a commit. */
  public void wake() {
    Worker worker = workerOrNull;
    if (worker != null) {
      worker.wake();
    }
  }

  /** Whether nothing is due, nor under way. */
  public boolean isIdle() {
    return busy.get() == 0 && !queue.isAnyDue();
  }

  private boolean step() {
    busy.incrementAndGet();
    try {
      List<T> due = queue.due(AT_ONCE);
      due.forEach(this::tryOut);
      return due.size() == AT_ONCE;
    } finally {
      busy.decrementAndGet();
    }
  }

  private void tryOut(T each) {
    queue.putOff(each);
    try {
      queue.carryOut(each);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, name + ": " + queue.nameOf(each) + " has to wait", e);
    }
  }

  @Override
  public void close() {
    Worker worker = workerOrNull;
    if (worker != null) {
      worker.close();
    }
  }
}
