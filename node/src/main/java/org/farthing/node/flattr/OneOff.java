package org.farthing.node.flattr;

import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.protocol.activity.ActivityId;
import org.jspecify.annotations.Nullable;

/**
 * What a member gives in a month beside the budget, a gift or a correction: it takes no part in the
 * split, and is summed and stated with what does.
 *
 * @param id under which it is stated
 * @param creator row id
 * @param anonymous whether the creator is not told who gives
 * @param correctsOrNull of a correction, the statement of an earlier month that has left it out
 */
public record OneOff(
    FlattrId id,
    MemberId donor,
    long creator,
    boolean anonymous,
    long micros,
    @Nullable ActivityId correctsOrNull) {

  public Optional<ActivityId> corrects() {
    return Optional.ofNullable(correctsOrNull);
  }
}
