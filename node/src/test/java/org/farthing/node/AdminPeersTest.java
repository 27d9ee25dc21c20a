package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;

import java.time.Instant;
import java.util.Map;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.ledger.Account;
import org.farthing.node.peer.Peer;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.web.admin.AdminBrowser;
import org.junit.jupiter.api.Test;

/** What two admins see of each other's nodes, and decide, on their pages. */
final class AdminPeersTest {

  private static AdminBrowser adminOf(TestNode node) {
    return AdminBrowser.ofAdmin(node.setup(), node.node(), "olga");
  }

  private static String pair(Peer peer) {
    return "/admin/peers/" + peer.id() + "/months/" + OCTOBER;
  }

  @Test
  void monthIsPaidAndClosedByWhatBothAdminsSayOnTheirPages() throws Exception {
    try (PaidByHand nodes = PaidByHand.inOctober()) {
      AdminBrowser payer = adminOf(nodes.a);
      AdminBrowser payee = adminOf(nodes.b);
      String host = nodes.a.setup().origin().authority();
      assertThat(payee.reads("/admin/peers")).contains("the one other node", host, "6.00 XTS");
      assertThat(payee.reads("/admin/peers/" + nodes.peer().id()))
          .contains("Flattrs are exchanged with it", "October 2026", "It keeps 10 % of what");
      assertThat(payee.reads(pair(nodes.peer())))
          .contains("we agree", nodes.reference(), "Give up what they do not pay");
      assertThat(payer.reads("/admin/payments/orders"))
          .contains("One order waits for the bank", nodes.reference());
      assertThat(payer.reads("/admin/months/2026-10")).contains("It waits for them to agree");

      payer.isLedTo("/admin/payments/orders/" + nodes.order().id() + "/sent", Map.of());
      nodes.quiet();
      Map<String, String> arrival =
          Map.of("peer", host, "amount", "6.00", "reference", nodes.reference(), "rail_id", "1");
      assertThat(payee.isLedTo("/admin/payments/new", arrival))
          .isEqualTo("303 /admin/payments?done=payment-new");
      nodes.quiet();

      TestPeer.await("it is closed", () -> nodes.b.closes(OCTOBER) == CloseStage.CLOSED);
      assertThat(payee.reads(pair(nodes.peer())))
          .contains(
              "It is closed", "the payment is confirmed", "There is nothing for you to decide");
      assertThat(nodes.bob.available()).isEqualTo("5.40");
      nodes.assertSound();
    }
  }

  @Test
  void whatIsNotPaidIsGivenUpOnceAndTakenInWhenItComesAfterAll() throws Exception {
    try (PaidByHand nodes = PaidByHand.inOctober()) {
      AdminBrowser payee = adminOf(nodes.b);
      String month = pair(nodes.peer());
      assertThat(payee.reads(month + "/write-off")).contains("If it is paid after all");
      assertThat(payee.isTold(month + "/write-off", Map.of()))
          .startsWith("400")
          .contains("reason-fault");

      Map<String, String> reason = Map.of("reason", "they have closed down");
      assertThat(payee.isLedTo(month + "/write-off", reason))
          .isEqualTo("303 " + month + "?done=write-off");
      assertThat(payee.isTold(month + "/write-off", reason))
          .startsWith("409")
          .contains("Nothing was done", "they have closed down");
      assertThat(payee.reads(month)).contains("What was not paid is given up", month + "/recover");
      assertThat(payee.reads("/admin/audit?action=peer-write-off&by=olga"))
          .containsOnlyOnce("they have closed down");

      assertThat(payee.isTold(month + "/recover", Map.of("payment", "x", "reason", "it came")))
          .startsWith("400")
          .contains("payment-fault", "it came");
      long payment = nodes.arrives("6.00", "late, sorry").id();
      Map<String, String> recover =
          Map.of("payment", String.valueOf(payment), "reason", "it came after all");
      assertThat(payee.isLedTo(month + "/recover", recover))
          .isEqualTo("303 " + month + "?done=recover");
      assertThat(nodes.bob.available()).isEqualTo("5.40");
      assertThat(payee.isTold(month + "/release", reason)).startsWith("409");
      assertThat(payee.isTold(month + "/correct", Map.of("flattr", "no", "reason", "r")))
          .startsWith("400")
          .contains("flattr-fault");
      nodes.assertSound();
    }
  }

