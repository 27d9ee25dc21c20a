package org.farthing.node.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.federation.TestPeer.awaitRest;
import static org.farthing.node.federation.TestPeer.bytes;
import static org.farthing.node.generated.Tables.INBOUND_ACTIVITY;
import static org.farthing.node.generated.Tables.INBOUND_CONFLICT;
import static org.farthing.node.generated.Tables.MEMBER;
import static org.farthing.node.generated.Tables.REMOTE_ACTOR;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.farthing.protocol.signature.SigningKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an inbox answers to requests made by hand. */
class InboxTest {

  private static TestPeer a;
  private static TestPeer b;
  private static TestPeer mallory;

  @BeforeAll
  static void start() {
    a = TestPeer.start();
    b = TestPeer.start();
    mallory = TestPeer.start();
    a.members.create("alice", "Alice");
  }

  @AfterAll
  static void stop() {
    a.close();
    b.close();
    mallory.close();
  }

  @BeforeEach
  void forget() {
    awaitRest(b);
    b.handled.clear();
    b.blocked.clear();
  }

  @Test
  void bothWaysOfSigningAreUnderstood() {
    assertThat(post(bytes(a.signed("one")), HttpSignatureScheme.RFC_9421)).isEqualTo("202");
    assertThat(post(bytes(a.signed("two")), HttpSignatureScheme.DRAFT_CAVAGE)).isEqualTo("202");

    awaitRest(b);
    assertThat(b.handled).extracting(TestPeer::content).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void requestsSignedBeforeAndAfterARotationOfTheRsaKeyAreTaken() {
    try (TestPeer c = TestPeer.start()) {
      byte[] known = bytes(c.unsigned(c.ids.node(), "known"));
      byte[] before = bytes(c.unsigned(c.ids.node(), "before"));
      byte[] after = bytes(c.unsigned(c.ids.node(), "after"));
      assertThat(send(signedWithRsa(c, known), known)).isEqualTo("202");
      Map<String, String> signedBefore = signedWithRsa(c, before);

      c.keys.rotate(c.ids.node());

      assertThat(send(signedBefore, before)).isEqualTo("202");
      assertThat(send(signedWithRsa(c, after), after)).isEqualTo("202");
      awaitRest(b);
      assertThat(b.handled)
          .extracting(TestPeer::content)
          .containsExactlyInAnyOrder("known", "before", "after");
    }
  }

  private static Map<String, String> signedWithRsa(TestPeer peer, byte[] body) {
    var rsa = peer.keys.rsa(peer.ids.node());
    HttpSignatureScheme scheme = HttpSignatureScheme.DRAFT_CAVAGE;
    return sign(b.ids.sharedInbox(), body, scheme, rsa.id(), rsa.key(), Instant.now()).headers();
  }

  @Test
  void sameContentAgainIsASuccessAndHandledOnce() {
    JsonObject document = a.unsigned(a.ids.node(), "hello");
    JsonObject signedNow = a.signer.sign(document, a.ids.node());

    assertThat(post(bytes(signedNow))).isEqualTo("202");
    assertThat(post(bytes(signedNow))).isEqualTo("202");
    assertThat(post(bytes(document))).isEqualTo("202");

    awaitRest(b);
    assertThat(b.handled).hasSize(1);
  }

  @Test
  void otherContentUnderTheSameIdIsRefusedAndKept() {
    JsonObject first = a.unsigned(a.ids.node(), "hello");
    JsonObject forged = Json.createObjectBuilder(first).add("content", "hi").build();
    JsonObject second = a.signer.sign(forged, a.ids.node());

    assertThat(post(bytes(a.signer.sign(first, a.ids.node())))).isEqualTo("202");
    assertThat(post(bytes(second))).isEqualTo("409 conflict");

    awaitRest(b);
    assertThat(b.handled).extracting(TestPeer::content).containsExactly("hello");
    List<byte[]> evidence =
        b.database.read(
            tx ->
                tx.dsl()
                    .select(INBOUND_CONFLICT.BODY)
                    .from(INBOUND_CONFLICT)
                    .fetch(INBOUND_CONFLICT.BODY));
    assertThat(evidence).containsExactly(bytes(second));
  }

  @Test
  void bodyThatWasChangedUnderWayIsRefused() {
    byte[] body = bytes(a.signed("hello"));
    Map<String, String> headers = headers(body, a.keys.ed25519(a.ids.node()).id(), key(a));
    byte[] changed =
        new String(body, StandardCharsets.UTF_8)
            .replace("hello", "hullo")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(send(headers, changed)).isEqualTo("401 wrong_digest");
    assertNothingStored();
  }

  @Test
  void documentThatWasChangedUnderItsProofIsRefusedThoughItsNodeSignedTheRequest() {
    JsonObject signed = a.signed(a.ids.member("alice"), "hello");
    JsonObject changed = Json.createObjectBuilder(signed).add("content", "hullo").build();

    assertThat(post(bytes(changed))).isEqualTo("401 invalid_proof");
    assertNothingStored();
  }

  @Test
  void nodeCannotSpeakForItsMemberWithoutTheMembersProof() {
    JsonObject unsigned = a.unsigned(a.ids.member("alice"), "hello");

    assertThat(post(bytes(unsigned))).isEqualTo("401 no_proof");
    assertNothingStored();
  }

  @Test
  void nobodyCanSpeakForAnotherServersActor() {
    JsonObject unsigned = a.unsigned(a.ids.member("alice"), "hello");
    JsonObject proofOfAnother = mallory.signer.sign(unsigned, mallory.ids.node());
    URI ownKeyId = mallory.keys.ed25519(mallory.ids.node()).id();
    URI stolenKeyId = a.keys.ed25519(a.ids.node()).id();

    assertThat(send(headers(bytes(unsigned), ownKeyId, key(mallory)), bytes(unsigned)))
        .isEqualTo("401 unknown_key");
    assertThat(send(headers(bytes(proofOfAnother), ownKeyId, key(mallory)), bytes(proofOfAnother)))
        .isEqualTo("401 unknown_key");
    assertThat(post(bytes(proofOfAnother))).isEqualTo("401 wrong_key");
    byte[] body = bytes(a.signed("hello"));
    assertThat(send(headers(body, stolenKeyId, key(mallory)), body))
        .isEqualTo("401 invalid_signature");
    assertNothingStored();
  }

  @Test
  void oldRequestsAreRefused() {
    byte[] body = bytes(a.signed("hello"));
    Instant old = Instant.now().minus(Duration.ofHours(2));

    assertThat(send(headers(body, HttpSignatureScheme.RFC_9421, old), body))
        .isEqualTo("401 expired");
    assertThat(send(headers(body, HttpSignatureScheme.DRAFT_CAVAGE, old), body))
        .isEqualTo("401 expired");
    assertThat(send(headers(body, HttpSignatureScheme.RFC_9421, old.plusSeconds(10_800)), body))
        .isEqualTo("401 in_future");
    assertNothingStored();
  }

  @Test
  void requestsForAnotherHostAreRefused() {
    byte[] body = bytes(a.signed("hello"));
    OutboundRequest forMallory =
        sign(mallory.ids.sharedInbox(), body, HttpSignatureScheme.RFC_9421, Instant.now());

    assertThat(send(forMallory.headers(), body)).startsWith("401 ");
    assertNothingStored();
  }

  @Test
  void unsignedRequestsAreRefused() {
    assertThat(send(Map.of(), bytes(a.signed("hello")))).isEqualTo("401 no_signature");
    assertNothingStored();
  }

  @Test
  void tooMuchIsRefused() {
    JsonObject large = a.signed("x".repeat(1 << 20));

    byte[] body = bytes(large);
    Map<String, String> headers = headers(body, HttpSignatureScheme.RFC_9421, Instant.now());

    // The server may close before all is written: then the client sees a broken pipe, not the 413.
    OutboundResult result = a.client.send(OutboundRequest.post(b.ids.sharedInbox(), headers, body));

    if (result instanceof OutboundResult.Answer answer) {
      assertThat(answer.status()).isEqualTo(413);
    }
    assertNothingStored();
  }

  @Test
  void whatIsNoActivityIsRefused() {
    ActorId node = a.ids.node();
    JsonObject foreign =
        Json.createObjectBuilder(a.unsigned(node, "hello"))
            .add("id", "http://elsewhere.example/1")
            .build();
    JsonObject own =
        Json.createObjectBuilder(a.unsigned(b.ids.node(), "hello"))
            .add("id", b.ids.origin() + "/1")
            .build();

    assertThat(post("{".getBytes(StandardCharsets.UTF_8))).isEqualTo("400 not_json");
    assertThat(post("{}".getBytes(StandardCharsets.UTF_8))).isEqualTo("400 missing");
    assertThat(post(bytes(foreign))).isEqualTo("400 foreign_id");
    assertThat(post(bytes(own))).isEqualTo("400 own_actor");
    assertNothingStored();
  }

  @Test
  void whatHasNoIdIsKnownByItsContent() {
    JsonObject undo = nameless("Undo", "hello");

    assertThat(post(bytes(undo))).isEqualTo("202");
    assertThat(post(bytes(undo))).isEqualTo("202");
    assertThat(post(bytes(nameless("Undo", "hi")))).isEqualTo("202");
    assertThat(post(bytes(nameless("Delete", "hello")))).isEqualTo("202");

    awaitRest(b);
    assertThat(b.handled)
        .hasSize(3)
        .allSatisfy(it -> assertThat(it.id().origin()).isEqualTo(a.ids.origin()))
        .extracting(TestPeer::content)
        .containsExactlyInAnyOrder("hello", "hi", "hello");
  }

  @Test
  void evidenceNeedsAnId() {
    JsonObject proven = a.signer.sign(nameless("Undo", "hello"), a.ids.node());

    assertThat(post(bytes(proven))).isEqualTo("400 missing");
    assertNothingStored();
  }

  private static JsonObject nameless(String type, String content) {
    return Json.createObjectBuilder(a.unsigned(a.ids.node(), content))
        .add("type", type)
        .remove("id")
        .remove("published")
        .build();
  }

  @Test
  void actorWhoseServerIsDownMayTryAgain() {
    JsonObject message =
        Json.createObjectBuilder(a.unsigned(a.ids.node(), "hello"))
            .add("id", "http://localhost:1/1")
            .add("actor", "http://localhost:1/actor")
            .build();

    assertThat(post(bytes(message))).isEqualTo("503 key_unavailable");
    assertNothingStored();
  }

  @Test
  void actorThatDoesNotExistIsRefusedUnlessItIsGone() {
    JsonObject like = a.unsigned(a.ids.member("nobody"), "hello");
    JsonObject delete = Json.createObjectBuilder(like).add("type", "Delete").build();

    assertThat(post(bytes(like))).isEqualTo("401 unknown_actor");
    assertThat(post(bytes(delete))).isEqualTo("202");
    assertNothingStored();
  }

  /** As Mastodon tells it: the actor is gone, its key with it, and was last seen long ago. */
  @Test
  void deleteOfAnActorThatIsGoneIsBelievedByTheKeyThatWasLastSeen() {
    try (TestPeer c = TestPeer.start()) {
      c.members.create("carol", "Carol");
      ActorId carol = c.ids.member("carol");
      TestPeer d = TestPeer.start();
      assertThat(post(c, carol, c.unsigned(carol, "hello"), d)).isEqualTo(202);
      awaitRest(d);
      d = withoutFreshKeys(d);
      try {
        c.database.execute(
            tx -> tx.dsl().update(MEMBER).set(MEMBER.LEFT_AT, Instant.now()).execute());
        JsonObject delete =
            Json.createObjectBuilder(c.unsigned(carol, "goodbye"))
                .add("type", "Delete")
                .add("object", carol.toString())
                .build();

        assertThat(post(a, carol, delete, d)).as("signed by another").isEqualTo(202);
        assertThat(post(c, carol, c.unsigned(carol, "still here"), d)).isEqualTo(401);
        awaitRest(d);
        assertThat(d.handled).isEmpty();

        assertThat(post(c, carol, delete, d)).isEqualTo(202);
        awaitRest(d);
        assertThat(d.handled).extracting(TestPeer::content).containsExactly("goodbye");
      } finally {
        d.close();
      }
    }
  }

  /** The same node, for which all that it knows of actors is of the day before yesterday. */
  private static TestPeer withoutFreshKeys(TestPeer peer) {
    Instant then = Instant.now().minus(Duration.ofDays(2));
    peer.database.execute(
        tx -> tx.dsl().update(REMOTE_ACTOR).set(REMOTE_ACTOR.FETCHED_AT, then).execute());
    return peer.restarted();
  }

  /**
   * Posts in the name of an actor.
   *
   * @param signer whose key signs it, under the name of the actor's own
   */
  private static int post(TestPeer signer, ActorId actor, JsonObject document, TestPeer to) {
    byte[] body = bytes(document);
    SigningKey key = signer == a ? key(a) : signer.keys.ed25519(actor).key();
    URI keyId = URI.create(actor + "#ed25519-key");
    OutboundRequest request =
        sign(to.ids.sharedInbox(), body, HttpSignatureScheme.RFC_9421, keyId, key, Instant.now());
    return ((OutboundResult.Answer) signer.client.send(request)).status();
  }

  @Test
  void blockedActorsAreNotHeard() {
    b.blocked.add(a.ids.node());

    assertThat(post(bytes(a.signed("hello")))).isEqualTo("403 blocked");
    assertNothingStored();
  }

  private static void assertNothingStored() {
    awaitRest(b);
    assertThat(b.handled).isEmpty();
    List<String> stored =
        b.database.read(
            tx ->
                tx.dsl()
                    .select(INBOUND_ACTIVITY.STATE)
                    .from(INBOUND_ACTIVITY)
                    .where(INBOUND_ACTIVITY.STATE.ne("done"))
                    .fetch(INBOUND_ACTIVITY.STATE));
    assertThat(stored).isEmpty();
  }

  private static String post(byte[] body) {
    return post(body, HttpSignatureScheme.RFC_9421);
  }

  private static String post(byte[] body, HttpSignatureScheme scheme) {
    return send(headers(body, scheme, Instant.now()), body);
  }

  /** Posts to the inbox of b, and returns the status with the code of the problem, if any. */
  private static String send(Map<String, String> headers, byte[] body) {
    OutboundResult result = a.client.send(OutboundRequest.post(b.ids.sharedInbox(), headers, body));
    assertThat(result).isInstanceOf(OutboundResult.Answer.class);
    OutboundResult.Answer answer = (OutboundResult.Answer) result;
    return answer.body().length == 0
        ? String.valueOf(answer.status())
        : answer.status()
            + " "
            + org.farthing.protocol.json.Json.parseObject(answer.body()).getString("code");
  }

  private static Map<String, String> headers(byte[] body, HttpSignatureScheme scheme, Instant at) {
    return sign(b.ids.sharedInbox(), body, scheme, at).headers();
  }

  private static Map<String, String> headers(byte[] body, URI keyId, SigningKey key) {
    return sign(b.ids.sharedInbox(), body, HttpSignatureScheme.RFC_9421, keyId, key, Instant.now())
        .headers();
  }

  /** As a's node signs. */
  private static OutboundRequest sign(
      URI inbox, byte[] body, HttpSignatureScheme scheme, Instant at) {
    return switch (scheme) {
      case RFC_9421 -> sign(inbox, body, scheme, a.keys.ed25519(a.ids.node()).id(), key(a), at);
      case DRAFT_CAVAGE -> {
        var rsa = a.keys.rsa(a.ids.node());
        yield sign(inbox, body, scheme, rsa.id(), rsa.key(), at);
      }
    };
  }

  private static OutboundRequest sign(
      URI inbox, byte[] body, HttpSignatureScheme scheme, URI keyId, SigningKey key, Instant at) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/activity+json");
    HttpRequestHead head =
        new HttpRequestHead(
            "POST", inbox, Map.of("Content-Type", List.of("application/activity+json")));
    headers.putAll(scheme.sign(head, body, keyId, key, at));
    return OutboundRequest.post(inbox, headers, body);
  }

  private static SigningKey key(TestPeer peer) {
    return peer.keys.ed25519(peer.ids.node()).key();
  }
}
