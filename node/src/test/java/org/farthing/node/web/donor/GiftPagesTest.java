package org.farthing.node.web.donor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.ledger.Account;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.proof.ProofCheck;
import org.farthing.protocol.proof.TrustedKeys;
import org.farthing.protocol.proof.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a donor gives besides their budget, on its page. */
final class GiftPagesTest {

  private static final String PATH = "/me/gifts";
  private static final String HOSTILE = "<script>alert(1)</script>";
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    web.aCreator("bob", "https://bob.example/song");
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static String handle(String name) {
    return name + "@" + web.node.origin().authority();
  }

  private static Map<String, String> form(String creator, String amount) {
    Map<String, String> form = new HashMap<>();
    form.put("creator", creator);
    form.put("amount", amount);
    form.put("key", UUID.randomUUID().toString());
    return form;
  }

  private static List<GivenGift> of(Member donor) {
    return web.node.gifts().of(donor.id(), NOVEMBER);
  }

  private static long funds(Member donor) {
    return web.node.balance(new Account.MemberFunds(donor.id().value())).availableMicros();
  }

  @Test
  void giftIsGivenOnceHoweverOftenItsFormIsSent() throws Exception {
    Member ada = web.aDonor("ada");
    DonorBrowser page = new DonorBrowser(web, ada);
    assertThat(page.reads(PATH)).contains("Nothing extra this month", "100.00 XTS");
    Map<String, String> form = form("@" + handle("bob"), "2,50");
    form.put("anonymous", "yes");

    for (int time = 0; time < 2; time++) {
      assertThat(page.isLedTo(PATH, form)).isEqualTo("303 " + PATH + "?done");
    }

    assertThat(of(ada)).hasSize(1);
    assertThat(funds(ada)).isEqualTo(97_500_000);
    assertThat(page.reads(PATH + "?done"))
        .contains("Given. It arrives", "2.50 XTS", "bob@", "counted", "anonymous", "97.50 XTS");
    form.put("amount", "3");
    assertThat(page.sends(PATH, form).body()).contains("This form has given another amount");
    assertThat(of(ada)).hasSize(1);
    assertThat(page.reads("/me")).doesNotContain("2.50 XTS");
  }

  @ParameterizedTest
  @CsvSource({
    "bob, '', 400, amount, 'Write the amount like 2.50'",
    "bob, two, 400, amount, 'Write the amount like 2.50'",
    "bob, 0, 400, amount, 'Write the amount like 2.50'",
    "bob, '1,000', 400, amount, 'Write the amount like 2.50'",
    "bob, 5000, 409, amount, 'Your free funds are 100.00 XTS'",
    "'', 2.50, 400, creator, 'Write whom to give to'",
    "nobody, 2.50, 404, creator, 'There is no such creator'",
    "bea, 2.50, 409, creator, 'Nobody gives to themselves'"
  })
  void wrongGiftIsRefusedAtItsFieldAndKept(
      String creator, String amount, int status, String field, String text) throws Exception {
    Member bea = web.node.members().find("bea").orElseGet(() -> web.aDonor("bea"));
    DonorBrowser page = new DonorBrowser(web, bea);
    Map<String, String> form = form(creator.isEmpty() ? "" : handle(creator), amount);
    form.put("anonymous", "yes");

    HttpResponse<String> answer = page.sends(PATH, form);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body().replace('\u00a0', ' '))
        .contains(text, "href=\"#" + field + "\"", "id=\"" + field + "-error\"", "checked")
        .contains("value=\"" + form.get("creator") + "\"", "value=\"" + amount + "\"");
    assertThat(of(bea)).isEmpty();
    assertThat(funds(bea)).isEqualTo(100_000_000);
  }

  @Test
  void hostileCreatorIsInert() throws Exception {
    DonorBrowser cid = new DonorBrowser(web, web.aDonor("cid"));

    HttpResponse<String> answer = cid.sends(PATH, form(HOSTILE, "1"));

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .contains("value=\"&lt;script>alert(1)&lt;/script>\"")
        .doesNotContain(HOSTILE);
    assertThat(cid.reads(PATH + "?creator=" + DonorBrowser.encoded(HOSTILE)))
        .doesNotContain(HOSTILE);
  }

  @Test
  void formWithoutItsTokenOrItsKeyIsShownAgainAndGivesNothing() throws Exception {
    Member dan = web.aDonor("dan");
    DonorBrowser page = new DonorBrowser(web, dan);
    Map<String, String> stale = form(handle("bob"), "1.25");
    stale.put("csrf", "old");
    Map<String, String> keyless = form(handle("bob"), "1.25");
    keyless.put("key", "k".repeat(300));

    for (Map<String, String> form : List.of(stale, keyless)) {
      HttpResponse<String> answer = page.sends(PATH, form);

      assertThat(answer.statusCode()).isEqualTo(409);
      assertThat(answer.body()).contains("please send it again", "value=\"1.25\"");
    }
    assertThat(of(dan)).isEmpty();
    assertThat(page.reads(PATH + "?creator=" + handle("bob"))).contains(handle("bob"));
    assertThat(web.page(PATH).statusCode()).isEqualTo(303);
  }

  @Test
  void giftOfAClosedMonthStandsBelowWithItsProof() throws Exception {
    try (WebFixture later = WebFixture.start()) {
      later.aCreator("bob", "https://bob.example/song");
      Member gil = later.aDonor("gil");
      DonorBrowser page = new DonorBrowser(later, gil);
      String bob = "bob@" + later.node.origin().authority();
      page.isLedTo(PATH, form(bob, "2.50"));
      GivenGift gift = later.node.gifts().of(gil.id(), NOVEMBER).getFirst();
      assertThat(page.reads(PATH)).doesNotContain("Given extra in months before");
      assertThat(page.opens(PATH + "/" + gift.id() + "/proof").statusCode()).isEqualTo(409);

      later.calendar.set(Instant.parse("2026-12-04T00:00:00Z"));
      later.node.monthClose().advance(NOVEMBER, CloseStage.CLOSED);

      assertThat(page.reads(PATH))
          .contains("Given extra in months before", "November 2026: given", "2.50 XTS")
          .contains("href=\"" + PATH + "/" + gift.id() + "/proof\"");
      HttpResponse<String> proof = page.opens(PATH + "/" + gift.id() + "/proof");
      assertThat(proof.statusCode()).isEqualTo(200);
      assertThat(proof.headers().firstValue("Content-Disposition").orElseThrow())
          .contains("attachment");
      assertThat(ProofCheck.check(proof.body().getBytes(StandardCharsets.UTF_8), TrustedKeys.NONE))
          .isInstanceOf(Verdict.Consistent.class);
      DonorBrowser other = new DonorBrowser(later, later.aDonor("hal"));
      assertThat(other.opens(PATH + "/" + gift.id() + "/proof").statusCode()).isEqualTo(404);
      assertThat(other.opens(PATH + "/x/proof").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void sameKeyOfAnotherMemberIsAnotherGift() throws Exception {
    Member eve = web.aDonor("eve");
    Member fay = web.aDonor("fay");
    Map<String, String> form = form(handle("bob"), "1.00");

    new DonorBrowser(web, eve).isLedTo(PATH, form);
    new DonorBrowser(web, fay).isLedTo(PATH, form);

    assertThat(of(eve)).hasSize(1);
    assertThat(of(fay)).hasSize(1);
  }
}
