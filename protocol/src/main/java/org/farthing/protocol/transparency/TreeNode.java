package org.farthing.protocol.transparency;

/**
 * A complete subtree of a log's tree, by its place: it never changes, however the log grows.
 *
 * @param level 0 for a leaf; the subtree has 2^level leaves
 * @param index how many subtrees of its level stand left of it
 */
public record TreeNode(int level, long index) {
  private static final int HIGHEST = 62;

  public TreeNode {
    if (level < 0 || level > HIGHEST || index < 0) {
      throw new IllegalArgumentException("no place in a tree: %d, %d".formatted(level, index));
    }
  }
}
