package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A donor's month as it stands now: some of its flattrs, and how all of them share the budget.
 *
 * @param counts how many flattrs are in each state; none of a state that has none
 * @param flattrs those that were asked for, the newest first
 * @param shareMicros of each of {@code flattrs} that counts
 * @param byCreator what each creator gets, or would get, the most first
 * @param again what has become of {@code flattrs} in later months, and what they replace
 */
public record GivenMonth(
    YearMonth month,
    @Nullable Reservation reservationOrNull,
    Map<GivenState, Integer> counts,
    List<Given> flattrs,
    Map<FlattrId, Long> shareMicros,
    long givenMicros,
    List<CreatorShare> byCreator,
    OfferedAgain.View again) {

  /** What a creator would get of the budget, for how many flattrs. */
  public record CreatorShare(Creator creator, int flattrs, long micros) {}

  public Optional<Reservation> reservation() {
    return Optional.ofNullable(reservationOrNull);
  }

  public long reservedMicros() {
    return reservation().map(Reservation::micros).orElse(0L);
  }

  public int count(GivenState state) {
    return counts.getOrDefault(state, 0);
  }

  /** How many flattrs there are, those taken back too. */
  public int size() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
