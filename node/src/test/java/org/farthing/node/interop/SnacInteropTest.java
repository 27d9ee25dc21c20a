package org.farthing.node.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.farthing.node.flattr.Creator;
import org.farthing.node.interop.FarthingMember.Thing;
import org.farthing.node.interop.SnacUser.Entry;
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

  /** It takes articles; pages it drops unless it has asked for them. */
  private Thing anEssay() {
    return alice.publishes("An essay", "Of farthings.");
  }

  /** Something of alice's, as sam sees it. */
  private Entry seen(Thing thing) {
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
    assertThat(alice.pages().followers()).containsExactly(sam.actor().toString());
    assertThat(alice.pages().profile()).contains("One follower in the fediverse");

    sam.unfollows(alice.actor());
    Peers.await("nobody follows here", () -> alice.followers().isEmpty());
    assertThat(alice.pages().followers()).isEmpty();
    assertThat(alice.pages().profile()).doesNotContain("follower");
  }

  @Test
  void followWaitsForAMemberWhoIsToldAndSaysYesOnThePage() {
    alice.call("PATCH", "me", Json.createObjectBuilder().add("approvesFollowers", true).build());

    sam.follows(alice.actor());
    Peers.await("somebody asks", () -> !alice.pages().requests().isEmpty());
    assertThat(alice.pages().requests()).containsExactly(sam.actor().toString());
    assertThat(alice.pages().notices())
        .singleElement(STRING)
        .contains(sam.name(), "asks to follow you");
    assertThat(alice.pages().followers()).isEmpty();

    alice.pages().letsTheFirstFollow();
    Peers.await(
        "the follow is accepted there", () -> sam.following().contains(alice.actor().toString()));
    assertThat(alice.pages().followers()).containsExactly(sam.actor().toString());
  }

  @Test
  void followersThereGetWhatIsPublishedChangedAndWithdrawn() {
    samFollowsAlice();

    Thing essay = anEssay();
    Entry shown = seen(essay);
    assertThat(shown.author()).isEqualTo("@" + alice.handle());
    assertThat(shown.text()).contains("An essay").contains("Of farthings.");

    alice.retitles(essay, "An essay, revised");
    Peers.await("the change is there", () -> seen(essay).text().contains("An essay, revised"));

    alice.withdraws(essay);
    Peers.await("it is gone there", () -> sam.inTimeline(essay.page()).isEmpty());
  }

  @Test
  void likesAndBoostsFromThereAreCountedAndUndone() {
    samFollowsAlice();
    Thing essay = anEssay();
    assertThat(seen(essay).buttons()).contains("Like", "Boost");

    sam.presses("Like", essay.page());
    Peers.await("the like counts", () -> alice.likes(essay) == 1);
    assertThat(seen(essay).buttons()).contains("Unlike");
    sam.presses("Unlike", essay.page());
    Peers.await("the like is undone", () -> alice.likes(essay) == 0);
    // Under the id that was undone, since it makes them of the post's.
    sam.presses("Like", essay.page());
    Peers.await("the second like counts", () -> alice.likes(essay) == 1);
    assertThat(alice.pages().saidOf(essay)).contains("Applause: 1 like and no boosts");

    sam.presses("Boost", essay.page());
    Peers.await("the boost counts", () -> alice.boosts(essay) == 1);
    assertThat(alice.pages().saidOf(essay)).contains("Applause: 1 like and 1 boost");
    assertThat(seen(essay).buttons()).contains("Unboost");
    sam.presses("Unboost", essay.page());
    Peers.await("the boost is undone", () -> alice.boosts(essay) == 0);
    assertThat(alice.pages().saidOf(essay)).contains("Applause: 1 like and no boosts");
  }

  /** It tells of what is deleted those who follow, and nobody else. */
  @Test
  void answersFromThereAreShownAndDeleted() {
    samFollowsAlice();
    alice.follows(sam.handle());
    Peers.await("alice follows", () -> alice.following().contains(sam.actor().toString()));
    Thing essay = anEssay();
    seen(essay);

    String answer = sam.answers(essay.page(), "Wrens!");
    Peers.await("the answer is shown", () -> alice.answers(essay).size() == 1);
    assertThat(alice.answers(essay).getFirst()).contains("Wrens!");
    assertThat(alice.pages().heard()).singleElement(STRING).contains("Wrens!");
    assertThat(alice.pages().saidOf(essay)).contains("One answer from elsewhere");

    sam.presses("Delete", answer);
    Peers.await("the answer is deleted", () -> alice.answers(essay).isEmpty());
    assertThat(alice.pages().heard()).isEmpty();
    assertThat(alice.pages().saidOf(essay)).doesNotContain("answer");
    assertThat(sam.inTimeline(answer)).isEmpty();
  }

  @Test
  void whatIsWrittenToAMemberFromThereIsShown() {
    sam.writesTo(alice.actor(), "Hello");

    Peers.await("it is shown", () -> alice.mentions().size() == 1);
    assertThat(alice.mentions().getFirst()).contains("Hello");
    assertThat(alice.pages().heard()).containsExactly("Hello");
  }

  @Test
  void membersFollowUsersThereAndNoMore() {
    String id = alice.follows(sam.handle());
    Peers.await("alice follows", () -> alice.following().contains(sam.actor().toString()));
    assertThat(sam.followers()).containsExactly(alice.actor().toString());
    assertThat(alice.pages().following()).containsExactly(sam.actor().toString());

    alice.unfollows(id);
    Peers.await("nobody follows there", () -> sam.followers().isEmpty());
    assertThat(alice.following()).isEmpty();
    assertThat(alice.pages().following()).isEmpty();
  }

  /**
   * It hears an Undo only of who follows or is followed. That of a boost it reads, logs, and has no
   * effect of on purpose: what it would take out of a timeline has been seen there (in its {@code
   * activitypub.c}, the line that would is commented out).
   */
  @Test
  void membersLikeAndBoostPostsThereAndTakeItBack() {
    alice.follows(sam.handle());
    Peers.await("alice follows", () -> sam.followers().contains(alice.actor().toString()));
    String post = sam.posts("A song");

    String like = alice.says("like", post);
    String boost = alice.says("boost", post);
    Peers.await("the like is there", () -> sam.likers(post).contains(alice.actor().toString()));
    Peers.await("the boost is there", () -> sam.boosters(post).contains(alice.actor().toString()));

    assertThat(alice.pages().says()).containsExactlyInAnyOrder("liked " + post, "boosted " + post);

    alice.takesBack(like);
    Peers.await("the like is undone there", () -> sam.likers(post).isEmpty());
    alice.takesBack(boost);
    Peers.await("the undone boost is understood there", () -> snac.logged("Unboost for " + post));
    assertThat(sam.boosters(post)).containsExactly(alice.actor().toString());
    assertThat(alice.pages().says()).isEmpty();
  }

  @Test
  void postThereIsFlattredByItsAddressForTheMemberWhoProvedThatAccount() {
    FarthingMember donor = FarthingMember.of(web, web.aDonor("donor" + NUMBER.incrementAndGet()));
    isSam(alice);

    String post = sam.posts("A song");
    String anothers = snac.user("eve" + NUMBER.incrementAndGet()).posts("Another song");

    assertThat(stateOf(donor, post)).isEqualTo("counted");
    assertThat(creatorOf(post)).contains(alice.actor());
    assertThat(stateOf(donor, anothers)).isEqualTo("unclaimed");
    assertThat(creatorOf(anothers)).isEmpty();
    assertThat(donor.pages().gives())
        .containsExactly(
            anothers
                + " Nobody knows yet whose it is – waiting nobody has shown yet that it is theirs"
                + " Undo",
            post + " by " + alice.handle() + " 2.00 XTS counted Undo");
    assertThat(alice.pages().receives()).containsExactly(post + " 1");
    assertThat(alice.pages().profile()).contains(sam.actor().toString());
  }

  /** The member shows by a field of sam's profile that they are sam. */
  private void isSam(FarthingMember member) {
    snac.showField(sam.name(), "Farthing", member.actor().toString());
    JsonObject identity =
        member.call(
            "POST",
            "identities",
            Json.createObjectBuilder().add("actor", "@" + sam.handle()).build());
    JsonObject proved =
        member.call(
            "POST",
            "identities/" + identity.getString("id") + "/check",
            JsonObject.EMPTY_JSON_OBJECT);
    assertThat(proved.getString("state")).as(proved.toString()).isEqualTo("proved");
  }

  /**
   * A name with a port it does not read as a mention, and one without a server it completes by that
   * of the post that is answered: so the bot is that of the author's node.
   */
  @Test
  void botFlattrsWhatADonorAnswersThereByItsForm() {
    FarthingMember donor = FarthingMember.of(web, web.aDonor("donor" + NUMBER.incrementAndGet()));
    isSam(donor);
    donor.call("PUT", "bot", Json.createObjectBuilder().add("mentionsAreFlattrs", true).build());
    samFollowsAlice();
    Thing essay = anEssay();
    seen(essay);

    String answer = sam.answers(essay.page(), "A fine one, @flattr");

    String bot = "@flattr@" + web.node.origin().authority();
    assertThat(sam.inTimeline(answer).orElseThrow().text()).contains(bot);
    Peers.await("the bot answers there", () -> sam.firstBy(bot).isPresent());
    assertThat(sam.firstBy(bot).orElseThrow().text()).contains("Flattred", essay.page());
    assertThat(donor.pages().gives())
        .containsExactly("An essay by " + alice.handle() + " 2.00 XTS counted Undo");
    assertThat(alice.pages().receives()).containsExactly("An essay 1");
  }

  /** Of a flattr of what stands at this address, and of nothing else known about it. */
  private static String stateOf(FarthingMember donor, String url) {
    return donor
        .call("POST", "flattrs", Json.createObjectBuilder().add("url", url).build())
        .getString("state");
  }

  private static Optional<ActorId> creatorOf(String post) {
    return web.node
        .things()
        .find(post)
        .flatMap(org.farthing.node.flattr.Thing::creator)
        .map(Creator::actor);
  }
}
