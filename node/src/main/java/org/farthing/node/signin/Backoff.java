package org.farthing.node.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes who guesses at one account wait, from whatever addresses: after five wrong guesses 2 s, and
 * twice as long after each further one, up to a limit. A name that nobody has waits just as long.
 * Thread-safe.
 */
final class Backoff {

  private static final int FREE = 5;
  private static final int MOST_DOUBLINGS = 12;

  /** Whoever knows a name can make its owner wait: not for long. */
  static final Duration LONGEST_FOR_PASSWORDS = Duration.ofMinutes(1);

  /** Codes are short; and only who knows the password can make their owner wait. */
  static final Duration LONGEST_FOR_CODES = Duration.ofMinutes(15);

  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST = 50_000;

  private final Duration longest;
  private final InstantSource system;
  private final Cache<String, @Nullable Failures> failures =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

  private record Failures(int count, Instant until) {}

  Backoff(Duration longest, InstantSource system) {
    this.longest = longest;
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

  /** Returns how many guesses in a row were wrong. */
  int failed(String account) {
    Instant now = system.instant();
    @Nullable Failures after =
        failures
            .asMap()
            .merge(
                account,
                new Failures(1, now),
                (before, _) -> {
                  int count = before.count() + 1;
                  return new Failures(count, now.plus(pause(count)));
                });
    return after == null ? 1 : after.count();
  }

  private Duration pause(int count) {
    if (count < FREE) {
      return Duration.ZERO;
    }
    Duration pause = Duration.ofSeconds(2L << Math.min(count - FREE, MOST_DOUBLINGS));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  void forget(String account) {
    failures.invalidate(account);
  }
}
