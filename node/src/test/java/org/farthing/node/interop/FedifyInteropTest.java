package org.farthing.node.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.UUID;
import org.farthing.node.interop.FarthingMember.Thing;
import org.farthing.node.interop.FedifyServer.FirstKnock;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.activity.ActorId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node and Fedify, which takes an activity from its own actor alone. */
@Tag("interop")
@SuppressWarnings("NullAway.Init") // Each test begins by saying how Fedify knocks.
final class FedifyInteropTest {

  private static final String KIM = "kim";
  private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

  private static WebFixture web;
  private FedifyServer fedify;
  private FarthingMember alice;

  @BeforeAll
  static void startNode() {
    web = WebFixture.start();
  }

  @AfterAll
  static void stopNode() {
    web.close();
  }

  @AfterEach
  void stopFedify() {
    fedify.close();
  }

  /** A server without a memory, and a member whom it does not know. */
  private void start(FirstKnock firstKnock) {
    fedify = FedifyServer.start(firstKnock);
    alice = FarthingMember.of(web, web.node.members().create(aName("alice"), "Alice"));
  }

  private static String aName(String start) {
    return start + UUID.randomUUID().toString().substring(0, 8);
  }

  private ActorId kim() {
    return fedify.actor(KIM);
  }

  private static JsonObjectBuilder activity(String type) {
    return Json.createObjectBuilder().add("type", type);
  }

  private JsonObject by(JsonObject activity, String id) {
    return Json.createObjectBuilder(activity).add("id", id).add("actor", kim().toString()).build();
  }

  private String kimSends(JsonObject activity) {
    return fedify.sends(KIM, alice.actor(), activity);
  }

  private void kimUndoes(JsonObject activity, String id) {
    kimSends(activity("Undo").add("object", by(activity, id)).build());
  }

  private JsonObject note(String id, String content) {
    return Json.createObjectBuilder()
        .add("id", id)
        .add("type", "Note")
        .add("attributedTo", kim().toString())
        .add("content", content)
        .add("to", PUBLIC)
        .add("cc", Json.createArrayBuilder().add(alice.actor().toString()))
        .add("tag", mentions())
        .build();
  }

  private JsonArrayBuilder mentions() {
    return Json.createArrayBuilder()
        .add(activity("Mention").add("href", alice.actor().toString()).add("name", "@alice"));
  }

