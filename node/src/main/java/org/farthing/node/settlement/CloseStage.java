package org.farthing.node.settlement;

/** How far the closing of a month has come; each stage is reached once, in this order. */
public enum CloseStage {
  /** Takes changes still. */
  OPEN,
  /** Nobody here gives or takes back any more. */
  CUT_OFF,
  /** What other nodes have answered is known: what counts changes no more. */
  RECONCILED,
  /** Every reserved budget is given or released. */
  SPLIT,
  /** Creators here have what donors here gave them. */
  POSTED,
  /** Every other node concerned is told what it is owed. */
  STATED,
  /** Settled with every other node: paid or carried. */
  CLOSED
}
