package org.farthing.node.platform.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is set, and never goes back. Safe for use by many threads. */
public final class SettableClock implements InstantSource {
  private final AtomicReference<Instant> now;

  public SettableClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /**
   * Moves it on.
   *
   * @throws IllegalArgumentException when {@code instant} is before what this clock has shown
   */
  public void set(Instant instant) {
    Instant shown = now.getAndUpdate(before -> instant.isBefore(before) ? before : instant);
    if (instant.isBefore(shown)) {
      throw new IllegalArgumentException(
          "a clock that shows " + shown + " cannot be set back to " + instant);
    }
  }
}
