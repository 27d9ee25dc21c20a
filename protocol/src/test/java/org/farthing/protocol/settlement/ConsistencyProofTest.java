package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.farthing.protocol.settlement.InclusionProofTest.leaves;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConsistencyProofTest {
  @TestFactory
  Stream<DynamicTest> vectorsVerifyAsTheyShould() {
    JsonObject vectors = MerkleVectors.read("consistency.json");
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
      long firstSize = MerkleVectors.number(vector, "size1");
      long secondSize = MerkleVectors.number(vector, "size2");
      return new ConsistencyProof(firstSize, secondSize, MerkleVectors.path(vector))
          .verifies(MerkleVectors.hash(vector, "root1"), MerkleVectors.hash(vector, "root2"));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Test
  void everyTreeIsProvedToGrowFromItsFirstLeavesOnly() {
    List<TreeHash> all = leaves(40);
    for (int second = 1; second <= all.size(); second++) {
      TreeHash secondRoot = MerkleTree.rootOf(all.subList(0, second));
      for (int first = 1; first <= second; first++) {
        ConsistencyProof proof = ConsistencyProof.of(all.subList(0, second), first);
        TreeHash firstRoot = MerkleTree.rootOf(all.subList(0, first));
        TreeHash otherRoot = MerkleTree.rootOf(all.reversed().subList(0, first));

        assertThat(proof.verifies(firstRoot, secondRoot)).as("%d to %d", first, second).isTrue();
        assertThat(proof.verifies(otherRoot, secondRoot)).as("%d to %d", first, second).isFalse();
        assertThat(proof.verifies(firstRoot, otherRoot)).as("%d to %d", first, second).isFalse();
      }
    }
  }

  @Test
  void noTreeGrowsFromAnEmptyOrALargerOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> ConsistencyProof.of(leaves(3), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> ConsistencyProof.of(leaves(3), 4));
  }
}
