package org.farthing.node.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.federation.TestPeer.awaitRest;
import static org.farthing.node.federation.TestPeer.found;
import static org.farthing.node.generated.Tables.DELIVERY;
import static org.farthing.node.generated.Tables.INBOUND_ACTIVITY;
import static org.farthing.node.generated.Tables.INBOUND_REVOKED;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.federation.directory.RemoteActor;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that speak to each other over HTTP. */
class FederationTest {

  private TestPeer a;
  private TestPeer b;

  @BeforeEach
  void start() {
    a = TestPeer.start();
    b = TestPeer.start();
  }

  @AfterEach
  void stop() {
    a.close();
    b.close();
  }

  @Test
  void nodesFindEachOthersMembersByHandle() {
    a.members.create("alice", "Alice");
    b.members.create("bob", "Bob B.");

    RemoteActor bob = found(a.federation.directory().resolveHandle("@bob@" + authority(b)));
    RemoteActor alice = found(b.federation.directory().resolveHandle("alice@" + authority(a)));

    assertThat(bob.id()).isEqualTo(b.ids.member("bob"));
    assertThat(bob.document().name()).contains("Bob B.");
    assertThat(alice.id()).isEqualTo(a.ids.member("alice"));
    RemoteActor node = found(a.federation.directory().nodeOf(bob));
    assertThat(node.id()).isEqualTo(b.ids.node());
    assertThat(node.document().inbox()).isEqualTo(b.ids.sharedInbox());
  }

  @Test
  void unknownAndUnreachableActorsAreToldApart() {
    ActorLookup nobody = a.federation.directory().resolveHandle("nobody@" + authority(b));
    ActorLookup noHandle = a.federation.directory().resolveHandle("bob@not a host");
    URI closed = URI.create("http://localhost:1/users/bob");
    ActorLookup unreachable = a.federation.directory().find(new ActorId(closed));

    assertThat(nobody).isInstanceOf(ActorLookup.NoActor.class);
    assertThat(noHandle).isInstanceOf(ActorLookup.NoActor.class);
    assertThat(unreachable).isInstanceOf(ActorLookup.Unreachable.class);
  }

  @Test
  void whatIsSentTwiceIsHandledOnce() {
    JsonObject message = a.signed("hello");

    a.send(message, b);
    a.send(message, b);
    awaitRest(a, b);

    assertThat(b.handled).singleElement().extracting(VerifiedActivity::proven).isEqualTo(true);
    assertThat(b.handled.getFirst().document().json()).isEqualTo(message);
  }

  @Test
  void memberIsBelievedByTheirProofUnderTheSignatureOfTheirNode() {
    a.members.create("alice", "Alice");

    a.send(a.signed(a.ids.member("alice"), "hello"), b);
    awaitRest(a, b);

    assertThat(b.handled)
        .singleElement()
        .satisfies(
            activity -> {
              assertThat(activity.actor()).isEqualTo(a.ids.member("alice"));
              assertThat(activity.proven()).isTrue();
            });
  }

  @Test
  void lostAnswerLeadsToAnotherAttemptAndNotToAnotherHandling() {
    b.loseAnswers(2);

    a.send(a.signed("hello"), b);
    awaitRest(a, b);

    assertThat(b.handled).hasSize(1);
    assertThat(attempts(a)).isEqualTo(3);
  }

  @Test
  void answersGoBackInTheTransactionOfTheHandler() {
    b.handler =
        (tx, activity) ->
            b.federation
                .outbox()
                .send(
                    tx,
                    b.signer.sign(tx, b.unsigned(b.ids.node(), "re: hello"), b.ids.node()),
                    a.ids.sharedInbox());

    a.send(a.signed("hello"), b);
    awaitRest(a, b);

    assertThat(a.handled).singleElement().extracting(TestPeer::content).isEqualTo("re: hello");
  }

  @Test
  void nodeThatWasDownGetsWhatWaitedForIt() {
    b.close();
    a.send(a.signed("hello"), b);
    TestPeer.await("an attempt failed", () -> attempts(a) > 0);

    b = b.restarted();
    awaitRest(a, b);

    assertThat(b.handled).hasSize(1);
  }

  @Test
  void messageSurvivesItsSender() {
    TestPeer stopped = TestPeer.stopped();
    stopped.send(stopped.signed("hello"), b);
    assertThat(stopped.federation.backlog().outbound()).isEqualTo(1);

    try (TestPeer again = stopped.restarted()) {
      awaitRest(again, b);
    }

    assertThat(b.handled).hasSize(1);
  }

  @Test
  void deadHostHoldsUpNoOther() {
    for (int i = 0; i < 100; i++) {
      JsonObject message = a.signed("to nowhere " + i);
      a.database.execute(
          tx -> a.federation.outbox().send(tx, message, URI.create("http://localhost:1/inbox")));
    }
    for (int i = 0; i < 20; i++) {
      a.send(a.signed("hello " + i), b);
    }

    TestPeer.await("the live host has all", () -> b.handled.size() == 20);
    assertThat(a.federation.backlog().outbound()).isGreaterThanOrEqualTo(100);
  }

