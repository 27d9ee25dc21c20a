package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.PaidByHand.ADMIN;
import static org.farthing.node.PaidByHand.actions;
import static org.farthing.node.PaidByHand.assertRefused;
import static org.farthing.node.TestNode.DAYS;
import static org.farthing.node.TestNode.NOVEMBER;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.TestNode.micros;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.payout.IncomingPayment;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Payments that are not what was asked for, and how each comes right again: all that then stands on
 * the books of either node, and nothing else.
 */
final class PaymentsWithAWayBackTest {

  private static final String SENT = "bank 14.00, funds 14.00";
  private static final String WAITING = "fee-pending 0.60, owed-by 6.00, pending 5.40";
  private static final String PAID = "available 5.40, bank 6.00, fee-available 0.60";

  private final PaidByHand nodes = PaidByHand.inOctober();

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void whatIsMissingOfAShortPaymentStaysOwedUntilItComes() {
    nodes.sends();
    nodes.arrives("2.00", nodes.reference());
    books(
        SENT,
        "available 1.80, bank 2.00, fee-available 0.20, fee-pending 0.40, owed-by 4.00,"
            + " pending 3.60");
    stages(Stage.PAYING);

    nodes.arrives("4.00", nodes.reference());

    books(SENT, PAID);
    stages(Stage.CLOSED);
  }

  @Test
  void whatIsAboveTheNetGoesBack() {
    nodes.sends();
    TransferId over = overpays("1.50");
    IncomingPayment payment = nodes.arrives("7.50", nodes.reference());
    books(
        "bank 12.50, funds 14.00, overpaid 1.50",
        "available 5.40, bank 7.50, fee-available 0.60, unmatched 1.50");
    stages(Stage.CLOSED);

    nodes.sendsBack(payment);
    nodes.a.node().incoming().repaid(nodes.comesBack("1.50", "too much").id(), ADMIN);

    books(SENT, PAID);
    assertRefused("insufficient_balance", () -> nodes.a.node().reversals().reverse(over, ADMIN));
  }

  @Test
  void whatIsAboveTheNetPaysAPartOfTheNextMonth() {
    nodes.sends();
    TransferId over = overpays("1.50");
    IncomingPayment payment = nodes.arrives("7.50", nodes.reference());
    nodes.givesAgain();
    nodes.incoming().match(payment.id(), nodes.peer().id(), nodes.reference(NOVEMBER), ADMIN);
    nodes.quiet();
    books(
        "bank 12.50, funds 8.00, overpaid 1.50, owed-to 6.00",
        "available 6.75, bank 7.50, fee-available 0.75, fee-pending 0.45, owed-by 4.50,"
            + " pending 4.05");

    // Only 4.50 leave the bank this time: what was too much is a part of what was ordered.
    nodes.sends();
    nodes.a.node().reversals().reverse(over, ADMIN);
    nodes.arrives("4.50", nodes.reference(NOVEMBER));

    books("bank 8.00, funds 8.00", "available 10.80, bank 12.00, fee-available 1.20");
    assertThat(nodes.b.stageWith(nodes.a, NOVEMBER)).isEqualTo(Stage.CLOSED);
    assertThat(nodes.a.stageWith(nodes.b, NOVEMBER)).isEqualTo(Stage.CLOSED);
  }

  @Test
  void secondOfTwoEqualPaymentsIsKeptWholeAndGoesBack() {
    nodes.sends();
    overpays("6.00");
    nodes.arrives("6.00", nodes.reference());
    IncomingPayment second = nodes.arrives("6.00", nodes.reference());
    books(
        "bank 8.00, funds 14.00, overpaid 6.00",
        "available 5.40, bank 12.00, fee-available 0.60, unmatched 6.00");

    nodes.sendsBack(second);
    nodes.a.node().incoming().repaid(nodes.comesBack("6.00", "paid twice").id(), ADMIN);

    books(SENT, PAID);
    assertThat(actions(nodes.a)).containsExactly("payment-overpaid", "payment-repaid");
    assertThat(actions(nodes.b)).containsExactly("payment-return");
  }

