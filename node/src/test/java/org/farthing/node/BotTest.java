package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityKind;
import org.farthing.node.look.Assets;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.signin.TestSession;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bot that is mentioned in a reply to a post: who has it flattr, and who has not. */
final class BotTest extends SocialTests {

  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final String ACTIVITY = "application/activity+json";
  private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

  private Member donor;
  private String token = "";
  private ActorId bot;

  @BeforeEach
  void aDonorWhoIsCarolElsewhere() {
    donor = web.aDonor("donor" + Uuid7.next().toString().replace("-", ""));
    token = web.tokenOf(donor);
    bot = node.ids().bot();
    prove(donor, carol);
  }

  private static void prove(Member member, ActorId actor) {
    fedi.publish(
        fedi.person(actor).add("alsoKnownAs", node.ids().member(member.name()).toString()).build());
    Identity identity = node.identities().add(member.id(), IdentityKind.ACTOR, actor.toString());
    assertThat(node.identities().check(member.id(), identity.id()).isProved()).isTrue();
  }

  private void opts(boolean in) throws Exception {
    String choice = "{\"mentionsAreFlattrs\": " + in + "}";
    assertThat(web.call("PUT", "/api/v1/bot", token, choice).statusCode()).isEqualTo(200);
  }

  private static void says(JsonObject activity) {
    tells(activity);
    TestPeer.await("the bot has done it all", node.bot()::isIdle);
    FediServer.awaitRest(node);
  }

  /** A post that mentions the bot. */
  private JsonObjectBuilder mention() {
    return note("<p>@flattr This!</p>")
        .add(
            "tag",
            Json.newArray()
                .add(
                    Json.newObject()
                        .add("type", "Mention")
                        .add("href", bot.toString())
                        .add("name", "@flattr")));
  }

  private JsonObject mentionUnder(String post) {
    return mention().add("inReplyTo", post).build();
  }

  private List<Given> given() {
    return node.flattrs().of(donor.id(), MONTH);
  }

  private JsonObject lastMention() throws Exception {
    return Json.parseObject(
            web.call("GET", "/api/v1/bot", token, "").body().getBytes(StandardCharsets.UTF_8))
        .getJsonArray("items")
        .getJsonObject(0);
  }

  /** What the bot has said to somebody. */
  private List<String> heardBy(ActorId somebody) {
    return fedi.received("Create", bot).stream()
        .filter(it -> it.getJsonArray("to").getString(0).equals(somebody.toString()))
        .map(it -> it.getJsonObject("object").getString("content"))
        .toList();
  }

  /** A post of somebody's who has nothing to do with this node. */
  private JsonObject aPostElsewhere() {
    ActorId dave = fedi.aPerson();
    JsonObject post =
        Json.newObject()
            .add("@context", "https://www.w3.org/ns/activitystreams")
            .add("id", fedi.origin + "/notes/" + Uuid7.next())
            .add("type", "Note")
            .add("attributedTo", dave.toString())
            .add("content", "<p>A joke.</p>")
            .add("to", PUBLIC)
            .build();
    fedi.publish(post);
    return post;
  }

  @Test
  void botIsFoundAsAServiceAndHasAPageForPeople() throws Exception {
    JsonObject found =
        Json.parseObject(
            web.get(
                    "/.well-known/webfinger?resource=acct:flattr@" + node.origin().authority(),
                    "application/jrd+json")
                .body()
                .getBytes(StandardCharsets.UTF_8));
    JsonObject actor =
        Json.parseObject(
            web.get("/users/flattr", ACTIVITY).body().getBytes(StandardCharsets.UTF_8));

    assertThat(found.getJsonArray("links").getJsonObject(0).getString("href"))
        .isEqualTo(bot.toString());
    assertThat(actor.getString("id")).isEqualTo(bot.toString());
    assertThat(actor.getString("type")).isEqualTo("Service");
    assertThat(actor.getString("preferredUsername")).isEqualTo("flattr");
    assertThat(actor.getString("inbox")).isEqualTo(bot + "/inbox");
    assertThat(actor.getJsonObject("publicKey").getString("owner")).isEqualTo(bot.toString());
    assertThat(actor.getJsonObject("icon").getString("url")).startsWith(node.origin() + "/");
    assertThat(actor.getJsonArray("attachment")).isEmpty();
    for (String part : List.of("outbox", "followers", "following", "liked", "featured", "keys")) {
      assertThat(web.get("/users/flattr/" + part, ACTIVITY).statusCode()).as(part).isEqualTo(200);
    }
    assertThat(web.page("/users/flattr").body())
        .contains("@flattr@" + node.origin().authority(), "/me/profile");
  }

