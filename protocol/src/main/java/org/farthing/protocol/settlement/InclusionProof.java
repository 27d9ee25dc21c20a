package org.farthing.protocol.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Shows that a leaf stands at a place of a tree, to someone who knows only the tree's root (RFC
 * 9162, section 2.1.3).
 *
 * @param leafIndex the leaf's place, from 0
 * @param treeSize how many leaves the tree has
 * @param path the hashes beside the way from the leaf up to the root
 */
public record InclusionProof(long leafIndex, long treeSize, List<TreeHash> path) {
  public InclusionProof {
    Objects.checkIndex(leafIndex, treeSize);
    path = List.copyOf(path);
  }

  /** Proves one leaf of the tree that has these leaves. */
  public static InclusionProof of(List<TreeHash> leafHashes, int leafIndex) {
    Objects.checkIndex(leafIndex, leafHashes.size());
    List<TreeHash> path = new ArrayList<>();
    collect(leafHashes, leafIndex, path);
    return new InclusionProof(leafIndex, leafHashes.size(), path);
  }

  /**
   * Proves one leaf of a tree of which only one block of leaves is at hand, and the roots of all
   * blocks. All blocks but the last have the same number of leaves, a power of two.
   *
   * @param blockRoots the Merkle root of each block
   * @param block the place of the leaf's block, from 0
   * @param leafHashes those of that block
   * @param index the leaf's place in it
   * @param leafIndex the leaf's place in the tree
   * @param treeSize how many leaves the tree has
   */
  public static InclusionProof inBlocks(
      List<TreeHash> blockRoots,
      int block,
      List<TreeHash> leafHashes,
      int index,
      long leafIndex,
      long treeSize) {
    // A tree of whole subtrees of one height is split where the tree of their roots is.
    List<TreeHash> path = new ArrayList<>();
    collect(leafHashes, Objects.checkIndex(index, leafHashes.size()), path);
    collect(blockRoots, Objects.checkIndex(block, blockRoots.size()), path);
    return new InclusionProof(leafIndex, treeSize, path);
  }

  private static void collect(List<TreeHash> leaves, int index, List<TreeHash> path) {
    if (leaves.size() == 1) {
      return;
    }
    int half = MerkleTree.leftOf(leaves.size());
    List<TreeHash> left = leaves.subList(0, half);
    List<TreeHash> right = leaves.subList(half, leaves.size());
    if (index < half) {
      collect(left, index, path);
      path.add(MerkleTree.rootOf(right));
    } else {
      collect(right, index - half, path);
      path.add(MerkleTree.rootOf(left));
    }
  }

  /**
   * Whether the leaf stands at {@link #leafIndex} of the tree of {@link #treeSize} and this root.
   */
  public boolean verifies(TreeHash leafHash, TreeHash root) {
    TreeHasher hasher = new TreeHasher();
    Climb climb = new Climb(leafIndex, treeSize - 1);
    TreeHash hash = leafHash;
    for (TreeHash sibling : path) {
      if (climb.atRoot()) {
        return false;
      }
      hash = climb.siblingIsLeft() ? hasher.node(sibling, hash) : hasher.node(hash, sibling);
      climb.up();
    }
    return climb.atRoot() && hash.equals(root);
  }
}
