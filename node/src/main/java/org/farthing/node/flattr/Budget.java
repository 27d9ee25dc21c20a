package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a member sets aside a month, in micro-units; zero means that they do not give.
 *
 * @param micros holds now
 * @param nextMicrosOrNull holds from {@code nextPeriodOrNull} on, when one is set
 * @param maximumPerFlattrMicrosOrNull the most that one flattr gets; none when not limited
 * @param anonymous whether creators are not told who gives, unless a flattr says otherwise
 */
public record Budget(
    long micros,
    @Nullable Long nextMicrosOrNull,
    @Nullable YearMonth nextPeriodOrNull,
    @Nullable Long maximumPerFlattrMicrosOrNull,
    boolean anonymous) {

  /** The budget of that month. */
  public long in(YearMonth month) {
    boolean nextHolds = nextPeriodOrNull != null && !month.isBefore(nextPeriodOrNull);
    return nextHolds && nextMicrosOrNull != null ? nextMicrosOrNull : micros;
  }

  public OptionalLong maximumPerFlattr() {
    return maximumPerFlattrMicrosOrNull == null
        ? OptionalLong.empty()
        : OptionalLong.of(maximumPerFlattrMicrosOrNull);
  }
}
