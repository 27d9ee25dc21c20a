package org.farthing.node;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.amount;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.TestNode.cutOff;
import static org.farthing.node.TestNode.micros;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.farthing.node.audit.AuditEntry;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Balance;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.payout.IncomingPayment;
import org.farthing.node.payout.IncomingPayments;
import org.farthing.node.payout.PaymentOrder;
import org.farthing.node.payout.PaymentOrders;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.SettableClock;

/**
 * Two nodes whose admins tell them what their banks show. In October alice of the one gives 6.00 to
 * bob of the other; so her node pays 6.00, of which 5.40 are bob's and 0.60 are the fee.
 */
final class PaidByHand implements AutoCloseable {

  static final Mandate ADMIN = new Mandate("test", "as the bank shows it");

  final SettableClock calendar = TestNode.aCalendar();
  final TestNode a = aNode().at(calendar).withoutGiveToGet().thatPaysByHand().start();
  final TestNode b = aNode().at(calendar).withoutGiveToGet().thatPaysByHand().start();
  final TestMember alice = a.aDonor("alice").withFunds("20.00").withBudget("6.00");
  final TestMember bob = b.aCreator("bob");

  /** October is netted, and its payment is ordered. */
  static PaidByHand inOctober() {
    PaidByHand nodes = new PaidByHand();
    nodes.alice.flattrs(nodes.bob.thing("song"));
    nodes.netted(OCTOBER);
    return nodes;
  }

  void netted(YearMonth month) {
    quiet();
    cutOff(calendar, month);
    a.closes(month);
    b.closes(month);
    quiet();
    TestPeer.await("the payment is ordered", () -> isOrdered(reference(month)));
  }

  private boolean isOrdered(String reference) {
    return orders().all().stream().anyMatch(it -> it.reference().equals(reference));
  }

  /** Alice gives bob 6.00 in November, too. */
  void givesAgain() {
    calendar.set(Instant.parse("2026-11-10T00:00:00Z"));
    alice.flattrs(bob.thing("poem"));
    netted(TestNode.NOVEMBER);
  }

  void quiet() {
    awaitQuiet(a, b);
  }

  IncomingPayments incoming() {
    return b.node().incoming();
  }

  PaymentOrders orders() {
    return a.node().orders();
  }

  /** The last thing that the paying node has to pay. */
  PaymentOrder order() {
    return orders().all().getLast();
  }

  /** The paying node's bank has sent what it has to pay. */
  void sends() {
    orders().sent(order().id());
    quiet();
  }

  /** The paid node's bank shows a payment of the other. */
  IncomingPayment arrives(String units, String reference) {
    IncomingPayment payment =
        incoming().record(peer().id(), micros(units), reference, "bank " + UUID.randomUUID());
    quiet();
    return payment;
  }

  /** The paying node's bank shows a payment of the other. */
  IncomingPayment comesBack(String units, String reference) {
    IncomingPayment payment =
        a.node()
            .incoming()
            .record(payee().id(), micros(units), reference, "bank " + UUID.randomUUID());
    quiet();
    return payment;
  }

  /** The paid node sends back what is free of a payment. */
  void sendsBack(IncomingPayment payment) {
    b.node().orders().sent(incoming().sendBack(payment.id(), ADMIN));
  }

  IncomingPayment now(IncomingPayment payment) {
    return incoming().all().stream()
        .filter(it -> it.id() == payment.id())
        .findFirst()
        .orElseThrow();
  }

  String reference() {
    return reference(OCTOBER);
  }

  String reference(YearMonth month) {
    return b.node()
        .figures()
        .pairs(month)
        .getFirst()
        .month()
        .settlement()
        .orElseThrow()
        .reference();
  }

  /** The paying node, as the other one knows it. */
  Peer peer() {
    return b.node().peers().stream()
        .filter(peer -> peer.actor().equals(a.actor()))
        .findFirst()
        .orElseThrow();
  }

  /** The paid node, as the other one knows it. */
  Peer payee() {
    return a.node().peers().getFirst();
  }

  /** All accounts of the paying node on which something stands, by their roles. */
  String booksOfPayer() {
    return books(a);
  }

  /** All accounts of the paid node on which something stands, by their roles. */
  String booksOfPayee() {
    return books(b);
  }

  private static String books(TestNode node) {
    Map<Account, Balance> balances = node.inDatabase(tx -> new Ledger().balances(tx));
    Map<String, Long> byRole = new TreeMap<>();
    balances.forEach((account, it) -> byRole.merge(role(account), it.postedMicros(), Long::sum));
    byRole.values().removeIf(micros -> micros == 0);
    return byRole.entrySet().stream()
        .map(each -> each.getKey() + " " + amount(each.getValue()))
        .collect(joining(", "));
  }

  private static String role(Account account) {
    return account.equals(new Account.Unmatched(0))
        ? "unmatched of nobody known"
        : account.code().split(":", 2)[0];
  }

  static List<String> actions(TestNode node) {
    return node.node().audit().since(Instant.EPOCH).stream().map(AuditEntry::action).toList();
  }

  static void assertRefused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Problem.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  void assertSound() {
    assertThat(a.node().check()).isEmpty();
    assertThat(b.node().check()).isEmpty();
  }

  @Override
  public void close() {
    a.close();
    b.close();
  }
}
