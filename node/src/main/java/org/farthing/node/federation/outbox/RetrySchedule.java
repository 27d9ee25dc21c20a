package org.farthing.node.federation.outbox;

import java.time.Duration;

/**
 * When a delivery that failed is tried again.
 *
 * @param first the pause after the first failure, before jitter; each later one is twice as long
 * @param longest no pause is longer, not even one that the peer asks for
 * @param attempts how many there are before giving up
 * @param insistent whether a refusal is no answer: only what says that these very bytes will never
 *     be taken ends the attempts
 */
public record RetrySchedule(Duration first, Duration longest, int attempts, boolean insistent) {

  /** What is owed is told until it is acknowledged, once an hour in the end. */
  public static final RetrySchedule BETWEEN_NODES =
      new RetrySchedule(Duration.ofSeconds(1), Duration.ofHours(1), Integer.MAX_VALUE, true);

  /**
   * What ordinary servers are told is tried 16 times over two days, about as Mastodon does: 30 s,
   * then ever twice as long, up to 12 h.
   */
  public static final RetrySchedule TO_SERVERS =
      new RetrySchedule(Duration.ofSeconds(30), Duration.ofHours(12), 16, false);

  public RetrySchedule {
    if (!first.isPositive() || longest.compareTo(first) < 0 || attempts < 1) {
      throw new IllegalArgumentException("a schedule waits, and tries at least once");
    }
  }

  /**
   * The pause after a failure.
   *
   * @param failures how many there were in a row, this one included; from 1
   * @param askedFor what the peer's {@code Retry-After} says, zero when it said nothing
   * @param jitter from 0 to 1: the pause is between half and all of its nominal length
   */
  public Duration pauseAfter(int failures, Duration askedFor, double jitter) {
    double factor = Math.scalb(0.5 + jitter / 2, Math.min(failures - 1, 62));
    Duration pause =
        Duration.ofMillis((long) Math.min(first.toMillis() * factor, (double) longest.toMillis()));
    Duration asked = askedFor.compareTo(longest) > 0 ? longest : askedFor;
    return pause.compareTo(asked) < 0 ? asked : pause;
  }

  /**
   * Whether a peer that answers so will never answer otherwise. A 401 may: keys were rotated and
   * not fetched yet, or could not be.
   */
  public boolean isFinal(int status) {
    return switch (status) {
      case 409, 413 -> true;
      case 401, 408, 429 -> false;
      default -> !insistent && status >= 400 && status < 500;
    };
  }
}
