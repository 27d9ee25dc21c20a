package org.farthing.node.figures;

import java.time.YearMonth;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A node in numbers.
 *
 * @param month it is now
 * @param things of members here
 * @param flattrsOrNull that members gave this month; none when fewer than five gave
 * @param lastClosedOrNull the last month that is settled with everybody
 * @param givenMicrosOrNull what members gave in that month; none when fewer than five gave
 */
public record Figures(
    YearMonth month,
    long members,
    long things,
    @Nullable Long flattrsOrNull,
    @Nullable YearMonth lastClosedOrNull,
    @Nullable Long givenMicrosOrNull) {

  public OptionalLong flattrs() {
    return flattrsOrNull == null ? OptionalLong.empty() : OptionalLong.of(flattrsOrNull);
  }

  public Optional<YearMonth> lastClosed() {
    return Optional.ofNullable(lastClosedOrNull);
  }

  public OptionalLong givenMicros() {
    return givenMicrosOrNull == null ? OptionalLong.empty() : OptionalLong.of(givenMicrosOrNull);
  }
}
