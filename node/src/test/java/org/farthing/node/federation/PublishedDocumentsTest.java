package org.farthing.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What other servers can read of a node. */
class PublishedDocumentsTest {

  private static final List<String> PRELOADED =
      List.of(
          "https://www.w3.org/ns/activitystreams",
          "https://w3id.org/security/v1",
          "https://w3id.org/security/data-integrity/v1",
          "https://w3id.org/security/multikey/v1");

  private static TestPeer node;

  @BeforeAll
  static void start() {
    node = TestPeer.start();
    node.members.create("alice", "Alice");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void memberIsAPersonWhoseNodeSpeaksFarthing() {
    Answer answer = get("/users/alice", ActivityMedia.ACCEPT);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).contains(ActivityMedia.TYPE);
    assertThat(answer.header("vary")).hasValueSatisfying(v -> assertThat(v).contains("Accept"));
    JsonObject json = Json.parseObject(answer.body());
    ActorDocument alice = new ActorDocument(json);
    assertThat(json.getString("type")).isEqualTo("Person");
    assertThat(alice.id()).isEqualTo(node.ids.member("alice"));
    assertThat(alice.preferredUsername()).contains("alice");
    assertThat(alice.inbox()).hasPath("/users/alice/inbox");
    assertThat(alice.sharedInbox()).contains(node.ids.sharedInbox());
    assertThat(alice.nodeActor()).contains(node.ids.node());
    assertThat(alice.publicKeys())
        .singleElement()
        .satisfies(key -> assertThat(key.id()).hasToString(alice.id() + "#main-key"));
    assertThat(alice.assertionMethods())
        .singleElement()
        .satisfies(key -> assertThat(key.id()).hasToString(alice.id() + "#ed25519-key"));
  }

  @Test
  void nodeIsAnApplicationThatLinksItsPolicy() {
    JsonObject json = json("/actor");

    assertThat(json.getString("type")).isEqualTo("Application");
    assertThat(json.getString("policy")).isEqualTo(node.ids.policy().toString());
    assertThat(new ActorDocument(json).inbox()).isEqualTo(node.ids.sharedInbox());
    assertThat(new ActorDocument(json).nodeActor()).contains(node.ids.node());
  }

  @Test
  void contextNamesOnlyWhatEveryServerPreloads() {
    List<String> named =
        json("/users/alice").getJsonArray("@context").stream()
            .filter(each -> each instanceof JsonString)
            .map(each -> ((JsonString) each).getString())
            .toList();

    assertThat(named).isEqualTo(PRELOADED);
  }

  @Test
  void peopleGetAPageAndProgramsTheDocument() {
    String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    assertThat(new String(get("/users/alice", browser).body(), StandardCharsets.UTF_8))
        .isEqualTo("a page for people");
    assertThat(
            get("/users/alice", "application/activity+json, text/html;q=0.5")
                .header("content-type"))
        .contains(ActivityMedia.TYPE);
    assertThat(get("/users/alice", "application/ld+json").header("content-type"))
        .contains(ActivityMedia.TYPE);
    assertThat(get("/users/nobody", ActivityMedia.ACCEPT).status()).isEqualTo(404);
  }

  @Test
  void collectionsAreThereAndEmpty() {
    for (String path : List.of("/users/alice/outbox", "/users/alice/followers", "/actor/outbox")) {
      assertThat(json(path).getString("type")).isEqualTo("OrderedCollection");
      assertThat(json(path).getInt("totalItems")).isZero();
    }
    assertThat(get("/users/nobody/outbox", ActivityMedia.ACCEPT).status()).isEqualTo(404);
  }

  @Test
  void webFingerKnowsHandlesAndAddresses() {
    String origin = node.ids.origin().toString();
    String authority = node.ids.origin().authority();
    Map<String, String> actors =
        Map.of(
            "acct:alice@" + authority,
            node.ids.member("alice").toString(),
            node.ids.member("alice").toString(),
            node.ids.member("alice").toString(),
            "acct:actor@" + authority,
            node.ids.node().toString(),
            origin,
            node.ids.node().toString());

    actors.forEach(
        (resource, actor) -> {
          Answer answer = webFinger(resource);
          assertThat(answer.header("content-type")).contains("application/jrd+json");
          assertThat(answer.header("access-control-allow-origin")).contains("*");
          assertThat(
                  Json.parseObject(answer.body())
                      .getJsonArray("links")
                      .getJsonObject(0)
                      .getString("href"))
              .isEqualTo(actor);
        });
  }

  @Test
  void webFingerSaysWhatItDoesNotKnow() {
    String authority = node.ids.origin().authority();

    assertThat(webFinger("acct:nobody@" + authority).status()).isEqualTo(404);
    assertThat(webFinger("acct:alice@elsewhere.example").status()).isEqualTo(404);
    assertThat(webFinger("https://elsewhere.example/users/alice").status()).isEqualTo(404);
    assertThat(webFinger("alice").status()).isEqualTo(400);
    assertThat(get("/.well-known/webfinger", "*/*").status()).isEqualTo(400);
    assertThat(webFinger("alice").header("access-control-allow-origin")).contains("*");
  }

  @Test
  void nodeInfoTellsTheTruth() {
    Answer links = get("/.well-known/nodeinfo", "*/*");
    assertThat(links.header("content-type")).contains("application/json");
    String href =
        Json.parseObject(links.body()).getJsonArray("links").getJsonObject(0).getString("href");

    JsonObject info = json(URI.create(href).getPath());

    assertThat(info.getString("version")).isEqualTo("2.1");
    assertThat(info.getJsonObject("software").getString("name")).isEqualTo("farthing");
    assertThat(info.getJsonObject("usage").getJsonObject("users").getInt("total")).isEqualTo(1);
  }

  @Test
  void hostMetaPointsToWebFinger() {
    assertThat(new String(get("/.well-known/host-meta", "*/*").body(), StandardCharsets.UTF_8))
        .contains(node.ids.origin() + "/.well-known/webfinger?resource={uri}");
  }

  private static Answer webFinger(String resource) {
    return get(
        "/.well-known/webfinger?resource=" + URLEncoder.encode(resource, StandardCharsets.UTF_8),
        "application/jrd+json");
  }

  private static JsonObject json(String path) {
    return Json.parseObject(get(path, ActivityMedia.ACCEPT).body());
  }

  private static Answer get(String path, String accept) {
    URI uri = node.ids.origin().resolve(path);
    return (Answer) node.client.send(OutboundRequest.get(uri, Map.of("Accept", accept)));
  }
}
