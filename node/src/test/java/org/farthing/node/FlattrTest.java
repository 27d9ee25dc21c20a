package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.NOVEMBER;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.cutOff;

import java.time.Instant;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.flattr.UndoOutcome;
import org.farthing.node.platform.schedule.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a click does on one node (product rules 2 to 6 and 8). */
final class FlattrTest {

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode node = aNode().at(calendar).withoutGiveToGet().start();
  private final TestMember alice = node.aDonor("alice").withFunds("10.00").withBudget("3.00");
  private final TestMember bob = node.aCreator("bob");
  private final TestThing song = bob.thing("song");
  private final TestThing poem = bob.thing("poem");

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void firstFlattrOfAMonthReservesItsBudget() {
    assertThat(alice.reserved(OCTOBER)).isEmpty();

    RecordOutcome first = alice.clicks(song);
    RecordOutcome second = alice.clicks(poem);

    assertThat(first)
        .isInstanceOfSatisfying(
            RecordOutcome.Recorded.class, it -> assertThat(it.firstOfMonth()).isTrue());
    assertThat(second)
        .isInstanceOfSatisfying(
            RecordOutcome.Recorded.class, it -> assertThat(it.firstOfMonth()).isFalse());
    assertThat(alice.reserved(OCTOBER)).contains("3.00");
    assertThat(alice.funds()).isEqualTo("7.00");
  }

  @Test
  void secondClickInTheSameMonthChangesNothing() {
    Given first = alice.flattrs(song);

    RecordOutcome second = alice.clicks(song);

    assertThat(second).isEqualTo(new RecordOutcome.AlreadyFlattred(first));
    assertThat(alice.gave(OCTOBER)).containsExactly(first);
    assertThat(alice.funds()).isEqualTo("7.00");
  }

  @Test
  void sameThingIsFlattredAgainInTheNextMonth() {
    alice.flattrs(song);
    calendar.set(Instant.parse("2026-11-01T00:00:00Z"));

    Given next = alice.flattrs(song);

    assertThat(next.period()).isEqualTo(NOVEMBER);
    assertThat(alice.reserved(NOVEMBER)).contains("3.00");
    assertThat(alice.funds()).isEqualTo("4.00");
  }

  @Test
  void nobodyFlattrsTheirOwnThing() {
    bob.withFunds("10.00").withBudget("2.00");

    assertThat(bob.clicks(song)).isInstanceOf(RecordOutcome.FlattrOwner.class);
    assertThat(bob.reserved(OCTOBER)).isEmpty();
  }

  @Test
  void thingThatNobodyKnowsIsNotFlattred() {
    RecordOutcome outcome =
        node.node().flattrs().record(alice.id(), "https://nowhere.example/", null);

    assertThat(outcome).isInstanceOf(RecordOutcome.UnknownThing.class);
    assertThat(alice.reserved(OCTOBER)).isEmpty();
  }

  @Test
  void donorWithoutMeansIsRefusedAndNothingIsStored() {
    TestMember poor = node.aDonor("poor").withFunds("1.99").withBudget("2.00");

    assertThat(poor.clicks(song)).isInstanceOf(RecordOutcome.NoMeans.class);

    assertThat(poor.gave(OCTOBER)).isEmpty();
    assertThat(poor.reserved(OCTOBER)).isEmpty();
    assertThat(poor.funds()).isEqualTo("1.99");
  }

  @Test
  void reservationIsTheSmallerOfBudgetAndFunds() {
    TestMember dave = node.aDonor("dave").withFunds("2.50").withBudget("4.00");

    dave.flattrs(song);

    assertThat(dave.reserved(OCTOBER)).contains("2.50");
    assertThat(dave.funds()).isEqualTo("0.00");
  }

  @Test
  void higherBudgetRaisesTheReservationAsFarAsFundsAllow() {
    alice.flattrs(song);

    alice.withBudget("5.00");
    assertThat(alice.reserved(OCTOBER)).contains("5.00");
    assertThat(alice.funds()).isEqualTo("5.00");

    alice.withBudget("50.00");
    assertThat(alice.reserved(OCTOBER)).contains("10.00");
    assertThat(alice.funds()).isEqualTo("0.00");
  }

