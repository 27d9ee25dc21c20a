package org.farthing.protocol.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.farthing.protocol.simulation.Scenario.Click;
import org.farthing.protocol.simulation.Simulation.Played;

/**
 * Makes a run that fails smaller while it still fails: leaves out faults and clicks, in ever
 * smaller portions, until each that is left is needed.
 */
final class Shrinker {

  private static final Pattern NAMES =
      Pattern.compile("[0-9-]+|alder|birch|cedar|dogwood|elm|fir|gorse|\\[.*]|\\{.*}");

  private final String kind;
  private Scenario scenario;
  private Set<String> leftOut = Set.of();

  private Shrinker(Scenario scenario) {
    this.scenario = scenario;
    this.kind = kindOf(scenario, leftOut).orElseThrow();
  }

  /** The smallest run found, with its trace. */
  static Played shrink(Scenario scenario) {
    Shrinker shrinker = new Shrinker(scenario);
    shrinker.leaveOutClicks();
    shrinker.leaveOutFaults();
    shrinker.leaveOutClicks();
    return Simulation.play(shrinker.scenario, shrinker.leftOut, new Coverage(), true);
  }

  private void leaveOutFaults() {
    List<String> struck = Simulation.play(scenario, leftOut, new Coverage(), false).struck();
    smaller(struck, kept -> fails(scenario, without(struck, kept)));
  }

  private void leaveOutClicks() {
    List<Click> clicks = smaller(scenario.clicks(), kept -> fails(scenario.with(kept), leftOut));
    scenario = scenario.with(clicks);
  }

  private Set<String> without(List<String> struck, List<String> kept) {
    Set<String> without = new HashSet<>(leftOut);
    without.addAll(struck);
    kept.forEach(without::remove);
    return without;
  }

  private boolean fails(Scenario smaller, Set<String> without) {
    boolean fails = kindOf(smaller, without).equals(Optional.of(kind));
    if (fails) {
      leftOut = without;
    }
    return fails;
  }

  /** What goes wrong, without names and figures: another failure is no smaller form of this one. */
  private static Optional<String> kindOf(Scenario scenario, Set<String> without) {
    return Simulation.play(scenario, without, new Coverage(), false)
        .failure()
        .map(it -> String.valueOf(it.getMessage()))
        .map(it -> NAMES.matcher(it).replaceAll(""));
  }

  /** A part of the list for which it still holds, and for no smaller one that was tried. */
  private static <T> List<T> smaller(List<T> whole, Predicate<List<T>> holds) {
    List<T> kept = new ArrayList<>(whole);
    for (int portion = kept.size(); portion > 0; portion /= 2) {
      for (int place = kept.size() - portion; place >= 0; place -= portion) {
        List<T> fewer = new ArrayList<>(kept);
        fewer.subList(place, place + portion).clear();
        if (holds.test(fewer)) {
          kept = fewer;
        }
      }
    }
    return List.copyOf(kept);
  }
}
