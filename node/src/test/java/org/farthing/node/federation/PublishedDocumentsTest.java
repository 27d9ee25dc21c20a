package org.farthing.node.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void collectionsThatNobodyFillsAreThereAndEmpty() {
    for (String name : List.of("outbox", "following", "liked", "featured")) {
      for (String actor : List.of("/users/alice", "/actor")) {
        JsonObject whole = json(actor + "/" + name);
        JsonObject page = json(path(whole.getString("first")));

        assertThat(whole.getString("type")).isEqualTo("OrderedCollection");
        assertThat(whole.getString("id")).isEqualTo(node.ids.origin() + actor + "/" + name);
        assertThat(whole.getInt("totalItems")).isZero();
        assertThat(page.getString("type")).isEqualTo("OrderedCollectionPage");
        assertThat(page.getString("partOf")).isEqualTo(whole.getString("id"));
        assertThat(page.getJsonArray("orderedItems")).isEmpty();
        assertThat(page).doesNotContainKey("next");
      }
    }
    assertThat(get("/users/nobody/outbox", ActivityMedia.ACCEPT).status()).isEqualTo(404);
  }

  @Test
  void collectionIsReadPageByPageToItsEnd() {
    node.followers.size = 95;
    List<String> read = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String next = json("/users/alice/followers").getString("first");

    while (!next.isEmpty()) {
      JsonObject page = json(path(next));
      assertThat(page.getString("id")).isEqualTo(next);
      assertThat(page.getInt("totalItems")).isEqualTo(95);
      sizes.add(page.getJsonArray("orderedItems").size());
      page.getJsonArray("orderedItems").getValuesAs(JsonString::getString).forEach(read::add);
      next = page.getString("next", "");
    }

    assertThat(sizes).containsExactly(40, 40, 15);
    assertThat(read).hasSize(95).doesNotHaveDuplicates();
    assertThat(read.getLast()).isEqualTo("https://b.example/users/1");
  }

  @Test
  void totalThatIsNotToldIsLeftOut() {
    node.followers.tellsTotal = false;
    try {
      assertThat(json("/actor/followers")).doesNotContainKey("totalItems").containsKey("first");
    } finally {
      node.followers.tellsTotal = true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "0", "", "99999999999999999999", "1%20"})
  void cursorThatIsNoneIsRefused(String cursor) {
    Answer answer = get("/users/alice/followers?before=" + cursor, ActivityMedia.ACCEPT);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(Json.parseObject(answer.body()).getString("code")).isEqualTo("malformed_cursor");
  }

  @Test
  void documentThatIsHeldIsNotSentAgain() {
    for (String path : List.of("/users/alice", "/actor", "/users/alice/outbox")) {
      Answer first = get(path, ActivityMedia.ACCEPT);
      String tag = first.header("etag").orElseThrow();
      Answer second =
          (Answer)
              node.client.send(
                  OutboundRequest.get(
                      node.ids.origin().resolve(path),
                      Map.of("Accept", ActivityMedia.ACCEPT, "If-None-Match", tag)));

      assertThat(first.header("cache-control"))
          .hasValueSatisfying(it -> assertThat(it).contains("max-age"));
      assertThat(second.status()).isEqualTo(304);
      assertThat(second.body()).isEmpty();
    }
  }

  @Test
  void namesThatCanBeNobodysAreNotFound() {
    for (String name : List.of("Alice", "%C3%BC", "a%20b", "alice%00", "flattr", "actor")) {
      assertThat(get("/users/" + name, ActivityMedia.ACCEPT).status()).as(name).isEqualTo(404);
      assertThat(get("/users/" + name + "/liked", ActivityMedia.ACCEPT).status())
          .as(name)
          .isEqualTo(404);
    }
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
    assertThat(webFinger("acct:alice").status()).isEqualTo(400);
    assertThat(webFinger(node.ids.origin() + "/users/a b").status()).isEqualTo(400);
    assertThat(webFinger(node.ids.origin() + "/users/alice/outbox").status()).isEqualTo(404);
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

  @Test
  void webFingerLinksTheActorItsPageAndWhatCanBeDoneThere() {
    JsonArray links =
        Json.parseObject(webFinger("acct:Alice@" + node.ids.origin().authority()).body())
            .getJsonArray("links");

    assertThat(links.getValuesAs(JsonObject.class))
        .extracting(link -> link.getString("rel"), link -> link.getString("template", ""))
        .containsExactly(
            tuple("self", ""),
            tuple("http://webfinger.net/rel/profile-page", ""),
            tuple("https://w3id.org/fep/3b86/Like", node.ids.origin() + "/flattr?url={object}"));
  }

  @Test
  void webFingerGivesOnlyTheLinksThatAreAskedFor() {
    String resource = "acct:alice@" + node.ids.origin().authority();

    assertThat(
            json("/.well-known/webfinger?rel=self&resource=" + resource)
                .getJsonArray("links")
                .getValuesAs(JsonObject.class))
        .singleElement()
        .returns("self", link -> link.getString("rel"));
  }

  @Test
  void originIsTheServersActor() {
    for (String resource : List.of(node.ids.origin().toString(), node.ids.origin() + "/")) {
      assertThat(
              Json.parseObject(webFinger(resource).body())
                  .getJsonArray("links")
                  .getValuesAs(JsonObject.class))
          .filteredOn(
              link -> link.getString("rel").equals("https://www.w3.org/ns/activitystreams#Service"))
          .singleElement()
          .returns(node.ids.node().toString(), link -> link.getString("href"));
    }
  }

  @Test
  void nodeInfoLinksBothVersionsAndTheApplicationActor() {
    assertThat(json("/.well-known/nodeinfo").getJsonArray("links").getValuesAs(JsonObject.class))
        .extracting(link -> link.getString("rel"), link -> link.getString("href"))
        .containsExactly(
            tuple(
                "http://nodeinfo.diaspora.software/ns/schema/2.1",
                node.ids.origin() + "/nodeinfo/2.1"),
            tuple(
                "http://nodeinfo.diaspora.software/ns/schema/2.0",
                node.ids.origin() + "/nodeinfo/2.0"),
            tuple("https://www.w3.org/ns/activitystreams#Application", node.ids.node().toString()));
    assertThat(json("/nodeinfo/2.0").getString("version")).isEqualTo("2.0");
    assertThat(get("/nodeinfo/2.0", "*/*").header("content-type"))
        .hasValue("application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.0#\"");
  }

  @Test
  void hostMetaIsThereAsJsonToo() {
    String template = node.ids.origin() + "/.well-known/webfinger?resource={uri}";

    for (JsonObject document :
        List.of(
            json("/.well-known/host-meta.json"),
            Json.parseObject(get("/.well-known/host-meta", "application/json").body()))) {
      assertThat(document.getJsonArray("links").getJsonObject(0).getString("template"))
          .isEqualTo(template);
    }
  }

  private static String path(String address) {
    URI uri = URI.create(address);
    return uri.getPath() + "?" + uri.getQuery();
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
