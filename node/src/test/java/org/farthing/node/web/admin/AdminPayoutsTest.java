package org.farthing.node.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.account.Member;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.ledger.Account;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.payout.PayoutOutcome;
import org.farthing.node.platform.database.Database;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.web.WebFixture;
import org.farthing.node.web.donor.DonorBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What members want paid out, or back of their funds: taken on, sent, refused, come back, held. */
final class AdminPayoutsTest {

  private static final String HOSTILE = "<script>alert(1)</script>";
  private static final String INERT = "&lt;script&gt;alert(1)&lt;/script&gt;";

  private static WebFixture web;
  private static AdminBrowser admin;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    admin = AdminBrowser.ofAdmin(web, "cleo");
    web.aDonor("dan");
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  /** A creator whom 20.00 were given, of which they ask for 12.00. */
  private static Payout asked(String name) {
    Member creator = web.node.members().create(name, name);
    Member dan = web.node.members().find("dan").orElseThrow();
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
    web.node.payouts().setDetails(creator.id().value(), new PayoutDetails(HOSTILE, "cash"));
    PayoutOutcome outcome = web.node.payouts().request(creator.id().value(), 12_000_000, "test");
    return ((PayoutOutcome.Requested) outcome).payout();
  }

  private static String act(Payout payout, String what) {
    return "/admin/payouts/" + payout.id() + "/" + what;
  }

  private static long available(Payout payout) {
    return web.node.balance(new Account.MemberAvailable(payout.member())).availableMicros();
  }

  private static Payout.State state(Payout payout) {
    return web.node.payouts().find(payout.id()).orElseThrow().state();
  }

  @Test
  void payoutIsTakenOnSentAndComesBackEachOnceInTheAdminsName() throws Exception {
    Payout payout = asked("una");
    assertThat(admin.reads("/admin/payouts"))
        .contains("12.00 XTS", "una", INERT, act(payout, "take"))
        .doesNotContain(HOSTILE);
    assertThat(admin.reads("/admin")).contains("Payouts to send");

    for (int time = 0; time < 2; time++) {
      assertThat(admin.isLedTo(act(payout, "take"), Map.of()))
          .isEqualTo("303 /admin/payouts?done=payout-take");
    }
    assertThat(web.node.payouts().undo(payout.member(), payout.id()).state())
        .isEqualTo(Payout.State.TAKEN_ON);
    assertThat(admin.isTold(act(payout, "returned"), Map.of("reason", "not yet")))
        .startsWith("409")
        .contains("was not confirmed as sent", "not yet");
    for (int time = 0; time < 2; time++) {
      assertThat(admin.isLedTo(act(payout, "sent"), Map.of()))
          .isEqualTo("303 /admin/payouts?done=payout-sent");
    }
    assertThat(web.node.payouts().standing(payout.member()).paidOutMicros()).isEqualTo(12_000_000);
    assertThat(admin.isTold(act(payout, "returned"), Map.of("reason", " ")))
        .startsWith("400")
        .contains("reason-fault");
    for (int time = 0; time < 2; time++) {
      assertThat(admin.isLedTo(act(payout, "returned"), Map.of("reason", "account closed")))
          .isEqualTo("303 /admin/payouts?done=payout-returned");
    }

    assertThat(available(payout)).isEqualTo(18_000_000);
    assertThat(admin.reads("/admin/payouts")).contains("came back: account closed");
    for (String action : new String[] {"payout-take", "payout-sent", "payout-returned"}) {
      assertThat(admin.reads("/admin/audit?action=" + action))
          .as(action)
          .contains("cleo")
          .containsOnlyOnce("payout " + payout.id() + "<");
    }
    assertThat(web.node.check()).isEmpty();
  }

