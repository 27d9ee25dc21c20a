package org.farthing.node.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.federation.TestPeer.awaitRest;
import static org.farthing.protocol.signature.HttpSignatureScheme.DRAFT_CAVAGE;
import static org.farthing.protocol.signature.HttpSignatureScheme.RFC_9421;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.farthing.node.federation.StubServer.Reply;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.federation.signing.OriginSchemes;
import org.farthing.node.federation.signing.SignedClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which way of signing other servers are tried with. */
class DoubleKnockTest {

  private static final byte[] BODY =
      "{\"id\":\"http://a.example/1\"}".getBytes(StandardCharsets.UTF_8);

  private static TestPeer peer;

  private StubServer server;
  private OriginSchemes schemes;
  private SignedClient client;

  @BeforeAll
  static void startPeer() {
    peer = TestPeer.start();
  }

  @AfterAll
  static void stopPeer() {
    peer.close();
  }

  @BeforeEach
  void start() {
    server = StubServer.start();
    restart();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** With what the database remembers, and nothing else. */
  private void restart() {
    schemes = new OriginSchemes(peer.database, InstantSource.system());
    client =
        new SignedClient(
            peer.client, new RequestSigner(peer.ids, peer.keys, InstantSource.system()), schemes);
  }

  private void understand(HttpSignatureScheme scheme, int otherwise) {
    server.answer = request -> Reply.of(request.scheme() == scheme ? 202 : otherwise);
  }

  private int post() {
    return status(client.post(server.uri("/inbox"), Map.of(), BODY));
  }

  private int get(String path) {
    return status(client.get(server.uri(path), Map.of()));
  }

  private static int status(OutboundResult result) {
    assertThat(result).isInstanceOf(OutboundResult.Answer.class);
    return ((OutboundResult.Answer) result).status();
  }

  @Test
  void unknownServersAreSentDraftCavageFirst() {
    assertThat(post()).isEqualTo(202);
    assertThat(server.schemes()).containsExactly(DRAFT_CAVAGE);
  }

  @Test
  void farthingNodesAreSentRfc9421First() {
    schemes.isNode(Origin.of(server.uri("/")));

    assertThat(post()).isEqualTo(202);
    assertThat(get("/users/bob")).isEqualTo(202);
    assertThat(server.schemes()).containsExactly(RFC_9421, RFC_9421);
  }

  @Test
  void actorOfAFarthingNodeShowsThatOneStandsThere() {
    try (TestPeer other = TestPeer.start()) {
      other.members.create("bob", "Bob");
      ActorLookup found = peer.federation.directory().find(other.ids.member("bob"));
      assertThat(found).isInstanceOf(ActorLookup.Found.class);
      peer.send(peer.signed("hello"), other);
      awaitRest(peer, other);

      String remembered =
          peer.database.read(
              tx ->
                  String.valueOf(
                      tx.dsl()
                          .fetchValue(
                              "select scheme from origin_scheme where origin = ?",
                              other.ids.origin().toString())));
      assertThat(remembered).isEqualTo("rfc_9421");
    }
  }

  @Test
  void whatWasRefusedIsTriedOnceTheOtherWayAndThatIsRemembered() {
    understand(RFC_9421, 401);

    assertThat(post()).isEqualTo(202);
    assertThat(post()).isEqualTo(202);
    restart();
    assertThat(post()).isEqualTo(202);

    assertThat(server.schemes()).containsExactly(DRAFT_CAVAGE, RFC_9421, RFC_9421, RFC_9421);
  }

  @Test
  void fetchesAreTriedTheOtherWayToo() {
    understand(RFC_9421, 400);

    assertThat(get("/users/bob")).isEqualTo(202);
    assertThat(get("/users/bob")).isEqualTo(202);

    assertThat(server.schemes()).containsExactly(DRAFT_CAVAGE, RFC_9421, RFC_9421);
  }

  @Test
  void whatWasRememberedIsForgottenWhenBothAreRefused() {
    understand(RFC_9421, 401);
    post();
    server.answer = _ -> Reply.of(401);

    assertThat(post()).isEqualTo(401);
    understand(DRAFT_CAVAGE, 401);
    server.requests.clear();
    assertThat(post()).isEqualTo(202);

    assertThat(server.schemes()).containsExactly(DRAFT_CAVAGE);
  }

  @Test
  void otherRefusalsAreFinal() {
    server.answer = _ -> Reply.of(403);

    assertThat(post()).isEqualTo(403);

    assertThat(server.schemes()).containsExactly(DRAFT_CAVAGE);
  }

  @Test
  void answerToTheSecondKnockCounts() {
    server.answer = request -> Reply.of(request.scheme() == RFC_9421 ? 410 : 401);

    assertThat(post()).isEqualTo(410);
  }

  @Test
  void redirectedFetchIsSignedAnewForWhereItLeads() {
    server.answer =
        request ->
            request.path().equals("/@bob")
                ? new Reply(302, Map.of("Location", "/users/bob"), "")
                : Reply.of(server.requests.size() > 4 ? 200 : 401);

    assertThat(get("/@bob")).isEqualTo(200);
    assertThat(server.requests.getLast().path()).isEqualTo("/users/bob");
  }

  @Test
  void actorIsFoundOnAServerThatDemandsRfc9421() {
    ActorId bob = new ActorId(server.uri("/users/bob"));
    String document =
        """
        {"@context":"https://www.w3.org/ns/activitystreams","id":"%1$s","type":"Person",
         "inbox":"%1$s/inbox"}
        """
            .formatted(bob);
    server.answer =
        request ->
            request.scheme() == RFC_9421
                ? new Reply(200, Map.of("Content-Type", "application/activity+json"), document)
                : Reply.of(401);

    assertThat(peer.find(bob).id()).isEqualTo(bob);
  }
}
