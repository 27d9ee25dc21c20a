package org.farthing.node.web.creator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.web.WebFixture;
import org.farthing.node.web.donor.DonorBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A creator's pages after a month in which donors of the node gave: ada 1.00 to the song and 1.00
 * to the poem, eva 2.00 to the song without her name, fred 20.00 to the song, and dan 3.00
 * outright. That is 27.00, of which the node keeps 2.70.
 */
final class CreatorJourneyTest {

  private static final String SONG = "https://bob.example/song";
  private static final String POEM = "https://bob.example/poem";
  private static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
  private static final String INERT = "&lt;script&gt;alert(1)&lt;/script&gt;";
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final int MANY = 55;

  private static WebFixture web;
  private static Member bob;
  private static DonorBrowser browser;
  private static String anonymousFlattr;

  @BeforeAll
  static void playMonth() throws Exception {
    web = WebFixture.start();
    bob = web.aCreator("bob", SONG);
    web.node.things().register(POEM, HOSTILE, bob.id(), "bob");
    browser = new DonorBrowser(web, bob);
    Member ada = web.aDonor("ada");
    flattr(ada, SONG, false);
    flattr(ada, POEM, false);
    anonymousFlattr = flattr(web.aDonor("eva"), SONG, true);
    Member fred = web.aDonor("fred");
    web.node.giving().setBudget(fred.id(), 20_000_000);
    flattr(fred, SONG, false);
    Member dan = web.aDonor("dan");
    web.node
        .gifts()
        .give(
            dan.id(),
            new Gifts.Wish(
                "gift",
                web.node.creators().creator("bob@" + web.node.origin().authority()),
                3_000_000,
                null));
    Member mia = web.aCreator("mia", "https://mia.example/0");
    Member gina = web.aDonor("gina");
    for (int i = 0; i < MANY; i++) {
      String url = "https://mia.example/" + i;
      web.node.things().register(url, "Piece " + i, mia.id(), "mia");
      flattr(gina, url, false);
    }
    web.calendar.set(Instant.parse("2026-12-04T00:00:00Z"));
    assertThat(web.node.monthClose().advance(NOVEMBER, CloseStage.CLOSED))
        .isEqualTo(CloseStage.CLOSED);
  }

  private static String flattr(Member donor, String url, boolean anonymous) throws Exception {
    DonorBrowser clicks = new DonorBrowser(web, donor);
    Map<String, String> form = new TreeMap<>(Map.of("url", url));
    if (anonymous) {
      form.put("anonymous", "yes");
    }
    String led = clicks.isLedTo("/flattr", form);
    assertThat(led).startsWith("303 /me/flattrs/");
    return led.substring(led.lastIndexOf('/') + 1);
  }

  @AfterAll
  static void stop() {
    assertThat(web.node.check()).isEmpty();
    web.close();
  }

  private static DonorBrowser newcomer(String name) {
    return new DonorBrowser(web, web.node.members().create(name, name));
  }

  @Test
  void overviewShowsWhatCameInByMonthAndNode() throws Exception {
    String page = browser.reads("/me/creator");

    assertThat(page)
        .contains(
            "24.30 XTS in 1 month: 27.00 XTS given, less 2.70 XTS",
            "<a href=\"/me/creator/months/2026-11\">November 2026</a>",
            web.node.origin().authority() + " <span class=\"note\">(this node)",
            "role=\"img\"",
            "/me/creator/years/2026",
            "aria-current=\"page\">What came in");
  }

  @Test
  void monthShowsItsThingsExactlyAndNamesOnlyWhoWantsIt() throws Exception {
    String page = browser.reads("/me/creator/months/2026-11");

    assertThat(page)
        .contains("23.00 XTS", "2.30 XTS", "20.70 XTS", "Gifts, and what is not known by things")
        .contains(">ada@", ">fred@", INERT)
        .doesNotContain("eva@", "<script>alert", "<img src=x");
  }