  @Test
  void refusedPayoutIsAvailableAgainAndItsMemberReadsWhy() throws Exception {
    Payout payout = asked("vic");
    assertThat(admin.isTold(act(payout, "refuse"), Map.of("reason", "", "csrf", "old")))
        .startsWith("409")
        .contains("please send it again");
    assertThat(state(payout)).isEqualTo(Payout.State.REQUESTED);

    assertThat(admin.isLedTo(act(payout, "refuse"), Map.of("reason", HOSTILE)))
        .isEqualTo("303 /admin/payouts?done=payout-refuse");

    assertThat(available(payout)).isEqualTo(18_000_000);
    assertThat(admin.isTold(act(payout, "sent"), Map.of())).startsWith("409");
    DonorBrowser vic = new DonorBrowser(web, web.node.members().find("vic").orElseThrow());
    assertThat(vic.reads("/me/creator/payouts")).contains(INERT).doesNotContain(HOSTILE);
    assertThat(vic.reads("/me/notices"))
        .contains("Your payout of 12.00 XTS was refused", INERT)
        .doesNotContain(HOSTILE);
    assertThat(admin.opens(act(payout, "nothing")).statusCode()).isEqualTo(404);
    assertThat(admin.opens("/admin/payouts/4711/sent").statusCode()).isEqualTo(404);
    assertThat(admin.sends("/admin/payouts/4711/sent", Map.of()).statusCode()).isEqualTo(404);
  }

  @Test
  void heldPayoutsAreNotSentUntilTheReviewIsOver() throws Exception {
    Payout payout = asked("wim");
    String freeze = "/admin/members/wim/freeze";
    assertThat(admin.isTold(freeze, Map.of("reason", ""))).startsWith("400").contains("Say why");
    for (int time = 0; time < 2; time++) {
      assertThat(admin.isLedTo(freeze, Map.of("reason", "asked the bank")))
          .isEqualTo("303 /admin/members/wim?done=freeze");
    }

    assertThat(admin.reads("/admin/members/wim"))
        .contains("Payouts under review", "asked the bank", "/admin/members/wim/unfreeze");
    assertThat(admin.reads("/admin/payouts"))
        .contains("under review", act(payout, "refuse"))
        .doesNotContain(act(payout, "take"), act(payout, "sent"));
    for (String what : new String[] {"take", "sent"}) {
      assertThat(admin.isTold(act(payout, what), Map.of()))
          .startsWith("409")
          .contains("payouts of this member are under review");
    }
    assertThat(state(payout)).isEqualTo(Payout.State.REQUESTED);
    DonorBrowser wim = new DonorBrowser(web, web.node.members().find("wim").orElseThrow());
    assertThat(wim.reads("/me/creator/payouts"))
        .contains("Under review.")
        .doesNotContain("asked the bank");

    for (int time = 0; time < 2; time++) {
      assertThat(admin.isLedTo("/admin/members/wim/unfreeze", Map.of("reason", "all is well")))
          .isEqualTo("303 /admin/members/wim?done=unfreeze");
    }
    assertThat(admin.isLedTo(act(payout, "sent"), Map.of())).startsWith("303");
    assertThat(wim.reads("/me/creator/payouts")).doesNotContain("Under review.");
    assertThat(admin.reads("/admin/audit?action=payouts-freeze"))
        .containsOnlyOnce("asked the bank")
        .contains("cleo");
    assertThat(admin.reads("/admin/audit?action=payouts-unfreeze")).containsOnlyOnce("all is well");
  }

  private static final String BACK = "/me/money-back";
  private static final String IBAN = "DE89 3704 0044 0532 0130 00";

  private static Map<String, String> back(String amount, String key) {
    return Map.of("amount", amount, "holder", HOSTILE, "account", IBAN, "key", key);
  }

  private static long funds(Member member) {
    return web.node.balance(new Account.MemberFunds(member.id().value())).availableMicros();
  }

  private static Payout newest(Member member) {
    return web.node.payouts().of(member.id().value(), Payout.Source.FUNDS).getFirst();
  }

  /** A donor of whose 100.00 this month holds 2.00, and a gift 3.00. */
  private static Member giver(String name) {
    String song = "https://" + name + ".example/song";
    Member creator = web.aCreator(name + "s", song);
    Member giver = web.aDonor(name);
    web.node.flattrs().record(giver.id(), song, false);
    web.node
        .gifts()
        .give(
            giver.id(),
            new Gifts.Wish(
                name,
                web.node.creators().creator(creator.name() + "@" + web.node.origin().authority()),
                3_000_000,
                null));
    return giver;
  }

