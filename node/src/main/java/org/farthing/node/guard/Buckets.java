package org.farthing.node.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of tokens for each of many strangers, filled again within a minute. One that was left
 * alone for longer is full, so it can be forgotten. Thread-safe.
 */
final class Buckets {

  private static final Duration REFILL = Duration.ofMinutes(1);
  private static final int MOST = 50_000;

  private final int perMinute;
  private final TimeMeter clock;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(REFILL.multipliedBy(2)).build();

  /**
   * @param perMinute 0 for no limit
   */
  Buckets(int perMinute, InstantSource system) {
    this.perMinute = perMinute;
    this.clock = new SystemMeter(system);
  }

  /**
   * Takes a token.
   *
   * @throws Problem 429 {@code too_many_requests} when there is none
   */
  void take(String stranger) {
    if (perMinute > 0) {
      ConsumptionProbe probe = bucket(stranger).tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        throw tooMany(probe.getNanosToWaitForRefill());
      }
    }
  }

  /** Takes a token if there is one. */
  void takeIfAny(String stranger) {
    if (perMinute > 0) {
      boolean _ = bucket(stranger).tryConsume(1);
    }
  }

  /**
   * Looks whether there is a token, and leaves it.
   *
   * @throws Problem as {@link #take}
   */
  void require(String stranger) {
    @Nullable Bucket bucket = buckets.getIfPresent(stranger);
    if (bucket != null) {
      EstimationProbe probe = bucket.estimateAbilityToConsume(1);
      if (!probe.canBeConsumed()) {
        throw tooMany(probe.getNanosToWaitForRefill());
      }
    }
  }

  private Bucket bucket(String stranger) {
    return buckets.get(
        stranger,
        _ ->
            Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, REFILL))
                .build());
  }

  private static Problem tooMany(long nanosToWait) {
    long seconds = 1 + Duration.ofNanos(nanosToWait).toSeconds();
    return new Problem(
            429,
            "too_many_requests",
            "Too many requests",
            "Please wait %d s before the next one.".formatted(seconds))
        .with("Retry-After", String.valueOf(seconds));
  }

  private record SystemMeter(InstantSource system) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      Instant now = system.instant();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
