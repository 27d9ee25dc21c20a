package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.federation.actor.ActorCollection;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.social.Flags;
import org.farthing.node.social.Follower;
import org.farthing.node.social.Following;
import org.farthing.node.social.Posts;
import org.farthing.node.social.Reactions.Applause;
import org.farthing.node.social.RemotePost;
import org.farthing.node.social.Social;
import org.farthing.node.social.SocialSettings;
import org.farthing.node.social.UnknownActivities;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows from the activities of ordinary servers; FEDERATION.md names these tests. */
final class SocialInboxTest {

  private static WebFixture web;
  private static Node node;
  private static Social social;
  private static FediServer fedi;
  private static FediServer mallory;

  private Member alice;
  private ActorId aliceId;
  private String thing = "";
  private ActorId carol;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    node = web.node;
    social = node.social();
    fedi = FediServer.start();
    mallory = FediServer.start();
  }

  @AfterAll
  static void stop() {
    mallory.close();
    fedi.close();
    web.close();
  }

  /** All tests share two servers and a node, and each has people and a thing of its own. */
  @BeforeEach
  void takeIn() {
    String name = "alice" + Uuid7.next().toString().replace("-", "");
    String url = "https://" + name + ".example/song";
    alice = web.aCreator(name, url);
    aliceId = node.ids().member(name);
    thing = node.origin() + "/things/" + node.things().find(url).orElseThrow().id();
    carol = fedi.aPerson();
  }

  private static void tells(JsonObject activity) {
    fedi.tells(node, activity);
  }

  private JsonObject carols(String type, String object) {
    return fedi.activity(type, carol, object);
  }

  private JsonObject undo(JsonObject undone) {
    return fedi.activity("Undo", carol).add("object", undone).build();
  }

  private static String id(JsonObject document) {
    return document.getString("id");
  }

  /** A note of carol's, addressed to everybody. */
  private JsonObjectBuilder note(String content) {
    return Json.newObject()
        .add("id", fedi.origin + "/notes/" + Uuid7.next())
        .add("type", "Note")
        .add("attributedTo", carol.toString())
        .add("content", content)
        .add("published", "2026-11-05T10:00:00Z")
        .add("to", "as:Public");
  }

  private JsonObject answer(String content) {
    return note(content).add("inReplyTo", thing).build();
  }

  private JsonObject carols(String type, JsonObject object) {
    return fedi.activity(type, carol).add("object", object).build();
  }

  private List<String> answers() {
    return social.posts().answers(thing, null, 10).stream().map(it -> it.post().content()).toList();
  }

  private void wantsToBeAsked() {
    social.settings().choose(alice.id(), new SocialSettings.Choice(true, false));
  }

  private Applause applause() {
    return social.reactions().of(thing);
  }

  @Test
  void followIsAcceptedAtOnceWithTheFollowInTheAnswer() {
    JsonObject follow = carols("Follow", aliceId.toString());

    tells(follow);

    assertThat(social.followers().count(aliceId)).isEqualTo(1);
    JsonObject accept = fedi.received("Accept", aliceId).getFirst();
    JsonObject accepted = accept.getJsonObject("object");
    assertThat(id(accepted)).isEqualTo(id(follow));
    assertThat(accepted.getString("type")).isEqualTo("Follow");
    assertThat(accepted.getString("actor")).isEqualTo(carol.toString());
    assertThat(accepted.getString("object")).isEqualTo(aliceId.toString());
  }

  @Test
  void followOfTheNodeItselfIsAccepted() {
    long before = social.followers().count(node.ids().node());

    tells(carols("Follow", node.ids().node().toString()));

    assertThat(social.followers().count(node.ids().node())).isEqualTo(before + 1);
    assertThat(fedi.received("Accept", node.ids().node())).isNotEmpty();
  }

  @Test
  void followOfNobodyChangesNothing() {
    tells(carols("Follow", node.ids().member("nobody_at_all").toString()));
    tells(carols("Follow", "https://elsewhere.example/users/dave"));

    assertThat(fedi.received("Accept", node.ids().member("nobody_at_all"))).isEmpty();
  }

  @Test
  void followWaitsForAMemberWhoWantsToBeAsked() {
    wantsToBeAsked();

    tells(carols("Follow", aliceId.toString()));

    assertThat(social.followers().count(aliceId)).isZero();
    assertThat(fedi.received("Accept", aliceId)).isEmpty();
    Follower request = social.follows().requests(aliceId, null, 10).getFirst();
    assertThat(request.actor()).isEqualTo(carol);

    social.follows().accept(aliceId, request.sequence());
    FediServer.awaitRest(node);

    assertThat(social.followers().count(aliceId)).isEqualTo(1);
    assertThat(fedi.received("Accept", aliceId)).hasSize(1);
  }

  @Test
  void rejectedFollowIsToldSoAndForgotten() {
    wantsToBeAsked();
    JsonObject follow = carols("Follow", aliceId.toString());
    tells(follow);
    Follower request = social.follows().requests(aliceId, null, 10).getFirst();

    social.follows().reject(aliceId, request.sequence());
    FediServer.awaitRest(node);

    assertThat(social.follows().requests(aliceId, null, 10)).isEmpty();
    JsonObject reject = fedi.received("Reject", aliceId).getFirst();
    assertThat(id(reject.getJsonObject("object"))).isEqualTo(id(follow));
  }

  @Test
  void followIsUndoneByItsIdAndByWhatItIsAbout() {
    JsonObject first = carols("Follow", aliceId.toString());
    tells(first);
    tells(fedi.activity("Undo", carol, id(first)));
    assertThat(social.followers().count(aliceId)).isZero();

    tells(carols("Follow", aliceId.toString()));
    assertThat(social.followers().count(aliceId)).isEqualTo(1);
    tells(undo(carols("Follow", aliceId.toString())));
    assertThat(social.followers().count(aliceId)).isZero();
  }

  @Test
  void undoThatComesFirstIsHonoured() {
    JsonObject follow = carols("Follow", aliceId.toString());
    JsonObject like = carols("Like", thing);

    tells(undo(follow));
    tells(undo(like));
    tells(follow);
    tells(like);

    assertThat(social.followers().count(aliceId)).isZero();
    assertThat(applause().likes()).isZero();
  }

  @Test
  void nobodyUndoesWhatIsAnothers() {
    JsonObject follow = carols("Follow", aliceId.toString());
    JsonObject like = carols("Like", thing);
    tells(follow);
    tells(like);
    ActorId eve = mallory.aPerson();
    ActorId neighbour = fedi.aPerson();

    mallory.tells(node, mallory.activity("Undo", eve).add("object", follow).build());
    mallory.tells(node, mallory.activity("Undo", eve, id(like)));
    tells(fedi.activity("Undo", neighbour).add("object", follow).build());
    tells(fedi.activity("Undo", neighbour, id(like)));

    assertThat(social.followers().count(aliceId)).isEqualTo(1);
    assertThat(applause().likes()).isEqualTo(1);
  }

  @Test
  void deletedActorLeavesNothingBehindAndSaysNothingMore() {
    tells(carols("Follow", aliceId.toString()));
    tells(carols("Like", thing));
    tells(carols("Create", answer("<p>hello</p>")));

    tells(carols("Delete", carol.toString()));
    tells(carols("Follow", aliceId.toString()));

    assertThat(social.followers().count(aliceId)).isZero();
    assertThat(applause().likes()).isZero();
    assertThat(answers()).isEmpty();
  }

  @Test
  void whoBlocksAMemberIsSentNothingMore() {
    tells(carols("Follow", aliceId.toString()));
    tells(carols("Create", note("<p>hello</p>").add("cc", aliceId.toString()).build()));
    JsonObject block = carols("Block", aliceId.toString());

    tells(block);
    tells(carols("Follow", aliceId.toString()));

    assertThat(social.followers().count(aliceId)).isZero();
    assertThat(social.posts().mentions(aliceId, null, 10)).isEmpty();
    assertThat(fedi.received("Accept", aliceId)).hasSize(1);

    tells(undo(block));
    tells(carols("Follow", aliceId.toString()));

    assertThat(social.followers().count(aliceId)).isEqualTo(1);
    assertThat(social.posts().mentions(aliceId, null, 10)).hasSize(1);
  }

  @Test
  void likeIsApplauseOnceHoweverOftenItComes() {
    JsonObject like = carols("Like", thing);

    tells(like);
    tells(like);
    tells(carols("Like", thing));
    tells(fedi.activity("Like", fedi.aPerson()).add("object", Json.newArray().add(thing)).build());

    assertThat(applause()).isEqualTo(new Applause(2, 0, 0));
  }

  @Test
  void likeIsUndoneByItsIdAndByWhatItIsAbout() {
    JsonObject like = carols("Like", thing);
    tells(like);
    tells(fedi.activity("Undo", carol, id(like)));
    assertThat(applause().likes()).isZero();

    tells(carols("Like", thing));
    tells(undo(carols("Like", thing)));
    assertThat(applause().likes()).isZero();
  }

  @Test
  void likeOfWhatIsNotHereChangesNothing() {
    tells(carols("Like", "https://elsewhere.example/post/1"));
    tells(carols("Like", node.origin() + "/things/999999"));
    tells(carols("Like", node.origin() + "/things/x"));
    tells(carols("Like", aliceId.toString()));

    assertThat(social.reactions().of(node.origin() + "/things/999999"))
        .isEqualTo(new Applause(0, 0, 0));
  }

  @Test
  void boostIsCountedAndUndone() {
    JsonObject boost = carols("Announce", thing);

    tells(boost);
    assertThat(applause()).isEqualTo(new Applause(0, 1, 0));

    tells(undo(boost));
    assertThat(applause()).isEqualTo(new Applause(0, 0, 0));
  }

  @Test
  void emojiAreCountedApartAndUndoneOneByOne() {
    JsonObject penny =
        fedi.activity("EmojiReact", carol).add("object", thing).add("content", "🪙").build();
    tells(penny);
    tells(fedi.activity("EmojiReact", carol).add("object", thing).add("content", "👌").build());
    assertThat(applause()).isEqualTo(new Applause(0, 0, 2));

    tells(undo(penny));
    assertThat(applause()).isEqualTo(new Applause(0, 0, 1));
  }

  @Test
  void dislikeChangesNothing() {
    tells(carols("Like", thing));
    tells(carols("Dislike", thing));

    assertThat(applause()).isEqualTo(new Applause(1, 0, 0));
  }

  @Test
  void answerIsKeptAndItsHtmlCleaned() {
    tells(
        carols(
            "Create",
            answer("<h1>Well</h1><script>alert(1)</script><p onclick='x()'>a fine song</p>")));

    Posts.Stored stored = social.posts().answers(thing, null, 10).getFirst();
    assertThat(stored.post().kind()).isEqualTo(RemotePost.Kind.NOTE);
    assertThat(stored.post().author()).isEqualTo(carol);
    assertThat(stored.post().content()).isEqualTo("<p><strong>Well</strong></p><p>a fine song</p>");
    assertThat(social.posts().countAnswers(thing)).isEqualTo(1);
  }

  @Test
  void mentionIsKeptInWhicheverPlaceItStands() {
    JsonObject tag =
        Json.newObject().add("type", "Mention").add("href", aliceId.toString()).build();
    tells(carols("Create", note("by a tag").add("tag", tag).build()));
    tells(
        carols(
            "Create",
            note("by address").add("cc", Json.newArray().add(aliceId.toString())).build()));
    tells(
        carols(
            "Create",
            note("of somebody else").add("cc", "https://elsewhere.example/dave").build()));

    assertThat(social.posts().mentions(aliceId, null, 10))
        .extracting(it -> it.post().content())
        .containsExactly("by address", "by a tag");
  }

  @Test
  void articlesPagesAndQuestionsAreKeptAndOthersCounted() {
    for (String type : List.of("Article", "Page", "Question", "Video")) {
      JsonObject post = answer("as " + type);
      tells(carols("Create", Json.newObject(post).add("type", type).build()));
    }

    assertThat(answers()).containsExactly("as Question", "as Page", "as Article");
    assertThat(social.unknown().all())
        .extracting(UnknownActivities.Count::type)
        .contains("Create Video");
  }

  @Test
  void updateChangesAPostAndAnOlderOneDoesNot() {
    JsonObject post = answer("first");
    tells(carols("Create", post));
    JsonObject second =
        Json.newObject(post)
            .add("content", "second")
            .add("updated", "2026-11-05T11:00:00Z")
            .build();
    JsonObject third =
        Json.newObject(post).add("content", "third").add("updated", "2026-11-05T12:00:00Z").build();

    tells(carols("Update", third));
    tells(carols("Update", second));

    assertThat(answers()).containsExactly("third");
  }

  @Test
  void updateThatComesBeforeItsCreateHolds() {
    JsonObject post = answer("first");
    JsonObject second =
        Json.newObject(post)
            .add("content", "second")
            .add("updated", "2026-11-05T11:00:00Z")
            .build();

    tells(carols("Update", second));
    tells(carols("Create", post));

    assertThat(answers()).containsExactly("second");
  }

  @Test
  void deletedPostIsGoneAndDoesNotComeBack() {
    JsonObject post = answer("hello");
    JsonObject tombstone = Json.newObject().add("id", id(post)).add("type", "Tombstone").build();
    tells(carols("Create", post));

    tells(carols("Delete", tombstone));
    assertThat(answers()).isEmpty();

    tells(carols("Update", post));
    assertThat(answers()).isEmpty();
  }

  @Test
  void deleteThatComesFirstIsHonoured() {
    JsonObject post = answer("hello");

    tells(carols("Delete", id(post)));
    tells(carols("Create", post));

    assertThat(answers()).isEmpty();
  }

  @Test
  void nobodyDeletesWhatIsOfAnotherOrigin() {
    JsonObject post = answer("hello");
    tells(carols("Create", post));

    mallory.tells(node, mallory.activity("Delete", mallory.aPerson(), id(post)));
    mallory.tells(node, mallory.activity("Delete", mallory.aPerson(), carol.toString()));

    assertThat(answers()).containsExactly("hello");
  }

  @Test
  void embeddedPostOfAnotherOriginIsFetchedFromThere() {
    JsonObject real = answer("what carol wrote");
    fedi.publish(real);
    JsonObject forged = Json.newObject(real).add("content", "what eve says she wrote").build();
    ActorId eve = mallory.aPerson();

    mallory.tells(node, mallory.activity("Create", eve).add("object", forged).build());

    assertThat(answers()).containsExactly("what carol wrote");
  }

  @Test
  void embeddedPostThatIsNotAtItsOriginIsNotBelieved() {
    JsonObject invented = answer("never written");
    ActorId eve = mallory.aPerson();
    JsonObject inTheNameOfAnother =
        Json.newObject(answer("x")).add("id", mallory.origin + "/notes/" + Uuid7.next()).build();

    mallory.tells(node, mallory.activity("Create", eve).add("object", invented).build());
    mallory.tells(node, mallory.activity("Create", eve).add("object", inTheNameOfAnother).build());

    assertThat(answers()).isEmpty();
  }

  @Test
  void postThatIsOnlyNamedIsFetched() {
    JsonObject post = answer("hello");
    fedi.publish(post);

    tells(
        fedi.activity("Create", carol)
            .add("object", id(post))
            .add("to", aliceId.toString())
            .build());

    assertThat(answers()).containsExactly("hello");
  }

  @Test
  void activityThatAGroupHandsOnIsBelievedOnlyOfItsOwnOrigin() {
    ActorId group = fedi.aPerson();
    JsonObject near = carols("Create", answer("near"));
    ActorId far = mallory.aPerson();
    JsonObject post =
        Json.newObject(answer("far"))
            .add("id", mallory.origin + "/notes/" + Uuid7.next())
            .add("attributedTo", far.toString())
            .build();
    mallory.publish(post);
    JsonObject changed = Json.newObject(post).add("content", "changed under way").build();

    tells(fedi.activity("Announce", group).add("object", near).build());
    tells(
        fedi.activity("Announce", group)
            .add("object", mallory.activity("Create", far).add("object", changed))
            .build());
    tells(
        fedi.activity("Announce", group)
            .add("object", mallory.activity("Like", far, thing))
            .build());

    assertThat(answers()).containsExactly("far", "near");
    assertThat(applause()).isEqualTo(new Applause(0, 0, 0));

    tells(
        fedi.activity("Announce", group)
            .add("object", carols("Delete", id(near.getJsonObject("object"))))
            .build());

    assertThat(answers()).containsExactly("far");
  }

  @Test
  void updateOfAnActorRefreshesWhereItTakesMessages() {
    tells(carols("Follow", aliceId.toString()));
    fedi.publish(
        fedi.person(carol).add("inbox", fedi.origin + "/other").remove("endpoints").build());

    tells(
        carols(
            "Update", Json.newObject().add("id", carol.toString()).add("type", "Person").build()));

    assertThat(social.follows().of(aliceId, null, 10))
        .extracting(it -> it.inbox().getPath())
        .containsExactly("/other");
  }

  @Test
  void followerMovesWhereBothSidesNameEachOther() {
    ActorId there = mallory.aPerson();
    tells(carols("Follow", aliceId.toString()));
    fedi.publish(fedi.person(carol).add("movedTo", there.toString()).build());
    mallory.publish(mallory.person(there).add("alsoKnownAs", carol.toString()).build());

    tells(move(there));

    assertThat(social.follows().of(aliceId, null, 10))
        .extracting(Follower::actor)
        .containsExactly(there);
  }

  @Test
  void moveThatOneSideDoesNotConfirmChangesNothing() {
    ActorId there = mallory.aPerson();
    tells(carols("Follow", aliceId.toString()));
    fedi.publish(fedi.person(carol).add("movedTo", there.toString()).build());

    tells(move(there));

    assertThat(social.follows().of(aliceId, null, 10))
        .extracting(Follower::actor)
        .containsExactly(carol);
  }

  @Test
  void memberFollowsWhomTheyFollowedToTheirNewPlace() {
    Following following = follow(carol);
    ActorId there = mallory.aPerson();
    fedi.publish(fedi.person(carol).add("movedTo", there.toString()).build());
    mallory.publish(mallory.person(there).add("alsoKnownAs", carol.toString()).build());

    tells(move(there));

    JsonObject undo = fedi.received("Undo", aliceId).getFirst();
    assertThat(id(undo.getJsonObject("object"))).isEqualTo(following.follow().toString());
    assertThat(mallory.received("Follow", aliceId))
        .extracting(it -> it.getString("object"))
        .containsExactly(there.toString());
    assertThat(social.followings().of(aliceId, null, 10))
        .extracting(Following::actor)
        .containsExactly(there);
  }

  private JsonObject move(ActorId to) {
    return fedi.activity("Move", carol)
        .add("object", carol.toString())
        .add("target", to.toString())
        .build();
  }

  /** Alice follows somebody, who has not answered yet. */
  private Following follow(ActorId somebody) {
    String name = somebody.uri().getPath().substring("/users/".length());
    Following following = social.followings().follow(aliceId, name + "@" + fedi.origin.authority());
    FediServer.awaitRest(node);
    return following;
  }

  @Test
  void acceptOfOurFollowIsNotedByItsIdAloneToo() {
    Following one = follow(carol);
    ActorId dave = fedi.aPerson();
    Following other = follow(dave);
    JsonObject asked = fedi.received("Follow", aliceId).getFirst();

    tells(carols("Accept", asked));
    tells(fedi.activity("Accept", dave, other.follow().toString()));

    assertThat(one.accepted()).isFalse();
    assertThat(social.followings().of(aliceId, null, 10)).allMatch(Following::accepted).hasSize(2);
  }

  @Test
  void rejectOfOurFollowEndsItAndNobodyElseCan() {
    Following following = follow(carol);

    tells(fedi.activity("Reject", fedi.aPerson(), following.follow().toString()));
    assertThat(social.followings().of(aliceId, null, 10)).hasSize(1);

    tells(fedi.activity("Reject", carol, following.follow().toString()));
    assertThat(social.followings().of(aliceId, null, 10)).isEmpty();
  }

  @Test
  void memberFollowsNoMoreAndSaysSo() {
    Following following = follow(carol);

    social.followings().unfollow(aliceId, following.sequence());
    FediServer.awaitRest(node);

    JsonObject undo = fedi.received("Undo", aliceId).getFirst();
    assertThat(id(undo.getJsonObject("object"))).isEqualTo(following.follow().toString());
    assertThat(social.followings().of(aliceId, null, 10)).isEmpty();
  }

  @Test
  void flagIsKeptForTheAdmin() {
    tells(
        fedi.activity("Flag", carol)
            .add("object", Json.newArray().add(aliceId.toString()).add(thing))
            .add("content", "<b>rude</b>")
            .build());
    tells(carols("Flag", "https://elsewhere.example/users/dave"));

    Flags.Flag flag = social.flags().newest(null, 1).getFirst();
    assertThat(flag.actor()).isEqualTo(carol);
    assertThat(flag.comment()).isEqualTo("rude");
    assertThat(flag.objects()).containsExactly(aliceId.toString(), thing);
  }

  @Test
  void unknownActivityIsTakenInAndCounted() {
    tells(carols("Listen", thing));
    tells(carols("Listen", thing));

    assertThat(social.unknown().all())
        .filteredOn(it -> it.type().equals("Listen"))
        .extracting(UnknownActivities.Count::number)
        .containsExactly(2L);
  }

  @Test
  void voteOfAPollThatIsNoneChangesNothing() {
    JsonObject vote = Json.newObject(answer("x")).remove("content").add("name", "yes").build();

    tells(carols("Create", vote));

    assertThat(answers()).isEmpty();
  }

  @Test
  void nonsenseIsTakenInAndChangesNothing() {
    tells(carols("Like", Json.newObject().build()));
    tells(fedi.activity("Follow", carol).build());
    tells(fedi.activity("Undo", carol).add("object", 5).build());
    tells(fedi.activity("Create", carol).add("object", Json.newArray()).build());
    tells(
        carols(
            "Create",
            Json.newObject(answer("x"))
                .add("published", "+999999999-01-01T00:00:00Z")
                .add("to", 7)
                .build()));
    tells(carols("Create", Json.newObject(answer("x")).add("inReplyTo", "not an address").build()));
    tells(carols("Delete", Json.newObject().add("type", "Tombstone").build()));
    tells(fedi.activity("Move", carol).add("object", Json.newArray()).build());
    tells(carols("Create", note("x").add("cc", node.origin() + "/users/a\"b%zz").build()));
    tells(carols("Like", node.origin() + "/things/%C3%BC?a=b#c"));
    tells(fedi.activity("Flag", carol).add("object", JsonValue.NULL).build());
    tells(Json.newObject(carols("Like", thing)).add("type", Json.newArray()).build());

    assertThat(answers()).isEmpty();
    assertThat(applause()).isEqualTo(new Applause(0, 0, 0));
  }

  @Test
  void yearsBeyondAnyCalendarAreNoReasonToLoseAPost() {
    tells(
        carols(
            "Create",
            Json.newObject(answer("x")).add("published", "+999999999-01-01T00:00:00Z").build()));

    assertThat(social.posts().answers(thing, null, 1).getFirst().post().publishedOrNull()).isNull();
  }

  @Test
  void followersAreDeliveredToOnceForEachServer() {
    for (int i = 0; i < 3; i++) {
      tells(fedi.activity("Follow", fedi.aPerson(), aliceId.toString()));
    }
    mallory.tells(node, mallory.activity("Follow", mallory.aPerson(), aliceId.toString()));
    JsonObject activity =
        Json.newObject()
            .add("id", node.origin() + "/activities/" + Uuid7.next())
            .add("type", "Create")
            .add("actor", aliceId.toString())
            .add("object", thing)
            .build();

    node.inTransaction(tx -> social.followers().deliver(tx, aliceId, activity));
    FediServer.awaitRest(node);

    assertThat(fedi.received("Create", aliceId)).hasSize(1);
    assertThat(mallory.received("Create", aliceId)).hasSize(1);
  }

  @Test
  void namesAreShownOnlyWhereTheMemberChoseSo() {
    tells(carols("Follow", aliceId.toString()));
    tells(fedi.activity("Follow", fedi.aPerson(), aliceId.toString()));
    tells(fedi.activity("Accept", carol, follow(carol).follow().toString()));
    ActorCollection followers = social.followers().followers();
    ActorCollection following = social.followers().following();

    assertThat(followers.total(aliceId)).hasValue(2);
    assertThat(following.total(aliceId)).hasValue(1);
    assertThat(followers.page(aliceId, null, 10).items()).isEmpty();
    assertThat(following.page(aliceId, null, 10).items()).isEmpty();

    social.settings().choose(alice.id(), new SocialSettings.Choice(false, true));

    ActorCollection.Slice newest = followers.page(aliceId, null, 1);
    assertThat(newest.items()).hasSize(1);
    assertThat(names(followers.page(aliceId, newest.nextOrNull(), 10)))
        .containsExactly(carol.toString());
    assertThat(names(following.page(aliceId, null, 10))).containsExactly(carol.toString());
  }

  private static List<String> names(ActorCollection.Slice slice) {
    return slice.items().stream().map(it -> ((JsonString) it).getString()).toList();
  }
}
