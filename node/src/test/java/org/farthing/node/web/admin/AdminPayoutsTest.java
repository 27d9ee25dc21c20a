package org.farthing.node.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.ledger.Account;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.payout.PayoutOutcome;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.web.WebFixture;
import org.farthing.node.web.donor.DonorBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What members want paid out: taken on, sent, refused, come back, held. */
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
          .containsOnlyOnce("payout:" + payout.id() + "<");
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
}