  @Test
  void proofOfNamedFlattrIsTakenHomeAndThatOfAnotherIsNot() throws Exception {
    Matcher link =
        Pattern.compile("href=\"(/me/creator/months/2026-11/proof[^\"]+)\"")
            .matcher(browser.reads("/me/creator/months/2026-11"));
    assertThat(link.find()).isTrue();

    HttpResponse<String> proof = browser.opens(link.group(1));

    assertThat(proof.statusCode()).isEqualTo(200);
    assertThat(proof.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("attachment");
    String anonymous = web.node.origin() + "/flattrs/" + anonymousFlattr;
    assertThat(
            browser
                .opens("/me/creator/months/2026-11/proof?flattr=" + DonorBrowser.encoded(anonymous))
                .statusCode())
        .isEqualTo(409);
    assertThat(newcomer("ned").opens(link.group(1)).statusCode()).isEqualTo(404);
    assertThat(browser.opens("/me/creator/months/2026-11/proof?flattr=x").statusCode())
        .isEqualTo(404);
  }

  @Test
  void proofOfNamedGiftIsTakenHome() throws Exception {
    String page = browser.reads("/me/creator/months/2026-11");
    assertThat(page)
        .contains("Gifts with a name", ">dan@", "Proof of the gift of 3.00 XTS from dan@");
    Matcher link =
        Pattern.compile("href=\"([^\"]+)\" aria-label=\"Proof of the gift").matcher(page);
    assertThat(link.find()).isTrue();

    HttpResponse<String> proof = browser.opens(link.group(1));

    assertThat(proof.statusCode()).isEqualTo(200);
    assertThat(proof.body()).contains("\"type\":\"OwnGiftProof\"", "\"amount\":\"3000000\"");
    assertThat(newcomer("olga").opens(link.group(1)).statusCode()).isEqualTo(404);
  }

  @Test
  void tableInTheColumnsOfFlattrAddsUpToWhatTheCreatorGets() throws Exception {
    long song = web.node.things().find(SONG).orElseThrow().id();

    HttpResponse<String> table = browser.opens("/me/creator/revenue.csv");

    assertThat(table.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    List<String> lines = table.body().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst())
        .isEqualTo("period;id;flattr url;url;title;clicks;revenue;clicks total");
    assertThat(lines.get(1))
        .isEqualTo(
            "2026-11;%d;\"%s/things/%d\";\"%s\";\"A thing of bob\";3;20,70;3"
                .formatted(song, web.node.origin(), song, SONG));
    assertThat(lines.get(2)).endsWith(";1;0,90;1");
    assertThat(lines.get(3)).isEqualTo("2026-11;;;;\"gifts\";0;2,70;0");
  }

  @Test
  void detailedTableTellsGrossFeeNetAndWhatHasArrived() throws Exception {
    List<String> lines =
        browser.opens("/me/creator/revenue-detailed.csv?month=2026-11").body().lines().toList();

    assertThat(lines).hasSize(4);
    assertThat(lines.get(1))
        .startsWith("\"2026-11\",\"" + web.node.origin().authority() + "\"")
        .endsWith("\"3\",\"23.00\",\"2.30\",\"20.70\",\"20.70\",\"0.00\",\"0.00\",\"XTS\"");
    assertThat(browser.opens("/me/creator/revenue-detailed.csv?month=2026-10").body().lines())
        .hasSize(1);
  }

  @Test
  void cellThatIsAFormulaIsInert() throws Exception {
    assertThat(org.farthing.node.look.Csv.line(List.of("=1+1", "a\"b", "")))
        .isEqualTo("\"'=1+1\",\"a\"\"b\",\"\"\r\n");
  }

  @Test
  void yearIsStatedToPrint() throws Exception {
    assertThat(browser.reads("/me/creator/years/2026"))
        .contains("Statement of 2026", "For bob, by", "27.00 XTS", "2.70 XTS", "24.30 XTS");
    assertThat(browser.opens("/me/creator/years/2099").statusCode()).isEqualTo(404);
    assertThat(browser.opens("/me/creator/years/x").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /me/creator | Nothing yet. What your things are given
          /me/creator/months/2026-11 | Nothing came in for this month
          /me/creator/years/2026 | Nothing came in for 2026
          /me/creator/things | No things yet
          /me/creator/things/new | Register a thing
          /me/creator/elsewhere | Show that a site
          /me/creator/payouts | Payouts that you ask for will stand here
          """)
  void newcomerReadsWhatWillStandThere(String path, String text) throws Exception {
    DonorBrowser newcomer = newcomer("new" + Integer.toUnsignedString(path.hashCode()));

    HttpResponse<String> page = newcomer.opens(path);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains(text);
  }

  @Test
  void manyThingsAndFlattrsStandOnPages() throws Exception {
    DonorBrowser mia = new DonorBrowser(web, web.node.members().find("mia").orElseThrow());

    assertThat(mia.reads("/me/creator/things")).contains("/me/creator/things?before=");
    assertThat(mia.reads("/me/creator/months/2026-11")).contains("?page=2#proofs");
    assertThat(mia.reads("/me/creator/months/2026-11?page=2"))
        .contains("?page=1#proofs")
        .doesNotContain("?page=3#proofs");
    assertThat(mia.opens("/me/creator/revenue.csv").body().lines()).hasSize(MANY + 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/me/creator",
        "/me/creator/months/2026-11",
        "/me/creator/revenue.csv",
        "/me/creator/things/new",
        "/me/creator/elsewhere",
        "/me/creator/payouts"
      })
  void strangerIsLedToSignIn(String path) throws Exception {
    HttpResponse<String> answer = web.page(path);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/sign-in?");
  }

  @Test
  void formWithoutItsTokenChangesNothing() throws Exception {
    HttpResponse<String> payout =
        browser.sends(
            "/me/creator/payouts",
            Map.of("amount", "11", "key", UUID.randomUUID().toString(), "csrf", "stale"));
    HttpResponse<String> thing =
        browser.sends(
            "/me/creator/things/new",
            Map.of("url", "https://bob.example/new", "title", "New", "csrf", "stale"));

    assertThat(payout.statusCode()).isEqualTo(409);
    assertThat(payout.body()).contains("please send it again");
    assertThat(thing.statusCode()).isEqualTo(409);
    assertThat(thing.body()).contains("please send it again", "https://bob.example/new");
    assertThat(web.node.payouts().of(bob.id().value())).isEmpty();
    assertThat(web.node.things().find("https://bob.example/new")).isEmpty();
  }
}
