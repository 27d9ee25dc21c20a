package org.farthing.protocol.settlement;

import org.farthing.protocol.message.FlattrCheckpoint;

/** What a checkpoint means to a node that holds its own copy of the same log. */
public enum LogComparison {
  /** Both hold the same. */
  SAME,
  /** The other side holds more, which is to be fetched. */
  BEHIND,
  /**
   * The other side holds less. So an older checkpoint was overtaken, or the other side has lost
   * something, perhaps by a restored backup, and will fetch it once it is told.
   */
  AHEAD,
  /** Both hold as many entries and not the same ones: the log's owner has signed two logs. */
  FORKED;

  /**
   * Compares them.
   *
   * @param held the entries held, from the first one on without gaps
   */
  public static LogComparison of(TreeState held, FlattrCheckpoint theirs) {
    if (held.size() != theirs.count()) {
      return held.size() < theirs.count() ? BEHIND : AHEAD;
    }
    return new MerkleTree(held).root().equals(TreeHash.parse(theirs.root())) ? SAME : FORKED;
  }
}
