package org.farthing.protocol.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.protocol.settlement.ConsistencyProof;
import org.farthing.protocol.settlement.InclusionProof;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.TreeHash;
import org.junit.jupiter.api.Test;

/** Compares what few kept hashes give with what all leaves give. */
final class LogTreeTest {
  private static final int SIZES = 70;

  private final Map<TreeNode, TreeHash> kept = new HashMap<>();
  private final List<TreeHash> leaves = new ArrayList<>();
  private int mostAsked;
  private final LogTree tree = new LogTree(this::look);

  private Map<TreeNode, TreeHash> look(Collection<TreeNode> wanted) {
    mostAsked = Math.max(mostAsked, wanted.size());
    Map<TreeNode, TreeHash> found = new HashMap<>(kept);
    found.keySet().retainAll(List.copyOf(wanted));
    return found;
  }

  private void growTo(int size) {
    while (leaves.size() < size) {
      TreeHash leaf =
          MerkleTree.leafHash(("leaf " + leaves.size()).getBytes(StandardCharsets.UTF_8));
      kept.putAll(tree.grown(leaves.size(), leaf));
      leaves.add(leaf);
    }
  }

  private TreeHash rootOfAll(int size) {
    MerkleTree all = new MerkleTree();
    leaves.subList(0, size).forEach(all::add);
    return all.root();
  }

  @Test
  void everyRootOfThePastIsThatOfItsLeaves() {
    growTo(SIZES);

    for (int size = 0; size <= SIZES; size++) {
      assertThat(tree.root(size)).as("size %d", size).isEqualTo(rootOfAll(size));
    }
  }

  @Test
  void everyProofIsThatOfTheWholeTree() {
    growTo(SIZES);

    for (int size = 1; size <= SIZES; size++) {
      List<TreeHash> some = leaves.subList(0, size);
      for (int i = 0; i < size; i++) {
        assertThat(tree.inclusion(i, size)).isEqualTo(InclusionProof.of(some, i));
        assertThat(tree.consistency(i + 1, size)).isEqualTo(ConsistencyProof.of(some, i + 1));
      }
    }
  }

  @Test
  void fewHashesAreKeptAndFewerAsked() {
    growTo(1000);

    tree.inclusion(333, 999);
    tree.consistency(333, 999);

    assertThat(kept).hasSizeLessThan(2000);
    assertThat(mostAsked).isLessThanOrEqualTo(20);
  }

  @Test
  void aLostHashIsNoticedAndNotMadeUp() {
    growTo(4);
    kept.remove(new TreeNode(1, 0));

    assertThatThrownBy(() -> tree.inclusion(3, 4)).isInstanceOf(IllegalStateException.class);
    assertThat(tree.root(4)).isEqualTo(rootOfAll(4));
  }
}
