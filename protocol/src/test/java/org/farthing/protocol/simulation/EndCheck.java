package org.farthing.protocol.simulation;

import java.time.YearMonth;
import java.util.stream.Stream;
import org.farthing.protocol.settlement.PairMonth;

/** What must be so once the faults have stopped and time enough has passed. */
final class EndCheck {

  private final World world;
  private final Scenario scenario;

  EndCheck(World world) {
    this.world = world;
    this.scenario = world.scenario();
  }

  /** Checks it. */
  void check() {
    pairs().forEach(this::check);
    if (scenario.hostileOrNull() == null) {
      new ModelCheck(world).check();
    }
  }

  /** A month as two nodes see it, the first of them an honest one. */
  private record Pair(YearMonth period, PlayedNode one, PlayedNode other) {

    PairMonth ours() {
      return one.settlement.month(period, other.index);
    }

    PairMonth theirs() {
      return other.settlement.month(period, one.index);
    }

    boolean isKnown() {
      return one.tables.months.has(Tables.key(period, other.index));
    }

    boolean isKnownToOther() {
      return other.tables.months.has(Tables.key(period, one.index));
    }

    @Override
    public String toString() {
      return "%s and %s in %s: %s and %s, %s and %s"
          .formatted(
              one.name(),
              other.name(),
              period,
              ours().stage(),
              theirs().stage(),
              state(ours()),
              state(theirs()));
    }
  }

  private Stream<Pair> pairs() {
    return world.nodes().stream()
        .filter(one -> !isHostile(one))
        .flatMap(
            one ->
                world.nodes().stream()
                    .filter(other -> isHostile(other) || one.index < other.index)
                    .flatMap(
                        other ->
                            scenario.periods().stream()
                                .map(period -> new Pair(period, one, other))));
  }

  private void check(Pair pair) {
    if (isHostile(pair.other)) {
      require(!pair.isKnown() || pair.ours().isDone(), pair + ": still waits");
      return;
    }
    require(pair.isKnown() == pair.isKnownToOther(), pair + ": only one of both knows of it");
    if (pair.isKnown()) {
      require(isEnded(pair.ours()) && isEnded(pair.theirs()), pair + ": not closed");
      require(pair.ours().stage() == pair.theirs().stage(), pair + ": ended otherwise");
      require(
          pair.ours().settlement().equals(pair.theirs().settlement()), pair + ": two settlements");
    }
  }

  private boolean isHostile(PlayedNode node) {
    Integer hostile = scenario.hostileOrNull();
    return hostile != null && hostile == node.index;
  }

  private static String state(PairMonth month) {
    return month.ours()
        + "/"
        + month.theirs()
        + "/"
        + month.netted()
        + "/"
        + month.paid()
        + "/"
        + month.carriedOrNull();
  }

  private static boolean isEnded(PairMonth month) {
    return month.isDone() && month.stage() != PairMonth.Stage.DEFAULTED;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
