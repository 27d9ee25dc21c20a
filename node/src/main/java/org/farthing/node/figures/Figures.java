package org.farthing.node.figures;

import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node in numbers.
 *
 * @param month it is now
 * @param things of members here
 * @param flattrs that members gave this month
 * @param lastClosedOrNull the last month that is settled with everybody
 * @param givenMicros what members gave in that month
 */
public record Figures(
    YearMonth month,
    long members,
    long things,
    Figure flattrs,
    @Nullable YearMonth lastClosedOrNull,
    Figure givenMicros) {

  public Optional<YearMonth> lastClosed() {
    return Optional.ofNullable(lastClosedOrNull);
  }
}