  @Test
  void paymentWithoutItsReferenceIsMatchedTakenOutAndOverpaymentBookedOnce() throws Exception {
    try (PaidByHand nodes = PaidByHand.inOctober()) {
      AdminBrowser payee = adminOf(nodes.b);
      AdminBrowser payer = adminOf(nodes.a);
      String host = nodes.a.setup().origin().authority();
      nodes.sends();
      long id = nodes.arrives("6.00", "some music").id();
      String payment = "/admin/payments/" + id;
      assertThat(payee.reads(payment + "/match")).contains("value=\"" + host + "\"");
      assertThat(
              payee.isTold(
                  payment + "/match", Map.of("peer", host, "month", "2026-09", "reason", "r")))
          .startsWith("409")
          .contains("month-fault");
      assertThat(
              payee.isTold(
                  payment + "/match", Map.of("peer", host, "month", "soon", "reason", "r")))
          .startsWith("400")
          .contains("month-fault", "value=\"soon\"");

      assertThat(
              payee.isLedTo(
                  payment + "/match",
                  Map.of("peer", host, "month", "2026-10", "reason", "their only debt")))
          .isEqualTo("303 /admin/payments?done=payment-match");
      nodes.quiet();
      TestPeer.await("it is taken", () -> nodes.bob.available().equals("5.40"));
      assertThat(payee.isLedTo(payment + "/unsettle", Map.of("reason", "another's money")))
          .isEqualTo("303 /admin/payments?done=payment-unsettle");
      assertThat(payee.isTold(payment + "/unsettle", Map.of("reason", "another's money")))
          .startsWith("409");

      Map<String, String> twice =
          Map.of(
              "peer", nodes.b.setup().origin().authority(),
              "amount", "2.00",
              "reason", "sent twice",
              "once", "0190a0b0-0000-7000-8000-000000000001");
      assertThat(payer.isLedTo("/admin/payments/overpaid", twice))
          .isEqualTo("303 /admin/payments?done=payment-overpaid");
      assertThat(payer.isLedTo("/admin/payments/overpaid", twice))
          .isEqualTo("303 /admin/payments?done=payment-overpaid");
      assertThat(nodes.a.posted(new Account.Overpaid(nodes.payee().id()))).isEqualTo("2.00");
      assertThat(payer.reads("/admin/audit?action=payment-overpaid"))
          .containsOnlyOnce("sent twice");
      nodes.assertSound();
    }
  }

