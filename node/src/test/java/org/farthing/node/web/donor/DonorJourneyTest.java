package org.farthing.node.web.donor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.account.Member;
import org.farthing.node.ledger.Account;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DonorJourneyTest {

  private static final String SONG = "https://bob.example/song";
  private static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    Member bob = web.aCreator("bob", SONG);
    web.node.things().register("https://bob.example/evil", HOSTILE, bob.id(), "bob");
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static DonorBrowser newcomer(String name) {
    return new DonorBrowser(web, web.node.members().create(name, name));
  }

  private static DonorBrowser donor(String name) {
    return new DonorBrowser(web, web.aDonor(name));
  }

  @Test
  void newcomerSetsBudgetDepositsFlattrsSeesItAndUndoes() throws Exception {
    DonorBrowser ada = newcomer("ada");
    assertThat(ada.reads("/me")).contains("Nothing yet this month", "Set up your budget");
    assertThat(ada.reads("/flattr?url=" + DonorBrowser.encoded(SONG)))
        .contains("Your means do not reach", "/me/budget");

    assertThat(ada.isLedTo("/me/budget", Map.of("amount", "2,50", "maximum", "")))
        .isEqualTo("303 /me/budget?done=now");
    assertThat(
            ada.isLedTo(
                "/me/deposits", Map.of("deposit", "10", "reference", UUID.randomUUID().toString())))
        .isEqualTo("303 /me/budget?done=deposit");
    assertThat(ada.reads("/me/budget?done=deposit"))
        .contains("Your free funds are 10.00 XTS now", "value=\"2.50\"");

    assertThat(ada.reads("/flattr?url=" + DonorBrowser.encoded(SONG)))
        .contains("A thing of bob", "first flattr in November 2026", "it gets all of it: 2.50 XTS");
    String flattr =
        ada.sends("/flattr", Map.of("url", SONG)).headers().firstValue("Location").orElseThrow();

    assertThat(ada.reads(flattr)).contains("Flattred. It counts", "December 4, 2026, 00:00 UTC");
    assertThat(ada.reads("/me"))
        .contains("A thing of bob", "bob@", "2.50 XTS", "gets your whole budget", "counted");
    assertThat(ada.isLedTo(flattr + "/undo", Map.of())).isEqualTo("303 " + flattr);
    assertThat(ada.isLedTo(flattr + "/undo", Map.of())).isEqualTo("303 " + flattr);
    assertThat(ada.reads(flattr)).contains("Taken back", "Flattr it again");
    assertThat(ada.reads("/me")).contains("taken back").doesNotContain("/undo");
  }

  @Test
  void secondClickLeadsToTheFirstFlattrAndGivesNothingMore() throws Exception {
    DonorBrowser carl = donor("carl");

    String first = carl.isLedTo("/flattr", Map.of("url", SONG));
    String second = carl.isLedTo("/flattr", Map.of("url", SONG));

    assertThat(first).startsWith("303 /me/flattrs/");
    assertThat(second).isEqualTo(first);
    assertThat(carl.reads("/flattr?url=" + DonorBrowser.encoded(SONG)))
        .contains("You have flattred this already", first.substring(4));
  }

  @Test
  void sameDepositFormSentTwiceDepositsOnce() throws Exception {
    Member dora = web.node.members().create("dora", "dora");
    DonorBrowser browser = new DonorBrowser(web, dora);
    Map<String, String> form = Map.of("deposit", "3", "reference", UUID.randomUUID().toString());

    browser.isLedTo("/me/deposits", form);
    browser.isLedTo("/me/deposits", form);

    assertThat(web.node.balance(new Account.MemberFunds(dora.id().value())).availableMicros())
        .isEqualTo(3_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "amount, 1.99, smallest budget here is 2.00 XTS",
    "amount, 'two', Write the budget as an amount",
    "amount, '1,000', Write the budget as an amount",
    "maximum, 0, Write the maximum as an amount"
  })
  void wrongAmountIsRefusedAtItsFieldAndKept(String field, String typed, String text)
      throws Exception {
    DonorBrowser eve = newcomer("eve" + Math.floorMod((field + typed).hashCode(), 1000));
    Map<String, String> form =
        field.equals("amount")
            ? Map.of("amount", typed, "maximum", "", "anonymous", "yes")
            : Map.of("amount", "3.00", "maximum", typed, "anonymous", "yes");

    HttpResponse<String> answer = eve.sends("/me/budget", form);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body().replace('\u00a0', ' '))
        .contains(text, "href=\"#" + field + "\"", "value=\"" + typed + "\"", "checked");
    assertThat(eve.reads("/me/budget")).contains("You have no budget now");
  }

  @Test
  void smallerBudgetHoldsFromTheNextMonthOnceOneIsReserved() throws Exception {
    DonorBrowser finn = donor("finn");
    finn.isLedTo("/me/budget", Map.of("amount", "5", "maximum", ""));
    finn.isLedTo("/flattr", Map.of("url", SONG));

    assertThat(finn.isLedTo("/me/budget", Map.of("amount", "3", "maximum", "0.50")))
        .isEqualTo("303 /me/budget?done=next");
    assertThat(finn.reads("/me/budget"))
        .contains("5.00 XTS is reserved", "From December 2026 on it is 3.00 XTS");
    assertThat(finn.reads("/me")).contains("gets your maximum: 0.50 XTS");
    assertThat(finn.isLedTo("/me/budget/pause", Map.of()))
        .isEqualTo("303 /me/budget?done=paused-next");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/me/budget", "/me/months/2026-10", "/flattr?url=https%3A%2F%2Fx.example"})
  void strangerIsLedToSignInAndBack(String path) throws Exception {
    HttpResponse<String> answer = web.page(path);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .startsWith("/sign-in?")
        .contains(DonorBrowser.encoded(path));
  }

  @Test
  void formWithoutItsTokenFlattrsNothingAndIsShownAgain() throws Exception {
    DonorBrowser gil = donor("gil");

    HttpResponse<String> answer = gil.sends("/flattr", Map.of("url", SONG, "csrf", "stale"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("please send it again", "A thing of bob");
    assertThat(gil.reads("/me")).contains("Nothing yet this month");
  }

  @Test
  void buttonOfAnEarlierSessionDoesNothingAndIsShownAgain() throws Exception {
    DonorBrowser sam = donor("sam");
    String flattr = sam.isLedTo("/flattr", Map.of("url", SONG)).substring(4);

    for (String act : List.of(flattr + "/undo", "/me/budget/pause", "/me/notices/mail")) {
      HttpResponse<String> answer = sam.sends(act, Map.of("csrf", "stale"));
      assertThat(answer.statusCode()).as(act).isEqualTo(409);
      assertThat(answer.body()).contains("please send it again", "action=\"" + act + "\"");
    }
    assertThat(sam.reads(flattr)).contains("Flattred. It counts");
    assertThat(sam.reads("/me/budget")).contains("Your budget is 2.00 XTS");
  }

  @Test
  void ownThingIsRefused() throws Exception {
    Member hal = web.aDonor("hal");
    web.node.things().register("https://hal.example/", "Hal’s", hal.id(), "hal");
    DonorBrowser browser = new DonorBrowser(web, hal);

    assertThat(browser.reads("/flattr?url=https%3A%2F%2Fhal.example%2F"))
        .contains("This is your own");
    assertThat(browser.sends("/flattr", Map.of("url", "https://hal.example/")).statusCode())
        .isEqualTo(409);
  }

  @Test
  void withdrawnThingIsRefused() throws Exception {
    Member ida = web.aCreator("ida", "https://ida.example/");
    long thing = web.node.things().find("https://ida.example/").orElseThrow().id();
    web.node.publications().withdraw(ida, thing);

    assertThat(donor("jo").reads("/flattr?url=https%3A%2F%2Fida.example%2F"))
        .contains("This was withdrawn");
  }

  @Test
  void whatNobodyHasClaimedWaitsAndSaysWhy() throws Exception {
    web.node.creators().declare("https://nobody.example/", null);
    DonorBrowser kim = donor("kim");

    assertThat(kim.reads("/flattr?url=https%3A%2F%2Fnobody.example%2F"))
        .contains("Nobody knows yet whose it is", "your flattr then waits");
    kim.isLedTo("/flattr", Map.of("url", "https://nobody.example/"));

    assertThat(kim.reads("/me"))
        .contains("waiting", "nobody has shown yet that it is theirs", "1 more waits");
  }

  @Test
  void addressThatIsNoneIsShownAgainWithAFieldForAnother() throws Exception {
    HttpResponse<String> answer = donor("lea").opens("/flattr?url=javascript%3Aalert(1)");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("This is no address of the web", "name=\"url\"")
        .doesNotContain("href=\"javascript:");
  }

  @Test
  void addressAtWhichNothingStandsIsRefused() throws Exception {
    HttpResponse<String> answer =
        donor("max").opens("/flattr?url=" + DonorBrowser.encoded(web.node.origin() + "/nope"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("There is nothing to flattr here");
  }

  @Test
  void hostileTitleIsInertOnEveryPage() throws Exception {
    DonorBrowser nia = donor("nia");
    String url = "https://bob.example/evil";
    String inert = "&lt;script&gt;alert(1)&lt;/script&gt;";

    assertThat(nia.reads("/flattr?url=" + DonorBrowser.encoded(url))).contains(inert);
    String flattr = nia.isLedTo("/flattr", Map.of("url", url)).substring(4);

    assertThat(nia.reads(flattr)).contains(inert).doesNotContain("<script>alert");
    assertThat(nia.reads("/me")).contains(inert).doesNotContain("<script>alert");
  }

  @Test
  void wayBackIsTakenOnlyToHttpsAndOverAPageThatNamesIt() throws Exception {
    DonorBrowser oda = donor("oda");
    String flattr =
        oda.isLedTo("/flattr", Map.of("url", SONG, "on-success", "https://social.example/done"))
            .substring(4);
    Matcher way = Pattern.compile("href=\"(/leave[^\"]+)\"").matcher(oda.reads(flattr));

    assertThat(way.find()).isTrue();
    assertThat(oda.reads(way.group(1)))
        .contains("On to social.example?", "href=\"https://social.example/done\"");
    assertThat(oda.opens("/leave?to=javascript%3Aalert(1)").statusCode()).isEqualTo(400);
    assertThat(oda.opens("/leave?to=http%3A%2F%2Fx.example").statusCode()).isEqualTo(400);
    assertThat(oda.opens("/leave?to=https%3A%2F%2Fu%40x.example").statusCode()).isEqualTo(400);
  }

  @Test
  void monthIsTakenHomeAsCsvAndJson() throws Exception {
    DonorBrowser pia = donor("pia");
    pia.isLedTo("/flattr", Map.of("url", SONG, "anonymous", "yes"));

    assertThat(pia.opens("/me/flattrs.csv?month=2026-11").body())
        .startsWith("month,id,url,title,creator,state")
        .contains("\"" + SONG + "\"", "\"counted\"", "\"true\"", "\"2.00\"");
    assertThat(pia.opens("/me/flattrs.json?month=2026-11").body())
        .contains("\"share\":\"2.00\"", "\"sharesAreFinal\":false");
    assertThat(pia.opens("/me/flattrs.csv?month=x").statusCode()).isEqualTo(400);
  }

  @Test
  void nobodySeesTheFlattrOfAnother() throws Exception {
    String flattr = donor("quin").isLedTo("/flattr", Map.of("url", SONG)).substring(4);

    DonorBrowser rex = donor("rex");

    assertThat(rex.opens(flattr).statusCode()).isEqualTo(404);
    assertThat(rex.opens(flattr + "/proof").statusCode()).isEqualTo(404);
    assertThat(rex.sends(flattr + "/undo", Map.of()).statusCode()).isEqualTo(404);
  }
}
