package org.farthing.node.federation.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.farthing.node.federation.inbox.InboxStore.Claimed;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.schedule.Worker;
import org.farthing.protocol.activity.ProtocolException;

/**
 * Hands stored activities to the handler, several at a time and in no certain order, in the
 * transaction that marks them done.
 */
final class InboxWorkers implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(InboxWorkers.class.getName());
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 4;

  /** They share a commit, and whatever the handler locks is locked that much longer. */
  private static final int MOST_TOGETHER = 100;

  /** No time at which a worker became busy. */
  private static final long IDLE = Long.MIN_VALUE;

  private static final long SOON_NANOS = Duration.ofMillis(20).toNanos();
  private static final long GATHERING_NANOS = Duration.ofMillis(10).toNanos();

  /** About two months, at a try an hour in the end. */
  private static final int MOST_EARLY = 1_500;

  private final Database database;
  private final InboxStore store;
  private final ActivityHandler handler;
  private final RetrySchedule schedule;
  private final InstantSource system;
  private final List<Loop> loops = new ArrayList<>();

  /** Starts to work. */
  InboxWorkers(
      Database database,
      InboxStore store,
      ActivityHandler handler,
      RetrySchedule schedule,
      InstantSource system) {
    this.database = database;
    this.store = store;
    this.handler = handler;
    this.schedule = schedule;
    this.system = system;
    for (int i = 1; i <= AT_ONCE; i++) {
      loops.add(new Loop("inbox " + i));
    }
  }

  /**
   * Has a worker look for what is due: one that is at work and soon looks again, so that what comes
   * meanwhile shares a commit; else one that has nothing to do.
   */
  void wake() {
    loops.stream()
        .filter(Loop::soonLooksAgain)
        .findFirst()
        .or(this::idle)
        .orElse(loops.getFirst())
        .worker
        .wake();
  }

  private Optional<Loop> idle() {
    return loops.stream().filter(loop -> loop.busySince == IDLE).findFirst();
  }

  /**
   * Handles some activities, many in one transaction where there are many, and returns how many
   * there were.
   */
  private int handle(int most) {
    AtomicReference<List<Claimed>> claimed = new AtomicReference<>(List.of());
    try {
      return database.write(
          tx -> {
            List<Claimed> next = store.claim(tx, most, system.instant());
            claimed.set(next);
            if (!next.isEmpty()) {
              handler.handleAll(tx, next.stream().map(Claimed::activity).toList());
              store.done(tx, next);
            }
            return next.size();
          });
    } catch (RuntimeException e) {
      List<Claimed> failed = claimed.get();
      if (failed.isEmpty()) {
        throw e;
      }
      if (failed.size() == 1) {
        keep(failed.getFirst(), e);
      } else {
        // Whichever of them it was, it must not hold up the others: these are found by halves.
        int half = failed.size() / 2;
        handle(half);
        handle(failed.size() - half);
      }
      return failed.size();
    }
  }

  /** What the handler did is rolled back; in between, another worker may have had better luck. */
  private void keep(Claimed failed, RuntimeException e) {
    if (e instanceof ProtocolException fault && !mayComeRight(fault, failed)) {
      database.execute(tx -> store.refused(tx, failed, fault));
      LOG.log(System.Logger.Level.INFO, "{0} refused: {1}", failed.id(), fault.code());
      return;
    }
    double jitter = ThreadLocalRandom.current().nextDouble();
    Duration pause = schedule.pauseAfter(failed.attempts() + 1, Duration.ZERO, jitter);
    Instant nextTry = system.instant().plus(pause);
    database.execute(tx -> store.failed(tx, failed, e, nextTry));
    if (e instanceof NotYet || e instanceof ProtocolException) {
      LOG.log(System.Logger.Level.DEBUG, "{0} waits: {1}", failed.id(), e.getMessage());
      return;
    }
    LOG.log(System.Logger.Level.WARNING, failed.id() + " cannot be handled now", e);
  }

  /** What it rests on may come later, as long as a month between two nodes is open. */
  private static boolean mayComeRight(ProtocolException fault, Claimed claimed) {
    return fault.isEarly() && claimed.attempts() < MOST_EARLY;
  }

  /** All at once: each is given time for what it is at. */
  @Override
  public void close() {
    try (ExecutorService closing = Executors.newVirtualThreadPerTaskExecutor()) {
      loops.forEach(loop -> closing.execute(loop.worker::close));
    }
  }

  /** One of the threads. */
  private final class Loop {

    /** A wake-up that misses this changing goes to a busy worker, which looks again afterwards. */
    private volatile long busySince = IDLE;

    private final Worker worker;

    Loop(String name) {
      worker = Worker.start(name, POLL, this::step);
    }

    private boolean step() {
      busySince = System.nanoTime();
      int handled = handle(MOST_TOGETHER);
      busySince = handled == 0 ? IDLE : System.nanoTime();
      if (handled == MOST_TOGETHER) {
        idle().ifPresent(other -> other.worker.wake());
      } else if (handled > 1) {
        gather();
      }
      return handled > 0;
    }

    /** Where several came at once more are coming, and many together cost far less than few. */
    private static void gather() {
      LockSupport.parkNanos(GATHERING_NANOS);
    }

    private boolean soonLooksAgain() {
      long since = busySince;
      return since != IDLE && System.nanoTime() - since < SOON_NANOS;
    }
  }
}
