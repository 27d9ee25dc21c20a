package org.farthing.node.flattr;

import java.time.Instant;
import java.time.YearMonth;
import org.farthing.node.account.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * A donor marks a thing of a member here.
 *
 * @param id of the flattr that it becomes
 * @param anonymousOrNull whether the creator is not told who gives; the donor's habit when null
 */
record Click(
    FlattrId id,
    YearMonth period,
    MemberId donor,
    Thing thing,
    Creator creator,
    @Nullable Boolean anonymousOrNull,
    Instant at) {

  /**
   * The flattr that counts.
   *
   * @param habit whether the donor gives anonymously unless a flattr says otherwise
   */
  Given counted(boolean habit) {
    boolean anonymous = anonymousOrNull == null ? habit : anonymousOrNull;
    return Given.unclaimed(id, period, donor, thing, anonymous, at)
        .to(creator, GivenState.COUNTED, null);
  }
}
