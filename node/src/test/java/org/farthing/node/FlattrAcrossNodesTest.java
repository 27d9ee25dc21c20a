package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.TestNode.cutOff;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.UndoOutcome;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.settlement.CloseStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a click does when its creator is at another node (product rules 4, 5, 8 and 14). */
final class FlattrAcrossNodesTest {

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode a = aNode().at(calendar).behindAProxy().start();
  private final TestNode b = aNode().at(calendar).behindAProxy().start();
  private final TestMember alice = a.aDonor("alice").withFunds("10.00").withBudget("3.00");
  private final TestMember bob = b.aCreator("bob").withFunds("10.00").withBudget("2.00");
  private final TestMember carol = b.aCreator("carol");
  private final TestThing song = bob.thing("song");

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  @Test
  void flattrIsSentUntilTheCreatorsNodeHasCountedIt() {
    bobGives();
    b.proxy().pass((request, node) -> request.isPost() ? null : node.send(request));

    Given flattr = alice.flattrs(song);
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.SENT);

    b.proxy().pass((request, node) -> node.send(request));
    awaitQuiet(a, b);
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.COUNTED);
  }

  @Test
  void flattrWaitsUntilItsCreatorGives() {
    Given flattr = alice.flattrs(song);
    awaitQuiet(a, b);
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.UNCLAIMED);
    assertThat(alice.now(flattr).code()).contains("not_receiving");

    bobGives();
    awaitQuiet(a, b);

    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.COUNTED);
  }

  @Test
  void flattrOfAThingThatIsNotTheCreatorsIsUnclaimedAndCostsNothing() {
    bobGives();
    Given flattr = alice.flattrs(new TestThing("https://not-bobs.example/", bob));
    awaitQuiet(a, b);
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.UNCLAIMED);
    assertThat(alice.now(flattr).code()).contains("unknown_creator");

    cutOff(calendar, OCTOBER);
    a.closes(OCTOBER);

    assertThat(alice.funds()).isEqualTo("10.00");
  }

  @Test
  void undoHoldsThoughItArrivesBeforeItsFlattr() {
    bobGives();
    alice.flattrs(bob.thing("another"));
    awaitQuiet(a, b);
    b.proxy()
        .pass(
            (request, node) ->
                request.text().contains("\"type\":\"Undo\"") || !request.isPost()
                    ? node.send(request)
                    : null);
    Given flattr = alice.flattrs(song);

    assertThat(alice.undoes(song)).isInstanceOf(UndoOutcome.Undone.class);
    TestPeer.await(
        "the undo has come",
        () ->
            b.proxy().posted().stream()
                .anyMatch(message -> message.text().contains("\"type\":\"Undo\"")));
    b.proxy().pass((request, node) -> node.send(request));
    awaitQuiet(a, b);

    cutOff(calendar, OCTOBER);
    a.closes(OCTOBER);
    b.closes(OCTOBER);
    awaitQuiet(a, b);
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.UNDONE);
    assertThat(bob.available()).isEqualTo("2.70");
  }

  @Test
  void receiptThatIsUnderWayAtTheCutOffIsReadFromTheLogAndCounts() {
    bobGives();
    alice.flattrs(bob.thing("another"));
    awaitQuiet(a, b);
    // The receipt is held up on its way, until the month is over.
    a.proxy().pass((request, node) -> request.isPost() ? null : node.send(request));
    Given late = alice.flattrs(song);
    TestPeer.await("it is receipted", () -> a.proxy().posted().size() > 1);
    cutOff(calendar, OCTOBER);
    a.closes(OCTOBER);

    assertThat(alice.now(late).state()).isEqualTo(GivenState.COUNTED);
    a.proxy().pass((request, node) -> node.send(request));
    awaitQuiet(a, b);
    b.closes(OCTOBER);
    awaitQuiet(a, b);
    assertThat(a.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);
    assertThat(b.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);
    assertThat(bob.available()).isEqualTo("2.70");
  }

  @Test
  void undoThatIsUnderWayAtTheCutOffHoldsOnBothSides() {
    bobGives();
    alice.flattrs(bob.thing("another"));
    Given undone = alice.flattrs(song);
    awaitQuiet(a, b);
    b.proxy().pass((request, node) -> request.isPost() ? null : node.send(request));
    alice.undoes(song);

    cutOff(calendar, OCTOBER);
    assertThat(a.closes(OCTOBER)).as("waits for b to hear of it").isEqualTo(CloseStage.CUT_OFF);
    b.proxy().pass((request, node) -> node.send(request));
    awaitQuiet(a, b);
    a.closes(OCTOBER);
    b.closes(OCTOBER);
    awaitQuiet(a, b);

    assertThat(a.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);
    assertThat(b.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);
    assertThat(alice.now(undone).state()).isEqualTo(GivenState.UNDONE);
    assertThat(bob.available()).isEqualTo("2.70");
    assertThat(a.node().check()).isEmpty();
    assertThat(b.node().check()).isEmpty();
  }

  @Test
  void splitWaitsForANodeThatCannotBeAskedNoLongerThanADay() {
    bobGives();
    alice.flattrs(bob.thing("another"));
    awaitQuiet(a, b);
    b.proxy().pass((request, node) -> request.isPost() ? null : node.send(request));
    Given unanswered = alice.flattrs(song);
    b.proxy().pass((_, _) -> null);
    cutOff(calendar, OCTOBER);
    Instant cutOff = calendar.instant();

    assertThat(a.closes(OCTOBER)).isEqualTo(CloseStage.CUT_OFF);
    calendar.set(cutOff.plus(Duration.ofHours(24)).minusNanos(1));
    assertThat(a.closes(OCTOBER)).isEqualTo(CloseStage.CUT_OFF);
    calendar.set(cutOff.plus(Duration.ofHours(24)));
    assertThat(a.closes(OCTOBER)).isGreaterThanOrEqualTo(CloseStage.SPLIT);

    assertThat(alice.now(unanswered).state()).isEqualTo(GivenState.SENT);
    assertThat(alice.funds()).isEqualTo("7.00");
  }

  @Test
  void anonymousFlattrNamesNobodyOnTheWire() {
    bobGives();
    alice.anonymous();
    Given flattr = alice.flattrs(song);
    awaitQuiet(a, b);
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.COUNTED);

    cutOff(calendar, OCTOBER);
    a.closes(OCTOBER);
    b.closes(OCTOBER);
    awaitQuiet(a, b);

    List<TestProxy.Message> posted = b.proxy().posted();
    assertThat(posted).isNotEmpty();
    assertThat(posted)
        .allSatisfy(
            message ->
                assertThat(String.join("\n", message.head()) + message.text())
                    .doesNotContain("alice")
                    .doesNotContain(alice.id().toString()));
    assertThat(bob.available()).isEqualTo("2.70");
  }

  @Test
  void nodesOfDifferentCurrenciesExchangeNoReceipts() {
    try (TestNode euros = aNode().at(calendar).withCurrency("EUR").withoutGiveToGet().start()) {
      TestMember dora = euros.aCreator("dora");

      Given flattr = alice.flattrs(dora.thing("film"));
      awaitQuiet(a, euros);

      assertThat(alice.now(flattr).state()).isEqualTo(GivenState.REFUSED);
      assertThat(alice.now(flattr).code()).contains("currency");
    }
  }

  /** By a first flattr of the month; from then on bob receives. */
  private void bobGives() {
    calendar.set(Instant.parse("2026-10-05T00:00:00Z"));
    bob.flattrs(carol.thing("drawing"));
  }
}