  @Test
  void mentionInAReplyOfALinkedDonorWhoChoseSoIsAFlattr() throws Exception {
    opts(true);
    JsonObject mention = mentionUnder(thing);

    says(carols("Create", mention));

    assertThat(given()).extracting(Given::state).containsExactly(GivenState.COUNTED);
    String flattr = given().getFirst().id().toString();
    assertThat(lastMention().getString("state")).isEqualTo("flattr");
    assertThat(lastMention().getString("flattr")).isEqualTo(flattr);
    assertThat(heardBy(carol)).singleElement().asString().contains(thing, "/me/flattrs/" + flattr);
    JsonObject answer = fedi.received("Create", bot).getLast().getJsonObject("object");
    assertThat(answer.getString("inReplyTo")).isEqualTo(id(mention));
    assertThat(answer.getJsonArray("to")).hasSize(1);
    assertThat(answer.getJsonArray("cc")).isEmpty();
    assertThat(answer.getJsonArray("tag").getJsonObject(0).getString("href"))
        .isEqualTo(carol.toString());
    String cookie = TestSession.of(web.setup, donor.id()).cookie();
    assertThat(
            web.send(
                    web.request("/me/flattrs/" + flattr)
                        .header("Accept", WebFixture.BROWSER)
                        .header("Cookie", cookie)
                        .GET())
                .body())
        .contains("href=\"" + id(mention) + "\"");
  }

  @Test
  void memberChoosesItOnTheirProfile() throws Exception {
    TestSession session = TestSession.of(web.setup, donor.id());
    HttpRequest.Builder form =
        web.request("/me/profile")
            .header("Accept", WebFixture.BROWSER)
            .header("Cookie", session.cookie());

    String page = web.send(form.copy().GET()).body();
    int status =
        web.send(
                form.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(
                        BodyPublishers.ofString(
                            "csrf=" + session.csrf() + "&name=Donor&mentions=yes")))
            .statusCode();

    assertThat(page).contains("@flattr@" + node.origin().authority(), "name=\"mentions\"");
    assertThat(status).isEqualTo(303);
    assertThat(node.bot().isChosen(donor.id())).isTrue();
    assertThat(node.linkedLikes().isChosen(donor.id())).isFalse();
  }

  @Test
  void nobodyIsChargedWhoHasNotChosenSoAndHearsOnceADayHow() throws Exception {
    says(carols("Create", mentionUnder(thing)));
    opts(true);
    opts(false);
    says(carols("Create", mentionUnder(thing)));

    assertThat(given()).isEmpty();
    assertThat(heardBy(carol)).singleElement().asString().contains("/me/profile");
  }

  @Test
  void strangerMovesNoMoneyAndHearsOnceADayHow() throws Exception {
    opts(true);
    ActorId stranger = fedi.aPerson();
    for (int i = 0; i < 2; i++) {
      JsonObject mention =
          Json.newObject(mentionUnder(thing)).add("attributedTo", stranger.toString()).build();
      says(fedi.activity("Create", stranger).add("object", mention).build());
    }

    assertThat(node.flattrs().of(MONTH)).noneMatch(it -> it.thing().url().contains(alice.name()));
    assertThat(heardBy(stranger)).singleElement().asString().contains("/users/flattr");
  }

  @Test
  void otherBotIsNotAnswered() {
    ActorId other = fedi.aPerson();
    fedi.publish(fedi.person(other).add("type", "Service").build());
    JsonObject mention =
        Json.newObject(mentionUnder(thing)).add("attributedTo", other.toString()).build();

    says(fedi.activity("Create", other).add("object", mention).build());

    assertThat(heardBy(other)).isEmpty();
  }

  @Test
  void germanStrangerIsAnsweredInGerman() {
    ActorId stranger = fedi.aPerson();
    JsonObject mention =
        Json.newObject(mentionUnder(thing))
            .add("attributedTo", stranger.toString())
            .add("contentMap", Json.newObject().add("de-AT", "<p>Das!</p>"))
            .build();

    says(fedi.activity("Create", stranger).add("object", mention).build());

    assertThat(heardBy(stranger)).singleElement().asString().contains("Ich flattre");
  }

  @Test
  void samePostTwiceAndASecondPostUnderTheSameChangeNothing() throws Exception {
    opts(true);
    JsonObject mention = mentionUnder(thing);

    says(carols("Create", mention));
    says(carols("Create", mention));
    says(carols("Create", mentionUnder(thing)));

    assertThat(given()).hasSize(1);
    assertThat(lastMention().getString("state")).isEqualTo("refused");
    assertThat(lastMention().getString("code")).isEqualTo("already_flattred");
    assertThat(heardBy(carol)).hasSize(2);
  }

