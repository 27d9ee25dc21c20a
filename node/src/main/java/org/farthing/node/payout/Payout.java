package org.farthing.node.payout;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a member has asked for, of their revenue or their funds.
 *
 * @param source what it is taken from
 * @param micros whole minor units
 * @param detailsOrNull where it goes, as it stood when it was asked for; gone once the member has
 *     left
 * @param reasonOrNull why it was refused or came back, for its member
 * @param changedAt since when it stands as it does
 */
public record Payout(
    long id,
    UUID member,
    Source source,
    long micros,
    @Nullable PayoutDetails detailsOrNull,
    State state,
    @Nullable String reasonOrNull,
    Instant requestedAt,
    Instant changedAt) {

  /** What a payout is taken from. */
  public enum Source {
    /** What came in, and is available. */
    REVENUE,
    /** What was paid in for giving, and goes back to where it came from. */
    FUNDS
  }

  /** Where a payout stands. */
  public enum State {
    /** Set aside; its member can undo it. */
    REQUESTED,
    /** An admin is paying it: it can be undone no more. */
    TAKEN_ON,
    /** The bank has sent it. */
    SENT,
    /** Its member has taken it back. */
    UNDONE,
    /** An admin will not pay it so; it is free again. */
    REFUSED,
    /** The bank sent it back; it is free again. */
    RETURNED;

    /** Whether its amount is set aside. */
    public boolean isOpen() {
      return this == REQUESTED || this == TAKEN_ON;
    }
  }

  public Optional<PayoutDetails> details() {
    return Optional.ofNullable(detailsOrNull);
  }

  public Optional<String> reason() {
    return Optional.ofNullable(reasonOrNull);
  }

  public boolean isUndoable() {
    return state == State.REQUESTED;
  }
}
