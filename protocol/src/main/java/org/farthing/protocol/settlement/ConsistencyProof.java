package org.farthing.protocol.settlement;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows that a tree holds an older one's leaves unchanged, in front and in order, to someone who
 * knows only the two roots (RFC 9162, section 2.1.4). An empty older tree proves nothing and is
 * refused.
 *
 * @param firstSize how many leaves the older tree has, at least one
 * @param secondSize how many the newer has, at least as many
 * @param path the subtree hashes that both roots can be computed from; none between equal trees
 */
public record ConsistencyProof(long firstSize, long secondSize, List<TreeHash> path) {
  public ConsistencyProof {
    if (firstSize <= 0 || firstSize > secondSize) {
      throw new IllegalArgumentException(
          "no tree of %d leaves grew from one of %d".formatted(secondSize, firstSize));
    }
    path = List.copyOf(path);
  }

  /** Proves that the tree of these leaves grew from the tree of its first ones. */
  public static ConsistencyProof of(List<TreeHash> leafHashes, int firstSize) {
    List<TreeHash> path = new ArrayList<>();
    if (firstSize > 0 && firstSize < leafHashes.size()) {
      collect(leafHashes, firstSize, true, path);
    }
    return new ConsistencyProof(firstSize, leafHashes.size(), path);
  }

  /** SUBPROOF of the RFC; a subtree that is the whole older tree is known by its root already. */
  private static void collect(
      List<TreeHash> leaves, int firstSize, boolean wholeFirst, List<TreeHash> path) {
    if (firstSize == leaves.size()) {
      if (!wholeFirst) {
        path.add(MerkleTree.rootOf(leaves));
      }
      return;
    }
    int half = MerkleTree.leftOf(leaves.size());
    List<TreeHash> left = leaves.subList(0, half);
    List<TreeHash> right = leaves.subList(half, leaves.size());
    if (firstSize <= half) {
      collect(left, firstSize, wholeFirst, path);
      path.add(MerkleTree.rootOf(right));
    } else {
      collect(right, firstSize - half, false, path);
      path.add(MerkleTree.rootOf(left));
    }
  }

  /** Whether the tree of the second root grew from that of the first. */
  public boolean verifies(TreeHash firstRoot, TreeHash secondRoot) {
    if (firstSize == secondSize) {
      return path.isEmpty() && firstRoot.equals(secondRoot);
    }
    return !path.isEmpty() && climb(firstRoot, secondRoot);
  }

  private boolean climb(TreeHash firstRoot, TreeHash secondRoot) {
    // The walk starts at the largest complete subtree that ends the older tree; if that is the
    // older tree itself, the path leaves it out.
    boolean firstIsComplete = Long.bitCount(firstSize) == 1;
    TreeHash start = firstIsComplete ? firstRoot : path.getFirst();
    int level = Long.numberOfTrailingZeros(firstSize);
    Climb climb = new Climb((firstSize - 1) >> level, (secondSize - 1) >> level);
    TreeHasher hasher = new TreeHasher();
    TreeHash first = start;
    TreeHash second = start;
    for (TreeHash sibling : firstIsComplete ? path : path.subList(1, path.size())) {
      if (climb.atRoot()) {
        return false;
      }
      if (climb.siblingIsLeft()) {
        first = hasher.node(sibling, first);
        second = hasher.node(sibling, second);
      } else {
        second = hasher.node(second, sibling);
      }
      climb.up();
    }
    return climb.atRoot() && first.equals(firstRoot) && second.equals(secondRoot);
  }
}