  @Test
  void postThatSomebodyElseSignsOrWroteIsNoMention() throws Exception {
    opts(true);
    JsonObject mention = mentionUnder(thing);
    ActorId neighbour = fedi.aPerson();
    ActorId evil = mallory.aPerson();

    says(fedi.activity("Create", neighbour).add("object", mention).build());
    mallory.tells(node, mallory.activity("Create", evil).add("object", mention).build());
    says(
        carols(
            "Create",
            Json.newObject(mentionUnder(thing))
                .add("attributedTo", Json.newArray().add(neighbour.toString()))
                .build()));
    fedi.publish(mention);
    says(carols("Create", id(mention)));

    assertThat(given()).isEmpty();
  }

  @Test
  void boostOrChangeOfAPostIsNoMention() throws Exception {
    opts(true);
    JsonObject mention = mentionUnder(thing);
    fedi.publish(mention);

    says(carols("Announce", id(mention)));
    says(carols("Announce", Json.newObject(carols("Create", mention)).build()));
    says(carols("Update", Json.newObject(mention).add("updated", "2026-11-05T11:00:00Z").build()));

    assertThat(given()).isEmpty();
    assertThat(heardBy(carol)).isEmpty();
  }

  @Test
  void addressWithoutAMentionIsNone() throws Exception {
    opts(true);

    says(
        carols(
            "Create", note("<p>Hm</p>").add("inReplyTo", thing).add("cc", bot.toString()).build()));

    assertThat(given()).isEmpty();
  }

  /** Servers put the names of all who are mentioned into answers. */
  @Test
  void answerWithinATalkWithTheBotAsksForNothing() throws Exception {
    opts(true);
    ActorId dave = fedi.aPerson();
    JsonObject davesMention =
        Json.newObject(mentionUnder(aPostElsewhere().getString("id")))
            .add("attributedTo", dave.toString())
            .build();
    fedi.publish(davesMention);
    says(fedi.activity("Create", dave).add("object", davesMention).build());

    says(carols("Create", mentionUnder(id(davesMention))));
    says(carols("Create", mentionUnder(bot + "/notes/" + Uuid7.next())));

    assertThat(given()).isEmpty();
    assertThat(heardBy(carol)).isEmpty();
  }

  @Test
  void answerToAPostWhoseMentionHasNotComeYetAsksForNothing() throws Exception {
    opts(true);
    ActorId dave = fedi.aPerson();
    JsonObject davesMention =
        Json.newObject(mentionUnder(thing))
            .add("@context", "https://www.w3.org/ns/activitystreams")
            .add("attributedTo", dave.toString())
            .build();
    fedi.publish(davesMention);

    says(carols("Create", mentionUnder(id(davesMention))));

    assertThat(given()).isEmpty();
    assertThat(lastMention().getString("code")).isEqualTo("talk");
    assertThat(heardBy(carol)).isEmpty();
  }

  @Test
  void mentionThatAnswersNothingMovesNoMoney() throws Exception {
    opts(true);

    says(carols("Create", mention().build()));

    assertThat(given()).isEmpty();
    assertThat(heardBy(carol)).singleElement().asString().contains("answers nothing");
  }

