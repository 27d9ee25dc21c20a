package org.farthing.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.farthing.node.account.ProfileChange;
import org.farthing.node.audit.Mandate;
import org.farthing.node.guard.Domain;
import org.farthing.node.guard.DomainRule;
import org.farthing.node.guard.Severity;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.publication.Applause;
import org.farthing.node.publication.PublishedOutbox;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.social.OwnReaction.Kind;
import org.farthing.node.social.OwnReactions;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.Test;

/** What members say of posts elsewhere, as these hear it. */
final class OwnReactionsTest extends SocialTests {

  private static final String DOCUMENT = "application/activity+json";
  private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

  private static OwnReactions reactions() {
    return social.ownReactions();
  }

  /** A post of carol's. */
  private String aPost(JsonObjectBuilder post) {
    JsonObject document = post.build();
    fedi.publish(document);
    return id(document);
  }

  private OwnReaction says(Kind kind, String post) {
    OwnReaction said = reactions().say(aliceId, kind, post);
    FediServer.awaitRest(node);
    return said;
  }

  private void takesBack(OwnReaction said) {
    reactions().takeBack(aliceId, said.sequence());
    FediServer.awaitRest(node);
  }

  private JsonObject get(String path) throws Exception {
    HttpResponse<String> answer = web.get(path, DOCUMENT);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parseObject(answer.body().getBytes(UTF_8));
  }

  private List<String> items(String collection) throws Exception {
    return get(aliceId.uri().getPath() + "/" + collection + "?page=true")
        .getJsonArray("orderedItems")
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void likeIsToldToTheAuthorOnceHoweverOftenItIsSaid() throws Exception {
    String post = aPost(note("<p>A song of wrens</p>"));

    OwnReaction said = says(Kind.LIKE, post);
    OwnReaction again = says(Kind.LIKE, post);

    assertThat(again).isEqualTo(said);
    assertThat(said.title()).isEqualTo("A song of wrens");
    List<JsonObject> likes = fedi.received("Like", aliceId);
    assertThat(likes).hasSize(1);
    assertThat(likes.getFirst().getString("object")).isEqualTo(post);
    assertThat(likes.getFirst().getJsonArray("to").getString(0)).isEqualTo(carol.toString());
    JsonObject fetched = get(said.activity().uri().getPath());
    assertThat(fetched.getString("id")).isEqualTo(id(likes.getFirst()));
    assertThat(fetched.getString("actor")).isEqualTo(aliceId.toString());
    assertThat(fetched.containsKey("proof")).isTrue();
  }

  @Test
  void likeThatIsTakenBackAndSaidAgainHasAnotherId() throws Exception {
    String post = aPost(note("once more"));
    OwnReaction first = says(Kind.LIKE, post);

    takesBack(first);
    takesBack(first);

    List<JsonObject> undone = fedi.received("Undo", aliceId);
    assertThat(undone).hasSize(1);
    assertThat(id(undone.getFirst().getJsonObject("object")))
        .isEqualTo(first.activity().toString());
    assertThat(web.get(first.activity().uri().getPath(), DOCUMENT).statusCode()).isEqualTo(404);

    OwnReaction second = says(Kind.LIKE, post);
    assertThat(second.activity()).isNotEqualTo(first.activity());
    assertThat(fedi.received("Like", aliceId)).hasSize(2);
  }

  @Test
  void boostGoesToFollowersTooAndStandsInTheOutboxAmongWhatIsPublished() throws Exception {
    mallory.tells(node, mallory.activity("Follow", mallory.aPerson(), aliceId.toString()));
    tells(carols("Follow", aliceId.toString()));
    String post = aPost(note("hear this"));

    OwnReaction boost = says(Kind.BOOST, post);

    assertThat(fedi.received("Announce", aliceId)).hasSize(1);
    JsonObject heard = mallory.received("Announce", aliceId).getFirst();
    assertThat(heard.getString("object")).isEqualTo(post);
    assertThat(heard.getJsonArray("to").getString(0)).isEqualTo(PUBLIC);
    assertThat(get(aliceId.uri().getPath() + "/outbox").getInt("totalItems")).isEqualTo(2);
    assertThat(items("outbox")).hasSize(2);
    assertThat(String.join(" ", items("outbox"))).contains(boost.activity().toString(), thing);

    takesBack(boost);
    assertThat(mallory.received("Undo", aliceId)).hasSize(1);
    assertThat(items("outbox")).hasSize(1);
  }

  @Test
  void outboxIsReadToItsEndPageByPageTheNewestFirst() {
    for (int i = 0; i < 3; i++) {
      says(Kind.BOOST, aPost(note("number " + i)));
    }
    List<OwnReaction> boosts = reactions().of(aliceId, Kind.BOOST, null, 10);
    var outbox =
        new PublishedOutbox(
            node.ids(), node.members(), node.publications(), reactions(), Applause.NONE);

    List<String> read = new ArrayList<>();
    Long cursor = null;
    do {
      var page = outbox.page(aliceId, cursor, 2);
      page.items().forEach(it -> read.add(it.asJsonObject().getString("id")));
      cursor = page.nextOrNull();
    } while (cursor != null);

    assertThat(read).hasSize(4).doesNotHaveDuplicates();
    assertThat(read)
        .containsSubsequence(boosts.stream().map(it -> it.activity().toString()).toList());
  }

  @Test
  void likedPostsAreShownOnlyWhereTheMemberChoseSo() throws Exception {
    String post = aPost(note("liked"));
    says(Kind.LIKE, post);
    assertThat(items("liked")).isEmpty();

    node.profiles()
        .change(
            alice.id(),
            new ProfileChange(null, null, null, null, null, null, null, null, null, null, true));

    assertThat(items("liked")).containsExactly('"' + post + '"');
    assertThat(get(aliceId.uri().getPath() + "/liked").getInt("totalItems")).isEqualTo(1);
  }

  @Test
  void whatCannotBeLikedIsToldApart() {
    refused("malformed_url", () -> says(Kind.LIKE, "a song"));
    refused("same_node", () -> says(Kind.LIKE, thing));
    refused("unknown_post", () -> says(Kind.LIKE, fedi.origin + "/notes/nothing"));
    refused("unknown_post", () -> says(Kind.LIKE, carol.toString()));
    refused(
        "unknown_post",
        () ->
            says(
                Kind.LIKE,
                aPost(note("x").add("attributedTo", "https://elsewhere.example/users/dave"))));
    refused("unreachable", () -> says(Kind.LIKE, "http://localhost:9/notes/1"));
    String quiet = aPost(note("for few").add("to", carol + "/followers"));
    refused("not_public", () -> says(Kind.BOOST, quiet));
    says(Kind.LIKE, quiet);
    tells(carols("Block", aliceId.toString()));
    refused("blocked", () -> says(Kind.LIKE, aPost(note("blocked"))));
    assertThat(reactions().of(aliceId, null, null, 10)).hasSize(1);
  }

  private static void refused(String code, ThrowingCallable act) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(act)
        .extracting(Problem::code)
        .isEqualTo(code);
  }

