package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.social.Posts;
import org.farthing.node.social.Reactions.Applause;
import org.farthing.node.social.RemotePost;
import org.farthing.node.social.UnknownActivities;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.Test;

/** Answers and mentions from other servers. */
final class SocialPostsTest extends SocialTests {

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
    assertThat(social.posts().mentions(aliceId, null, 10)).hasSize(1);
  }

  @Test
  void answerToSomeAloneIsShownToTheAuthorOfTheThingAndNobodyElse() {
    JsonObject secret = note("for you alone").remove("to").add("inReplyTo", thing).build();
    JsonObject toFollowers =
        note("for those who follow me")
            .add("to", carol + "/followers")
            .add("inReplyTo", thing)
            .build();

    tells(carols("Create", secret));
    tells(carols("Create", toFollowers));

    assertThat(answers()).isEmpty();
    assertThat(social.posts().countAnswers(thing)).isZero();
    assertThat(social.posts().mentions(aliceId, null, 10))
        .extracting(it -> it.post().content())
        .containsExactly("for those who follow me", "for you alone");
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
  void voteOfAPollThatIsNoneChangesNothing() {
    JsonObject vote = Json.newObject(answer("x")).remove("content").add("name", "yes").build();

    tells(carols("Create", vote));

    assertThat(answers()).isEmpty();
  }

  @Test
  void yearsBeyondAnyCalendarAreNoReasonToLoseAPost() {
    tells(
        carols(
            "Create",
            Json.newObject(answer("x")).add("published", "+999999999-01-01T00:00:00Z").build()));

    assertThat(social.posts().answers(thing, null, 1).getFirst().post().publishedOrNull()).isNull();
  }
}
