package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.TestNode.NOVEMBER;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.TestNode.cutOff;
import static org.farthing.node.TestNode.micros;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.farthing.node.audit.AuditEntry;
import org.farthing.node.audit.Mandate;
import org.farthing.node.ledger.Account;
import org.farthing.node.payout.IncomingPayment;
import org.farthing.node.payout.PaymentOrder;
import org.farthing.node.payout.PaymentOrder.State;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two nodes whose admins tell them what their banks show. In October alice of the one gives 6.00 to
 * bob of the other; so her node pays 6.00, of which 5.40 are bob's and 0.60 are the fee.
 */
final class PaymentsByHandTest {

  private static final Mandate ADMIN = new Mandate("test", "as the bank shows it");

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode a = aNode().at(calendar).withoutGiveToGet().thatPaysByHand().start();
  private final TestNode b = aNode().at(calendar).withoutGiveToGet().thatPaysByHand().start();
  private final TestMember alice = a.aDonor("alice").withFunds("20.00").withBudget("6.00");
  private final TestMember bob = b.aCreator("bob");

  @BeforeEach
  void octoberIsNetted() {
    alice.flattrs(bob.thing("song"));
    netted(OCTOBER);
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private void netted(YearMonth month) {
    awaitQuiet(a, b);
    cutOff(calendar, month);
    a.closes(month);
    b.closes(month);
    awaitQuiet(a, b);
  }

  @Test
  void orderWaitsUntilSomebodyHasPaidIt() {
    assertThat(order().state()).isEqualTo(State.ORDERED);
    assertThat(order().micros()).isEqualTo(micros("6.00"));
    assertThat(a.bank()).isEqualTo("20.00");
    assertThat(a.stageWith(b, OCTOBER)).isEqualTo(Stage.PAYING);

    a.node().orders().sent(order().id());
    awaitQuiet(a, b);

    assertThat(a.bank()).isEqualTo("14.00");
    assertThat(bob.pending()).isEqualTo("5.40");
    assertSound();
  }

  @Test
  void paymentSettlesTheMonthOnceItHasArrived() {
    a.node().orders().sent(order().id());
    awaitQuiet(a, b);

    IncomingPayment payment = arrives("6.00", reference());
    awaitQuiet(a, b);

    assertThat(now(payment).freeMicros()).isZero();
    assertThat(bob.available()).isEqualTo("5.40");
    assertThat(b.feeAvailable()).isEqualTo("0.60");
    assertThat(b.bank()).isEqualTo("6.00");
    assertThat(a.stageWith(b, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertThat(b.stageWith(a, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertSound();
  }

  @Test
  void paymentCanBeThereBeforeItsNotice() {
    arrives("6.00", reference());
    awaitQuiet(a, b);
    assertThat(bob.available()).isEqualTo("5.40");

    a.node().orders().sent(order().id());
    awaitQuiet(a, b);

    assertThat(a.stageWith(b, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertSound();
  }

  @Test
  void banksMayWriteTheReferenceAsTheyLike() {
    arrives("6.00", " " + reference().toLowerCase(Locale.ROOT).replace(" ", "/") + ".");
    awaitQuiet(a, b);

    assertThat(bob.available()).isEqualTo("5.40");
    assertSound();
  }

  @Test
  void shortPaymentCountsAsAPartAndTheRestMayFollow() {
    arrives("2.00", reference());
    awaitQuiet(a, b);
    assertThat(bob.available()).isEqualTo("1.80");
    assertThat(bob.pending()).isEqualTo("3.60");
    assertThat(b.stageWith(a, OCTOBER)).isNotEqualTo(Stage.CLOSED);
    assertSound();

    arrives("4.00", reference());
    awaitQuiet(a, b);

    assertThat(bob.available()).isEqualTo("5.40");
    assertThat(b.stageWith(a, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertSound();
  }

  @Test
  void whatIsAboveTheNetIsKeptAndCanGoBack() {
    IncomingPayment payment = arrives("7.50", reference());
    awaitQuiet(a, b);
    assertThat(now(payment).freeMicros()).isEqualTo(micros("1.50"));
    assertThat(unmatched()).isEqualTo("1.50");
    assertSound();

    long order = b.node().incoming().sendBack(payment.id(), ADMIN);
    assertThat(b.bank()).isEqualTo("7.50");
    assertSound();
    b.node().orders().sent(order);

    assertThat(b.bank()).isEqualTo("6.00");
    assertThat(unmatched()).isEqualTo("0.00");
    assertThat(bob.available()).isEqualTo("5.40");
    assertSound();
  }

  @Test
  void whatWasSentBackAndReturnedIsFreeAgain() {
    IncomingPayment payment = arrives("7.50", reference());
    awaitQuiet(a, b);
    long order = b.node().incoming().sendBack(payment.id(), ADMIN);
    b.node().orders().sent(order);

    b.node().orders().returned(order, ADMIN);

    assertThat(b.bank()).isEqualTo("7.50");
    assertThat(now(payment).freeMicros()).isEqualTo(micros("1.50"));
    assertSound();
    long again = b.node().incoming().sendBack(payment.id(), ADMIN);
    b.node().orders().sent(again);
    assertThat(b.bank()).isEqualTo("6.00");
    assertSound();
  }

  @Test
  void surplusCanPayTheNextMonth() {
    IncomingPayment payment = arrives("12.00", reference());
    a.node().orders().sent(order().id());
    awaitQuiet(a, b);
    calendar.set(Instant.parse("2026-11-10T00:00:00Z"));
    alice.flattrs(bob.thing("poem"));
    netted(NOVEMBER);

    b.node().incoming().match(payment.id(), peer().id(), reference(NOVEMBER), ADMIN);
    awaitQuiet(a, b);

    assertThat(bob.available()).isEqualTo("10.80");
    assertThat(b.stageWith(a, NOVEMBER)).isEqualTo(Stage.CLOSED);
    assertThat(unmatched()).isEqualTo("0.00");
    assertSound();
  }

  @Test
  void doubledPaymentIsKeptWhole() {
    arrives("6.00", reference());
    awaitQuiet(a, b);
    IncomingPayment second = arrives("6.00", reference());
    awaitQuiet(a, b);

    assertThat(now(second).freeMicros()).isEqualTo(micros("6.00"));
    assertThat(unmatched()).isEqualTo("6.00");
    assertThat(bob.available()).isEqualTo("5.40");
    assertSound();
  }

  @Test
  void movementIsRecordedOnce() {
    IncomingPayment first = b.node().incoming().record(peer().id(), micros("6.00"), "x", "bank 1");

    IncomingPayment second = b.node().incoming().record(peer().id(), micros("6.00"), "x", "bank 1");

    assertThat(second).isEqualTo(first);
    assertThat(b.bank()).isEqualTo("6.00");
    assertRefused(
        "rail_id_taken",
        () -> b.node().incoming().record(peer().id(), micros("6.01"), "x", "bank 1"));
    assertSound();
  }

  @Test
  void paymentOfNobodyKnownWaitsUntilSomebodySaysWhoseItIs() {
    IncomingPayment payment = b.node().incoming().record(null, micros("6.00"), "thanks", "bank 1");
    awaitQuiet(a, b);
    assertThat(b.posted(new Account.Unmatched(0))).isEqualTo("6.00");
    assertThat(bob.available()).isEqualTo("0.00");
    assertSound();

    b.node().incoming().match(payment.id(), peer().id(), reference(), ADMIN);
    awaitQuiet(a, b);

    assertThat(bob.available()).isEqualTo("5.40");
    assertThat(b.posted(new Account.Unmatched(0))).isEqualTo("0.00");
    assertThat(actions(b)).containsExactly("payment-match");
    assertSound();
  }

  @Test
  void paymentThatComesBackIsOrderedAgain() {
    PaymentOrder first = order();
    a.node().orders().sent(first.id());
    awaitQuiet(a, b);

    a.node().orders().returned(first.id(), ADMIN);
    awaitQuiet(a, b);

    assertThat(a.bank()).isEqualTo("20.00");
    assertThat(order().attempt()).isEqualTo(2);
    assertThat(order().state()).isEqualTo(State.ORDERED);
    assertSound();
    a.node().orders().sent(order().id());
    arrives("6.00", reference());
    awaitQuiet(a, b);
    assertThat(a.bank()).isEqualTo("14.00");
    assertThat(a.stageWith(b, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertThat(actions(a)).containsExactly("payment-returned");
    assertSound();
  }

  @Test
  void whatWasSentTwiceIsTheNodesLossUntilItComesBack() {
    a.node().orders().sent(order().id());
    awaitQuiet(a, b);

    a.node().incoming().overpaid(payee().id(), micros("6.00"), ADMIN);
    assertThat(a.bank()).isEqualTo("8.00");
    assertThat(a.posted(new Account.Overpaid(payee().id()))).isEqualTo("6.00");
    assertSound();
    IncomingPayment back =
        a.node().incoming().record(payee().id(), micros("6.00"), "sent twice", "bank 9");
    a.node().incoming().repaid(back.id(), ADMIN);

    assertThat(a.bank()).isEqualTo("14.00");
    assertThat(a.posted(new Account.Overpaid(payee().id()))).isEqualTo("0.00");
    assertThat(actions(a)).containsExactly("payment-overpaid", "payment-repaid");
    assertSound();
  }

  @Test
  void recordByMistakeIsCancelledAndCanBeMadeAnew() {
    IncomingPayment wrong =
        b.node().incoming().record(peer().id(), micros("60.00"), "thanks", "bank 1");

    b.node().incoming().cancel(wrong.id(), ADMIN);
    b.node().incoming().record(peer().id(), micros("6.00"), reference(), "bank 1");
    awaitQuiet(a, b);

    assertThat(b.bank()).isEqualTo("6.00");
    assertThat(bob.available()).isEqualTo("5.40");
    assertSound();
  }

  @Test
  void whatTheWrongSettlementTookIsFreeAgainAndItsPeerOwesIt() {
    IncomingPayment wrong = b.node().incoming().record(null, micros("7.00"), "thanks", "bank 1");
    b.node().incoming().match(wrong.id(), peer().id(), reference(), ADMIN);
    awaitQuiet(a, b);

    b.node().incoming().unsettle(wrong.id(), ADMIN);
    awaitQuiet(a, b);

    assertThat(now(wrong).freeMicros()).isEqualTo(micros("7.00"));
    assertThat(b.posted(new Account.Overpaid(peer().id()))).isEqualTo("6.00");
    assertThat(bob.available()).isEqualTo("5.40");
    assertSound();
    b.node().orders().sent(b.node().incoming().sendBack(wrong.id(), ADMIN));
    IncomingPayment right = arrives("6.00", reference());
    awaitQuiet(a, b);
    b.node().incoming().repaid(right.id(), ADMIN);
    assertThat(b.bank()).isEqualTo("6.00");
    assertThat(b.posted(new Account.Overpaid(peer().id()))).isEqualTo("0.00");
    assertRefused("nothing_settled", () -> b.node().incoming().unsettle(wrong.id(), ADMIN));
    assertSound();
  }

  @Test
  void whatIsWrittenOffIsNobodysAndTheMonthIsDone() {
    arrives("2.00", reference());
    awaitQuiet(a, b);

    long micros = b.node().pairDecisions().writeOff(peer().id(), OCTOBER, ADMIN);

    assertThat(micros).isEqualTo(micros("4.00"));
    assertThat(bob.available()).isEqualTo("1.80");
    assertThat(bob.pending()).isEqualTo("0.00");
    assertThat(b.feePending()).isEqualTo("0.00");
    assertThat(b.stageWith(a, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertThat(b.node().audit().since(Instant.EPOCH).getFirst().transfers()).hasSize(2);
    assertRefused(
        "nothing_to_write_off",
        () -> b.node().pairDecisions().writeOff(peer().id(), OCTOBER, ADMIN));
    assertRefused(
        "nothing_to_write_off",
        () -> b.node().pairDecisions().writeOff(peer().id(), NOVEMBER, ADMIN));
    assertSound();
  }

  @Test
  void whatWasWrittenOffAndComesAfterAllGoesToTheCreators() {
    b.node().pairDecisions().writeOff(peer().id(), OCTOBER, ADMIN);
    IncomingPayment late = arrives("2.00", reference());
    awaitQuiet(a, b);
    assertThat(now(late).freeMicros()).isEqualTo(micros("2.00"));

    b.node().pairDecisions().recover(peer().id(), OCTOBER, late.id(), ADMIN);

    assertThat(bob.available()).isEqualTo("1.80");
    assertThat(b.feeAvailable()).isEqualTo("0.20");
    assertSound();
    IncomingPayment rest = arrives("5.00", reference());
    b.node().pairDecisions().recover(peer().id(), OCTOBER, rest.id(), ADMIN);
    assertThat(bob.available()).isEqualTo("5.40");
    assertThat(b.feeAvailable()).isEqualTo("0.60");
    assertThat(now(rest).freeMicros()).isEqualTo(micros("1.00"));
    assertRefused(
        "nothing_written_off",
        () -> b.node().pairDecisions().recover(peer().id(), OCTOBER, rest.id(), ADMIN));
    assertThat(actions(b)).containsExactly("peer-write-off", "peer-recover", "peer-recover");
    assertSound();
  }

  @Test
  void whatDoesNotFitIsRefusedAndChangesNothing() {
    IncomingPayment settled = arrives("6.00", reference());
    awaitQuiet(a, b);

    assertRefused("nothing_free", () -> b.node().incoming().cancel(settled.id(), ADMIN));
    assertRefused("nothing_free", () -> b.node().incoming().sendBack(settled.id(), ADMIN));
    IncomingPayment over = arrives("1.00", reference());
    assertRefused("not_overpaid", () -> b.node().incoming().repaid(over.id(), ADMIN));
    assertRefused("unknown_payment", () -> b.node().incoming().cancel(4711, ADMIN));
    assertRefused("unknown_order", () -> b.node().orders().sent(4711));
    assertRefused("order_not_sent", () -> a.node().orders().returned(order().id(), ADMIN));
    assertRefused("bank_lacks", () -> b.node().incoming().overpaid(1, micros("100.00"), ADMIN));
    assertThat(actions(b)).isEmpty();
    assertSound();
  }

  @Test
  void checkFindsWhatWasChanged() {
    arrives("7.50", reference());
    awaitQuiet(a, b);

    assertFound(
        "UPDATE incoming_payment SET free_micros = free_micros - 1",
        "UPDATE incoming_payment SET free_micros = free_micros + 1");
    assertFound(
        "UPDATE incoming_payment SET amount_micros = amount_micros + 1",
        "UPDATE incoming_payment SET amount_micros = amount_micros - 1");
    assertFound(
        "UPDATE incoming_payment SET peer_id = NULL",
        "UPDATE incoming_payment SET peer_id = " + peer().id());
    assertFound(
        "UPDATE payment_use SET micros = micros - 1", "UPDATE payment_use SET micros = micros + 1");
  }

  private void assertFound(String change, String undo) {
    b.inDatabaseDo(tx -> tx.dsl().execute(change));
    assertThat(b.node().check()).as(change).isNotEmpty();
    b.inDatabaseDo(tx -> tx.dsl().execute(undo));
    assertThat(b.node().check()).as(undo).isEmpty();
  }

  private IncomingPayment arrives(String units, String reference) {
    return b.node()
        .incoming()
        .record(peer().id(), micros(units), reference, "bank " + UUID.randomUUID());
  }

  private IncomingPayment now(IncomingPayment payment) {
    return b.node().incoming().all().stream()
        .filter(it -> it.id() == payment.id())
        .findFirst()
        .orElseThrow();
  }

  private PaymentOrder order() {
    return a.node().orders().all().getLast();
  }

  private String reference() {
    return reference(OCTOBER);
  }

  private String reference(YearMonth month) {
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
  private Peer peer() {
    return b.node().peers().getFirst();
  }

  /** The paid node, as the other one knows it. */
  private Peer payee() {
    return a.node().peers().getFirst();
  }

  private String unmatched() {
    return b.posted(new Account.Unmatched(peer().id()));
  }

  private static List<String> actions(TestNode node) {
    return node.node().audit().since(Instant.EPOCH).stream().map(AuditEntry::action).toList();
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Problem.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private void assertSound() {
    assertThat(a.node().check()).isEmpty();
    assertThat(b.node().check()).isEmpty();
  }
}
