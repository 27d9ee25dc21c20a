package org.farthing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.model.FigureAssertions.assertField;
import static org.farthing.model.FigureAssertions.assertFields;

import org.farthing.model.Micro.Figures;
import org.junit.jupiter.api.Test;

/** Rules 7, 9 and 10. */
class ModelSettlementTest {

  @Test
  void feeIsFlooredOnceAndToppedUpByDebtor() {
    Figures figures =
        Micro.months("2026-10")
            .node("a", 0, "1.00")
            .node("b", 0, "1.00")
            .node("c", 333, "1.00")
            .member("al@a", "2.00", "2.00")
            .member("bo@b", "2.00", "2.00")
            .member("bz@b", "0.00", "0.00")
            .member("cy@c", "0.00", "0.00")
            .member("dz@c", "0.00", "0.00")
            .thing("cy", "cy@c")
            .thing("dz1", "dz@c")
            .thing("dz2", "dz@c")
            .thing("bz1", "bz@b")
            .thing("bz2", "bz@b")
            .flattr("2026-10-01", "al@a", "dz1")
            .flattr("2026-10-01", "al@a", "cy")
            .flattr("2026-10-01", "al@a", "dz2")
            .flattr("2026-10-01", "bo@b", "bz1")
            .flattr("2026-10-01", "bo@b", "bz2")
            .flattr("2026-10-01", "bo@b", "cy")
            .play();

    // 666666 × 333 / 10000 is 22199.97, twice that 44399.95: the second part is 22200.
    assertFields(
        figures.in("2026-10", "creators", "member", "cy@c"),
        "gross 1333332, fee 44399, net 1288933");
    assertField(figures.node("c").getJsonObject("fee"), "pending").isEqualTo("22200");
    assertFields(figures.member("cy@c"), "pending 644466, available 644467");
    assertField(figures.in("2026-10", "nets", "payer", "b"), "state").isEqualTo("CARRIED");
  }

  @Test
  void ownDebtCoversPendingRevenueRoundedDown() {
    Figures figures = covered("2026-10").play();

    assertFields(
        figures.in("2026-10", "nets", "payer", "a"),
        "payee b, net 1000000, paid 0, carried 1000000, state CARRIED");
    assertFields(figures.member("bob@b"), "pending 333334, available 333333");
    assertFields(figures.member("bea@b"), "pending 666667, available 666666");
    assertFields(figures.member("al@a"), "pending 0, available 1000000");
  }

  @Test
  void netOfZeroClosesAndHoldsNothingBack() {
    Figures figures = covered("2026-10", "2026-11").flattr("2026-11-01", "ben@b", "al1").play();

    assertFields(
        figures.in("2026-11", "nets", "payer", "a"),
        "payee b, net 0, paid 0, carried 0, state CLOSED");
    assertFields(figures.member("bob@b"), "pending 0, available 666667");
    assertFields(figures.member("bea@b"), "pending 0, available 1333333");
  }

  @Test
  void residueOfAPaymentIsCarriedAndHoldsNothingBack() {
    Figures figures =
        Micro.months("2026-10", "2026-11")
            .node("a", 0, "1.00")
            .node("b", 0, "0.01")
            .member("al@a", "2.00", "2.00")
            .member("ay@a", "0.00", "0.00")
            .member("bo@b", "0.00", "0.00")
            .thing("b1", "bo@b")
            .thing("a1", "ay@a")
            .thing("a2", "ay@a")
            .flattr("2026-10-01", "al@a", "b1")
            .flattr("2026-10-01", "al@a", "a1")
            .flattr("2026-10-01", "al@a", "a2")
            .play();

    assertFields(
        figures.in("2026-10", "nets", "payer", "a"),
        "net 666667, paid 660000, carried 6667, state CLOSED");
    assertFields(
        figures.in("2026-11", "nets", "payer", "a"),
        "net 6667, paid 0, carried 6667, state CARRIED");
    assertThat(figures.count("2026-11", "statements")).isZero();
    assertFields(figures.member("bo@b"), "pending 0, available 666667");
    assertField(figures.node("b"), "bank").isEqualTo("660000");
  }

  @Test
  void olderMonthIsCoveredFirst() {
    Figures figures =
        Micro.months("2026-10", "2026-11")
            .node("a", 0, "10.00")
            .node("b", 0, "10.00")
            .member("al@a", "10.00", "2.00")
            .member("ben@b", "10.00", "3.00")
            .member("old@b", "0.00", "0.00")
            .member("new@b", "0.00", "0.00")
            .thing("old", "old@b")
            .thing("new", "new@b")
            .thing("al", "al@a")
            .flattr("2026-10-01", "al@a", "old")
            .flattr("2026-11-01", "al@a", "new")
            .flattr("2026-11-01", "ben@b", "al")
            .play();

    assertFields(figures.member("old@b"), "pending 0, available 2000000");
    assertFields(figures.member("new@b"), "pending 1000000, available 1000000");
  }

  /** In October a owes b 2.00 (bob 0.666667, bea the rest), b owes a 1.00: nothing is paid. */
  private static Micro covered(String... months) {
    return Micro.months(months)
        .node("a", 0, "5.00")
        .node("b", 0, "5.00")
        .member("al@a", "2.00", "2.00")
        .memberAtMost("1.00", "ben@b", "10.00", "2.00")
        .member("bob@b", "0.00", "0.00")
        .member("bea@b", "0.00", "0.00")
        .thing("bob1", "bob@b")
        .thing("bea1", "bea@b")
        .thing("bea2", "bea@b")
        .thing("al1", "al@a")
        .flattr("2026-10-01", "al@a", "bob1")
        .flattr("2026-10-01", "al@a", "bea1")
        .flattr("2026-10-01", "al@a", "bea2")
        .flattr("2026-10-01", "ben@b", "al1");
  }
}
