package org.farthing.node.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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

/** Deposits, payments of other nodes, and a month's close. */
final class AdminMoneyTest {

  private static final String NEW = "/admin/deposits/new";
  private static final Pattern REVERSE =
      Pattern.compile("href=\"(/admin/deposits/[0-9a-f-]{36}/reverse)\"");

  private static WebFixture web;
  private static AdminBrowser admin;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    admin = AdminBrowser.ofAdmin(web, "cleo");
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static long funds(Member member) {
    return web.node.balance(new Account.MemberFunds(member.id().value())).availableMicros();
  }

  @Test
  void depositIsConfirmedOnceAndReversedOnce() throws Exception {
    Member ada = web.node.members().create("ada", "Ada");
    Map<String, String> form = Map.of("member", "ada", "amount", "12,50", "reference", "B-1");

    assertThat(admin.isLedTo(NEW, form)).isEqualTo("303 /admin/deposits?done=deposit");
    assertThat(admin.isLedTo(NEW, form)).isEqualTo("303 /admin/deposits?done=deposit");

    assertThat(funds(ada)).isEqualTo(12_500_000);
    String list = admin.reads("/admin/deposits?done=deposit");
    assertThat(list).contains("The deposit is confirmed.", "12.50 XTS", "ada");
    assertThat(admin.reads("/admin/audit?action=deposit-confirm"))
        .containsOnlyOnce("in the bank: B-1")
        .contains("cleo");

    Matcher reverse = REVERSE.matcher(list);
    assertThat(reverse.find()).isTrue();
    assertThat(admin.reads(reverse.group(1)))
        .contains("Reverse the deposit of 12.50 XTS by ada?", "A reversal is not reversed");
    assertThat(admin.isTold(reverse.group(1), Map.of("reason", " ")))
        .startsWith("400")
        .contains("Say why", "reason-fault");
    assertThat(funds(ada)).isEqualTo(12_500_000);
    Map<String, String> reason = Map.of("reason", "the bank took it back");
    assertThat(admin.isLedTo(reverse.group(1), reason))
        .isEqualTo("303 /admin/deposits?done=reversed");
    assertThat(admin.isLedTo(reverse.group(1), reason))
        .isEqualTo("303 /admin/deposits?done=reversed");
    assertThat(funds(ada)).isZero();
    assertThat(admin.opens(reverse.group(1)).statusCode()).isEqualTo(409);
    assertThat(admin.reads("/admin/deposits")).contains("reversed: 12.50 XTS from funds");
    assertThat(admin.reads("/admin/audit?action=deposit-reverse"))
        .containsOnlyOnce("the bank took it back");
    assertThat(web.node.check()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "member, nobody, 'Nobody here is called that'",
    "amount, 0, 'Write an amount like 10.00'",
    "amount, '1,000', 'Write an amount like 10.00'",
    "amount, -5, 'Write an amount like 10.00'",
    "reference, '', 'A reference is 1 to 140 characters'"
  })
  void wrongDepositIsRefusedAtItsFieldAndKept(String field, String typed, String text)
      throws Exception {
    Member bea =
        web.node.members().find("bea").orElseGet(() -> web.node.members().create("bea", "Bea"));
    Map<String, String> form =
        new java.util.HashMap<>(
            Map.of("member", "bea", "amount", "7.77", "reference", "B-" + UUID.randomUUID()));
    form.put(field, typed);

    assertThat(admin.isTold(NEW, form))
        .startsWith("400")
        .contains(text, "id=\"" + field + "-fault\"", "href=\"#" + field + "\"")
        .contains(
            "value=\"" + form.get("amount") + "\"",
            "value=\"" + form.get("member") + "\"",
            "value=\"" + form.get("reference") + "\"");
    assertThat(funds(bea)).isZero();
  }

  @Test
  void sameReferenceForAnotherDepositIsRefused() throws Exception {
    Member carl = web.node.members().create("carl", "Carl");
    admin.isLedTo(NEW, Map.of("member", "carl", "amount", "1", "reference", "B-2"));

    assertThat(admin.isTold(NEW, Map.of("member", "carl", "amount", "2", "reference", "B-2")))
        .startsWith("409")
        .contains("It was confirmed before, as another deposit", "reference-fault");
    assertThat(funds(carl)).isEqualTo(1_000_000);
  }

