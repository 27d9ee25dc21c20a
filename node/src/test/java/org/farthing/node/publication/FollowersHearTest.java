package org.farthing.node.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.farthing.node.account.Member;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.ActorCollection.Slice;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.activity.ActorId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the followers of a creator on another server get, and find under the ids in it. */
final class FollowersHearTest {

  private static final String SONG = "https://bob.example/song";

  private TestPeer follower;
  private WebFixture web;
  private Publications publications;
  private Member bob;

  @BeforeEach
  void start() {
    follower = TestPeer.start();
    web = WebFixture.start();
    publications = web.node.publications();
    bob = web.node.members().create("bob", "Bob");
    follow();
  }

  @AfterEach
  void stop() {
    web.close();
    follower.close();
  }

  private void follow() {
    ActorId us = follower.ids.node();
    JsonObject follow =
        Json.createObjectBuilder()
            .add("@context", "https://www.w3.org/ns/activitystreams")
            .add("id", follower.ids.origin() + "/follows/1")
            .add("type", "Follow")
            .add("actor", us.toString())
            .add("object", web.node.ids().member("bob").toString())
            .build();
    JsonObject signed = follower.signer.sign(follow, us);
    follower.database.execute(
        tx -> follower.federation.outbox().send(tx, signed, web.node.ids().sharedInbox()));
    TestPeer.await("bob accepts", () -> follower.handled.size() == 1);
  }

  private JsonObject heard(int number) {
    // The first one has accepted the follow.
    TestPeer.await(number + " came", () -> follower.handled.size() == 1 + number);
    VerifiedActivity last = follower.handled.getLast();
    assertThat(last.proven()).isTrue();
    assertThat(last.actor()).isEqualTo(web.node.ids().member("bob"));
    return last.document().json();
  }

  private HttpResponse<String> fetch(String id) throws Exception {
    return web.get(id.substring(web.node.origin().toString().length()), ActivityMedia.ACCEPT);
  }

  private JsonObject found(String id) throws Exception {
    HttpResponse<String> answer = fetch(id);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(ActivityMedia.TYPE);
    return json(answer);
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return Json.createReader(new StringReader(answer.body())).readObject();
  }

  private static JsonObject without(JsonObject document, String name) {
    return Json.createObjectBuilder(document).remove(name).build();
  }

  private static Content song() {
    return new Content(
        "A song",
        null,
        "Hummed",
        List.of("Music", "#music", "Lied"),
        "de-at",
        "https://bob.example/cover.JPG",
        "A wren",
        true);
  }

  private Publication change(Publication thing, UnaryOperator<Content> content) {
    return publications.change(bob, thing.id(), new Publications.Change(content, null));
  }

  private static Content titled(Content before, String title, boolean listed) {
    return new Content(
        title,
        before.textOrNull(),
        before.summaryOrNull(),
        before.tags(),
        before.languageOrNull(),
        before.imageOrNull(),
        before.altOrNull(),
        listed);
  }

  @Test
  void whatIsRegisteredIsCreatedForFollowersAndTheSameUnderItsId() throws Exception {
    publications.register(bob, SONG, song());

    JsonObject create = heard(1);
    JsonObject object = create.getJsonObject("object");
    assertThat(create.getString("type")).isEqualTo("Create");
    assertThat(without(found(object.getString("id")), "@context")).isEqualTo(object);
    assertThat(without(found(create.getString("id")), "proof")).isEqualTo(without(create, "proof"));
    assertThat(object.getString("type")).isEqualTo("Page");
    assertThat(object.getString("name")).isEqualTo("A song");
    assertThat(object.getString("summary")).isEqualTo("Hummed");
    assertThat(object.getJsonObject("nameMap").getString("de-AT")).isEqualTo("A song");
    assertThat(object.getString("content")).contains("href=\"" + SONG + "\"");
    assertThat(object.getString("attributedTo")).isEqualTo(create.getString("actor"));
    assertThat(object.getJsonArray("to").getString(0)).endsWith("#Public");
    assertThat(object.getJsonArray("cc").getString(0)).endsWith("/users/bob/followers");
    assertThat(object.getJsonArray("tag").getValuesAs(JsonObject.class))
        .extracting(tag -> tag.getString("name"))
        .containsExactly("#Music", "#Lied");
    assertThat(object.getJsonObject("image").getString("mediaType")).isEqualTo("image/jpeg");
    assertThat(object.getJsonArray("url").getJsonObject(0).getString("href"))
        .isEqualTo(object.getString("id"));
    assertThat(found(object.getString("replies")).getInt("totalItems")).isZero();
    assertThat(found(object.getJsonObject("likes").getString("id")))
        .containsEntry("totalItems", Json.createValue(0L));
  }

  @Test
  void sentTwiceItIsOneThingAndToldOnce() throws Exception {
    Content text = Content.titled("An essay").withText("First.\n\nSecond <b>not bold</b>.");

    Publication song = publications.register(bob, SONG, song()).publication();
    Publications.Entered again = publications.register(bob, SONG, Content.titled("Other"));
    Publication essay = publications.publish(bob, text).publication();
    Publications.Entered essayAgain = publications.publish(bob, text);
    JsonObject last = heard(2);

    assertThat(again).isEqualTo(new Publications.Entered(song, false));
    assertThat(essayAgain).isEqualTo(new Publications.Entered(essay, false));
    assertThat(essay.url()).isEqualTo(web.node.origin() + "/things/" + essay.id());
    assertThat(last.getJsonObject("object").getString("type")).isEqualTo("Article");
    assertThat(last.getJsonObject("object").getString("content"))
        .isEqualTo("<p>First.</p><p>Second &lt;b&gt;not bold&lt;/b&gt;.</p>");
  }

