package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.PEER_POLICY;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.peer.Peer;
import org.farthing.node.settlement.CloseStage;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.junit.jupiter.api.Test;

/** A node that is away until long after its month is given up by the other, and comes back. */
final class AwayNodeTest {

  /** After the grace for what others have counted, and within a day after a start on that day. */
  private static final Instant UNPATIENT = Instant.parse("2026-11-05T12:00:00Z");

  private static final Instant UNANSWERED = Instant.parse("2026-11-08T00:00:00Z");
  private static final Instant OVERDUE = Instant.parse("2026-11-21T00:00:00Z");
  private static final Instant DEFAULT = Instant.parse("2026-12-31T00:00:00Z");
  private static final Instant BACK = Instant.parse("2027-01-05T12:00:00Z");
  private static final YearMonth DECEMBER = OCTOBER.plusMonths(2);
  private static final YearMonth JANUARY = YearMonth.of(2027, 1);

  @Test
  void whatTheOtherOwedIsPaidWhatItOwedItselfGoesBackAndTheNextMonthIsSettledAsEver() {
    try (TwoNodes nodes = new TwoNodes()) {
      nodes.everybodyFlattrs();
      knowsThePolicy(nodes);
      nodes.b.stop();
      nodes.b.proxy().pass((request, node) -> null);
      TestNode.cutOff(nodes.calendar, OCTOBER);
      nodes.a.closes(OCTOBER);
      nodes.calendar.set(UNANSWERED);
      TestPeer.await("a states", () -> nodes.a.closes(OCTOBER) == CloseStage.STATED);
      passes(nodes, OVERDUE);
      passes(nodes, DEFAULT);
      TestPeer.await("a waits no longer", () -> nodes.a.closes(OCTOBER) == CloseStage.CLOSED);
      assertThat(nodes.a.stageWith(nodes.b, OCTOBER)).isEqualTo(Stage.DEFAULTED);
      assertThat(nodes.a.bank()).as("paid without an answer").isEqualTo("9.00");

      nodes.calendar.set(BACK);
      nodes.b.proxy().pass((request, node) -> node.send(request));
      nodes.b.restart();
      TestPeer.await("b states", () -> nodes.b.closes(OCTOBER) != CloseStage.OPEN);
      passes(nodes, BACK.plus(Duration.ofHours(2)));
      TestPeer.await("b has closed", () -> nodes.b.closes(OCTOBER) == CloseStage.CLOSED);
      TestPeer.await("all is paid", () -> nodes.a.stageWith(nodes.b, OCTOBER) == Stage.CLOSED);

      assertThat(nodes.b.stageWith(nodes.a, OCTOBER)).isEqualTo(Stage.CLOSED);
      assertThat(nodes.bob.available()).isEqualTo("5.40");
      assertThat(nodes.bob.funds()).as("what b stated too late is his again").isEqualTo("5.00");
      assertThat(nodes.carol.available()).as("from here alone").isEqualTo("1.80");

      Peer peer = nodes.a.node().peers().getFirst();
      TestPeer.await("b is not late any more", () -> nodes.a.node().suspension(peer).isEmpty());
      nodes.carol.flattrs(nodes.bob.thing("song"));
      nodes.bob.flattrs(nodes.carol.thing("essay"));
      awaitQuiet(nodes.a, nodes.b);
      TestNode.cutOff(nodes.calendar, JANUARY);
      nodes.a.closes(JANUARY);
      nodes.b.closes(JANUARY);
      awaitQuiet(nodes.a, nodes.b);
      assertThat(nodes.a.closes(JANUARY)).isEqualTo(CloseStage.CLOSED);
      assertThat(nodes.b.closes(JANUARY)).isEqualTo(CloseStage.CLOSED);
      assertThat(nodes.a.stageWith(nodes.b, JANUARY)).isEqualTo(Stage.CLOSED);
      assertThat(nodes.carol.available()).as("3.00 less the fee").isEqualTo("4.50");
      for (TestNode node : List.of(nodes.a, nodes.b)) {
        assertThat(node.node().check()).isEmpty();
      }
    }
  }

