package org.farthing.protocol.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.farthing.protocol.SeededCases;
import org.junit.jupiter.api.Test;

class CoverTest {
  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  @Test
  void everythingReleasesAllThatIsPending() {
    List<Revenue<String>> pending =
        List.of(
            new Revenue<>(OCTOBER, "bob", 900, 100),
            new Revenue<>(OCTOBER, "bea", 0, 0),
            new Revenue<>(NOVEMBER, "bob", 9, 1));

    assertThat(new Cover.Everything().release(pending))
        .containsExactly(pending.get(0), pending.get(2));
  }

  @Test
  void theOldestMonthIsCoveredFirstAndTheRestInProportionRoundedDown() {
    List<Revenue<String>> pending =
        List.of(
            new Revenue<>(NOVEMBER, "bob", 905, 95),
            new Revenue<>(NOVEMBER, "bea", 900, 100),
            new Revenue<>(OCTOBER, "bob", 450, 50));

    List<Revenue<String>> released = new Cover.UpTo(1_501).release(pending);

    // 1501 − 500 leaves 1001 for November's 2000.
    assertThat(released)
        .containsExactlyInAnyOrder(
            new Revenue<>(OCTOBER, "bob", 450, 50),
            new Revenue<>(NOVEMBER, "bob", 452, 47),
            new Revenue<>(NOVEMBER, "bea", 450, 50));
  }

  @Test
  void aMonthCoveredExactlyIsReleasedWholeAndEndsTheCover() {
    List<Revenue<String>> pending =
        List.of(new Revenue<>(OCTOBER, "bob", 450, 50), new Revenue<>(NOVEMBER, "bob", 900, 100));

    assertThat(new Cover.UpTo(500).release(pending)).containsExactly(pending.getFirst());
  }

  @Test
  void whatRoundingLeavesGoesToNoLaterMonth() {
    List<Revenue<String>> pending =
        List.of(
            new Revenue<>(OCTOBER, "bob", 1, 0),
            new Revenue<>(OCTOBER, "bea", 1, 0),
            new Revenue<>(NOVEMBER, "bob", 1, 0));

    assertThat(new Cover.UpTo(1).release(pending)).isEmpty();
  }

  @Test
  void noCoverReleasesNothing() {
    List<Revenue<String>> pending = List.of(new Revenue<>(OCTOBER, "bob", 450, 50));

    assertThat(new Cover.UpTo(0).release(pending)).isEmpty();
    assertThat(new Cover.UpTo(5).<String>release(List.of())).isEmpty();
  }

  @Test
  void productsBeyondALongStayExact() {
    long half = Long.MAX_VALUE / 2;
    List<Revenue<String>> pending = List.of(new Revenue<>(OCTOBER, "bob", half, half));

    assertThat(new Cover.UpTo(half).release(pending))
        .containsExactly(new Revenue<>(OCTOBER, "bob", half / 2, half / 2));
  }

  @Test
  void refusesNegativeAmounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Cover.UpTo(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Revenue<>(OCTOBER, "bob", -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Revenue<>(OCTOBER, "bob", 0, -1));
  }

  @Test
  void everyReleaseIsTheRulesLetter() {
    SeededCases.check(
        100_000,
        random -> {
          List<Revenue<Integer>> pending = pending(random);
          long cover = SeededCases.anyScale(random, 2 * total(pending) + 1);

          List<Revenue<Integer>> released = new Cover.UpTo(cover).release(pending);

          assertThat(released).containsExactlyInAnyOrderElementsOf(asTheRuleSays(pending, cover));
        });
  }

  @Test
  void releasesStayWithinTheCoverAndWhatIsPendingAndLoseOnlyRounding() {
    SeededCases.check(
        100_000,
        random -> {
          List<Revenue<Integer>> pending = pending(random);
          long cover = SeededCases.anyScale(random, 2 * total(pending) + 1);

          List<Revenue<Integer>> released = new Cover.UpTo(cover).release(pending);

          long most = Math.min(cover, total(pending));
          assertThat(total(released)).isBetween(most - 2L * pending.size(), most);
          assertThat(released)
              .allSatisfy(part -> assertThat(pending).anyMatch(all -> isPartOf(part, all)));
        });
  }

  @Test
  void theOrderOfWhatIsPendingChangesNothing() {
    SeededCases.check(
        100_000,
        random -> {
          List<Revenue<Integer>> pending = pending(random);
          List<Revenue<Integer>> shuffled = new ArrayList<>(pending);
          Collections.shuffle(shuffled, new Random(random.nextLong()));
          Cover cover = new Cover.UpTo(SeededCases.anyScale(random, total(pending) + 1));

          assertThat(cover.release(shuffled))
              .containsExactlyInAnyOrderElementsOf(cover.release(pending));
        });
  }

  private static List<Revenue<Integer>> pending(SplittableRandom random) {
    long scale = random.nextBoolean() ? 20 : Long.MAX_VALUE / 100;
    List<Revenue<Integer>> pending = new ArrayList<>();
    for (int month = random.nextInt(4); month > 0; month--) {
      for (int creator = random.nextInt(5); creator > 0; creator--) {
        long net = SeededCases.anyScale(random, scale);
        long fee = SeededCases.anyScale(random, scale);
        pending.add(new Revenue<>(OCTOBER.plusMonths(month), creator, net, fee));
      }
    }
    return pending;
  }

  private static long total(List<Revenue<Integer>> revenues) {
    return revenues.stream().mapToLong(Revenue::grossMicros).sum();
  }

  private static boolean isPartOf(Revenue<Integer> part, Revenue<Integer> all) {
    return part.month().equals(all.month())
        && part.creator().equals(all.creator())
        && part.netMicros() <= all.netMicros()
        && part.feeMicros() <= all.feeMicros();
  }

  /** Rule 9 once more: month by month through the calendar, in fractions of decimals. */
  private static List<Revenue<Integer>> asTheRuleSays(
      List<Revenue<Integer>> pending, long coverMicros) {
    List<Revenue<Integer>> released = new ArrayList<>();
    BigInteger cover = BigInteger.valueOf(coverMicros);
    for (int step = 0; step < 5; step++) {
      YearMonth month = OCTOBER.plusMonths(step);
      List<Revenue<Integer>> ofMonth =
          pending.stream().filter(revenue -> revenue.month().equals(month)).toList();
      BigInteger total = BigInteger.valueOf(total(ofMonth));
      BigInteger used = cover.min(total);
      for (Revenue<Integer> revenue : ofMonth) {
        long net = scaled(revenue.netMicros(), used, total);
        long fee = scaled(revenue.feeMicros(), used, total);
        if (net + fee > 0) {
          released.add(new Revenue<>(month, revenue.creator(), net, fee));
        }
      }
      cover = cover.subtract(used);
    }
    return released;
  }

  private static long scaled(long micros, BigInteger used, BigInteger total) {
    return total.signum() == 0
        ? 0
        : new BigDecimal(used)
            .multiply(BigDecimal.valueOf(micros))
            .divide(new BigDecimal(total), 0, RoundingMode.DOWN)
            .longValueExact();
  }
}
