package org.farthing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.model.FigureAssertions.assertField;
import static org.farthing.model.FigureAssertions.assertFields;

import org.farthing.model.Micro.Figures;
import org.junit.jupiter.api.Test;

/** Rules 2 to 6 and 8. */
class MonthModelTest {

  @Test
  void firstClickReservesTheSmallerOfBudgetAndFunds() {
    Figures figures =
        alone()
            .member("rich@a", "10.00", "3.00")
            .member("poor@a", "2.50", "3.00")
            .member("short@a", "1.99", "3.00")
            .member("idle@a", "10.00", "0.00")
            .flattr("2026-10-01", "rich@a", "t")
            .flattr("2026-10-01", "poor@a", "t")
            .flattr("2026-10-01", "short@a", "t")
            .flattr("2026-10-01", "idle@a", "t")
            .play();

    assertThat(figures.outcomes()).containsExactly("recorded", "recorded", "no_means", "no_means");
    assertThat(figures.share("2026-10", "id0")).isEqualTo("3000000");
    assertThat(figures.share("2026-10", "id1")).isEqualTo("2500000");
  }

  @Test
  void raiseTakesNoMoreThanFundsHold() {
    Figures figures =
        alone()
            .member("al@a", "5.00", "2.00")
            .flattr("2026-10-01", "al@a", "t")
            .budget("2026-10-02", "al@a", "4.00")
            .budget("2026-10-03", "al@a", "9.00")
            .play();

    assertFields(
        figures.in("2026-10", "donors", "member", "al@a"),
        "reserved 5000000, given 5000000, released 0, fundsAfter 0");
  }

  @Test
  void depositAloneRaisesNothingUntilTheSameBudgetIsSetAgain() {
    Micro deposited =
        alone()
            .member("al@a", "2.00", "5.00")
            .flattr("2026-10-01", "al@a", "t")
            .deposit("2026-10-02", "al@a", "10.00");

    assertField(deposited.play().in("2026-10", "donors", "member", "al@a"), "reserved")
        .isEqualTo("2000000");
    deposited.budget("2026-10-03", "al@a", "5.00");
    assertField(deposited.play().in("2026-10", "donors", "member", "al@a"), "reserved")
        .isEqualTo("5000000");
  }

  @Test
  void lowerBudgetHoldsFromTheNextMonth() {
    Figures figures =
        alone()
            .member("al@a", "20.00", "5.00")
            .flattr("2026-10-01", "al@a", "t")
            .budget("2026-10-02", "al@a", "2.00")
            .flattr("2026-11-01", "al@a", "t")
            .budget("2026-11-02", "al@a", "0.00")
            .flattr("2026-12-01", "al@a", "t")
            .play();

    assertField(figures.in("2026-10", "donors", "member", "al@a"), "given").isEqualTo("5000000");
    assertField(figures.in("2026-11", "donors", "member", "al@a"), "given").isEqualTo("2000000");
    assertThat(figures.outcomes().getLast()).isEqualTo("no_means");
  }

  @Test
  void newBudgetHoldsAtOnceWhileNothingIsReservedInTheMonth() {
    Figures figures =
        alone()
            .member("al@a", "20.00", "5.00")
            .flattr("2026-10-01", "al@a", "t")
            .budget("2026-11-02", "al@a", "3.00")
            .flattr("2026-11-02", "al@a", "t")
            .play();

    assertField(figures.in("2026-10", "donors", "member", "al@a"), "reserved").isEqualTo("5000000");
    assertField(figures.in("2026-11", "donors", "member", "al@a"), "reserved").isEqualTo("3000000");
  }

  @Test
  void reservationIsHeldUntilTheCutOffToTheSecond() {
    Figures figures =
        alone()
            .thingOfNobody("n")
            .member("al@a", "3.00", "2.00")
            .flattr("2026-10-05", "al@a", "n")
            .flattr("2026-11-03T23:59:59.999Z", "al@a", "t")
            .flattr("2026-11-04T00:00:00Z", "al@a", "t")
            .play();

    assertThat(figures.outcomes()).containsExactly("recorded", "no_means", "recorded");
    assertFields(
        figures.in("2026-10", "donors", "member", "al@a"),
        "reserved 2000000, given 0, released 2000000, fundsAfter 3000000");
  }