  @Test
  void suspendedNodeIsSeenAndTakenBackAndWhatWaitsForItIsTriedOrDropped() throws Exception {
    try (PaidByHand nodes = PaidByHand.inOctober()) {
      nodes.calendar.set(Instant.parse("2026-12-31T00:00:00Z"));
      nodes.b.node().lookForWhatIsDue();
      AdminBrowser payee = adminOf(nodes.b);
      TestPeer.await(
          "the payer is suspended", () -> nodes.b.node().suspension(nodes.peer()).isPresent());
      String peer = "/admin/peers/" + nodes.peer().id();
      assertThat(payee.reads("/admin/peers")).contains("With the one other node no flattrs");
      assertThat(payee.reads(peer)).contains("for too long", peer + "/resume");
      assertThat(payee.isLedTo(peer + "/resume", Map.of("reason", "they called")))
          .isEqualTo("303 " + peer + "?done=resume");
      assertThat(payee.isTold(peer + "/resume", Map.of("reason", "they called")))
          .startsWith("409")
          .contains("Nothing was done");
      assertThat(payee.isLedTo(peer + "/settled", Map.of("reason", "looked into")))
          .isEqualTo("303 " + peer + "?done=nothing-settled");

      AdminBrowser payer = adminOf(nodes.a);
      nodes.b.stop();
      payer.isLedTo("/admin/payments/orders/" + nodes.order().id() + "/sent", Map.of());
      String host = nodes.b.setup().origin().authority();
      TestPeer.await(
          "it was tried",
          () -> nodes.a.node().deliveries().queues().stream().anyMatch(it -> it.attempts() > 0));
      String queue = "/admin/deliveries/" + host.replace(":", "%3A");
      assertThat(payer.reads("/admin/deliveries"))
          .contains("Something waits for one host", host, queue);
      assertThat(payer.reads(queue)).contains("owed between nodes", "Try now");
      assertThat(payer.isLedTo(queue + "/retry", Map.of()))
          .isEqualTo("303 " + queue + "?done=retry");
      assertThat(payer.isLedTo(queue + "/drop", Map.of("reason", "it is gone")))
          .isEqualTo("303 " + queue + "?done=drop");
      assertThat(nodes.a.node().deliveries().waiting(host)).isNotEmpty();
      assertThat(payer.isLedTo(queue + "/drop", Map.of("owed_too", "yes", "reason", "it is gone")))
          .isEqualTo("303 " + queue + "?done=drop");
      assertThat(nodes.a.node().deliveries().waiting(host)).isEmpty();
      assertThat(payer.reads("/admin/audit?action=deliveries-drop")).contains("it is gone", host);
      nodes.b.restart();
    }
  }

  @Test
  void blockListIsTakenInAndWrittenAsMastodonDoes() throws Exception {
    try (TestNode node = TestNode.aNode().start()) {
      AdminBrowser admin = adminOf(node);
      assertThat(admin.reads("/admin/audit")).contains("What admins do will stand here");
      assertThat(admin.reads("/admin/audit?by=zoe")).contains("There is no such entry");
      assertThat(admin.reads("/admin/payouts"))
          .contains("Nothing waits.")
          .doesNotContain("Pay them");
      String list = "#domain,#severity,#public_comment\nspam.example,suspend,\"spam, lots\"\n";
      assertThat(
              admin.isTold(
                  "/admin/blocks/import", Map.of("list", "a.example,what\n", "reason", "r")))
          .startsWith("400")
          .contains("Nothing is taken in", "list-fault");
      assertThat(admin.isTold("/admin/blocks/import", Map.of("list", " ", "reason", "r")))
          .startsWith("400");
      assertThat(admin.isLedTo("/admin/blocks/import", Map.of("list", list, "reason", "shared")))
          .isEqualTo("303 /admin/blocks?done=import");
      assertThat(admin.reads("/admin/blocks")).contains("spam.example", "spam, lots", "blocked");
      assertThat(admin.opens("/admin/blocks.csv").body())
          .contains("spam.example,suspend,false,false,\"spam, lots\",false");
      assertThat(
              admin.isTold(
                  "/admin/blocks/new",
                  Map.of("domain", "no domain", "severity", "suspend", "reason", "r")))
          .startsWith("400")
          .contains("domain-fault", "value=\"no domain\"");
      assertThat(admin.reads("/admin/blocks/new?domain=odd.example"))
          .contains("value=\"odd.example\"");
      String remove = "/admin/blocks/of/spam.example/remove";
      assertThat(admin.isLedTo(remove, Map.of("reason", "better now")))
          .isEqualTo("303 /admin/blocks?done=unblock");
      assertThat(admin.isLedTo(remove, Map.of("reason", "better now")))
          .isEqualTo("303 /admin/blocks?done=unblock");
      assertThat(admin.reads("/admin/audit?action=domain-unlist")).containsOnlyOnce("better now");
    }
  }
}