  @Test
  void postOfNobodyWhoReceivesIsUnclaimed() throws Exception {
    opts(true);
    String joke = aPostElsewhere().getString("id");

    says(carols("Create", mentionUnder(joke)));

    assertThat(given()).extracting(Given::state).containsExactly(GivenState.UNCLAIMED);
    assertThat(given().getFirst().thing().url()).isEqualTo(joke);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/notes/of-followers-alone", "/users/nobody"})
  void postThatCannotBeReadIsNotFlattredAndItsDonorHearsSo(String path) throws Exception {
    opts(true);

    says(carols("Create", mentionUnder(fedi.origin + path)));

    assertThat(given()).isEmpty();
    assertThat(lastMention().getString("code")).isEqualTo("unknown_thing");
    assertThat(heardBy(carol)).singleElement().asString().contains("cannot be read");
  }

  @Test
  void postWhoseServerIsBusyIsAskedForAgainLater() throws Exception {
    opts(true);
    HttpServer busy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    busy.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    busy.start();
    try {
      says(
          carols(
              "Create",
              mentionUnder("http://localhost:" + busy.getAddress().getPort() + "/notes/1")));
    } finally {
      busy.stop(0);
    }

    assertThat(given()).isEmpty();
    assertThat(lastMention().getString("state")).isEqualTo("waiting");
    assertThat(heardBy(carol)).isEmpty();
  }

  @Test
  void donorWithoutMeansHearsSo() throws Exception {
    donor = node.members().create("poor" + Uuid7.next().toString().replace("-", ""), "Poor");
    token = web.tokenOf(donor);
    carol = fedi.aPerson();
    prove(donor, carol);
    opts(true);

    says(carols("Create", mentionUnder(thing)));

    assertThat(given()).isEmpty();
    assertThat(lastMention().getString("code")).isEqualTo("no_means");
    assertThat(heardBy(carol)).singleElement().asString().contains("/me/budget");
  }

  @Test
  void deletingThePostWithinADayTakesTheFlattrBack() throws Exception {
    opts(true);
    JsonObject mention = mentionUnder(thing);
    says(carols("Create", mention));

    says(carols("Delete", id(mention)));
    says(carols("Create", mention));

    assertThat(given()).extracting(Given::state).containsExactly(GivenState.UNDONE);
    assertThat(lastMention().getString("state")).isEqualTo("undone");
    assertThat(heardBy(carol)).hasSize(2).last().asString().contains("taken back");
  }

  @Test
  void deleteThatComesFirstIsHonoured() throws Exception {
    opts(true);
    JsonObject mention = mentionUnder(thing);

    says(carols("Delete", id(mention)));
    says(carols("Create", mention));

    assertThat(given()).isEmpty();
  }

  @Test
  void deletingItLaterOrBySomebodyElseChangesNothing() throws Exception {
    opts(true);
    JsonObject mention = mentionUnder(thing);
    says(carols("Create", mention));
    ActivityId post = ActivityId.of(id(mention));

    says(fedi.activity("Delete", fedi.aPerson(), id(mention)));
    Instant later = Instant.now().plus(Duration.ofHours(25));
    node.inTransaction(tx -> node.bot().deleted(tx, post, carol, later));
    TestPeer.await("the bot has done it all", node.bot()::isIdle);

    assertThat(given()).extracting(Given::state).containsExactly(GivenState.COUNTED);
  }

  @Test
  void deletedMentionTakesBackNoClickOfTheDonors() throws Exception {
    opts(true);
    assertThat(node.flattrs().record(donor.id(), thing, null))
        .isInstanceOf(RecordOutcome.Recorded.class);
    JsonObject mention = mentionUnder(thing);
    says(carols("Create", mention));

    says(carols("Delete", id(mention)));

    assertThat(given()).extracting(Given::state).containsExactly(GivenState.COUNTED);
  }

  @Test
  void botIsFollowedByWhoeverAsksAndSilentToWhoBlocksIt() throws Exception {
    says(fedi.activity("Follow", carol, bot.toString()));
    assertThat(fedi.received("Accept", bot)).isNotEmpty();
    assertThat(social.followers().count(bot)).isPositive();
    opts(true);

    says(fedi.activity("Block", carol, bot.toString()));
    says(carols("Create", mentionUnder(thing)));

    assertThat(given()).hasSize(1);
    assertThat(heardBy(carol)).isEmpty();
  }

  @Test
  void whoLeavesLeavesNothingWithTheBot() throws Exception {
    Member leaving = node.members().create("l" + Uuid7.next().toString().replace("-", ""), "L");
    carol = fedi.aPerson();
    prove(leaving, carol);
    node.bot().choose(leaving.id(), true);
    says(carols("Create", mentionUnder(thing)));
    assertThat(node.bot().of(leaving.id(), null, 10)).hasSize(1);

    node.departures().leave(leaving.id());

    assertThat(node.bot().isChosen(leaving.id())).isFalse();
    assertThat(node.bot().of(leaving.id(), null, 10)).isEmpty();
  }

  /** The name has always been reserved; but whoever has it keeps it. */
  @Test
  void memberWhoIsCalledFlattrKeepsTheName() {
    try (WebFixture other = WebFixture.start()) {
      other.node.inTransaction(
          tx ->
              tx.dsl()
                  .execute(
                      "insert into member (id, name, display_name, created_at)"
                          + " values (?, 'flattr', 'Flora', now())",
                      Uuid7.next()));

      try (NodeParts parts = new NodeParts(other.setup, RetrySchedule.BETWEEN_NODES)) {
        assertThat(parts.core.hasBot).isFalse();
        assertThat(parts.actors(new Assets()).member("flattr").orElseThrow().displayName())
            .isEqualTo("Flora");
      }
    }
  }
}
