package org.farthing.node.flattr;

/** What became of taking a flattr back. */
public sealed interface UndoOutcome {

  /** It no longer stands. */
  record Undone(Given flattr) implements UndoOutcome {}

  /** No such flattr of this donor stands, or its month is cut off. */
  record NothingToUndo() implements UndoOutcome {}
}
