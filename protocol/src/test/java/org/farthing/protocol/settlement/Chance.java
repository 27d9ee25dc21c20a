package org.farthing.protocol.settlement;

import java.util.List;
import java.util.SplittableRandom;

/** What can go wrong in a simulated world, until it is calmed. */
final class Chance {

  private final SplittableRandom random;
  private boolean calm;

  Chance(SplittableRandom random) {
    this.random = random;
  }

  /** From now on nothing goes wrong. */
  void calm() {
    calm = true;
  }

  /** Whether something that happens so often goes wrong now. */
  boolean strikes(int percent) {
    return !calm && random.nextInt(100) < percent;
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
