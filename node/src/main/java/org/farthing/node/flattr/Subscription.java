package org.farthing.node.flattr;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.protocol.message.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * A thing that a donor flattrs every month.
 *
 * @param anonymousOrNull whether creators are not told who gives; the donor's habit when null
 * @param donePeriodOrNull the last month that it is done with
 * @param outcomeOrNull what became of its last try; null before the first
 */
public record Subscription(
    UUID id,
    MemberId donor,
    Thing thing,
    @Nullable Boolean anonymousOrNull,
    State state,
    Instant since,
    @Nullable YearMonth donePeriodOrNull,
    @Nullable Outcome outcomeOrNull) {

  /** Whether it goes on. */
  public enum State {
    ACTIVE,
    PAUSED,
    /** By itself: the thing takes no more flattrs from this donor. */
    ENDED
  }

  /** What became of a try. */
  public enum Outcome {
    /** The month's flattr stands, by this or by a click of the donor's own. */
    FLATTRED,
    NO_MEANS,
    RECEIVABLE_OPEN,
    PEER_BLOCKED,
    PEER_SUSPENDED,
    /** The creator's node takes no flattrs of this node's donors for now. */
    REFUSED_FOR_NOW,
    /** The creator's node has refused the month's flattr. */
    REFUSED,
    WITHDRAWN,
    FLATTR_OWNER;

    /** What a refusal of the month's flattr makes of it, which was given before. */
    static Outcome of(RefusalCode refusal) {
      return switch (refusal) {
        case FLATTR_OWNER -> FLATTR_OWNER;
        case WITHDRAWN -> WITHDRAWN;
        case SUSPENDED -> REFUSED_FOR_NOW;
        case UNKNOWN_CREATOR, LATE, BLOCKED, CURRENCY, CONFLICT, UNDONE, PERIOD -> REFUSED;
      };
    }

    static Outcome of(RecordOutcome outcome) {
      return switch (outcome) {
        case RecordOutcome.Recorded _, RecordOutcome.AlreadyFlattred _ -> FLATTRED;
        case RecordOutcome.NoMeans _ -> NO_MEANS;
        case RecordOutcome.ReceivableOpen _ -> RECEIVABLE_OPEN;
        case RecordOutcome.PeerBlocked _ -> PEER_BLOCKED;
        case RecordOutcome.PeerSuspended _ -> PEER_SUSPENDED;
        case RecordOutcome.Withdrawn _ -> WITHDRAWN;
        case RecordOutcome.FlattrOwner _ -> FLATTR_OWNER;
        case RecordOutcome.UnknownThing _ ->
            throw new IllegalStateException("A subscription is of a thing that is known.");
      };
    }

    /** Whether no later month can bring anything else. */
    boolean isForGood() {
      return this == WITHDRAWN || this == FLATTR_OWNER;
    }
  }

  public Optional<Outcome> outcome() {
    return Optional.ofNullable(outcomeOrNull);
  }

  /** Whether it has nothing more to do in that month. */
  public boolean isDoneIn(YearMonth month) {
    return donePeriodOrNull != null && !donePeriodOrNull.isBefore(month);
  }
}
