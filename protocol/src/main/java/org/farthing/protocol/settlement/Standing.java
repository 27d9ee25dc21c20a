package org.farthing.protocol.settlement;

/** How a peer keeps to what a month asks of it, by our calendar (rule 16). */
public enum Standing {
  /** Nothing is awaited from it that should have come. */
  GOOD,
  /** An answer, a statement or a payment should have come. */
  OVERDUE,
  /** No flattrs are exchanged with it until it comes. */
  SUSPENDED,
  /** It is not waited for any more. */
  DEFAULTED
}
