package org.farthing.protocol.settlement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When the owner of a log offers a checkpoint: on the first occasion on a later day (UTC) than that
 * of the oldest entry which none has covered yet. So there is at most one a day, none when nothing
 * has changed, and an entry goes uncovered for a day at most.
 */
public final class CheckpointSchedule {

  private CheckpointSchedule() {}

  /**
   * Whether a checkpoint is due.
   *
   * @param uncoveredSince when the oldest entry that no checkpoint covers was made; empty when
   *     there is none
   */
  public static boolean isDue(Optional<Instant> uncoveredSince, Instant now) {
    return uncoveredSince
        .map(CheckpointSchedule::day)
        .filter(it -> it.isBefore(day(now)))
        .isPresent();
  }

  /** The first instant of the day on which that is: what is older is due. */
  public static Instant startOfDay(Instant now) {
    return day(now).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
