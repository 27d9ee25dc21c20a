package org.farthing.node.federation.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.farthing.protocol.activity.Origin;

/**
 * How often actors of one origin are asked for: whoever names ever new actors in unsigned requests
 * must not have this node hammer another server. Safe for use by many threads.
 */
final class FetchBudget {

  /** Ten a second over a minute: more than the busiest server has new people for. */
  private static final int A_MINUTE = 600;

  private static final int MOST_ORIGINS = 10_000;

  private final Cache<Origin, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST_ORIGINS)
          .expireAfterAccess(Duration.ofMinutes(2))
          .build();

  /** Whether one more request may be made. */
  boolean take(Origin origin) {
    return buckets.get(origin, _ -> full()).tryConsume(1);
  }

  private static Bucket full() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(A_MINUTE).refillGreedy(A_MINUTE, Duration.ofMinutes(1)))
        .build();
  }
}
