package org.farthing.node.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.federation.TestPeer.await;
import static org.farthing.node.federation.TestPeer.awaitRest;
import static org.farthing.protocol.signature.HttpSignatureScheme.DRAFT_CAVAGE;
import static org.farthing.protocol.signature.HttpSignatureScheme.RFC_9421;

import java.net.URI;
import java.util.List;
import org.farthing.node.federation.StubServer.Reply;
import org.farthing.protocol.activity.ActorId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With whose key ordinary servers are told what a member says. */
class MemberSignatureTest {

  private TestPeer peer;
  private ActorId alice;

  @BeforeEach
  void start() {
    peer = TestPeer.start();
    peer.members.create("alice", "Alice");
    alice = peer.ids.member("alice");
  }

  @AfterEach
  void stop() {
    peer.close();
  }

  private void tell(String content, URI inbox) {
    peer.database.execute(
        tx -> peer.federation.outbox().sendAll(tx, peer.unsigned(alice, content), List.of(inbox)));
  }

  /** Without a proof a receiver has nothing but the signature, which must be the actor's own. */
  @Test
  void serverThatTakesActivitiesFromTheirOwnActorAloneTakesThem() {
    try (TestPeer strict = TestPeer.start()) {
      tell("by draft-cavage", strict.ids.sharedInbox());
      awaitRest(peer, strict);

      assertThat(strict.handled).extracting(TestPeer::content).containsExactly("by draft-cavage");
    }
  }

  @Test
  void itTakesThemByRfc9421Too() {
    try (TestPeer strict = TestPeer.start()) {
      // Once its actor is known, it is known as a server that is to be sent this first.
      peer.find(strict.ids.node());
      tell("by RFC 9421", strict.ids.sharedInbox());
      awaitRest(peer, strict);

      assertThat(strict.handled).extracting(TestPeer::content).containsExactly("by RFC 9421");
    }
  }

  @Test
  void secondKnockIsWithTheKeyOfTheSameActor() {
    try (StubServer server = StubServer.start()) {
      server.answer = request -> Reply.of(request.scheme() == RFC_9421 ? 202 : 401);
      tell("hello", server.uri("/inbox"));
      await("both came", () -> server.requests.size() == 2);
      awaitRest(peer);
      assertThat(server.schemes()).containsExactly(DRAFT_CAVAGE, RFC_9421);
      assertThat(server.requests).extracting(StubServer.Request::keyId).containsOnly(aliceKey());
    }
  }

  private URI aliceKey() {
    return peer.keys.rsa(alice).id();
  }

  @Test
  void whatIsOwedBetweenNodesIsSignedByTheNode() {
    try (StubServer server = StubServer.start()) {
      peer.database.execute(
          tx ->
              peer.federation
                  .outbox()
                  .send(tx, peer.signed(alice, "flattr"), server.uri("/inbox")));
      awaitRest(peer);
      assertThat(server.requests)
          .extracting(request -> request.keyId().toString())
          .allMatch(key -> key.startsWith(peer.ids.node() + "#"));
    }
  }
}
