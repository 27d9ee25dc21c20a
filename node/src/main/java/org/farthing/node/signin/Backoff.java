package org.farthing.node.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes who guesses at one account wait, from whatever addresses: after five wrong passwords 2 s,
 * and twice as long after each further one, a minute at most. A name that nobody has waits just as
 * long. Thread-safe.
 */
final class Backoff {

  private static final int FREE = 5;
  private static final int MOST_DOUBLINGS = 6;
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST = 50_000;

  private final InstantSource system;
  private final Cache<String, @Nullable Failures> failures =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  private record Failures(int count, Instant until) {}

  Backoff(InstantSource system) {
    this.system = system;
  }

  /** How long an account still has to wait; zero when not at all. */
  Duration left(String account) {
    @Nullable Failures known = failures.getIfPresent(account);
    Instant now = system.instant();
    return known == null || !known.until().isAfter(now)
        ? Duration.ZERO
        : Duration.between(now, known.until());
  }

  void failed(String account) {
    Instant now = system.instant();
    failures
        .asMap()
        .merge(
            account,
            new Failures(1, now),
            (before, _) -> {
              int count = before.count() + 1;
              return new Failures(count, now.plus(pause(count)));
            });
  }

  private static Duration pause(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    Duration pause = Duration.ofSeconds(2L << Math.min(count - FREE, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  void forget(String account) {
    failures.invalidate(account);
  }
}