  @Test
  void postsOfASuspendedServerAreNotAskedFor() {
    String post = mallory.origin + "/notes/" + Uuid7.next();
    Domain domain = Domain.of(mallory.origin.authority());
    node.domainBlocks()
        .put(new DomainRule(domain, Severity.SUSPEND, null, null), Mandate.ofCommand("spam"));
    try {
      refused("server_blocked", () -> says(Kind.LIKE, post));
    } finally {
      node.domainBlocks().remove(domain, Mandate.ofCommand("no more"));
    }
    assertThat(mallory.asked).noneMatch(path -> post.endsWith(path));
  }

  @Test
  void likeOfADeletedPostIsForgotten() {
    String post = aPost(note("soon gone"));
    says(Kind.LIKE, post);

    tells(carols("Delete", post));

    assertThat(reactions().of(aliceId, null, null, 10)).isEmpty();
  }

  @Test
  void memberWhoLeavesLikesNothingMore() {
    says(Kind.LIKE, aPost(note("farewell")));
    node.publications().withdraw(alice, Long.parseLong(thing.replaceFirst(".*/", "")));

    node.departures().leave(alice.id());

    assertThat(reactions().of(aliceId, null, null, 10)).isEmpty();
  }

  @Test
  void programsLikeAndTakeBack() throws Exception {
    String token = web.tokenOf(alice);
    String post = aPost(note("by program"));
    String wish = Json.newObject().add("url", post).add("kind", "like").build().toString();

    HttpResponse<String> said = web.call("POST", "/api/v1/reactions", token, wish);
    assertThat(said.statusCode()).isEqualTo(201);
    String id = Json.parseObject(said.body().getBytes(UTF_8)).getString("id");
    assertThat(web.call("GET", "/api/v1/reactions", token, "").body()).contains(post);
    assertThat(web.call("DELETE", "/api/v1/reactions/" + id, token, "").statusCode())
        .isEqualTo(204);
    assertThat(web.call("DELETE", "/api/v1/reactions/" + id, token, "").body())
        .contains("unknown_reaction");
    assertThat(
            web.call("POST", "/api/v1/reactions", token, wish.replace("\"like\"", "\"flattr\""))
                .body())
        .contains("malformed_kind");
  }
}
