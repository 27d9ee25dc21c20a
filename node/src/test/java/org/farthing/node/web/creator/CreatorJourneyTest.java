package org.farthing.node.web.creator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.account.Member;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.ledger.Account;
import org.farthing.node.payout.Payout;
import org.farthing.node.platform.database.Database;
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
  private static final String IBAN = "DE89 3704 0044 0532 0130 00";

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

  /** A creator who has received 20.00, less the fee: 18.00. */
  private static Member creatorWithRevenue(String name) {
    Member creator = web.node.members().create(name, name);
    web.node
        .deposits()
        .confirm(web.node.members().find("dan").orElseThrow().id().value(), 20_000_000, name);
    web.node
        .gifts()
        .give(
            web.node.members().find("dan").orElseThrow().id(),
            new Gifts.Wish(
                name,
                web.node.creators().creator(name + "@" + web.node.origin().authority()),
                20_000_000,
                null));
    YearMonth month = YearMonth.from(web.calendar.instant().atZone(java.time.ZoneOffset.UTC));
    web.calendar.set(
        month.plusMonths(1).atDay(4).atStartOfDay(java.time.ZoneOffset.UTC).toInstant());
    web.node.monthClose().advance(month, CloseStage.CLOSED);
    return creator;
  }

  private static long available(Member member) {
    return web.node.balance(new Account.MemberAvailable(member.id().value())).availableMicros();
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
  void thingIsRegisteredOnceChangedAndWithdrawn() throws Exception {
    DonorBrowser tom = newcomer("tom");
    Map<String, String> form =
        Map.of(
            "url",
            "https://tom.example/a",
            "title",
            "One",
            "tags",
            "music, #live",
            "listed",
            "yes");

    String first = tom.isLedTo("/me/creator/things/new", form);
    String second = tom.isLedTo("/me/creator/things/new", form);

    assertThat(first).startsWith("303 /me/creator/things/").endsWith("?done=registered");
    String thing = first.substring(4, first.indexOf('?'));
    assertThat(second).isEqualTo("303 " + thing + "?done=known");
    assertThat(tom.reads(thing)).contains("value=\"One\"", "value=\"music, live\"", "Pin it");
    assertThat(
            tom.isLedTo(
                thing, Map.of("title", "Two", "summary", "New", "language", "de", "pinned", "yes")))
        .isEqualTo("303 " + thing + "?done=changed");
    assertThat(tom.reads("/me/creator/things")).contains("Two", "pinned", "not listed");
    assertThat(tom.reads(thing + "/withdraw")).contains("Withdraw this for good?", "Two");
    assertThat(tom.isLedTo(thing + "/withdraw", Map.of()))
        .isEqualTo("303 /me/creator/things?done=withdrawn");
    assertThat(tom.isLedTo(thing + "/withdraw", Map.of()))
        .isEqualTo("303 /me/creator/things?done=withdrawn");
    assertThat(tom.reads("/me/creator/things")).contains("No things yet");
    assertThat(tom.sends("/me/creator/things/new", form).body())
        .contains("You have withdrawn this thing");
    assertThat(browser.opens(thing).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url      | javascript:alert(1)   | Write the whole address
          url      | https://bob.example/song | Another member of this node
          title    | ''                    | Write a title
          tags     | 123                   | At most 10 tags
          language | english language      | Write a language as a tag
          image    | data:image/png,x      | The image is an address
          alt      | without an image      | The description goes with an image
          """)
  void wrongFieldOfAThingIsRefusedAndWhatWasTypedIsKept(String field, String typed, String text)
      throws Exception {
    DonorBrowser una = newcomer("una" + Integer.toUnsignedString((field + typed).hashCode()));
    Map<String, String> form =
        new TreeMap<>(
            Map.of(
                "url", "https://una.example/a", "title", HOSTILE, "summary", "kept", "tags", "a"));
    form.put(field, typed);

    HttpResponse<String> answer = una.sends("/me/creator/things/new", form);

    assertThat(answer.statusCode()).isBetween(400, 409);
    assertThat(answer.body())
        .contains(text, "href=\"#" + field + "\"", "value=\"kept\"")
        .doesNotContain("<script>alert", "href=\"javascript:");
    assertThat(una.reads("/me/creator/things")).contains("No things yet");
  }

  @Test
  void siteIsShownToBeTheirsByTheSnippetOnThePage() throws Exception {
    AtomicReference<String> head = new AtomicReference<>("");
    HttpServer site =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          byte[] page =
              ("<!doctype html><html><head>" + head.get() + "</head><body>Hi</body></html>")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    site.start();
    try {
      DonorBrowser vera = newcomer("vera");
      String where = "localhost:" + site.getAddress().getPort();

      assertThat(vera.isLedTo("/me/creator/elsewhere", Map.of("kind", "site", "what", where)))
          .startsWith("303 /me/creator/elsewhere?done=added#i");
      String page = vera.reads("/me/creator/elsewhere");
      assertThat(page)
          .contains(where, "not shown yet", "Nobody has looked yet")
          .contains("&lt;link rel=\"me\" href=\"" + web.node.origin() + "/users/vera\"&gt;");
      Matcher check =
          Pattern.compile("action=\"(/me/creator/elsewhere/\\d+)/check\"").matcher(page);
      assertThat(check.find()).isTrue();

      assertThat(vera.isLedTo(check.group(1) + "/check", Map.of())).contains("?done=missing#i");
      assertThat(vera.reads("/me/creator/elsewhere"))
          .contains("It was not found the last time", "does not link");
      head.set("<link rel=\"me\" href=\"" + web.node.origin() + "/users/vera\">");
      assertThat(vera.isLedTo(check.group(1) + "/check", Map.of())).contains("?done=proved#i");
      assertThat(vera.reads("/me/creator/elsewhere"))
          .contains("It links your page here with rel=", "Since ");

      assertThat(
              browser.sends("/me/creator/elsewhere", Map.of("kind", "site", "what", where)).body())
          .contains("Another member of this node", "value=\"" + where + "\"");
      assertThat(browser.sends(check.group(1) + "/check", Map.of()).statusCode()).isEqualTo(404);
      for (String act : List.of("/check", "/remove")) {
        HttpResponse<String> stale = vera.sends(check.group(1) + act, Map.of("csrf", "stale"));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("please send it again", where);
      }
      assertThat(vera.isLedTo(check.group(1) + "/remove", Map.of())).endsWith("?done=removed");
      assertThat(vera.isLedTo(check.group(1) + "/remove", Map.of())).endsWith("?done=removed");
      assertThat(vera.reads("/me/creator/elsewhere")).doesNotContain(where);
    } finally {
      site.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"site, 'no site <script>'", "url, javascript:alert(1)", "actor, @nobody", "page, ''"})
  void whatIsNothingToShowIsRefusedAndKept(String kind, String typed) throws Exception {
    DonorBrowser wim = newcomer("wim" + Integer.toUnsignedString((kind + typed).hashCode()));

    HttpResponse<String> answer =
        wim.sends("/me/creator/elsewhere", Map.of("kind", kind, "what", typed));

    assertThat(answer.statusCode()).isBetween(400, 503);
    assertThat(answer.body()).contains("href=\"#what\"").doesNotContain("<script>");
  }

  @Test
  void payoutIsAskedForOnceUndoneAndPaid() throws Exception {
    Member xan = creatorWithRevenue("xan");
    DonorBrowser page = new DonorBrowser(web, xan);
    assertThat(page.reads("/me/creator/payouts")).contains("18.00 XTS", "First say below");
    assertThat(page.sends("/me/creator/payouts", form("amount", "12")).body())
        .contains("First say where it is to go");

    assertThat(
            page.isLedTo("/me/creator/payouts/details", Map.of("holder", HOSTILE, "account", IBAN)))
        .isEqualTo("303 /me/creator/payouts?done=details");
    assertThat(page.reads("/me/creator/payouts"))
        .contains(IBAN, INERT, "value=\"18.00\"")
        .doesNotContain("<script>alert");

    Map<String, String> twelve = form("amount", "12");
    assertThat(page.isLedTo("/me/creator/payouts", twelve)).endsWith("?done=asked");
    assertThat(page.isLedTo("/me/creator/payouts", twelve)).endsWith("?done=asked");
    assertThat(available(xan)).isEqualTo(6_000_000);
    Payout asked = web.node.payouts().of(xan.id().value()).getFirst();
    String undo = "/me/creator/payouts/" + asked.id() + "/undo";
    assertThat(browser.sends(undo, Map.of()).statusCode()).isEqualTo(404);
    assertThat(page.sends(undo, Map.of("csrf", "stale")).statusCode()).isEqualTo(409);
    assertThat(available(xan)).isEqualTo(6_000_000);
    assertThat(page.isLedTo(undo, Map.of())).endsWith("?done=undone");
    assertThat(page.isLedTo(undo, Map.of())).endsWith("?done=undone");
    assertThat(available(xan)).isEqualTo(18_000_000);

    assertThat(page.isLedTo("/me/creator/payouts", form("amount", "15.00")))
        .endsWith("?done=asked");
    long id = web.node.payouts().of(xan.id().value()).getFirst().id();
    web.node.payoutDecisions().takeOn(id, Mandate.ofCommand("about to be paid"));
    assertThat(page.isLedTo("/me/creator/payouts/" + id + "/undo", Map.of()))
        .endsWith("?done=too-late");
    web.node.payoutDecisions().sent(id, Mandate.ofCommand("sent"));
    assertThat(page.reads("/me/creator/payouts")).contains("paid out", "taken back");
    assertThat(page.reads("/me/creator")).contains("15.00 XTS", "3.00 XTS");
    assertThat(web.node.check()).isEmpty();

    web.node.payoutDecisions().returned(id, Mandate.ofCommand("account closed"));
    assertThat(page.reads("/me/creator/payouts")).contains("came back", "Reason: account closed");
    assertThat(available(xan)).isEqualTo(18_000_000);
    assertThat(web.node.check()).isEmpty();
  }

  @Test
  void payoutThatSomebodyHasChangedInTheDatabaseIsFound() throws Exception {
    Member una = creatorWithRevenue("una");
    DonorBrowser page = new DonorBrowser(web, una);
    page.sends("/me/creator/payouts/details", Map.of("holder", "Una", "account", "cash"));
    page.sends("/me/creator/payouts", form("amount", "12"));

    change("amount_micros = amount_micros + 1");

    assertThat(web.node.check()).anyMatch(breach -> breach.code().equals("payout_differs"));
    change("amount_micros = amount_micros - 1");
    assertThat(web.node.check()).isEmpty();
  }

  private static void change(String set) {
    try (Database database = Database.open(web.setup.database(), 2)) {
      database.execute(
          tx -> tx.dsl().execute("UPDATE payout SET " + set + " WHERE state = 'requested'"));
    }
  }

  private static Map<String, String> form(String field, String amount) {
    return Map.of(field, amount, "key", UUID.randomUUID().toString());
  }

  @Test
  void wrongPayoutIsRefusedAndNothingIsSetAside() throws Exception {
    Member yan = creatorWithRevenue("yan");
    DonorBrowser page = new DonorBrowser(web, yan);
    page.sends("/me/creator/payouts/details", Map.of("holder", "Yan", "account", "cash"));

    assertThat(
            page.sends("/me/creator/payouts", form("amount", "9.99")).body().replace('\u00a0', ' '))
        .contains("The least that is paid out here is 10.00 XTS", "value=\"9.99\"");
    assertThat(
            page.sends("/me/creator/payouts", form("amount", "18.01"))
                .body()
                .replace('\u00a0', ' '))
        .contains("Only 18.00 XTS are available", "href=\"#amount\"");
    assertThat(page.sends("/me/creator/payouts", form("amount", "1,000")).body())
        .contains("Write an amount like 12.50");
    assertThat(page.sends("/me/creator/payouts", Map.of("amount", "12")).statusCode())
        .isEqualTo(409);
    HttpResponse<String> iban =
        page.sends(
            "/me/creator/payouts/details",
            Map.of("holder", "Yan", "account", "DE89 3704 0044 0532 0130 01"));
    assertThat(iban.statusCode()).isEqualTo(400);
    assertThat(iban.body()).contains("looks like an IBAN", "DE89 3704 0044 0532 0130 01");
    Map<String, String> twelve = form("amount", "12");
    page.sends("/me/creator/payouts", twelve);
    Map<String, String> other = new TreeMap<>(twelve);
    other.put("amount", "13");
    assertThat(page.sends("/me/creator/payouts", other).body())
        .contains("This form was sent before, with another amount");
    assertThat(available(yan)).isEqualTo(6_000_000);
  }

  @Test
  void revenueMovesToFundsOnceAndIsStatedInItsYear() throws Exception {
    Member zoe = creatorWithRevenue("zoe");
    DonorBrowser page = new DonorBrowser(web, zoe);
    Map<String, String> five = form("funds", "5.50");

    assertThat(page.isLedTo("/me/creator/to-funds", five)).endsWith("?done=moved");
    assertThat(page.isLedTo("/me/creator/to-funds", five)).endsWith("?done=moved");

    assertThat(available(zoe)).isEqualTo(12_500_000);
    assertThat(web.node.balance(new Account.MemberFunds(zoe.id().value())).availableMicros())
        .isEqualTo(5_500_000);
    assertThat(page.sends("/me/creator/to-funds", form("funds", "12.51")).statusCode())
        .isEqualTo(400);
    assertThat(page.sends("/me/creator/to-funds", form("funds", "0")).body())
        .contains("above zero", "href=\"#funds\"");
    int year = web.calendar.instant().atZone(java.time.ZoneOffset.UTC).getYear();
    assertThat(page.reads("/me/creator/years/" + year))
        .contains("moved to funds, to give", "5.50 XTS");
    assertThat(web.node.check()).isEmpty();
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
