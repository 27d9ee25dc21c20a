package org.farthing.node.flattr;

/** Where a flattr given by a member here stands. */
public enum GivenState {
  /** The creator's node has not answered yet. */
  SENT,
  COUNTED,
  /** Kept by both sides, and counted if that changes before the cut-off; a code says why. */
  UNCLAIMED,
  /** Never counts; a code says why. */
  REFUSED,
  UNDONE
}
