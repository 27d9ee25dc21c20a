package org.farthing.node.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.farthing.node.ledger.Breach;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.schedule.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Checks of the books that an admin asks for: one at a time, beside all else, for one may take
 * minutes. What the last one found is kept. Thread-safe.
 */
public final class BookChecks implements AutoCloseable {

  private static final Duration POLL = Duration.ofHours(1);

  private final Database database;
  private final InstantSource calendar;
  private final Supplier<List<Breach>> check;
  private final AtomicReference<@Nullable Instant> askedAt = new AtomicReference<>();
  private volatile @Nullable Worker worker;

  /**
   * @param check all that does not agree
   */
  public BookChecks(Database database, InstantSource calendar, Supplier<List<Breach>> check) {
    this.database = database;
    this.calendar = calendar;
    this.check = check;
  }

  /**
   * What a check found.
   *
   * @param breaches how many
   * @param first of them, in words
   */
  public record Result(Instant at, int breaches, List<String> first) {

    public Result {
      first = List.copyOf(first);
    }

    public boolean isSound() {
      return breaches == 0;
    }
  }

  /** Begins to check when asked. */
  public void start() {
    worker = Worker.start("books check", POLL, this::step);
  }

  /** Asks for a check, unless one is under way; whether it did. */
  public boolean ask() {
    Worker running = worker;
    if (running == null || !askedAt.compareAndSet(null, calendar.instant())) {
      return false;
    }
    running.wake();
    return true;
  }

  /** Since when one is under way. */
  public Optional<Instant> underWaySince() {
    return Optional.ofNullable(askedAt.get());
  }

  /** What the last one found. */
  public Optional<Result> last() {
    return database.read(BookCheckStore::last);
  }

  private boolean step() {
    if (askedAt.get() == null) {
      return false;
    }
    try {
      List<Breach> breaches = check.get();
      database.execute(tx -> BookCheckStore.insert(tx, calendar.instant(), breaches));
    } finally {
      askedAt.set(null);
    }
    return false;
  }

  @Override
  public void close() {
    Worker running = worker;
    if (running != null) {
      running.close();
    }
  }
}
