package org.farthing.node.federation.outbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How much may be under way to each host, so that one that does not answer holds up no other: a few
 * requests at a time, and none for a while after one failed. In memory alone; safe for use by many
 * threads.
 */
final class Lanes {

  private static final int MOST_HOSTS = 10_000;

  /** A host may send much and take nothing for long. */
  private static final Duration BETWEEN_REVIVALS = Duration.ofSeconds(10);

  private final int width;
  private final Cache<String, Lane> lanes = Caffeine.newBuilder().maximumSize(MOST_HOSTS).build();

  /**
   * Empty lanes.
   *
   * @param width how many requests may be under way to one host
   */
  Lanes(int width) {
    this.width = width;
  }

  /** Begins as many requests to a host as may be sent to it now, and returns their number. */
  int begin(String host, int wanted, Instant now) {
    int[] begun = new int[1];
    change(
        host,
        lane -> {
          begun[0] = Math.min(wanted, lane.free(width, now));
          return lane.with(lane.underWay + begun[0]);
        });
    return begun[0];
  }

  /** Requests that were begun and are not sent after all. */
  void giveBack(String host, int requests) {
    change(host, lane -> lane.with(lane.underWay - requests));
  }

  /** A request to the host has ended, and the host is up; returns whether it was down before. */
  boolean up(String host) {
    boolean[] wasDown = new boolean[1];
    change(
        host,
        lane -> {
          wasDown[0] = lane.failures > 0;
          return lane.ended(0, Instant.MIN);
        });
    return wasDown[0];
  }

  /**
   * A request to the host has ended, and the host is down. What was under way together counts as
   * one failure.
   *
   * @param pause how long to leave the host alone after so many failures in a row
   */
  void down(String host, Instant now, IntFunction<Duration> pause) {
    change(
        host,
        lane -> {
          if (lane.isPaused(now)) {
            return lane.with(lane.underWay - 1);
          }
          int failures = lane.failures + 1;
          return lane.ended(failures, now.plus(pause.apply(failures)));
        });
  }

  boolean isPaused(String host, Instant now) {
    return lane(host).isPaused(now);
  }

  /** Ends the pause of a host that was down: one request finds out whether it is back. */
  void revive(String host) {
    change(host, Lane::revived);
  }

  /**
   * As {@link #revive}, of a host that gives a sign of life: once in a while, though it may give
   * many. Returns whether it was down and is tried again.
   */
  boolean heardFrom(String host, Instant now) {
    Lane before = lane(host);
    if (before.failures == 0 || now.isBefore(before.deafUntil)) {
      return false;
    }
    change(host, lane -> lane.revived().deafUntil(now.plus(BETWEEN_REVIVALS)));
    return true;
  }

  private Lane lane(String host) {
    return orEmpty(lanes.getIfPresent(host));
  }

  private void change(String host, UnaryOperator<Lane> change) {
    lanes.asMap().compute(host, (_, lane) -> change.apply(orEmpty(lane)));
  }

  private static Lane orEmpty(@Nullable Lane lane) {
    return lane == null ? Lane.EMPTY : lane;
  }

  /**
   * How it stands with a host.
   *
   * @param deafUntil until when its signs of life change nothing
   */
  private record Lane(int underWay, int failures, Instant pausedUntil, Instant deafUntil) {
    static final Lane EMPTY = new Lane(0, 0, Instant.MIN, Instant.MIN);

    boolean isPaused(Instant now) {
      return now.isBefore(pausedUntil);
    }

    /** After a failure a single request finds out whether the host is back. */
    int free(int width, Instant now) {
      return isPaused(now) ? 0 : Math.max(0, (failures > 0 ? 1 : width) - underWay);
    }

    Lane with(int requests) {
      return new Lane(requests, failures, pausedUntil, deafUntil);
    }

    Lane ended(int failuresNow, Instant pauseEnd) {
      return new Lane(underWay - 1, failuresNow, pauseEnd, deafUntil);
    }

    Lane revived() {
      return new Lane(underWay, failures, Instant.MIN, deafUntil);
    }

    Lane deafUntil(Instant instant) {
      return new Lane(underWay, failures, pausedUntil, instant);
    }
  }
}
