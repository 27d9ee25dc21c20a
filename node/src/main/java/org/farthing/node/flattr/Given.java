package org.farthing.node.flattr;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.protocol.message.WaitingCode;
import org.jspecify.annotations.Nullable;

/**
 * A flattr given by a member here.
 *
 * @param creatorOrNull the thing's creator when it was clicked
 * @param codeOrNull why it is unclaimed or refused, as on the wire
 * @param digestOrNull of the Like, when it went to another node
 * @param sequenceOrNull the receipt's place in the pair's log, when another node counted it
 */
public record Given(
    FlattrId id,
    YearMonth period,
    MemberId donor,
    Thing thing,
    @Nullable Creator creatorOrNull,
    GivenState state,
    @Nullable String codeOrNull,
    boolean anonymous,
    Instant recordedAt,
    @Nullable String digestOrNull,
    @Nullable Long sequenceOrNull) {

  public Optional<Creator> creator() {
    return Optional.ofNullable(creatorOrNull);
  }

  /** Set when the creator is at another node. */
  public Optional<Integer> peer() {
    return creator().flatMap(Creator::peer);
  }

  public Optional<String> code() {
    return Optional.ofNullable(codeOrNull);
  }

  /** Of a thing whose creator nobody knows yet. */
  static Given unclaimed(
      FlattrId id,
      YearMonth period,
      MemberId donor,
      Thing thing,
      boolean anonymous,
      Instant recordedAt) {
    return new Given(
        id,
        period,
        donor,
        thing,
        null,
        GivenState.UNCLAIMED,
        WaitingCode.UNKNOWN_CREATOR.code(),
        anonymous,
        recordedAt,
        null,
        null);
  }

  /** The same, of a creator who is known. */
  Given to(Creator creator, GivenState as, @Nullable WaitingCode code) {
    return new Given(
        id,
        period,
        donor,
        thing,
        creator,
        as,
        code == null ? null : code.code(),
        anonymous,
        recordedAt,
        digestOrNull,
        sequenceOrNull);
  }

  /** The same, as it was sent to the creator's node. */
  Given sentAs(String digest) {
    return new Given(
        id,
        period,
        donor,
        thing,
        creatorOrNull,
        state,
        codeOrNull,
        anonymous,
        recordedAt,
        digest,
        sequenceOrNull);
  }

  /** The same in another state, with no code. */
  Given in(GivenState other) {
    return new Given(
        id,
        period,
        donor,
        thing,
        creatorOrNull,
        other,
        null,
        anonymous,
        recordedAt,
        digestOrNull,
        sequenceOrNull);
  }

  public boolean stands() {
    return switch (state) {
      case SENT, COUNTED, UNCLAIMED -> true;
      case REFUSED, UNDONE -> false;
    };
  }
}