  @Test
  void fundsThatNothingHoldsAreAskedBackOnceAndUndone() throws Exception {
    Member gil = giver("gil");
    DonorBrowser page = new DonorBrowser(web, gil);
    assertThat(page.reads("/me/budget")).contains(BACK);
    assertThat(page.reads(BACK)).contains("Up to 95.00 XTS of your funds");

    String key = UUID.randomUUID().toString();
    for (int time = 0; time < 2; time++) {
      assertThat(page.isLedTo(BACK, back("40", key))).isEqualTo("303 " + BACK + "?done=asked");
    }
    assertThat(funds(gil)).isEqualTo(55_000_000);
    assertThat(page.reads(BACK))
        .contains("Up to 55.00 XTS", "40.00 XTS are on their way back", IBAN)
        .doesNotContain(HOSTILE);
    assertThat(page.reads("/me/budget")).contains("40.00 XTS are on their way back to you");
    assertThat(page.reads("/me/creator/payouts")).doesNotContain("40.00");
    assertThat(page.reads("/me/export.json")).contains("\"from\": \"funds\"");
    assertThat(web.node.check()).isEmpty();

    String undo = BACK + "/" + newest(gil).id() + "/undo";
    DonorBrowser other = new DonorBrowser(web, web.node.members().find("cleo").orElseThrow());
    assertThat(other.sends(undo, Map.of()).statusCode()).isEqualTo(404);
    assertThat(page.sends(undo, Map.of("csrf", "stale")).statusCode()).isEqualTo(409);
    assertThat(funds(gil)).isEqualTo(55_000_000);
    for (int time = 0; time < 2; time++) {
      assertThat(page.isLedTo(undo, Map.of())).isEqualTo("303 " + BACK + "?done=undone");
    }
    assertThat(funds(gil)).isEqualTo(95_000_000);
    assertThat(web.node.check()).isEmpty();
  }

  @Test
  void wrongFormAsksNothingBackAndKeepsWhatWasTyped() throws Exception {
    Member gus = giver("gus");
    DonorBrowser page = new DonorBrowser(web, gus);
    String key = UUID.randomUUID().toString();
    assertThat(page.sends(BACK, back("95.01", key)).body().replace('\u00a0', ' '))
        .contains("amount-error", "At most 95.00 XTS can go back", "value=\"95.01\"")
        .doesNotContain(HOSTILE);
    for (String wrong : new String[] {"", "0", "-1", "1.005", "1.000.00", "many"}) {
      assertThat(page.sends(BACK, back(wrong, key)).body())
          .as(wrong)
          .contains("Write an amount above zero", "amount-error");
    }
    Map<String, String> typed = new HashMap<>(back("5", key));
    typed.put("account", "DE89 3704 0044 0532 0130 01");
    assertThat(page.sends(BACK, typed).body())
        .contains("account-error", "they do not go together", "0130 01", "value=\"5\"");
    typed.put("account", "cash");
    typed.put("holder", " ");
    assertThat(page.sends(BACK, typed).body()).contains("holder-error", "value=\"cash\"");
    typed.put("holder", "Gus");
    typed.put("csrf", "stale");
    assertThat(page.sends(BACK, typed).statusCode()).isEqualTo(409);
    assertThat(page.sends(BACK, typed).body()).contains("value=\"Gus\"", "value=\"5\"");
    typed.remove("csrf");
    typed.put("key", "none");
    assertThat(page.sends(BACK, typed).statusCode()).isEqualTo(409);
    assertThat(funds(gus)).isEqualTo(95_000_000);

    // Two windows: the one after the other finds only what is left.
    assertThat(page.isLedTo(BACK, back("60", key))).endsWith("?done=asked");
    assertThat(page.sends(BACK, back("50", key)).body())
        .contains("was sent before, with another amount");
    assertThat(page.sends(BACK, back("60", UUID.randomUUID().toString())).body())
        .contains("amount-error");
    assertThat(funds(gus)).isEqualTo(35_000_000);
    assertThat(web.page(BACK).statusCode()).isEqualTo(303);
    assertThat(web.node.check()).isEmpty();
  }

