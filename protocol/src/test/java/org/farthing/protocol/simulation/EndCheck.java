package org.farthing.protocol.simulation;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.settlement.PairEvent;
import org.farthing.protocol.settlement.PairMonth;

/** What must be so once the faults have stopped and time enough has passed. */
final class EndCheck {

  private final World world;
  private final Scenario scenario;
  private int leftToPeople;

  EndCheck(World world) {
    this.world = world;
    this.scenario = world.scenario();
  }

  /**
   * Checks it.
   *
   * @return how many months of pairs are left to people, by the last rule of a restored backup
   */
  int check() {
    pairs().forEach(this::check);
    if (scenario.hostileOrNull() == null && leftToPeople == 0) {
      new ModelCheck(world).check();
    }
    return leftToPeople;
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

    /** What the hostile node does not show may be what was paid, so nobody takes it back. */
    boolean isOfDebtUnsaidByOne() {
      return one.settlement.words.unsaid(period, other.index).isOfDebt();
    }

    /**
     * A node that was restored knows more or less than when it stated, and cannot do so again; what
     * is carried from there is not known then, either.
     */
    boolean isOfUnsaidDebt(List<YearMonth> periods) {
      return periods.stream()
          .filter(it -> !it.isAfter(period))
          .anyMatch(
              it ->
                  one.settlement.words.unsaid(it, other.index).isOfDebt()
                      || other.settlement.words.unsaid(it, one.index).isOfDebt());
    }

    /** Who is back itself takes a peer that cannot be reached for gone after 180 days. */
    boolean waitsToHearOfOther() {
      return ours().ours() == PairMonth.Ours.RETURNED
          && one.recovery.contact(period, other.index) == PairEvent.Contact.UNREACHABLE;
    }

    boolean wentOnUnasked() {
      return one.recovery.wentOnUnasked(period) || other.recovery.wentOnUnasked(period);
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
      boolean done = !pair.isKnown() || pair.ours().isDone() || pair.waitsToHearOfOther();
      if (!done && pair.isOfDebtUnsaidByOne()) {
        leftToPeople++;
      } else {
        require(done, pair + ": still waits");
      }
      return;
    }
    boolean ended = !pair.isKnown() || (isEnded(pair.ours()) && isEnded(pair.theirs()));
    if (!ended && (pair.wentOnUnasked() || pair.isOfUnsaidDebt(scenario.periods()))) {
      leftToPeople++;
      return;
    }
    Optional<String> difference = difference(pair, ended);
    if (difference.isPresent() && neverMet(pair)) {
      leftToPeople++;
    } else {
      require(difference.isEmpty(), pair + ": " + difference.orElse(""));
    }
  }

  private static Optional<String> difference(Pair pair, boolean ended) {
    if (pair.isKnown() != pair.isKnownToOther()) {
      return Optional.of("only one of both knows of it");
    }
    if (!pair.isKnown()) {
      return Optional.empty();
    }
    if (!ended) {
      return Optional.of("not closed");
    }
    if (pair.ours().stage() != pair.theirs().stage()) {
      return Optional.of("ended otherwise");
    }
    return pair.ours().settlement().equals(pair.theirs().settlement())
        ? Optional.empty()
        : Optional.of("two settlements");
  }

  /**
   * Whether in this month or in one before, from which something is carried, the two reached each
   * other at no time between their statements and the default day.
   */
  private boolean neverMet(Pair pair) {
    SettlementCalendar calendar = scenario.calendar();
    return scenario.periods().stream()
        .filter(it -> !it.isAfter(pair.period))
        .anyMatch(
            it ->
                !world.couldMeet(
                    pair.one.index,
                    pair.other.index,
                    calendar.statementsDue(it),
                    calendar.inDefault(it)));
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