  @Test
  void paymentOfNobodyKnownIsRecordedCancelledAndSentBack() throws Exception {
    Map<String, String> form =
        Map.of("peer", "", "amount", "4.00", "reference", "Thanks <b>", "rail_id", "M-1");
    assertThat(admin.isTold("/admin/payments/new", Map.of("peer", "no.example", "amount", "4")))
        .startsWith("400")
        .contains("This node has dealt with no node there");

    assertThat(admin.isLedTo("/admin/payments/new", form))
        .isEqualTo("303 /admin/payments?done=payment-new");
    assertThat(admin.isLedTo("/admin/payments/new", form))
        .isEqualTo("303 /admin/payments?done=payment-new");

    long id = web.node.incoming().all().getLast().id();
    assertThat(web.node.incoming().all()).hasSize(1);
    assertThat(admin.reads("/admin/payments"))
        .contains("Thanks &lt;b&gt;", "4.00 XTS", "not known", "/admin/payments/" + id + "/match");
    assertThat(
            admin.isTold(
                "/admin/payments/new",
                Map.of("peer", "", "amount", "5", "reference", "x", "rail_id", "M-1")))
        .startsWith("409")
        .contains("rail_id-fault");
    assertThat(
            admin.isTold(
                "/admin/payments/" + id + "/match",
                Map.of("peer", "no.example", "month", "2026-10", "reason", "a guess")))
        .startsWith("400")
        .contains("peer-fault", "a guess");
    Map<String, String> reason = Map.of("reason", "sent to us by mistake");
    assertThat(admin.isLedTo("/admin/payments/" + id + "/return", reason))
        .isEqualTo("303 /admin/payments?done=payment-return");
    assertThat(admin.isTold("/admin/payments/" + id + "/return", reason)).startsWith("409");
    long order = web.node.orders().all().getLast().id();
    assertThat(admin.reads("/admin/payments/orders"))
        .contains("One order waits for the bank", "RETURN OF PAYMENT " + id);
    String sent = "/admin/payments/orders/" + order + "/sent";
    assertThat(admin.isLedTo(sent, Map.of()))
        .isEqualTo("303 /admin/payments/orders?done=order-sent");
    assertThat(admin.isLedTo(sent, Map.of()))
        .isEqualTo("303 /admin/payments/orders?done=order-sent");
    assertThat(admin.reads("/admin/audit?action=payment-sent"))
        .containsOnlyOnce("the bank has sent it");
    assertThat(admin.reads("/admin/audit?action=payment-record"))
        .containsOnlyOnce(">Payment recorded<");

    admin.isLedTo(
        "/admin/payments/new",
        Map.of("peer", "", "amount", "1.00", "reference", "typo", "rail_id", "M-2"));
    String cancel = "/admin/payments/" + web.node.incoming().all().getLast().id() + "/cancel";
    assertThat(admin.isLedTo(cancel, Map.of("reason", "a typo")))
        .isEqualTo("303 /admin/payments?done=payment-cancel");
    assertThat(admin.reads("/admin/payments")).contains("cancelled");
    assertThat(web.node.check()).isEmpty();
  }

  @Test
  void monthIsLookedAtAndClosedFromItsPage() throws Exception {
    web.aCreator("bob", "https://bob.example/song");
    Member dora = web.aDonor("dora");
    web.node.flattrs().record(dora.id(), "https://bob.example/song", null);
    assertThat(admin.reads("/admin/months")).contains("November 2026", "open");
    assertThat(admin.reads("/admin/months/2026-11/close"))
        .contains("one donor", "one counted flattr", "2.00 XTS would be given");
    assertThat(admin.isTold("/admin/months/2026-11/close", Map.of()))
        .startsWith("409")
        .contains("Nothing was done", "not before");

    web.calendar.set(Instant.parse("2026-12-04T00:00:00Z"));
    try {
      assertThat(admin.reads("/admin/months")).contains("is past its cut-off and not closed yet");
      assertThat(admin.isLedTo("/admin/months/2026-11/close", Map.of()))
          .isEqualTo("303 /admin/months/2026-11?done=close");
      assertThat(admin.isLedTo("/admin/months/2026-11/close", Map.of()))
          .isEqualTo("303 /admin/months/2026-11?done=close-waits");
      assertThat(admin.reads("/admin/months/2026-11")).contains("This month is closed");
      assertThat(admin.reads("/admin")).contains("closed");
      assertThat(admin.reads("/admin/audit?action=month-close"))
          .containsOnlyOnce("closed as far as closed");
    } finally {
      web.calendar.set(Instant.parse("2026-12-05T00:00:00Z"));
    }
  }
}
