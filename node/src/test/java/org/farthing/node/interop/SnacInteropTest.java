package org.farthing.node.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.farthing.node.flattr.Creator;
import org.farthing.node.interop.FarthingMember.Thing;
import org.farthing.node.interop.SnacUser.Status;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.activity.ActorId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A node and snac, a server in C: it answers 202 to everything, and drops what it cannot verify
 * later. So what counts is what it shows.
 */
@Tag("interop-snac")
final class SnacInteropTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static WebFixture web;
  private static SnacServer snac;

  private FarthingMember alice;
  private SnacUser sam;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    snac = SnacServer.start();
  }

  @AfterAll
  static void stop() {
    snac.close();
    web.close();
  }

  /** Each test has people of its own. */
  @BeforeEach
  void takeIn() {
    int number = NUMBER.incrementAndGet();
    alice = FarthingMember.of(web, web.node.members().create("alice" + number, "Alice"));
    sam = snac.user("sam" + number);
  }

  private void samFollowsAlice() {
    sam.follows(alice.actor());
    Peers.await(
        "the follow is accepted there", () -> sam.following().contains(alice.actor().toString()));
  }

  /** Its client API leaves out articles, as it does votes in polls. */
  private Thing aSong() {
    return alice.registers("A song", "https://" + alice.name() + ".example/song");
  }

  /** Something of alice's, as sam sees it. */
  private Status seen(Thing thing) {
    Peers.await("it is in the timeline there", () -> sam.inTimeline(thing.page()).isPresent());
    return sam.inTimeline(thing.page()).orElseThrow();
  }

  @Test
  void membersAreFoundThereByTheirHandles() {
    JsonObject found = sam.search("@" + alice.handle()).getFirst();

    assertThat(found.getString("uri")).isEqualTo(alice.actor().toString());
    assertThat(found.getString("display_name")).isEqualTo("Alice");
    assertThat(found.getString("acct")).isEqualTo(alice.handle());
  }

  @Test
  void followIsAcceptedAndUndone() {
    samFollowsAlice();
    assertThat(alice.followers()).containsExactly(sam.actor().toString());

    sam.unfollows(alice.actor());
    Peers.await("nobody follows here", () -> alice.followers().isEmpty());
  }

  @Test
  void followersThereGetWhatIsPublishedChangedAndWithdrawn() {
    samFollowsAlice();

    Thing song = aSong();
    Status shown = seen(song);
    assertThat(shown.json().getJsonObject("account").getString("uri"))
        .isEqualTo(alice.actor().toString());
    assertThat(shown.content()).contains("/song");

    alice.retitles(song, "A song, revised");
    Peers.await(
        "the change is there", () -> seen(song).json().toString().contains("A song, revised"));

    alice.withdraws(song);
    Peers.await("it is gone there", () -> sam.inTimeline(song.page()).isEmpty());
  }

  @Test
  void likesAndBoostsFromThereAreCountedAndUndone() {
    samFollowsAlice();
    Thing song = aSong();
    Status shown = seen(song);

    sam.does("favourite", shown);
    Peers.await("the like counts", () -> alice.likes(song) == 1);
    assertThat(seen(song).json().getBoolean("favourited")).isTrue();
    sam.does("unfavourite", shown);
    Peers.await("the like is undone", () -> alice.likes(song) == 0);

    sam.does("reblog", shown);
    Peers.await("the boost counts", () -> alice.boosts(song) == 1);
    assertThat(seen(song).json().getBoolean("reblogged")).isTrue();
    sam.does("unreblog", shown);
    Peers.await("the boost is undone", () -> alice.boosts(song) == 0);
  }

  @Test
  void answersFromThereAreShownAndDeleted() {
    samFollowsAlice();
    Thing song = aSong();

    Status answer = sam.answers(seen(song), "Wrens!");
    Peers.await("the answer is shown", () -> alice.answers(song).size() == 1);
    assertThat(alice.answers(song).getFirst()).contains("Wrens!");

    sam.deletes(answer);
    Peers.await("the answer is deleted", () -> alice.answers(song).isEmpty());
    assertThat(sam.inTimeline(answer.uri())).isEmpty();
  }

  @Test
  void mentionsFromThereAreShown() {
    sam.posts("Hello @" + alice.handle());

    Peers.await("the mention is shown", () -> alice.mentions().size() == 1);
    assertThat(alice.mentions().getFirst()).contains("Hello");
  }

  @Test
  void membersFollowUsersThereAndNoMore() {
    String id = alice.follows(sam.handle());
    Peers.await("alice follows", () -> alice.following().contains(sam.actor().toString()));
    assertThat(sam.followers()).containsExactly(alice.actor().toString());

    alice.unfollows(id);
    Peers.await("nobody follows there", () -> sam.followers().isEmpty());
    assertThat(alice.following()).isEmpty();
  }

  @Test
  void postThereIsFlattredByItsAddressForTheMemberWhoProvedThatAccount() {
    FarthingMember donor = FarthingMember.of(web, web.aDonor("donor" + NUMBER.incrementAndGet()));
    snac.showField(sam.name(), "Farthing", alice.actor().toString());
    JsonObject identity =
        alice.call(
            "POST",
            "identities",
            Json.createObjectBuilder().add("actor", "@" + sam.handle()).build());
    JsonObject proved =
        alice.call(
            "POST",
            "identities/" + identity.getString("id") + "/check",
            JsonObject.EMPTY_JSON_OBJECT);
    assertThat(proved.getString("state")).as(proved.toString()).isEqualTo("proved");

    Status post = sam.posts("A song");
    JsonObject click =
        donor.call("POST", "flattrs", Json.createObjectBuilder().add("url", post.uri()).build());

    assertThat(click.getString("state")).as(click.toString()).isEqualTo("counted");
    assertThat(creatorOf(post)).contains(alice.actor());
  }

  private static Optional<ActorId> creatorOf(Status post) {
    return web.node
        .things()
        .find(post.uri())
        .flatMap(org.farthing.node.flattr.Thing::creator)
        .map(Creator::actor);
  }
}
