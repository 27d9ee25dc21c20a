package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class InclusionProofTest {
  @TestFactory
  Stream<DynamicTest> vectorsVerifyAsTheyShould() {
    JsonObject vectors = MerkleVectors.read("inclusion.json");
    assertThat(vectors).hasSize(98);
    return vectors.keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      JsonObject vector = vectors.getJsonObject(name);

                      assertThat(accepted(vector)).isNotEqualTo(vector.getBoolean("wantErr"));
                    }));
  }

  private static boolean accepted(JsonObject vector) {
    try {
      long leafIndex = MerkleVectors.number(vector, "leafIdx");
      long treeSize = MerkleVectors.number(vector, "treeSize");
      return new InclusionProof(leafIndex, treeSize, MerkleVectors.path(vector))
          .verifies(MerkleVectors.hash(vector, "leafHash"), MerkleVectors.hash(vector, "root"));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      return false;
    }
  }

  @Test
  void everyLeafOfEveryTreeIsProvedAtItsPlaceOnly() {
    for (int size = 1; size <= 40; size++) {
      List<TreeHash> leaves = leaves(size);
      TreeHash root = MerkleTree.rootOf(leaves);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = InclusionProof.of(leaves, index);
        for (int other = 0; other < size; other++) {
          assertThat(proof.verifies(leaves.get(other), root))
              .as("leaf %d at %d of %d", other, index, size)
              .isEqualTo(other == index);
        }
      }
    }
  }

  @Test
  void aProofFromOneBlockAndTheRootsOfAllIsTheProofFromAllLeaves() {
    for (int size = 1; size <= 70; size++) {
      List<TreeHash> leaves = leaves(size);
      for (int blockSize : new int[] {1, 4, 8}) {
        List<List<TreeHash>> blocks =
            leaves.stream().gather(Gatherers.windowFixed(blockSize)).toList();
        List<TreeHash> roots = blocks.stream().map(MerkleTree::rootOf).toList();
        assertThat(MerkleTree.rootOf(roots)).isEqualTo(MerkleTree.rootOf(leaves));
        for (int index = 0; index < size; index++) {
          int block = index / blockSize;
          assertThat(
                  InclusionProof.inBlocks(
                      roots, block, blocks.get(block), index % blockSize, index, size))
              .as("leaf %d of %d in blocks of %d", index, size, blockSize)
              .isEqualTo(InclusionProof.of(leaves, index));
        }
      }
    }
  }

  @Test
  void thereIsNoProofOfALeafThatIsNotThere() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> InclusionProof.of(leaves(3), 3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> InclusionProof.of(List.of(), 0));
  }

  static List<TreeHash> leaves(int size) {
    return IntStream.range(0, size)
        .mapToObj(leaf -> MerkleTree.leafHash(new byte[] {(byte) leaf}))
        .toList();
  }
}
