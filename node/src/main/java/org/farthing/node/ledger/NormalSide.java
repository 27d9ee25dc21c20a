package org.farthing.node.ledger;

/** The side on which an account grows. */
public enum NormalSide {
  /** What the node has or is owed. */
  DEBIT,
  /** What the node owes or has earned. */
  CREDIT
}
