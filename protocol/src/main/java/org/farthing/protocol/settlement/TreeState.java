package org.farthing.protocol.settlement;

import java.util.List;

/**
 * A Merkle tree as small as it can be stored and still grow: its size and its right edge.
 *
 * @param size how many leaves there are
 * @param edge the roots of the complete subtrees that the leaves make up, largest and leftmost
 *     first: one for each bit set in the size
 */
public record TreeState(long size, List<TreeHash> edge) {
  public static final TreeState EMPTY = new TreeState(0, List.of());

  public TreeState {
    edge = List.copyOf(edge);
    if (size < 0 || edge.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "a tree of %d leaves has no edge of %d hashes".formatted(size, edge.size()));
    }
  }
}
