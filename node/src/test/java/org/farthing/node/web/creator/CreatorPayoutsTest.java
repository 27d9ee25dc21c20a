package org.farthing.node.web.creator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
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

/** What creators do with what they have received, by their pages. */
final class CreatorPayoutsTest {

  private static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
  private static final String INERT = "&lt;script&gt;alert(1)&lt;/script&gt;";
  private static final String IBAN = "DE89 3704 0044 0532 0130 00";

  private static WebFixture web;
  private static Member dan;
  private static DonorBrowser browser;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    dan = web.aDonor("dan");
    browser = new DonorBrowser(web, web.node.members().create("bob", "bob"));
  }

  @AfterAll
  static void stop() {
    assertThat(web.node.check()).isEmpty();
    web.close();
  }

  /** A creator who has received 20.00, less the fee: 18.00. */
  private static Member creatorWithRevenue(String name) {
    Member creator = web.node.members().create(name, name);
    web.node.deposits().confirm(dan.id().value(), 20_000_000, name);
    web.node
        .gifts()
        .give(
            dan.id(),
            new Gifts.Wish(
                name,
                web.node.creators().creator(name + "@" + web.node.origin().authority()),
                20_000_000,
                null));
    YearMonth month = YearMonth.from(web.calendar.instant().atZone(ZoneOffset.UTC));
    web.calendar.set(month.plusMonths(1).atDay(4).atStartOfDay(ZoneOffset.UTC).toInstant());
    web.node.monthClose().advance(month, CloseStage.CLOSED);
    return creator;
  }

  private static long available(Member member) {
    return web.node.balance(new Account.MemberAvailable(member.id().value())).availableMicros();
  }

  private static Map<String, String> form(String field, String amount) {
    return Map.of(field, amount, "key", UUID.randomUUID().toString());
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
    int year = web.calendar.instant().atZone(ZoneOffset.UTC).getYear();
    assertThat(page.reads("/me/creator/years/" + year))
        .contains("moved to funds, to give", "5.50 XTS");
    assertThat(web.node.check()).isEmpty();
  }
}
