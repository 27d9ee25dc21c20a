package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.payout.PaymentOrder;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Suspension.Reason;
import org.farthing.node.platform.schedule.SettableClock;
import org.junit.jupiter.api.Test;

/** With whom no flattrs are exchanged, and until when (product rule 16). */
final class SuspendedPeerTest {

  private static final Instant SUSPENDED = Instant.parse("2026-12-01T12:00:00Z");

  @Test
  void peerThatIsLateForTooLongGivesAndGetsNothingUntilItHasSettled() {
    try (TwoNodes month = new TwoNodes()) {
      month.everybodyFlattrs();
      TestNode.cutOff(month.calendar, OCTOBER);
      month.a.closes(OCTOBER);
      awaitQuiet(month.a, month.b);
      assertThat(reason(month.a)).isEmpty();

      month.calendar.set(SUSPENDED);
      month.a.restart();
      TestPeer.await("its standing", () -> reason(month.a).equals(Optional.of(Reason.LATE)));

      assertThat(month.alice.clicks(month.bob.thing("song")))
          .isInstanceOf(RecordOutcome.PeerSuspended.class);
      Given fromThere = month.bob.flattrs(month.carol.thing("essay"));
      TestPeer.await("an answer", () -> month.bob.now(fromThere).state() == GivenState.REFUSED);
      assertThat(month.bob.now(fromThere).code()).contains("suspended");

      month.b.closes(OCTOBER);
      TestPeer.await("its standing", () -> reason(month.a).isEmpty());

      assertThat(month.alice.clicks(month.bob.thing("song")))
          .isInstanceOf(RecordOutcome.Recorded.class);
      awaitQuiet(month.a, month.b);
      assertThat(month.a.node().check()).isEmpty();
      assertThat(month.b.node().check()).isEmpty();
    }
  }

  @Test
  void adminForgivesWhatWasLate() {
    try (TwoNodes month = new TwoNodes()) {
      month.everybodyFlattrs();
      TestNode.cutOff(month.calendar, OCTOBER);
      month.a.closes(OCTOBER);
      month.calendar.set(SUSPENDED);
      month.a.restart();
      TestPeer.await("its standing", () -> reason(month.a).equals(Optional.of(Reason.LATE)));

      // Paused beside it: that ends first, and forgives nothing.
      int peer = peer(month.a).id();
      assertThat(month.a.node().pairDecisions().pause(peer, Mandate.ofCommand("wait"))).isTrue();
      assertThat(reason(month.a)).contains(Reason.PAUSED);
      month.a.node().pairDecisions().resume(peer, Mandate.ofCommand("waited"));
      assertThat(reason(month.a)).contains(Reason.LATE);

      month.a.node().pairDecisions().resume(peer, Mandate.ofCommand("on holiday"));

      assertThat(month.alice.clicks(month.bob.thing("song")))
          .isInstanceOf(RecordOutcome.Recorded.class);
      month.a.restart();
      assertThat(reason(month.a)).isEmpty();
    }
  }

  @Test
  void peerThatOwesMoreThanIsAllowedGivesNothingUntilItHasPaid() {
    SettableClock calendar = TestNode.aCalendar();
    try (TestNode a = owed().at(calendar).lendingPeers("5.00").start();
        TestNode b = owed().at(calendar).start()) {
      TestMember carol = a.aCreator("carol");
      TestMember bob = b.aDonor("bob").withFunds("20.00").withBudget("6.00");
      bob.flattrs(carol.thing("essay"));
      awaitQuiet(a, b);
      TestNode.cutOff(calendar, OCTOBER);
      a.closes(OCTOBER);
      b.closes(OCTOBER);
      TestPeer.await("its standing", () -> reason(a).equals(Optional.of(Reason.EXPOSURE)));

      Given tooMuch = bob.flattrs(carol.thing("essay"));
      awaitQuiet(a, b);
      assertThat(bob.now(tooMuch).code()).contains("suspended");

      PaymentOrder order = b.node().orders().all().getFirst();
      a.node().incoming().record(peer(a).id(), order.micros(), order.reference(), "movement 1");
      TestPeer.await("its standing", () -> reason(a).isEmpty());
      Given anew = bob.flattrs(carol.thing("poem"));
      awaitQuiet(a, b);
      assertThat(bob.now(anew).state()).isEqualTo(GivenState.COUNTED);
      assertThat(a.node().check()).isEmpty();
    }
  }

  private static TestNode.Builder owed() {
    return aNode().withoutGiveToGet().thatPaysByHand();
  }

  private static Peer peer(TestNode node) {
    return node.node().peers().getFirst();
  }

  private static Optional<Reason> reason(TestNode node) {
    return node.node().suspension(peer(node)).map(it -> it.reason());
  }
}
