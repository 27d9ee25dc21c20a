package org.farthing.protocol.settlement;

import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree (RFC 6962, section 2.1) that grows leaf by leaf and keeps only its right edge: at
 * most one hash per level, however many leaves have passed. It can be stopped as a {@link
 * TreeState} and continued from it. Mutable and of one thread.
 */
public final class MerkleTree {
  private final TreeHasher hasher = new TreeHasher();
  private final List<TreeHash> edge;
  private long size;

  /** An empty tree. */
  public MerkleTree() {
    this(TreeState.EMPTY);
  }

  /** The tree whose {@link #state()} this was. */
  public MerkleTree(TreeState state) {
    this.size = state.size();
    this.edge = new ArrayList<>(state.edge());
  }

  /** Hashes a leaf's content, as {@link #add(byte[])} does; what the proofs are built from. */
  public static TreeHash leafHash(byte[] content) {
    return leafHash(content, content.length);
  }

  /** Hashes a leaf whose content is the first {@code length} bytes. */
  public static TreeHash leafHash(byte[] content, int length) {
    return new TreeHasher().leaf(content, length);
  }

  /** Adds a leaf by its content: the bytes of its canonical JSON. */
  public void add(byte[] content) {
    add(content, content.length);
  }

  /** Adds a leaf whose content is the first {@code length} bytes. */
  public void add(byte[] content, int length) {
    add(hasher.leaf(content, length));
  }

  /** Adds a leaf by its hash. */
  public void add(TreeHash leafHash) {
    TreeHash subtree = leafHash;
    // Each bit set at the low end of the size is a complete subtree that the new one doubles.
    for (long rest = size; (rest & 1) == 1; rest >>= 1) {
      subtree = hasher.node(edge.removeLast(), subtree);
    }
    edge.add(subtree);
    size++;
  }

  public long size() {
    return size;
  }

  /** The root over the leaves so far; more may follow. */
  public TreeHash root() {
    return edge.reversed().stream()
        .reduce((right, left) -> hasher.node(left, right))
        .orElseGet(hasher::empty);
  }

  /** What to store to continue later. */
  public TreeState state() {
    return new TreeState(size, edge);
  }

  /** The root over these leaves. */
  static TreeHash rootOf(List<TreeHash> leafHashes) {
    MerkleTree tree = new MerkleTree();
    leafHashes.forEach(tree::add);
    return tree.root();
  }

  /** How many of two or more leaves stand left of the root: the largest power of two below. */
  static int leftOf(int leaves) {
    return Integer.highestOneBit(leaves - 1);
  }
}