  @ParameterizedTest
  @EnumSource
  void membersAreFoundThereByTheirAddress(FirstKnock firstKnock) {
    start(firstKnock);

    JsonObject found = fedify.lookUp(alice.actor());

    assertThat(found.getJsonObject("webFinger").getString("subject"))
        .isEqualTo("acct:" + alice.handle());
    assertThat(found.getString("id")).isEqualTo(alice.actor().toString());
    assertThat(found.getBoolean("isActor")).isTrue();
    assertThat(found.getString("preferredUsername")).isEqualTo(alice.name());
    assertThat(found.getString("inbox")).isEqualTo(alice.actor() + "/inbox");
    assertThat(found.getInt("followers")).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void followersThereGetWhatIsPublishedChangedAndWithdrawn(FirstKnock firstKnock) {
    start(firstKnock);
    JsonObject follow = activity("Follow").add("object", alice.actor().toString()).build();
    String id = kimSends(follow);
    Peers.await("the follow is accepted there", () -> fedify.accepted().contains(id));
    assertThat(alice.followers()).containsExactly(kim().toString());
    assertThat(alice.pages().followers()).containsExactly(kim().toString());
    assertThat(alice.pages().profile()).contains("One follower in the fediverse");

    Thing essay = alice.publishes("An essay", "Of wrens.");
    Peers.await("it is in the timeline there", () -> fedify.timeline().size() == 1);
    JsonObject shown = fedify.timeline().getFirst();
    assertThat(shown.getString("id")).isEqualTo(essay.page());
    assertThat(shown.getString("actor")).isEqualTo(alice.actor().toString());
    assertThat(shown.getString("name")).isEqualTo("An essay");
    assertThat(shown.getString("content")).contains("Of wrens.");

    alice.retitles(essay, "An essay, revised");
    Peers.await(
        "the change is there",
        () -> fedify.timeline().getFirst().getString("name").equals("An essay, revised"));

    alice.withdraws(essay);
    Peers.await("it is gone there", () -> fedify.timeline().isEmpty());

    kimUndoes(follow, id);
    Peers.await("nobody follows here", () -> alice.pages().followers().isEmpty());
    assertThat(alice.followers()).isEmpty();
    assertThat(alice.pages().profile()).doesNotContain("follower");
  }

  @ParameterizedTest
  @EnumSource
  void likesAndBoostsFromThereAreCountedAndUndone(FirstKnock firstKnock) {
    start(firstKnock);
    Thing essay = alice.publishes("An essay", "Of wrens.");
    JsonObject like = activity("Like").add("object", essay.page()).build();
    JsonObject boost = activity("Announce").add("object", essay.page()).add("to", PUBLIC).build();

    String liked = kimSends(like);
    Peers.await("the like counts", () -> alice.likes(essay) == 1);
    String boosted = kimSends(boost);
    Peers.await("the boost counts", () -> alice.boosts(essay) == 1);
    assertThat(alice.pages().saidOf(essay)).contains("Applause: 1 like and 1 boost");

    kimUndoes(like, liked);
    Peers.await("the like is undone", () -> alice.likes(essay) == 0);
    assertThat(alice.pages().saidOf(essay)).contains("Applause: no likes and 1 boost");
    kimUndoes(boost, boosted);
    Peers.await("the boost is undone", () -> alice.boosts(essay) == 0);
    assertThat(alice.pages().saidOf(essay)).doesNotContain("Applause");
  }

  @ParameterizedTest
  @EnumSource
  void answersAndMentionsFromThereAreShownChangedAndDeleted(FirstKnock firstKnock) {
    start(firstKnock);
    Thing essay = alice.publishes("An essay", "Of wrens.");
    String id = kim() + "/notes/" + UUID.randomUUID();
    JsonObject answer =
        Json.createObjectBuilder(note(id, "Wrens!")).add("inReplyTo", essay.page()).build();

    kimSends(activity("Create").add("object", answer).add("to", PUBLIC).build());
    Peers.await("the answer is shown", () -> alice.answers(essay).contains("Wrens!"));
    assertThat(alice.mentions()).containsExactly("Wrens!");
    assertThat(alice.pages().heard()).containsExactly("Wrens!");
    assertThat(alice.pages().saidOf(essay)).contains("One answer from elsewhere");

    JsonObject tombstone =
        Json.createObjectBuilder().add("id", id).add("type", "Tombstone").build();
    kimSends(activity("Delete").add("object", tombstone).add("to", PUBLIC).build());
    Peers.await("the answer is deleted", () -> alice.answers(essay).isEmpty());
    assertThat(alice.mentions()).isEmpty();
    assertThat(alice.pages().heard()).isEmpty();
    assertThat(alice.pages().saidOf(essay)).doesNotContain("answer");
  }

  @ParameterizedTest
  @EnumSource
  void botIsFoundThereAndFlattrsWhereADonorThereMentionsIt(FirstKnock firstKnock) {
    start(firstKnock);
    ActorId bot = web.node.ids().bot();
    Thing essay = alice.publishes("An essay", "Of wrens.");
    FarthingMember donor = FarthingMember.of(web, web.aDonor(aName("donor")));
    isKim(donor);

    JsonObject found = fedify.lookUp(bot);
    kimSends(activity("Create").add("object", mention(bot, essay)).add("to", PUBLIC).build());

    assertThat(found.getString("preferredUsername")).isEqualTo("flattr");
    assertThat(found.getBoolean("isActor")).isTrue();
    Peers.await("the bot's answer is in the timeline", () -> !fedify.timeline().isEmpty());
    JsonObject answer = fedify.timeline().getFirst();
    assertThat(answer.getString("actor")).isEqualTo(bot.toString());
    assertThat(answer.getString("content")).contains("Flattred", essay.page());
    assertThat(donor.get("bot").getJsonArray("items").getJsonObject(0).getString("state"))
        .isEqualTo("flattr");
    assertThat(donor.pages().gives())
        .containsExactly("An essay by " + alice.handle() + " 2.00 XTS counted Undo");
    assertThat(alice.pages().receives()).containsExactly("An essay 1");
  }

  /** A member shows that kim is them, and has chosen that mentions give. */
  private void isKim(FarthingMember member) {
    fedify.alias(KIM, member.actor());
    JsonObject identity =
        member.call(
            "POST",
            "identities",
            Json.createObjectBuilder().add("actor", kim().toString()).build());
    JsonObject checked =
        member.call(
            "POST",
            "identities/" + identity.getString("id") + "/check",
            JsonObject.EMPTY_JSON_OBJECT);
    assertThat(checked.getString("state")).isEqualTo("proved");
    member.call("PUT", "bot", Json.createObjectBuilder().add("mentionsAreFlattrs", true).build());
  }

  private JsonObject mention(ActorId bot, Thing thing) {
    return Json.createObjectBuilder(note(kim() + "/notes/" + UUID.randomUUID(), "@flattr This!"))
        .add("inReplyTo", thing.page())
        .add(
            "tag",
            Json.createArrayBuilder()
                .add(activity("Mention").add("href", bot.toString()).add("name", "@flattr")))
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void membersFollowActorsThereAndNoMore(FirstKnock firstKnock) {
    start(firstKnock);

    String id = alice.follows(fedify.handle(KIM));
    Peers.await("alice follows", () -> alice.following().contains(kim().toString()));
    assertThat(fedify.followers()).containsExactly(alice.actor().toString());
    assertThat(alice.pages().following()).containsExactly(kim().toString());

    alice.unfollows(id);
    Peers.await("nobody follows there", () -> fedify.followers().isEmpty());
    assertThat(alice.following()).isEmpty();
    assertThat(alice.pages().following()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void membersLikeAndBoostPostsThereAndTakeItBack(FirstKnock firstKnock) {
    start(firstKnock);
    String post = kim() + "/notes/1";

    String like = alice.says("like", post);
    String boost = alice.says("boost", post);
    String byAlice = " " + alice.actor() + " " + post;
    Peers.await("both are there", () -> fedify.reactions().size() == 2);
    assertThat(fedify.reactions())
        .containsExactlyInAnyOrder("Like" + byAlice, "Announce" + byAlice);
    assertThat(alice.pages().says()).containsExactlyInAnyOrder("liked " + post, "boosted " + post);

    alice.takesBack(like);
    alice.takesBack(boost);
    Peers.await("neither is there", () -> fedify.reactions().isEmpty());
    assertThat(alice.pages().says()).isEmpty();
  }
}
