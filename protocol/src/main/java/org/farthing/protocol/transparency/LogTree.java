package org.farthing.protocol.transparency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.farthing.protocol.settlement.ConsistencyProof;
import org.farthing.protocol.settlement.InclusionProof;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.TreeHash;
import org.farthing.protocol.settlement.TreeState;

/**
 * Roots and proofs of a log of any age, from the hashes of its complete subtrees, of which each
 * question needs few: at most twice as many as the tree has levels, asked for at once.
 */
public final class LogTree {
  private final Nodes nodes;

  /** Where the hashes of complete subtrees are kept. */
  @FunctionalInterface
  public interface Nodes {
    /** The hashes of all these subtrees. */
    Map<TreeNode, TreeHash> hashes(Collection<TreeNode> wanted);
  }

  /** The leaves from {@code start} on to before {@code end}, as the RFC's recursion cuts them. */
  private record Range(long start, long end) {
    /** The largest complete subtrees that it consists of, from left to right. */
    List<TreeNode> parts() {
      List<TreeNode> parts = new ArrayList<>();
      for (long from = start; from < end; ) {
        int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(end - from);
        parts.add(new TreeNode(level, from >> level));
        from += 1L << level;
      }
      return parts;
    }

    long middle() {
      return start + Long.highestOneBit(end - start - 1);
    }
  }

  public LogTree(Nodes nodes) {
    this.nodes = nodes;
  }

  /**
   * What to keep when a leaf is added: the subtrees that it completes, the leaf itself first.
   *
   * @param size how many leaves there were
   */
  public SequencedMap<TreeNode, TreeHash> grown(long size, TreeHash leafHash) {
    // Each bit set at the low end of the size is a complete subtree that the new one doubles.
    int doubled = Long.numberOfTrailingZeros(~size);
    List<TreeNode> left = new ArrayList<>();
    for (int level = 0; level < doubled; level++) {
      left.add(new TreeNode(level, (size >> level) - 1));
    }
    Map<TreeNode, TreeHash> known = nodes.hashes(left);
    SequencedMap<TreeNode, TreeHash> added = new LinkedHashMap<>();
    TreeHash hash = leafHash;
    added.put(new TreeNode(0, size), hash);
    for (TreeNode sibling : left) {
      hash = parent(hashOf(known, sibling), hash);
      added.put(new TreeNode(sibling.level() + 1, size >> (sibling.level() + 1)), hash);
    }
    return added;
  }

  /** The root that the log had when it had that many leaves. */
  public TreeHash root(long size) {
    return hashes(List.of(new Range(0, size))).getFirst();
  }

  /** Proves a leaf of the tree of that size. */
  public InclusionProof inclusion(long index, long size) {
    Objects.checkIndex(index, size);
    List<Range> beside = new ArrayList<>();
    Range range = new Range(0, size);
    while (range.end() - range.start() > 1) {
      Range left = new Range(range.start(), range.middle());
      Range right = new Range(range.middle(), range.end());
      boolean isLeft = index < range.middle();
      beside.add(isLeft ? right : left);
      range = isLeft ? left : right;
    }
    return new InclusionProof(index, size, hashes(beside.reversed()));
  }

  /** Proves that the tree of the second size grew from that of the first, which is not empty. */
  public ConsistencyProof consistency(long firstSize, long secondSize) {
    List<Range> beside = new ArrayList<>();
    if (firstSize < secondSize) {
      Range range = new Range(0, secondSize);
      while (range.end() != firstSize) {
        boolean isLeft = firstSize <= range.middle();
        Range left = new Range(range.start(), range.middle());
        Range right = new Range(range.middle(), range.end());
        beside.add(isLeft ? right : left);
        range = isLeft ? left : right;
      }
      if (range.start() > 0) {
        beside.add(range);
      }
    }
    return new ConsistencyProof(firstSize, secondSize, hashes(beside.reversed()));
  }

  private List<TreeHash> hashes(List<Range> ranges) {
    Map<TreeNode, TreeHash> known =
        nodes.hashes(ranges.stream().flatMap(range -> range.parts().stream()).toList());
    return ranges.stream()
        .map(
            range ->
                new MerkleTree(
                        new TreeState(
                            range.end() - range.start(),
                            range.parts().stream().map(part -> hashOf(known, part)).toList()))
                    .root())
        .toList();
  }

  private static TreeHash hashOf(Map<TreeNode, TreeHash> known, TreeNode node) {
    TreeHash hash = known.get(node);
    if (hash == null) {
      throw new IllegalStateException("the log has lost its " + node);
    }
    return hash;
  }

  /** The hash of two subtrees of one level together. */
  public static TreeHash parent(TreeHash left, TreeHash right) {
    MerkleTree two = new MerkleTree();
    two.add(left);
    two.add(right);
    return two.root();
  }
}
