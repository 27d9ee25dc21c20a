package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A flattr that counted for nobody when its month was split.
 *
 * @param firstPeriod the month of the click: an earlier one than the flattr's own when it was
 *     itself offered again
 * @param offeredAsOrNull the flattr of a later month that replaces it
 */
public record Lapsed(
    FlattrId flattr, YearMonth firstPeriod, State state, @Nullable FlattrId offeredAsOrNull) {

  /** What becomes of it. */
  public enum State {
    /** To be offered again when its donor gives, or says so. */
    OPEN,
    OFFERED,
    /** Not to be offered again: the donor has clicked anew, or turns out to be the creator. */
    DROPPED
  }

  public Optional<FlattrId> offeredAs() {
    return Optional.ofNullable(offeredAsOrNull);
  }
}