  @Test
  void paymentWithoutAUsableReferenceWaitsUntilSomebodySaysWhatItIsFor() {
    nodes.sends();
    IncomingPayment payment = nodes.incoming().record(null, micros("6.00"), "thanks", "bank 1");
    nodes.quiet();
    books(
        SENT,
        "bank 6.00, fee-pending 0.60, owed-by 6.00, pending 5.40,"
            + " unmatched of nobody known 6.00");
    stages(Stage.PAYING);

    nodes.incoming().match(payment.id(), nodes.peer().id(), nodes.reference(), ADMIN);
    nodes.quiet();

    books(SENT, PAID);
    stages(Stage.CLOSED);
    assertThat(actions(nodes.b)).containsExactly("payment-match");
  }

  @Test
  void paymentThatTheBankReturnsIsOwedAgainAndOrderedAnew() {
    nodes.sends();
    long first = nodes.order().id();

    nodes.orders().returned(first, ADMIN);
    nodes.orders().returned(first, ADMIN);
    books("bank 20.00, funds 14.00, owed-to 6.00", WAITING);
    nodes.quiet();
    assertThat(nodes.order().attempt()).isEqualTo(2);
    nodes.sends();
    nodes.arrives("6.00", nodes.reference());

    books(SENT, PAID);
    stages(Stage.CLOSED);
    assertThat(actions(nodes.a)).containsExactly("payment-returned");
  }

  @Test
  void paymentThatABankTakesBackOnceItIsConfirmedIsTheNodesLossUntilItIsPaidAgain() {
    nodes.sends();
    IncomingPayment payment = nodes.arrives("6.00", nodes.reference());
    books(SENT, PAID);

    nodes.incoming().unsettle(payment.id(), ADMIN);
    nodes.incoming().cancel(payment.id(), ADMIN);
    long order = nodes.order().id();
    assertRefused("payment_confirmed", () -> nodes.orders().returned(order, ADMIN));
    IncomingPayment back = nodes.comesBack("6.00", "returned");
    books(
        "bank 20.00, funds 14.00, unmatched 6.00",
        "available 5.40, fee-available 0.60, overpaid 6.00");
    stages(Stage.CLOSED);

    nodes.orders().sent(nodes.a.node().incoming().sendBack(back.id(), ADMIN));
    IncomingPayment again = nodes.arrives("6.00", "RETURN OF PAYMENT 1");
    nodes.incoming().repaid(again.id(), ADMIN);

    books(SENT, PAID);
    assertThat(actions(nodes.b))
        .containsExactly("payment-unsettle", "payment-cancel", "payment-repaid");
  }

  @Test
  void whatIsWrittenOffInDefaultAndPaidAfterAllIsConfirmed() {
    nodes.calendar.set(DAYS.inDefault(OCTOBER));
    nodes.b.node().lookForWhatIsDue();
    nodes.quiet();
    stages(Stage.PAYING, Stage.DEFAULTED);
    assertThat(nodes.b.node().pairDecisions().writeOff(nodes.peer().id(), OCTOBER, ADMIN))
        .isEqualTo(micros("6.00"));
    books("bank 20.00, funds 14.00, owed-to 6.00", "");
    stages(Stage.PAYING, Stage.CLOSED);

    nodes.sends();
    IncomingPayment first = nodes.arrives("2.00", nodes.reference());
    recover(first);
    books(SENT, "available 1.80, bank 2.00, fee-available 0.20");
    recover(nodes.arrives("4.00", nodes.reference()));

    books(SENT, PAID);
    stages(Stage.CLOSED);
    assertThat(actions(nodes.b))
        .contains("peer-default-ends")
        .containsSubsequence("peer-write-off", "peer-recover", "peer-recover");
  }