  @Test
  void whoHidesItsPolicyHoldsUpNoMonthAndIsStatedToOnceItShowsItOrGetsNothing() {
    try (TwoNodes nodes = new TwoNodes()) {
      hidesItsPolicy(nodes.b);
      nodes.everybodyFlattrs();
      TestNode.cutOff(nodes.calendar, OCTOBER);
      assertThat(nodes.a.closes(OCTOBER)).isEqualTo(CloseStage.STATED);
      assertThat(nodes.a.stageWith(nodes.b, OCTOBER)).isEqualTo(Stage.OPEN);
      assertThat(nodes.a.node().check()).isEmpty();
      nodes.b.proxy().pass((request, node) -> node.send(request));
      nodes.a.node().lookForWhatIsDue();
      TestPeer.await("a states", () -> nodes.a.stageWith(nodes.b, OCTOBER) != Stage.OPEN);
      nodes.b.closes(OCTOBER);
      awaitQuiet(nodes.a, nodes.b);
      assertThat(nodes.a.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);
      assertThat(nodes.b.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);
      nodes.everybodyHasWhatIsTheirs();

      hidesItsPolicy(nodes.b);
      nodes.calendar.set(Instant.parse("2026-12-20T12:00:00Z"));
      nodes.bob.flattrs(nodes.carol.thing("essay"));
      nodes.alice.flattrs(nodes.bob.thing("song"));
      awaitQuiet(nodes.a, nodes.b);
      TestNode.cutOff(nodes.calendar, DECEMBER);
      assertThat(nodes.a.closes(DECEMBER)).isEqualTo(CloseStage.STATED);
      assertThat(nodes.alice.funds()).as("it is given").isEqualTo("0.00");
      passes(nodes, Instant.parse("2027-03-02T00:00:00Z"));
      TestPeer.await("a waits no longer", () -> nodes.a.closes(DECEMBER) == CloseStage.CLOSED);
      assertThat(nodes.alice.funds()).as("it could not be stated").isEqualTo("4.00");
      assertThat(nodes.a.node().check()).isEmpty();
    }
  }

  @Test
  void whoCannotBeAskedAfterAStartIsStatedToLaterAndTheBooksAgreeMeanwhile() {
    try (TwoNodes nodes = new TwoNodes()) {
      nodes.everybodyFlattrs();
      knowsThePolicy(nodes);
      nodes.a.stop();
      nodes.b.proxy().pass((_, _) -> null);
      nodes.calendar.set(UNPATIENT);
      nodes.a.restart();

      assertThat(nodes.a.closes(OCTOBER)).isEqualTo(CloseStage.STATED);
      assertThat(nodes.a.stageWith(nodes.b, OCTOBER)).isEqualTo(Stage.OPEN);
      assertThat(nodes.a.node().check()).isEmpty();

      nodes.b.proxy().pass((request, node) -> node.send(request));
      TestPeer.await("a states", () -> nodes.a.stageWith(nodes.b, OCTOBER) != Stage.OPEN);
    }
  }

  private static void hidesItsPolicy(TestNode node) {
    node.proxy()
        .pass(
            (request, receiver) ->
                request.firstLine().contains("/policy") ? null : receiver.send(request));
  }

  /** A node reads the others' within the month. */
  private static void knowsThePolicy(TwoNodes nodes) {
    nodes.a.node().lookForWhatIsDue();
    TestPeer.await(
        "a has read b's policy",
        () -> nodes.a.<Integer>inDatabase(tx -> tx.dsl().fetchCount(PEER_POLICY)) == 1);
  }

  private static void passes(TwoNodes nodes, Instant time) {
    nodes.calendar.set(time);
    nodes.a.node().lookForWhatIsDue();
    TestPeer.await("a has done what is due", () -> !nodes.a.node().isSettling());
  }
}
