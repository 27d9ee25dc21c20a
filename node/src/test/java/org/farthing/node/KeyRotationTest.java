package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.INBOUND_REVOKED;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.farthing.node.TestProxy.Message;
import org.farthing.node.account.ActorKeyRing.Revocation;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A month between two nodes, one of which changes its keys in the middle of it. */
final class KeyRotationTest {

  private final TwoNodes month = new TwoNodes();

  @AfterEach
  void close() {
    month.close();
  }

  @Test
  void monthIsSettledAcrossARotationWithMessagesUnderWay() {
    month.everybodyFlattrs();
    // What is said now reaches nobody until the keys are others.
    holdUp(month.b);
    Given flattr = month.alice.flattrs(month.bob.thing("late"));
    TestPeer.await("it is sent", () -> wasPosted(month.b, flattr.id().toString()));

    besideTheServingNode(
        node -> {
          node.keys().rotate(node.ids().node());
          node.keys().rotate(node.ids().member("alice"));
        });
    letThrough(month.b);
    Given afterwards = month.alice.flattrs(month.bob.thing("later"));
    awaitQuiet(month.a, month.b);

    assertThat(month.alice.now(flattr).state()).isEqualTo(GivenState.COUNTED);
    assertThat(month.alice.now(afterwards).state()).isEqualTo(GivenState.COUNTED);
    month.isClosed();
    assertThat(month.bob.available()).isEqualTo("6.12");
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check()).isEmpty();
  }

  @Test
  void whatIsUnderWayIsProvenAnewWhenItsKeyIsRevokedAndCounts() {
    month.everybodyFlattrs();
    holdUp(month.b);
    Given flattr = month.alice.flattrs(month.bob.thing("late"));
    String id = flattr.id().activity(month.a.node().origin()).toString();
    TestPeer.await("it is sent", () -> wasPosted(month.b, id));

    besideTheServingNode(
        node ->
            assertThat(node.keys().revoke(node.ids().member("alice"), "ed25519-key", _ -> {}))
                .isInstanceOf(Revocation.Revoked.class));
    TestPeer.await("it is proven anew", () -> bodyOf(id).contains("users/alice#ed25519-key-2"));
    letThrough(month.b);
    awaitQuiet(month.a, month.b);

    assertThat(month.alice.now(flattr).state()).isEqualTo(GivenState.COUNTED);
    month.isClosed();
    assertThat(month.b.node().check()).isEmpty();
  }

  @Test
  void messageSignedWithARevokedKeyIsRefusedWithACodeAndKept() {
    month.everybodyFlattrs();
    holdUp(month.b);
    Given flattr = month.alice.flattrs(month.bob.thing("late"));
    TestPeer.await("it is sent", () -> wasPosted(month.b, flattr.id().toString()));
    List<Message> stolen =
        month.b.proxy().posted().stream()
            .filter(message -> message.text().contains(flattr.id().toString()))
            .toList();

    besideTheServingNode(node -> node.keys().revoke(node.ids().node(), "ed25519-key", _ -> {}));
    // A serving node learns of it within seconds; this one when it starts.
    month.a.stop();
    month.a.restart();
    letThrough(month.b);
    TestMember alice = month.a.member("alice");
    alice.flattrs(month.bob.thing("another"));
    awaitQuiet(month.a, month.b);
    // Whoever has the key sends what was never said; here, what was said before.
    Message answer = month.b.proxy().forward(stolen.getFirst());

    assertThat(answer.firstLine()).contains("401");
    assertThat(answer.text()).contains("\"revoked_key\"");
    assertThat(keptBy(month.b)).contains(stolen.getFirst().text());
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.COUNTED);
  }

  /** As a command does it, in a process of its own. */
  private void besideTheServingNode(Consumer<Node> command) {
    try (Node node = Node.open(month.a.setup())) {
      command.accept(node);
    }
  }

  private static List<String> keptBy(TestNode node) {
    return node.inDatabase(
        tx ->
            tx.dsl()
                .select(INBOUND_REVOKED.BODY)
                .from(INBOUND_REVOKED)
                .fetch(row -> new String(row.value1(), StandardCharsets.UTF_8)));
  }

  private static void holdUp(TestNode node) {
    node.proxy().pass((request, to) -> request.isPost() ? null : to.send(request));
  }

  private static void letThrough(TestNode node) {
    node.proxy().pass((request, to) -> to.send(request));
  }

  private static boolean wasPosted(TestNode node, String text) {
    return node.proxy().posted().stream().anyMatch(message -> message.text().contains(text));
  }

  private String bodyOf(String id) {
    return month.a.inDatabase(
        tx ->
            new String(
                tx.dsl()
                    .select(OUTBOUND_MESSAGE.BODY)
                    .from(OUTBOUND_MESSAGE)
                    .where(OUTBOUND_MESSAGE.ID.eq(id))
                    .fetchSingle(OUTBOUND_MESSAGE.BODY),
                StandardCharsets.UTF_8));
  }
}