  @Test
  void depositAloneRaisesNoReservation() {
    TestMember dave = node.aDonor("dave").withFunds("2.50").withBudget("4.00");
    dave.flattrs(song);

    dave.withFunds("5.00");
    assertThat(dave.reserved(OCTOBER)).contains("2.50");

    dave.withBudget("4.00");
    assertThat(dave.reserved(OCTOBER)).contains("4.00");
  }

  @Test
  void lowerBudgetHoldsFromTheNextMonth() {
    alice.flattrs(song);

    alice.withBudget("2.00");
    alice.flattrs(poem);
    assertThat(alice.reserved(OCTOBER)).contains("3.00");

    calendar.set(Instant.parse("2026-11-01T00:00:00Z"));
    alice.flattrs(song);
    assertThat(alice.reserved(NOVEMBER)).contains("2.00");
  }

  @Test
  void whoStopsGivingStillFlattrsInThisMonthAndNotInTheNext() {
    alice.flattrs(song);

    alice.withBudget("0.00");
    alice.flattrs(poem);

    calendar.set(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(alice.clicks(song)).isInstanceOf(RecordOutcome.NoMeans.class);
  }

  @Test
  void clickAfterAnUndoIsANewFlattr() {
    Given first = alice.flattrs(song);

    assertThat(alice.undoes(song)).isInstanceOf(UndoOutcome.Undone.class);
    assertThat(alice.undoes(song)).isInstanceOf(UndoOutcome.NothingToUndo.class);
    Given second = alice.flattrs(song);

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(alice.now(first).state()).isEqualTo(GivenState.UNDONE);
    assertThat(alice.now(second).state()).isEqualTo(GivenState.COUNTED);
  }

  @Test
  void undoWorksUntilTheInstantBeforeTheCutOffAndNotAtIt() {
    Given one = alice.flattrs(song);
    Given other = alice.flattrs(poem);
    Instant cutOff = TestNode.DAYS.cutOff(OCTOBER);

    calendar.set(cutOff.minusNanos(1000));
    assertThat(node.node().flattrs().undo(alice.id(), one.id()))
        .isInstanceOf(UndoOutcome.Undone.class);

    calendar.set(cutOff);
    assertThat(node.node().flattrs().undo(alice.id(), other.id()))
        .isInstanceOf(UndoOutcome.NothingToUndo.class);
    assertThat(alice.now(other).state()).isEqualTo(GivenState.COUNTED);
  }

  @Test
  void nobodyUndoesAnothersFlattr() {
    Given flattr = alice.flattrs(song);

    assertThat(node.node().flattrs().undo(bob.id(), flattr.id()))
        .isInstanceOf(UndoOutcome.NothingToUndo.class);
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.COUNTED);
  }

  @Test
  void monthWithoutACountedFlattrCostsNothing() {
    Given unclaimed = alice.flattrs(new TestThing("https://nobody.example/", null));
    assertThat(unclaimed.state()).isEqualTo(GivenState.UNCLAIMED);
    assertThat(unclaimed.code()).contains("unknown_creator");

    cutOff(calendar, OCTOBER);
    node.closes(OCTOBER);

    assertThat(alice.funds()).isEqualTo("10.00");
    assertThat(node.node().check()).isEmpty();
  }

  @Test
  void budgetIsSplitToTheLastMicroUnit() {
    alice.flattrs(song);
    alice.flattrs(poem);
    TestMember carol = node.aCreator("carol");
    for (int i = 0; i < 5; i++) {
      alice.flattrs(carol.thing("essay-" + i));
    }

    cutOff(calendar, OCTOBER);
    node.closes(OCTOBER);

    assertThat(node.node().figures().shares(OCTOBER).values())
        .containsExactlyInAnyOrder(
            428_572L, 428_572L, 428_572L, 428_571L, 428_571L, 428_571L, 428_571L);
    assertThat(alice.funds()).isEqualTo("7.00");
    assertThat(node.node().check()).isEmpty();
  }

  @Test
  void restAboveTheMaximumPerFlattrIsReleased() {
    alice.withMaximum("1.00");
    alice.flattrs(song);
    alice.flattrs(poem);

    cutOff(calendar, OCTOBER);
    node.closes(OCTOBER);

    assertThat(alice.funds()).isEqualTo("8.00");
    assertThat(bob.available()).isEqualTo("1.80");
    assertThat(node.feeAvailable()).isEqualTo("0.20");
  }
}
