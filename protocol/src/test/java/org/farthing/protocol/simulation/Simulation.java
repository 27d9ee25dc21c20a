package org.farthing.protocol.simulation;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plays the worlds of one seed after the other, and says what became of them. {@code
 * docs/simulation.md} has the commands.
 */
public final class Simulation {

  private static final int MOST_FAILURES = 5;
  private static final double NANOS = 1e9;

  private final Coverage coverage = new Coverage();
  private long months;
  private long worlds;

  Simulation() {}

  /**
   * What became of a world.
   *
   * @param failure what was not as it must be
   * @param struck the faults, by name
   * @param trace what happened, if that was asked for
   */
  record Played(Optional<Throwable> failure, List<String> struck, List<String> trace) {}

  /** Plays a seed's world; returns what is wrong with its end, if anything is. */
  Optional<Throwable> play(long seed) {
    Scenario scenario = Scenario.of(seed);
    Played played = play(scenario, Set.of(), coverage, false);
    months += scenario.months();
    worlds++;
    return played.failure();
  }

  static Played play(Scenario scenario, Set<String> leftOut, Coverage coverage, boolean tracing) {
    Faults faults = new Faults(scenario.seed(), scenario.atWork(), leftOut, coverage);
    World world = new World(scenario, faults, tracing);
    try {
      world.play();
      coverage.countLeftToPeople(new EndCheck(world).check());
      coverage.countGifts(world.gifts());
      return new Played(Optional.empty(), faults.struck(), world.trace());
    } catch (AssertionError | RuntimeException e) {
      return new Played(Optional.of(e), faults.struck(), world.trace());
    }
  }

  long months() {
    return months;
  }

  Coverage coverage() {
    return coverage;
  }

  /** The closing line: how much was played, and how often each fault struck in which state. */
  String closingLine() {
    return "%d months of %d worlds, %d gifts given, %d months left to people: %s"
        .formatted(months, worlds, coverage.gifts(), coverage.leftToPeople(), coverage.line());
  }

  /** {@code months NUMBER [FIRST_SEED]}, or {@code seed NUMBER}. */
  public static void main(String... arguments) {
    boolean good =
        switch (arguments.length == 0 ? "" : arguments[0]) {
          case "months" ->
              playMonths(
                  Long.parseLong(arguments[1]),
                  arguments.length > 2 ? Long.parseLong(arguments[2]) : 0,
                  System.out);
          case "seed" -> playSeed(Long.parseLong(arguments[1]), System.out);
          default -> {
            System.err.println("months NUMBER [FIRST_SEED], or seed NUMBER");
            yield false;
          }
        };
    System.exit(good ? 0 : 1);
  }

  /** Plays so many months at least; returns whether all is well. */
  static boolean playMonths(long asked, long firstSeed, PrintStream out) {
    Simulation simulation = new Simulation();
    long begin = System.nanoTime();
    int failures = 0;
    for (long seed = firstSeed; simulation.months < asked && failures < MOST_FAILURES; seed++) {
      Optional<Throwable> failure = simulation.play(seed);
      if (failure.isPresent()) {
        failures++;
        out.println("seed " + seed + ": " + failure.get().getMessage());
      }
    }
    List<String> missing = simulation.coverage.missing();
    missing.forEach(cell -> out.println("never struck: " + cell));
    double seconds = (System.nanoTime() - begin) / NANOS;
    out.printf("%.1f months a second%n", simulation.months / seconds);
    out.println(simulation.closingLine());
    return failures == 0 && missing.isEmpty();
  }

  /** The first seed of some worlds whose end is not as it must be, with what is wrong. */
  public static Optional<String> firstFailure(long worlds) {
    Simulation simulation = new Simulation();
    for (long seed = 0; seed < worlds; seed++) {
      Optional<Throwable> failure = simulation.play(seed);
      if (failure.isPresent()) {
        return Optional.of("seed " + seed + ": " + failure.get().getMessage());
      }
    }
    return Optional.empty();
  }

  /** Plays one seed's world; should it fail, shows the smallest part of it that does. */
  static boolean playSeed(long seed, PrintStream out) {
    Scenario scenario = Scenario.of(seed);
    Played played = play(scenario, Set.of(), new Coverage(), true);
    boolean fails = played.failure().isPresent();
    Played shown = fails ? Shrinker.shrink(scenario) : played;
    shown.trace().forEach(out::println);
    out.println("faults: " + shown.struck());
    out.println(shown.failure().map(Throwable::getMessage).orElse("all is well"));
    return !fails;
  }
}
