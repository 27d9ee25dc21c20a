package org.farthing.node.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.farthing.node.payout.Allotment.Free;
import org.farthing.node.payout.Allotment.Part;
import org.junit.jupiter.api.Test;

final class AllotmentTest {

  private static final int CASES = 2000;

  @Test
  void exactPaymentIsTakenWhole() {
    assertThat(Allotment.of(6, List.of(new Free(1, 6))))
        .isEqualTo(new Allotment(List.of(new Part(1, 6)), 0));
  }

  @Test
  void shortPaymentLeavesTheRestMissing() {
    assertThat(Allotment.of(6, List.of(new Free(1, 2))))
        .isEqualTo(new Allotment(List.of(new Part(1, 2)), 4));
  }

  @Test
  void surplusIsLeft() {
    assertThat(Allotment.of(6, List.of(new Free(1, 5), new Free(2, 5), new Free(3, 5))))
        .isEqualTo(new Allotment(List.of(new Part(1, 5), new Part(2, 1)), 0));
  }

  @Test
  void whatIsTakenIsWhatIsDueAsFarAsItGoesAndOldestFirst() {
    check(
        random -> {
          long due = random.nextLong(1_000_000_000L >> random.nextInt(30));
          List<Free> payments = payments(random);

          Allotment allotment = Allotment.of(due, payments);

          long there = payments.stream().mapToLong(Free::micros).sum();
          long taken = allotment.parts().stream().mapToLong(Part::micros).sum();
          assertThat(taken).isEqualTo(Math.min(due, there));
          assertThat(taken + allotment.missingMicros()).isEqualTo(due);
          assertThat(allotment.parts()).allMatch(part -> part.micros() > 0);
          assertOldestFirst(payments, allotment);
        });
  }

  /** Taking a part now and the rest later comes to the same as taking all at once. */
  @Test
  void takingInStepsIsTakingAtOnce() {
    check(
        random -> {
          long due = random.nextLong(1_000_000_000L >> random.nextInt(30));
          long first = random.nextLong(due + 1);
          List<Free> payments = payments(random);

          Allotment before = Allotment.of(first, payments);
          Allotment after =
              Allotment.of(due - first + before.missingMicros(), left(payments, before));

          assertThat(left(left(payments, before), after))
              .isEqualTo(left(payments, Allotment.of(due, payments)));
        });
  }

  @Test
  void nothingBelowZeroIsAskedForOrOffered() {
    assertThatIllegalArgumentException().isThrownBy(() -> Allotment.of(-1, List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Free(1, -1));
  }

  private static void check(Consumer<SplittableRandom> property) {
    for (long seed = 0; seed < CASES; seed++) {
      try {
        property.accept(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("fails for seed " + seed, e);
      }
    }
  }

  private static void assertOldestFirst(List<Free> payments, Allotment allotment) {
    List<Free> left = left(payments, allotment);
    int last = allotment.parts().size();
    if (last > 0) {
      long newest = allotment.parts().getLast().payment();
      assertThat(left)
          .filteredOn(payment -> payment.payment() < newest)
          .allMatch(payment -> payment.micros() == 0);
    }
  }

  private static List<Free> left(List<Free> payments, Allotment allotment) {
    return payments.stream()
        .map(
            payment ->
                new Free(
                    payment.payment(),
                    payment.micros()
                        - allotment.parts().stream()
                            .filter(part -> part.payment() == payment.payment())
                            .mapToLong(Part::micros)
                            .sum()))
        .toList();
  }

  private static List<Free> payments(SplittableRandom random) {
    List<Free> payments = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      payments.add(new Free(i, random.nextLong(500_000_000L >> random.nextInt(28))));
    }
    return payments;
  }
}