  @Test
  void undoneClickKeepsTheReservationAndCanBeMadeAgain() {
    Figures figures =
        alone()
            .member("al@a", "3.00", "2.00")
            .flattr("2026-10-05", "al@a", "t")
            .undo("2026-10-06", "al@a", "t")
            .undo("2026-10-06", "al@a", "t")
            .flattr("2026-10-07", "al@a", "t")
            .play();

    assertThat(figures.outcomes())
        .containsExactly("recorded", "undone", "nothing_to_undo", "recorded");
    assertThat(figures.share("2026-10", "id0")).isEqualTo("0");
    assertThat(figures.share("2026-10", "id3")).isEqualTo("2000000");
  }

  @Test
  void undoReachesTheMonthOfItsOwnInstantAlone() {
    Figures figures =
        alone()
            .member("al@a", "3.00", "2.00")
            .flattr("2026-10-05", "al@a", "t")
            .undo("2026-11-02", "al@a", "t")
            .play();

    assertThat(figures.outcomes()).containsExactly("recorded", "nothing_to_undo");
  }

  @Test
  void unitsLeftOverGoByTheDigestOfTheIds() {
    Figures figures =
        alone()
            .thing("u", "cy@a")
            .thing("v", "cy@a")
            .member("al@a", "2.00", "2.00")
            .flattr("2026-10-01", "al@a", "t")
            .flattr("2026-10-01", "al@a", "u")
            .flattr("2026-10-01", "al@a", "v")
            .play();

    // SHA-256 begins with a5 for id0, f3 for id1, b4 for id2.
    assertThat(figures.share("2026-10", "id0")).isEqualTo("666667");
    assertThat(figures.share("2026-10", "id1")).isEqualTo("666666");
    assertThat(figures.share("2026-10", "id2")).isEqualTo("666667");
  }

  @Test
  void maximumPerFlattrHoldsUpToTheWholeBudget() {
    Figures figures =
        alone()
            .thing("u", "cy@a")
            .memberAtMost("1.00", "al@a", "2.00", "2.00")
            .memberAtMost("0.99", "bo@a", "2.00", "2.00")
            .memberAtMost("1.01", "cl@a", "2.00", "2.00")
            .flattr("2026-10-01", "al@a", "t")
            .flattr("2026-10-01", "al@a", "u")
            .flattr("2026-10-01", "bo@a", "t")
            .flattr("2026-10-01", "bo@a", "u")
            .flattr("2026-10-01", "cl@a", "t")
            .flattr("2026-10-01", "cl@a", "u")
            .play();

    assertField(figures.in("2026-10", "donors", "member", "al@a"), "released").isEqualTo("0");
    assertField(figures.in("2026-10", "donors", "member", "bo@a"), "released").isEqualTo("20000");
    assertThat(figures.share("2026-10", "id5")).isEqualTo("1000000");
  }

  @Test
  void creatorReceivesInMonthsInWhichTheyReservedBeforeOrAfterTheClick() {
    Figures figures =
        Micro.months("2026-10", "2026-11")
            .nodeThatGivesToGet("a")
            .member("al@a", "10.00", "2.00")
            .member("cy@a", "10.00", "2.00")
            .thing("t", "cy@a")
            .thingOfNobody("n")
            .flattr("2026-10-01", "al@a", "t")
            .flattr("2026-10-20", "cy@a", "n")
            .undo("2026-10-21", "cy@a", "n")
            .flattr("2026-11-01", "al@a", "t")
            .play();

    assertThat(figures.share("2026-10", "id0")).isEqualTo("2000000");
    assertFields(
        figures.in("2026-11", "flattrs", "id", "id3"),
        "state unclaimed, code not_receiving, amount 0");
  }

  @Test
  void listedRefusalsComeInTheirOrder() {
    Figures figures =
        alone()
            .member("al@a", "0.00", "0.00")
            .thing("own", "al@a")
            .flattr("2026-10-01", "al@a", "unlisted")
            .flattr("2026-10-01", "al@a", "own")
            .flattr("2026-10-01", "al@a", "t")
            .budget("2026-10-01", "al@a", "1.99")
            .play();

    assertThat(figures.outcomes())
        .containsExactly("unknown_thing", "flattr_owner", "no_means", "below_minimum");
    assertThat(figures.count("2026-10", "donors")).isZero();
  }

  private static Micro alone() {
    return Micro.months("2026-10", "2026-11", "2026-12")
        .node("a", 0, "1.00")
        .member("cy@a", "0.00", "0.00")
        .thing("t", "cy@a");
  }
}
