package org.farthing.node.peer;

import java.time.Instant;

/** That no flattrs are exchanged with a peer for now (product rule 16). */
public record Suspension(Instant since, Reason reason) {

  /** Why. */
  public enum Reason {
    /** An answer, a statement or a payment of its should have come long ago. */
    LATE,
    /** It has signed two things where only one can be true. */
    FORK,
    /** It owes more than this node's admin allows. */
    EXPOSURE
  }
}
