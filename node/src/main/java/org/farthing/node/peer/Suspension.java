package org.farthing.node.peer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That no flattrs are exchanged with a peer for now (product rule 16).
 *
 * @param wordsOrNull an admin's, who has paused it; for admins
 */
public record Suspension(Instant since, Reason reason, @Nullable String wordsOrNull) {

  /** Why. */
  public enum Reason {
    /** An answer, a statement or a payment of its should have come long ago. */
    LATE,
    /** It has signed two things where only one can be true. */
    FORK,
    /** It owes more than this node's admin allows. */
    EXPOSURE,
    /** An admin has said so, until one says otherwise. */
    PAUSED
  }

  /** Whether an admin can end it; what is owed too much ends by itself alone. */
  public boolean canBeEnded() {
    return reason != Reason.EXPOSURE;
  }
}
