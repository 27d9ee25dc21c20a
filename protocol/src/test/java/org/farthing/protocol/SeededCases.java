package org.farthing.protocol;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Runs a property over many random cases, each of a seed of its own that a failure names. */
public final class SeededCases {
  private SeededCases() {}

  public static void check(int cases, Consumer<SplittableRandom> property) {
    for (long seed = 0; seed < cases; seed++) {
      try {
        property.accept(new SplittableRandom(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("fails for seed " + seed, e);
      }
    }
  }

  /**
   * A number from 0 to {@code most}, of which small, middling and large ones come about equally.
   */
  public static long anyScale(SplittableRandom random, long most) {
    long bound = most >> random.nextInt(Long.SIZE - Long.numberOfLeadingZeros(most));
    return random.nextLong(-1, bound) + 1;
  }
}
