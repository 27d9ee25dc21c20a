package org.farthing.protocol.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A thousand months: whatever goes wrong in them, they end as they must. */
class SimulationTest {

  private static final long MONTHS = 1_000;

  @Test
  void whateverGoesWrongHonestNodesComeToWhatTheModelReckons() {
    Simulation simulation = new Simulation();
    for (long seed = 0; simulation.months() < MONTHS; seed++) {
      Optional<Throwable> failure = simulation.play(seed);
      if (failure.isPresent()) {
        throw new AssertionError("seed " + seed + ", at its smallest:\n" + played(seed));
      }
    }
    System.out.println(simulation.closingLine());

    assertThat(simulation.coverage().missing()).as("never struck").isEmpty();
    assertThat(simulation.coverage().gifts()).isPositive();
    assertThat(simulation.coverage().leftToPeople()).as("left to people").isZero();
  }

  @Test
  void aSeedGivesTheSameRunEachTime() {
    assertThat(played(7)).isEqualTo(played(7)).isNotEqualTo(played(8));
  }

  private static String played(long seed) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Simulation.playSeed(seed, new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }
}
