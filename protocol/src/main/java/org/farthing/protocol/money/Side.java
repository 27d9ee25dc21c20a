package org.farthing.protocol.money;

/** The two nodes of a pair, as one of them sees them. */
public enum Side {
  US,
  THEM
}
