package org.farthing.protocol.transparency;

import org.farthing.protocol.settlement.ConsistencyProof;
import org.farthing.protocol.settlement.MerkleTree;

/** What a witness that knows a log's earlier head makes of another one that the log signed. */
public enum HeadVerdict {
  /** The log was only added to, if at all: the head can be cosigned. */
  CONSISTENT,

  /** The log has fewer leaves than it had: it was set back, or its database was. */
  SMALLER,

  /** The same size with another root. Both heads together prove it to everybody. */
  FORKED,

  /** Grown, but what came with it does not show that it grew from the head that is known. */
  UNPROVEN;

  /**
   * Judges an update that was asked for with the size of the known head.
   *
   * @param known what was witnessed last; a head of size 0 when nothing was
   * @throws IllegalArgumentException when the update is for another size
   */
  public static HeadVerdict of(Checkpoint known, HeadUpdate update) {
    if (update.oldSize() != known.size()) {
      throw new IllegalArgumentException("an update for another head");
    }
    Checkpoint offered = Checkpoint.read(update.head().text());
    if (offered.size() < known.size()) {
      return SMALLER;
    }
    if (known.size() == 0) {
      // Every tree grew from the empty one, which has but one root.
      boolean sound = offered.size() > 0 || offered.root().equals(new MerkleTree().root());
      return sound && update.path().isEmpty() ? CONSISTENT : UNPROVEN;
    }
    if (offered.size() == known.size() && !offered.root().equals(known.root())) {
      return FORKED;
    }
    return new ConsistencyProof(known.size(), offered.size(), update.path())
            .verifies(known.root(), offered.root())
        ? CONSISTENT
        : UNPROVEN;
  }
}