  @Test
  void fundsGoBackWhenAnAdminSaysSoAndStayWhenTheyComeBack() throws Exception {
    Member gro = giver("gro");
    DonorBrowser page = new DonorBrowser(web, gro);
    page.sends(BACK, back("40", UUID.randomUUID().toString()));
    Payout payout = newest(gro);
    assertThat(admin.reads("/admin/payouts")).contains("funds, back", "40.00 XTS");
    assertThat(admin.reads("/admin")).contains("On the way back");
    assertThat(admin.reads(act(payout, "take")))
        .contains("100.00 XTS were paid in by this member", INERT, IBAN);
    assertThat(admin.isLedTo(act(payout, "take"), Map.of())).endsWith("?done=payout-take");
    assertThat(page.isLedTo(BACK + "/" + payout.id() + "/undo", Map.of()))
        .endsWith("?done=too-late");
    for (int time = 0; time < 2; time++) {
      assertThat(admin.isLedTo(act(payout, "sent"), Map.of())).endsWith("?done=payout-sent");
    }
    assertThat(funds(gro)).isEqualTo(55_000_000);
    assertThat(web.node.payouts().standing(gro.id().value()).paidOutMicros()).isZero();
    assertThat(page.reads(BACK)).contains("sent back");
    assertThat(page.reads("/me/notices")).contains("40.00 XTS of your funds were sent back to you");
    assertThat(web.node.check()).isEmpty();

    assertThat(admin.isLedTo(act(payout, "returned"), Map.of("reason", "account closed")))
        .endsWith("?done=payout-returned");
    assertThat(funds(gro)).isEqualTo(95_000_000);
    assertThat(page.reads(BACK)).contains("came back", "Reason: account closed");
    assertThat(page.reads("/me/notices"))
        .contains("The bank returned 40.00 XTS that were sent back to you");
    assertThat(web.node.check()).isEmpty();
  }

  @Test
  void refusedFundsCoverWhatTheBankTookBackMeanwhile() throws Exception {
    Member gab = giver("gab");
    UUID id = gab.id().value();
    DonorBrowser page = new DonorBrowser(web, gab);
    page.sends(BACK, back("90", UUID.randomUUID().toString()));
    web.node
        .deposits()
        .reverse(web.node.deposits().of(id).getFirst().id(), Mandate.ofCommand("bounced"));
    assertThat(web.node.balance(new Account.MemberReceivable(id)).postedMicros())
        .isEqualTo(95_000_000);
    assertThat(page.reads(BACK)).contains("Nothing of your funds is free");
    assertThat(admin.reads(act(newest(gab), "sent"))).contains("No deposit of this member stands");

    assertThat(admin.isLedTo(act(newest(gab), "refuse"), Map.of("reason", "bounced")))
        .endsWith("?done=payout-refuse");

    assertThat(web.node.balance(new Account.MemberReceivable(id)).postedMicros())
        .isEqualTo(5_000_000);
    assertThat(funds(gab)).isZero();
    assertThat(web.node.check()).isEmpty();
  }

  @Test
  void amountThatSomebodyHasChangedInTheDatabaseIsFound() throws Exception {
    Member gwy = giver("gwy");
    new DonorBrowser(web, gwy).sends(BACK, back("7", UUID.randomUUID().toString()));
    long id = newest(gwy).id();
    for (int state = 0; state < 2; state++) {
      change("amount_micros = amount_micros + 1", id);
      assertThat(web.node.check()).anyMatch(breach -> breach.code().equals("payout_differs"));
      change("amount_micros = amount_micros - 1, source = 'revenue'", id);
      assertThat(web.node.check()).anyMatch(breach -> breach.code().equals("payout_differs"));
      change("source = 'funds'", id);
      assertThat(web.node.check()).isEmpty();
      web.node.payoutDecisions().sent(id, Mandate.ofCommand("sent"));
    }
  }

  private static void change(String set, long id) {
    try (Database database = Database.open(web.setup.database(), 2)) {
      database.execute(tx -> tx.dsl().execute("UPDATE payout SET " + set + " WHERE id = " + id));
    }
  }
}