  @Test
  void paymentOfAPeerInDefaultIsTakenAllTheSame() {
    nodes.calendar.set(DAYS.inDefault(OCTOBER));
    nodes.b.node().lookForWhatIsDue();
    nodes.quiet();
    stages(Stage.PAYING, Stage.DEFAULTED);

    nodes.arrives("6.00", nodes.reference());
    nodes.sends();

    books(SENT, PAID);
    stages(Stage.CLOSED);
  }

  @Test
  void eachPeerOwesWhatItsSettlementTookOfTheWrongPayment() {
    try (TestNode c = aNode().at(nodes.calendar).withoutGiveToGet().thatPaysByHand().start()) {
      nodes.calendar.set(Instant.parse("2026-11-10T00:00:00Z"));
      c.aDonor("carol").withFunds("4.00").withBudget("4.00").flattrs(nodes.bob.thing("poem"));
      awaitQuiet(nodes.a, nodes.b, c);
      nodes.calendar.set(DAYS.cutOff(NOVEMBER));
      c.closes(NOVEMBER);
      nodes.b.closes(NOVEMBER);
      awaitQuiet(nodes.a, nodes.b, c);
      int second =
          nodes.b.node().peers().stream()
              .filter(peer -> peer.actor().equals(c.actor()))
              .findFirst()
              .orElseThrow()
              .id();
      TestPeer.await("the second payer's month is netted", () -> referenceOf(second).isPresent());
      IncomingPayment wrong = nodes.arrives("10.00", nodes.reference());
      nodes.incoming().match(wrong.id(), second, referenceOf(second).orElseThrow(), ADMIN);
      awaitQuiet(nodes.b, c);
      assertThat(nodes.booksOfPayee()).isEqualTo("available 9.00, bank 10.00, fee-available 1.00");

      assertThat(nodes.incoming().unsettle(wrong.id(), ADMIN)).isEqualTo(micros("10.00"));
      nodes.sendsBack(wrong);

      assertThat(nodes.b.posted(overpaidBy(nodes.peer().id()))).isEqualTo("6.00");
      assertThat(nodes.b.posted(overpaidBy(second))).isEqualTo("4.00");
      assertThat(nodes.booksOfPayee())
          .isEqualTo("available 9.00, fee-available 1.00, overpaid 10.00");
      assertThat(nodes.b.node().check()).isEmpty();
    }
  }

  private TransferId overpays(String units) {
    nodes.a.node().incoming().overpaid(nodes.payee().id(), micros(units), ADMIN);
    return nodes.a.node().audit().since(Instant.EPOCH).getLast().transfers().getFirst();
  }

  private void recover(IncomingPayment payment) {
    nodes.b.node().pairDecisions().recover(nodes.peer().id(), OCTOBER, payment.id(), ADMIN);
    nodes.quiet();
  }

  private Optional<String> referenceOf(int peer) {
    return nodes.b.node().figures().pairs(NOVEMBER).stream()
        .filter(pair -> pair.peer().id() == peer)
        .findFirst()
        .flatMap(pair -> pair.month().settlement())
        .map(Settlement::reference);
  }

  private static Account.Overpaid overpaidBy(int peer) {
    return new Account.Overpaid(peer);
  }

  private void books(String ofPayer, String ofPayee) {
    assertThat(nodes.booksOfPayer()).as("the payer's books").isEqualTo(ofPayer);
    assertThat(nodes.booksOfPayee()).as("the payee's books").isEqualTo(ofPayee);
    nodes.assertSound();
  }

  private void stages(Stage ofBoth) {
    stages(ofBoth, ofBoth);
  }

  private void stages(Stage ofPayer, Stage ofPayee) {
    assertThat(nodes.a.stageWith(nodes.b, OCTOBER)).as("the payer's month").isEqualTo(ofPayer);
    assertThat(nodes.b.stageWith(nodes.a, OCTOBER)).as("the payee's month").isEqualTo(ofPayee);
  }
}
