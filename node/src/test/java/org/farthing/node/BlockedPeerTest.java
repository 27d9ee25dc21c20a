package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.TestNode.NOVEMBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.DELIVERY;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.Federation;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.federation.directory.Admission;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.guard.Domain;
import org.farthing.node.guard.DomainRule;
import org.farthing.node.guard.Forwarding;
import org.farthing.node.guard.GuardTerms;
import org.farthing.node.guard.RequestLimits;
import org.farthing.node.guard.Severity;
import org.farthing.node.platform.http.AllowList;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.junit.jupiter.api.Test;

/** What a block of a domain means for flattrs, money and all else. */
final class BlockedPeerTest {

  private static final Mandate WHY = Mandate.ofCommand("they spam");

  @Test
  void noNewFlattrsAreExchangedWithABlockedPeerAndWhatIsOwedIsSettled() {
    try (TwoNodes month = new TwoNodes()) {
      month.everybodyFlattrs();
      set(month.a, month.b.setup().origin(), Severity.SUSPEND);

      assertThat(month.alice.clicks(month.bob.thing("dance")))
          .isInstanceOf(RecordOutcome.PeerBlocked.class);
      assertThat(month.alice.clicks(month.bob.thing("song")))
          .isInstanceOf(RecordOutcome.AlreadyFlattred.class);
      Given fromThere = month.bob.flattrs(month.carol.thing("new"));
      TestPeer.await("an answer", () -> month.bob.now(fromThere).state() == GivenState.REFUSED);
      assertThat(month.bob.now(fromThere).code()).contains("blocked");

      month.isClosed();

      month.everybodyHasWhatIsTheirs();
    }
  }

  @Test
  void blockedStrangerIsNotHeardAndNotAsked() {
    try (TestNode node = aNode().start();
        TestPeer mallory = TestPeer.start()) {
      set(node, mallory.ids.origin(), Severity.SUSPEND);
      mallory.members.create("eve", "Eve");

      assertThat(post(mallory, node, mallory.signed("hello"))).isEqualTo(403);
      assertThatThrownBy(
              () ->
                  node.node()
                      .creators()
                      .declare("https://eve.example/1", handle("eve", mallory.ids.origin())))
          .isInstanceOfSatisfying(
              Problem.class, it -> assertThat(it.code()).isEqualTo("unknown_creator"));
    }
  }

  @Test
  void nodeThatSpeaksWithListedServersAloneSpeaksWithThese() {
    GuardTerms strict =
        new GuardTerms(AllowList.EMPTY, true, Forwarding.NONE, RequestLimits.STANDARD);
    try (TestNode node = aNode().guardedBy(strict).start();
        TestPeer mallory = TestPeer.start()) {
      assertThat(post(mallory, node, mallory.signed("hello"))).isEqualTo(403);

      set(node, mallory.ids.origin(), Severity.ALLOW);

      assertThat(post(mallory, node, mallory.signed("hello"))).isEqualTo(202);
    }
  }

  @Test
  void whatIsOnItsWayToABlockedServerIsDroppedWithTheReason() {
    Admission none =
        new Admission() {
          @Override
          public boolean admits(ActivityDocument activity) {
            return false;
          }

          @Override
          public boolean releases(URI inbox, byte[] message) {
            return false;
          }
        };
    try (TestPeer a = TestPeer.stopped();
        TestPeer b = TestPeer.start();
        Federation blocking =
            new Federation(
                a.database,
                a.ids,
                a.keys,
                a.client,
                none,
                TestPeer.IMPATIENT,
                InstantSource.system())) {
      a.send(a.signed("hello"), b);
      blocking.start((_, _) -> {});

      TestPeer.await("nothing is left to send", () -> blocking.outbox().outstanding() == 0);
      List<String> errors =
          a.database.read(
              tx -> tx.dsl().select(DELIVERY.ERROR).from(DELIVERY).fetch(DELIVERY.ERROR));
      assertThat(errors).containsExactly("blocked");
      assertThat(b.handled).isEmpty();
    }
  }

  @Test
  void waitingFlattrOfABlockedPeerIsNotCounted() {
    try (TwoNodes month = new TwoNodes()) {
      month.calendar.set(Instant.parse("2026-11-05T12:00:00Z"));
      Given waiting = month.bob.flattrs(month.carol.thing("essay"));
      awaitQuiet(month.a, month.b);
      assertThat(month.bob.now(waiting).state()).isEqualTo(GivenState.UNCLAIMED);
      set(month.a, month.b.setup().origin(), Severity.SUSPEND);

      month.carol.flattrs(month.alice.thing("photo"));
      awaitQuiet(month.a, month.b);

      assertThat(month.carol.reserved(NOVEMBER)).isPresent();
      assertThat(month.bob.now(waiting).state()).isEqualTo(GivenState.UNCLAIMED);
    }
  }

  private static void set(TestNode node, Origin server, Severity severity) {
    Domain domain = Domain.of(server.authority());
    node.node().domainBlocks().put(new DomainRule(domain, severity, null, null), WHY);
  }

  private static int post(TestPeer from, TestNode to, JsonObject document) {
    URI inbox = to.setup().origin().resolve("/inbox");
    byte[] body = TestPeer.bytes(document);
    OutboundRequest request =
        from.requests()
            .post(
                inbox,
                Map.of("Content-Type", "application/activity+json"),
                body,
                HttpSignatureScheme.RFC_9421);
    return ((Answer) from.client.send(request)).status();
  }

  private static String handle(String name, Origin server) {
    return name + "@" + server.authority();
  }
}