  @Test
  void twoProcessesOnOneDatabaseShareTheDeliveries() {
    try (Federation second =
        new Federation(
            a.database,
            a.ids,
            a.keys,
            a.client,
            _ -> false,
            TestPeer.IMPATIENT,
            InstantSource.system())) {
      second.start((_, _) -> {});
      List<String> sent = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        sent.add("hello " + i);
        a.send(a.signed("hello " + i), b);
      }
      awaitRest(a, b);

      assertThat(b.handled).extracting(TestPeer::content).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(b.federation.inbox().accepted()).isEqualTo(200);
    }
  }

  @Test
  void activityThatCannotBeHandledKeepsItsRowAndIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    b.handler =
        (_, _) -> {
          if (tries.incrementAndGet() < 3) {
            throw new IllegalStateException("not today");
          }
        };

    a.send(a.signed("hello"), b);
    TestPeer.await("it failed", () -> "failed".equals(state(b)));
    awaitRest(a, b);

    assertThat(state(b)).isEqualTo("done");
    assertThat(tries).hasValue(3);
    assertThat(b.handled).hasSize(1);
  }

  @Test
  void activityThatComesTooEarlyIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    b.handler =
        (_, _) -> {
          if (tries.incrementAndGet() < 3) {
            throw ProtocolException.early("not_agreed", "what it rests on is still on its way");
          }
        };

    a.send(a.signed("hello"), b);
    awaitRest(a, b);

    assertThat(state(b)).isEqualTo("done");
    assertThat(tries).hasValue(3);
  }

  @Test
  void activityAtFaultIsKeptAndNotTriedAgain() {
    b.handler =
        (tx, _) -> {
          b.members.create(tx, "carol", "Carol");
          throw new ProtocolException("late", "after the cut-off");
        };

    a.send(a.signed("hello"), b);
    awaitRest(a, b);

    assertThat(state(b)).isEqualTo("refused");
    assertThat(b.members.find("carol")).isEmpty();
    List<String> codes =
        b.database.read(
            tx ->
                tx.dsl()
                    .select(INBOUND_ACTIVITY.CODE)
                    .from(INBOUND_ACTIVITY)
                    .fetch(INBOUND_ACTIVITY.CODE));
    assertThat(codes).containsExactly("late");
  }

  @Test
  void activitiesAtFaultAmongManyHarmNoneOfTheOthers() {
    int all = 70;
    b.close();
    b = TestPeer.stopped();
    b.handler =
        (_, activity) -> {
          int number = Integer.parseInt(TestPeer.content(activity));
          if (number == 11 || number == 48) {
            throw new ProtocolException("conflict", "says two things");
          }
        };
    List<JsonObject> sent =
        IntStream.range(0, all).mapToObj(number -> a.signed(Integer.toString(number))).toList();
    a.database.execute(tx -> a.federation.outbox().send(tx, sent, b.ids.sharedInbox()));
    TestPeer.await("all have come", () -> b.federation.inbox().waiting() == all);

    b.started();
    awaitRest(a, b);

    assertThat(b.handled)
        .extracting(TestPeer::content)
        .hasSize(all - 2)
        .doesNotHaveDuplicates()
        .doesNotContain("11", "48");
  }

  @Test
  void newKeysAreFetchedWhenTheOldOnesFail() {
    a.members.create("alice", "Alice");
    a.send(a.signed(a.ids.member("alice"), "old keys"), b);
    awaitRest(a, b);

    a.keys.rotate(a.ids.node());
    a.keys.rotate(a.ids.member("alice"));
    a.send(a.signed(a.ids.member("alice"), "new keys"), b);
    awaitRest(a, b);

    assertThat(b.handled).extracting(TestPeer::content).containsExactly("old keys", "new keys");
    assertThat(attempts(a)).isEqualTo(2);
  }

  @Test
  void proofOfAKeyThatItsOwnerHasRevokedIsRefusedAndKept() {
    a.members.create("alice", "Alice");
    ActorId alice = a.ids.member("alice");
    JsonObject before = a.signed(alice, "said with the old key");
    a.keys.revoke(alice, "ed25519-key", _ -> {});
    a.send(a.signed(alice, "said with the new key"), b);
    awaitRest(a, b);

    a.send(before, b);

    TestPeer.await("it is kept", () -> kept(b).size() == 1);
    assertThat(kept(b)).containsExactly(before.toString());
    assertThat(b.handled).extracting(TestPeer::content).containsExactly("said with the new key");
  }

  /** What came signed with revoked keys. */
  private static List<String> kept(TestPeer peer) {
    return peer.database.read(
        tx ->
            tx.dsl()
                .select(INBOUND_REVOKED.BODY)
                .from(INBOUND_REVOKED)
                .fetch(row -> new String(row.value1(), StandardCharsets.UTF_8)));
  }

  private static String authority(TestPeer peer) {
    return peer.ids.origin().authority();
  }

  /** How often deliveries were tried, all in all. */
  private static int attempts(TestPeer peer) {
    return peer.database.read(
        tx ->
            tx.dsl().select(DELIVERY.ATTEMPTS).from(DELIVERY).fetch(DELIVERY.ATTEMPTS).stream()
                .mapToInt(Integer::intValue)
                .sum());
  }

  /** The state of the one activity that came in. */
  private static String state(TestPeer peer) {
    return peer.database.read(
        tx ->
            tx.dsl()
                .select(INBOUND_ACTIVITY.STATE)
                .from(INBOUND_ACTIVITY)
                .fetchOptional(INBOUND_ACTIVITY.STATE)
                .orElse("absent"));
  }
}
