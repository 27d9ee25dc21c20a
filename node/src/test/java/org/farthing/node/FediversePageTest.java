package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.social.Following;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.web.donor.DonorBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member in the fediverse, by the page and its forms. */
final class FediversePageTest extends SocialTests {

  private static final String PATH = "/me/fediverse";

  private DonorBrowser browser;

  @BeforeEach
  void signIn() {
    browser = new DonorBrowser(web, alice);
  }

  private String aPost(String content) {
    JsonObject post = note(content).build();
    fedi.publish(post);
    return id(post);
  }

  private void isAskedToSendItAgain(String path) throws Exception {
    HttpResponse<String> stale = browser.sends(path, Map.of("csrf", "stale"));
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("please send it again");
  }

  @Test
  void newcomerReadsTheirHandleAndWhatWillStandThere() throws Exception {
    assertThat(browser.reads(PATH))
        .contains("@" + alice.name() + "@" + node.origin().authority())
        .contains("Everybody may follow you without asking", "href=\"/me/profile\"")
        .contains("Nobody yet. Share your handle.", "Name a post of another server")
        .doesNotContain("Who asks to follow you");
  }

  @Test
  void requestIsAcceptedOrRefusedAndTwiceIsOnce() throws Exception {
    wantsToBeAsked();
    assertThat(browser.reads(PATH)).contains("Nobody waits");
    tells(carols("Follow", aliceId.toString()));
    String request =
        PATH + "/requests/" + social.follows().requests(aliceId, null, 1).getFirst().sequence();
    assertThat(browser.reads(PATH)).contains(carol.toString(), request + "/accept");

    isAskedToSendItAgain(request + "/accept");
    assertThat(browser.isLedTo(request + "/accept", Map.of()))
        .isEqualTo("303 " + PATH + "?done=accepted");
    assertThat(browser.isLedTo(request + "/accept", Map.of())).isEqualTo("303 " + PATH);
    FediServer.awaitRest(node);

    assertThat(browser.reads(PATH)).contains("One follower", carol.toString());
    assertThat(fedi.received("Accept", aliceId)).hasSize(1);

    tells(fedi.activity("Follow", fedi.aPerson(), aliceId.toString()));
    long other = social.follows().requests(aliceId, null, 1).getFirst().sequence();
    assertThat(browser.isLedTo(PATH + "/requests/" + other + "/reject", Map.of()))
        .isEqualTo("303 " + PATH + "?done=rejected");
    FediServer.awaitRest(node);
    assertThat(fedi.received("Reject", aliceId)).hasSize(1);
  }

  @Test
  void somebodyIsFollowedByTheirHandleAndNoMore() throws Exception {
    String handle = carol.uri().getPath().substring(7) + "@" + fedi.origin.authority();

    assertThat(browser.isLedTo(PATH + "/following", Map.of("handle", handle)))
        .isEqualTo("303 " + PATH + "?done=followed");
    Following following = social.followings().of(aliceId, null, 1).getFirst();
    assertThat(browser.reads(PATH)).contains(carol.toString(), "have not answered yet");

    String end = PATH + "/following/" + following.sequence() + "/end";
    isAskedToSendItAgain(end);
    assertThat(browser.isLedTo(end, Map.of())).isEqualTo("303 " + PATH + "?done=unfollowed");
    assertThat(browser.isLedTo(end, Map.of())).isEqualTo("303 " + PATH);
    FediServer.awaitRest(node);
    assertThat(fedi.received("Undo", aliceId)).hasSize(1);
  }

  @Test
  void whatIsRefusedSaysWhyAndKeepsWhatWasTyped() throws Exception {
    HttpResponse<String> nobody = browser.sends(PATH + "/following", Map.of("handle", "<b>x"));
    assertThat(nobody.statusCode()).isEqualTo(404);
    assertThat(nobody.body()).contains("Nobody goes by this handle", "value=\"&lt;b>x\"");

    HttpResponse<String> nothing =
        browser.sends(PATH + "/reactions", Map.of("url", "a song", "kind", "like"));
    assertThat(nothing.statusCode()).isEqualTo(400);
    assertThat(nothing.body()).contains("This is no address of a page", "value=\"a song\"");

    HttpResponse<String> stale =
        browser.sends(
            PATH + "/reactions", Map.of("url", aPost("x"), "kind", "like", "csrf", "stale"));
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(social.ownReactions().of(aliceId, null, null, 10)).isEmpty();
  }

  @Test
  void mentionsAreShownAsTheyWereCleanedAndLongOnesBegun() throws Exception {
    tells(
        carols(
            "Create",
            note("<p>hello <b>you</b><script>alert(1)</script></p>")
                .add("cc", aliceId.toString())
                .build()));
    tells(carols("Create", note("long ".repeat(2_000)).add("cc", aliceId.toString()).build()));
    tells(carols("Create", answer("<p>wrens</p>")));

    String page = browser.reads(PATH);

    assertThat(page).contains("<p>hello <b>you</b></p>").doesNotContain("alert(1)");
    assertThat(page).contains("long long", "…").hasSizeLessThan(30_000);
  }

  @Test
  void postIsLikedAndBoostedFromThePageOfItsFlattrAndTakenBack() throws Exception {
    String post = aPost("a song");
    node.deposits().confirm(alice.id().value(), 100_000_000, "for " + alice.name());
    node.giving().setBudget(alice.id(), 2_000_000);
    node.things().declare(post, null, null);
    String flattr =
        ((RecordOutcome.Recorded) node.flattrs().record(alice.id(), post, false))
            .flattr()
            .id()
            .toString();
    String page = "/me/flattrs/" + flattr;
    assertThat(browser.reads(page)).contains("in the fediverse, too", "Like it, too");

    Map<String, String> like = Map.of("url", post, "kind", "like", "flattr", flattr);
    assertThat(browser.isLedTo(PATH + "/reactions", like)).isEqualTo("303 " + page + "#fediverse");
    assertThat(browser.isLedTo(PATH + "/reactions", like)).isEqualTo("303 " + page + "#fediverse");
    FediServer.awaitRest(node);
    assertThat(fedi.received("Like", aliceId)).hasSize(1);
    OwnReaction said = social.ownReactions().of(aliceId, null, null, 1).getFirst();
    String undo = PATH + "/reactions/" + said.sequence() + "/undo";
    isAskedToSendItAgain(undo);
    assertThat(browser.reads(page)).contains("liked", undo).doesNotContain("Like it, too");
    assertThat(browser.reads(PATH)).contains("a song", undo);
    assertThat(browser.reads("/me/export.json")).contains("likedAndBoosted", post);

    assertThat(browser.isLedTo(undo, Map.of("flattr", flattr)))
        .isEqualTo("303 " + page + "#fediverse");
    assertThat(browser.isLedTo(undo, Map.of())).isEqualTo("303 " + PATH + "?done=undone");
    FediServer.awaitRest(node);
    assertThat(fedi.received("Undo", aliceId)).hasSize(1);
  }

  @Test
  void longListsAreReadPageByPage() throws Exception {
    for (int i = 0; i < 11; i++) {
      tells(fedi.activity("Follow", fedi.aPerson(), aliceId.toString()));
    }
    String oldest = social.follows().of(aliceId, null, 20).getLast().actor().toString();
    String first = browser.reads(PATH);
    assertThat(first).contains("11 followers", "Older followers").doesNotContain(oldest);

    String older = first.replaceAll("(?s).*href=\"(/me/fediverse\\?followers=\\d+).*", "$1");

    assertThat(browser.reads(older)).contains(oldest, "The newest followers");
  }
}