  @Test
  void changeIsUpdatedForFollowersAndNoChangeIsNot() throws Exception {
    Publication song = publications.register(bob, SONG, song()).publication();
    heard(1);

    web.calendar.set(Instant.parse("2026-11-06T10:00:00Z"));
    change(song, UnaryOperator.identity());
    change(song, before -> titled(before, "Another song", false));

    JsonObject update = heard(2);
    JsonObject object = update.getJsonObject("object");
    assertThat(update.getString("type")).isEqualTo("Update");
    assertThat(object.getString("name")).isEqualTo("Another song");
    assertThat(object.getString("published")).isEqualTo("2026-11-05T10:00:00Z");
    assertThat(object.getString("updated")).isEqualTo("2026-11-06T10:00:00Z");
    assertThat(object.getJsonArray("to").getString(0)).endsWith("/followers");
    assertThat(without(found(object.getString("id")), "@context")).isEqualTo(object);
    assertThat(found(update.getString("id")).getString("type")).isEqualTo("Update");
  }

  @Test
  void whatIsWithdrawnIsDeletedForFollowersAndGoneUnderItsIds() throws Exception {
    Publication song = publications.register(bob, SONG, song()).publication();
    String create = heard(1).getString("id");
    Member alice = web.aDonor("alice");
    Member carol = web.aDonor("carol");
    assertThat(web.node.flattrs().record(alice.id(), SONG, null))
        .isInstanceOf(RecordOutcome.Recorded.class);

    publications.withdraw(bob, song.id());
    publications.withdraw(bob, song.id());

    JsonObject delete = heard(2);
    String id = delete.getJsonObject("object").getString("id");
    HttpResponse<String> grave = fetch(id);
    assertThat(delete.getString("type")).isEqualTo("Delete");
    assertThat(grave.statusCode()).isEqualTo(410);
    assertThat(json(grave).getString("type")).isEqualTo("Tombstone");
    assertThat(json(grave).getString("formerType")).isEqualTo("Page");
    assertThat(grave.body()).doesNotContain("Hummed");
    assertThat(fetch(create).statusCode()).isEqualTo(410);
    assertThat(fetch(id + "/likes").statusCode()).isEqualTo(410);
    assertThat(found(delete.getString("id")).getString("type")).isEqualTo("Delete");
    assertThat(web.page("/things/" + song.id()).statusCode()).isEqualTo(410);
    assertThat(web.node.flattrs().record(alice.id(), SONG, null))
        .isInstanceOf(RecordOutcome.AlreadyFlattred.class);
    assertThat(web.node.flattrs().record(carol.id(), SONG, null))
        .isInstanceOf(RecordOutcome.Withdrawn.class);
    assertThatThrownBy(() -> publications.register(bob, SONG, song()))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("withdrawn"));
  }

  @Test
  void pageOfAThingStandsForItsAddress() {
    Publication song = publications.register(bob, SONG, song()).publication();
    Member alice = web.aDonor("alice");

    RecordOutcome first =
        web.node.flattrs().record(alice.id(), web.node.origin() + "/things/" + song.id(), null);

    assertThat(first).isInstanceOf(RecordOutcome.Recorded.class);
    assertThat(web.node.flattrs().record(alice.id(), SONG, null))
        .isInstanceOf(RecordOutcome.AlreadyFlattred.class);
  }

  @Test
  void outboxAndFeaturedHoldWhatIsListed() {
    Applause none = Applause.NONE;
    PublishedOutbox outbox =
        new PublishedOutbox(
            web.node.ids(),
            web.node.members(),
            publications,
            web.node.social().ownReactions(),
            none);
    PinnedThings featured = new PinnedThings(web.node.ids(), web.node.members(), publications);
    var actor = web.node.ids().member("bob");
    for (int i = 0; i < 4; i++) {
      Publication thing =
          publications.register(bob, SONG + i, titled(song(), "Song " + i, i != 1)).publication();
      if (i > 1) {
        publications.change(
            bob, thing.id(), new Publications.Change(UnaryOperator.identity(), true));
      }
      web.calendar.set(web.calendar.instant().plus(Duration.ofHours(1)));
    }

    Slice first = outbox.page(actor, null, 2);
    Slice last = outbox.page(actor, first.nextOrNull(), 2);

    assertThat(outbox.total(actor)).hasValue(3);
    assertThat(first.items())
        .extracting(FollowersHearTest::nameOf)
        .containsExactly("Song 3", "Song 2");
    assertThat(last.items()).extracting(FollowersHearTest::nameOf).containsExactly("Song 0");
    assertThat(last.nextOrNull()).isNull();
    assertThat(featured.page(actor, null, 20).items()).hasSize(2);
    assertThat(outbox.total(web.node.ids().node())).hasValue(0);
  }

  private static String nameOf(jakarta.json.JsonValue create) {
    return create.asJsonObject().getJsonObject("object").getString("name");
  }
}
