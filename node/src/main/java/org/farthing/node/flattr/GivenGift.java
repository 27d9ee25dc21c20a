package org.farthing.node.flattr;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * A gift of a member here: an amount to a creator, outside any budget (product rule 11).
 *
 * @param id from the same ids as flattrs
 * @param state never undone: a gift is not taken back
 * @param codeOrNull why it is unclaimed or refused, as on the wire
 * @param digestOrNull of the Offer, when it went to another node
 * @param sequenceOrNull the receipt's place in the pair's log, when another node counted it
 * @param transfer the pending transfer that holds the amount
 * @param givenMicrosOrNull what came of it once it was resolved: all, or nothing
 */
public record GivenGift(
    FlattrId id,
    YearMonth period,
    MemberId donor,
    Creator creator,
    long micros,
    boolean anonymous,
    GivenState state,
    @Nullable String codeOrNull,
    Instant recordedAt,
    @Nullable String digestOrNull,
    @Nullable Long sequenceOrNull,
    UUID transfer,
    @Nullable Long givenMicrosOrNull) {

  /** Set when the creator is at another node. */
  public Optional<Integer> peer() {
    return creator.peer();
  }

  boolean isResolved() {
    return givenMicrosOrNull != null;
  }

  /** The same, as it was sent to the creator's node. */
  GivenGift sentAs(String digest) {
    return new GivenGift(
        id,
        period,
        donor,
        creator,
        micros,
        anonymous,
        state,
        codeOrNull,
        recordedAt,
        digest,
        sequenceOrNull,
        transfer,
        givenMicrosOrNull);
  }

  /** What it is to the split of its month. */
  OneOff asOneOff() {
    return new OneOff(id, donor, creator.id(), anonymous, micros, null);
  }
}
