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
import org.farthing.node.federation.inbox.InboxStore.Claimed;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.schedule.Worker;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * Hands stored activities to the handler, several at a time and in no certain order, each in the
 * transaction that marks it done.
 */
final class InboxWorkers implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(InboxWorkers.class.getName());
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int AT_ONCE = 4;

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

  /** Has a worker look for what is due: one that has nothing to do, if there is one. */
  void wake() {
    loops.stream().filter(loop -> loop.idle).findFirst().orElse(loops.getFirst()).worker.wake();
  }

  /** Handles one activity, and returns whether there was one. */
  private boolean handleNext() {
    AtomicReference<@Nullable Claimed> claimed = new AtomicReference<>();
    try {
      return database.write(
          tx -> {
            Optional<Claimed> next = store.claim(tx, system.instant());
            claimed.set(next.orElse(null));
            next.ifPresent(
                each -> {
                  handler.handle(tx, each.activity());
                  store.done(tx, each);
                });
            return next.isPresent();
          });
    } catch (RuntimeException e) {
      Claimed failed = claimed.get();
      if (failed == null) {
        throw e;
      }
      keep(failed, e);
      return true;
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
    private volatile boolean idle;

    private final Worker worker;

    Loop(String name) {
      worker = Worker.start(name, POLL, this::step);
    }

    private boolean step() {
      idle = false;
      boolean found = handleNext();
      idle = !found;
      return found;
    }
  }
}
