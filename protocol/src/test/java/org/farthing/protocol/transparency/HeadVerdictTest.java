package org.farthing.protocol.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.farthing.protocol.transparency.NoteVectors.LOG;

import java.util.ArrayList;
import java.util.List;
import org.farthing.protocol.SeededCases;
import org.farthing.protocol.settlement.ConsistencyProof;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.TreeHash;
import org.junit.jupiter.api.Test;

final class HeadVerdictTest {
  private final List<TreeHash> leaves = leaves(0, 20);

  private static List<TreeHash> leaves(int from, int to) {
    List<TreeHash> leaves = new ArrayList<>();
    for (int i = from; i < to; i++) {
      leaves.add(MerkleTree.leafHash(new byte[] {(byte) i}));
    }
    return leaves;
  }

  private static Checkpoint head(List<TreeHash> leaves) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::add);
    return new Checkpoint(LOG.name(), tree.size(), tree.root());
  }

  private static HeadUpdate update(List<TreeHash> leaves, int oldSize) {
    List<TreeHash> path =
        oldSize == 0 || oldSize > leaves.size()
            ? List.of()
            : ConsistencyProof.of(leaves, oldSize).path();
    return new HeadUpdate(oldSize, path, head(leaves).signedBy(LOG));
  }

  @Test
  void aLogThatWasOnlyAddedToIsConsistentAtAnySize() {
    for (int before = 0; before <= 20; before++) {
      for (int after = before; after <= 20; after++) {
        assertThat(
                HeadVerdict.of(
                    head(leaves.subList(0, before)), update(leaves.subList(0, after), before)))
            .as("%d to %d", before, after)
            .isEqualTo(HeadVerdict.CONSISTENT);
      }
    }
  }

  @Test
  void aLogThatShrankIsSmaller() {
    assertThat(HeadVerdict.of(head(leaves), update(leaves.subList(0, 19), 20)))
        .isEqualTo(HeadVerdict.SMALLER);
    assertThat(HeadVerdict.of(head(leaves), update(List.of(), 20))).isEqualTo(HeadVerdict.SMALLER);
  }

  @Test
  void anotherRootOfTheSameSizeIsAFork() {
    assertThat(HeadVerdict.of(head(leaves), update(leaves(1, 21), 20)))
        .isEqualTo(HeadVerdict.FORKED);
  }

  @Test
  void aChangedLeafOfThePastIsNeverProven() {
    SeededCases.check(
        200,
        random -> {
          int before = random.nextInt(1, 19);
          int after = random.nextInt(before + 1, 21);
          List<TreeHash> changed = new ArrayList<>(leaves.subList(0, after));
          changed.set(random.nextInt(before), MerkleTree.leafHash(new byte[] {99}));

          assertThat(HeadVerdict.of(head(leaves.subList(0, before)), update(changed, before)))
              .isEqualTo(HeadVerdict.UNPROVEN);
        });
  }

  @Test
  void anEmptyLogHasOneRootOnly() {
    Checkpoint nothing = head(List.of());
    HeadUpdate wrong =
        new HeadUpdate(
            0, List.of(), new Checkpoint(LOG.name(), 0, leaves.getFirst()).signedBy(LOG));

    assertThat(HeadVerdict.of(nothing, update(List.of(), 0))).isEqualTo(HeadVerdict.CONSISTENT);
    assertThat(HeadVerdict.of(nothing, wrong)).isEqualTo(HeadVerdict.UNPROVEN);
  }

  @Test
  void anAnswerToAnotherQuestionIsNoEvidence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeadVerdict.of(head(leaves.subList(0, 5)), update(leaves, 4)));
  }
}
