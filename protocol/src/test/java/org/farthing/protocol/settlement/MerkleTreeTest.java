package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.farthing.protocol.SeededCases;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
  @Test
  void growsThroughTheReferenceTreesRoots() {
    List<byte[]> leaves = MerkleVectors.referenceLeaves();
    List<TreeHash> roots = MerkleVectors.referenceRoots();
    MerkleTree tree = new MerkleTree();

    assertThat(tree.root()).isEqualTo(roots.getFirst());
    for (byte[] leaf : leaves) {
      tree.add(leaf);

      assertThat(tree.root()).isEqualTo(roots.get((int) tree.size()));
    }
    assertThat(tree.size()).isEqualTo(8);
  }

  @Test
  void goesOnFromItsStoredState() {
    SeededCases.check(
        500,
        random -> {
          MerkleTree straight = new MerkleTree();
          MerkleTree interrupted = new MerkleTree();
          for (int leaves = random.nextInt(100); leaves > 0; leaves--) {
            byte[] leaf = new byte[random.nextInt(40)];
            random.nextBytes(leaf);
            straight.add(leaf);
            interrupted.add(leaf);
            if (random.nextBoolean()) {
              interrupted = new MerkleTree(interrupted.state());
            }
          }

          assertThat(interrupted.state()).isEqualTo(straight.state());
          assertThat(interrupted.root()).isEqualTo(straight.root());
        });
  }

  @Test
  void keepsOneHashPerBitOfItsSize() {
    MerkleTree tree = new MerkleTree();
    for (int leaf = 0; leaf < 1_000; leaf++) {
      tree.add(new byte[] {(byte) leaf});
    }

    assertThat(tree.state().edge()).hasSize(Long.bitCount(1_000));
  }

  @Test
  void aStoredStateDoesNotGrowWithItsTree() {
    MerkleTree tree = new MerkleTree();
    TreeState before = tree.state();
    tree.add(new byte[0]);

    assertThat(before).isEqualTo(TreeState.EMPTY);
  }

  @Test
  void refusesAStateWhoseEdgeDoesNotFitItsSize() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TreeState(1, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new TreeState(-1, List.of()));
  }

  @Test
  void aHashReadsItsOwnHexadecimalDigits() {
    TreeHash hash = MerkleTree.leafHash(new byte[0]);

    assertThat(hash)
        .hasToString("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        .isEqualTo(TreeHash.parse(hash.toString()))
        .hasSameHashCodeAs(TreeHash.of(hash.bytes()));
    assertThatIllegalArgumentException().isThrownBy(() -> TreeHash.parse("6e34"));
    assertThatIllegalArgumentException().isThrownBy(() -> TreeHash.of(new byte[31]));
  }
}
