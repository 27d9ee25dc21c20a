package org.farthing.node.web.donor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.Subscription;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a donor flattrs every month, on its page. */
final class SubscriptionPagesTest {

  private static final String PATH = "/me/subscriptions";
  private static final String SONG = "https://bob.example/song";
  private static final String EVIL = "https://bob.example/evil";
  private static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
  private static final String INERT = "&lt;script&gt;alert(1)&lt;/script&gt;";

  private static WebFixture web;
  private static Member bob;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    bob = web.aCreator("bob", SONG);
    web.node.things().register(EVIL, HOSTILE, bob.id(), "bob");
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static List<Subscription> of(Member donor) {
    return web.node.subscriptions().of(donor.id());
  }

  private static String act(Subscription subscription, String act) {
    return PATH + "/" + subscription.id() + "/" + act;
  }

  @Test
  void subscriptionIsAddedFromAFlattrsPagePausedResumedAndCancelled() throws Exception {
    Member ada = web.aDonor("ada");
    DonorBrowser page = new DonorBrowser(web, ada);
    assertThat(page.reads(PATH)).contains("Nothing yet. Add something");
    String flattr = page.isLedTo("/flattr", Map.of("url", SONG)).substring(4);
    String monthly = PATH + "?url=" + DonorBrowser.encoded(SONG);
    assertThat(page.reads(flattr)).contains("Flattr it every month", "href=\"" + monthly + "\"");
    assertThat(page.reads(monthly)).contains("value=\"" + SONG + "\"");

    for (int time = 0; time < 2; time++) {
      assertThat(page.isLedTo(PATH, Map.of("url", " " + SONG + " ", "anonymous", "yes")))
          .isEqualTo("303 " + PATH + "?done=added");
    }
    assertThat(of(ada)).hasSize(1);
    Subscription song = of(ada).getFirst();
    assertThat(page.reads(PATH + "?done=added"))
        .contains("Added. It gets a flattr", "A thing of bob", "Flattred this month", "anonymous");

    for (int time = 0; time < 2; time++) {
      assertThat(page.isLedTo(act(song, "pause"), Map.of()))
          .isEqualTo("303 " + PATH + "?done=paused");
    }
    assertThat(page.reads(PATH)).contains("Paused: it gets nothing", act(song, "resume"));
    for (int time = 0; time < 2; time++) {
      assertThat(page.isLedTo(act(song, "resume"), Map.of()))
          .isEqualTo("303 " + PATH + "?done=resumed");
    }
    assertThat(page.isLedTo(act(song, "cancel"), Map.of()))
        .isEqualTo("303 " + PATH + "?done=cancelled");
    assertThat(page.isLedTo(act(song, "cancel"), Map.of())).isEqualTo("303 " + PATH);
    assertThat(page.reads(PATH)).contains("Nothing yet. Add something");
    assertThat(page.reads("/me")).contains("A thing of bob", "counted");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 400, 'Write the whole address'",
    "javascript:alert(1), 400, 'Write the whole address'",
    "bob.example/song, 400, 'Write the whole address'",
    "https://own.example/, 409, 'This is yours'"
  })
  void wrongAddressIsRefusedAtItsFieldAndKept(String typed, int status, String text)
      throws Exception {
    Member own =
        web.node.members().find("own").orElseGet(() -> web.aCreator("own", "https://own.example/"));
    DonorBrowser page = new DonorBrowser(web, own);

    HttpResponse<String> answer = page.sends(PATH, Map.of("url", typed, "anonymous", "yes"));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body())
        .contains(text, "href=\"#url\"", "id=\"url-error\"", "value=\"" + typed + "\"", "checked")
        .doesNotContain("href=\"javascript:");
    assertThat(of(own)).isEmpty();
  }

  @Test
  void formOfAnotherSessionIsShownAgainAndDoesNothing() throws Exception {
    Member cid = web.aDonor("cid");
    DonorBrowser page = new DonorBrowser(web, cid);

    HttpResponse<String> answer = page.sends(PATH, Map.of("url", SONG, "csrf", "old"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("please send it again", "value=\"" + SONG + "\"");
    assertThat(of(cid)).isEmpty();

    page.isLedTo(PATH, Map.of("url", SONG));
    for (String act : List.of("pause", "cancel")) {
      HttpResponse<String> refused =
          page.sends(act(of(cid).getFirst(), act), Map.of("csrf", "old"));
      assertThat(refused.statusCode()).as(act).isEqualTo(409);
      assertThat(refused.body())
          .contains("please send it again", act(of(cid).getFirst(), act), "A thing of bob");
    }
    assertThat(of(cid))
        .singleElement()
        .extracting(Subscription::state)
        .isEqualTo(Subscription.State.ACTIVE);
  }

  @Test
  void hostileTitleIsInert() throws Exception {
    DonorBrowser dan = new DonorBrowser(web, web.aDonor("dan"));
    dan.isLedTo(PATH, Map.of("url", EVIL));

    assertThat(dan.reads(PATH)).contains(INERT).doesNotContain("<script>", "<img src=x");
    assertThat(dan.reads(PATH + "?url=" + DonorBrowser.encoded(HOSTILE)))
        .doesNotContain("<script>", "<img src=x");
  }

  @Test
  void anothersSubscriptionIsNotFound() throws Exception {
    Member eve = web.aDonor("eve");
    new DonorBrowser(web, eve).isLedTo(PATH, Map.of("url", SONG));
    DonorBrowser fay = new DonorBrowser(web, web.aDonor("fay"));
    Subscription eves = of(eve).getFirst();

    assertThat(fay.sends(act(eves, "pause"), Map.of()).statusCode()).isEqualTo(404);
    assertThat(fay.sends(act(eves, "resume"), Map.of()).statusCode()).isEqualTo(404);
    fay.sends(act(eves, "cancel"), Map.of());
    assertThat(fay.sends(act(eves, "sell"), Map.of()).statusCode()).isEqualTo(404);
    assertThat(fay.sends(PATH + "/x/pause", Map.of()).statusCode()).isEqualTo(404);
    assertThat(fay.sends(PATH + "/" + UUID.randomUUID() + "/pause", Map.of()).statusCode())
        .isEqualTo(404);
    assertThat(of(eve))
        .singleElement()
        .extracting(Subscription::state)
        .isEqualTo(Subscription.State.ACTIVE);
  }

  @Test
  void whatWaitsForMeansSaysSo() throws Exception {
    Member gil = web.node.members().create("gil", "Gil");
    DonorBrowser page = new DonorBrowser(web, gil);
    page.isLedTo(PATH, Map.of("url", SONG));

    assertThat(page.reads(PATH)).contains("Waits: your means do not reach");
    assertThat(web.page(PATH).statusCode()).isEqualTo(303);
  }
}
