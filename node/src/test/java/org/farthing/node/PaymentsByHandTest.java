package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.PaidByHand.ADMIN;
import static org.farthing.node.PaidByHand.actions;
import static org.farthing.node.PaidByHand.assertRefused;
import static org.farthing.node.TestNode.NOVEMBER;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.micros;

import java.time.Instant;
import java.util.Locale;
import org.farthing.node.ledger.Account;
import org.farthing.node.payout.IncomingPayment;
import org.farthing.node.payout.PaymentOrder.State;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What admins tell of payments that are as they should be, or were recorded wrong. */
final class PaymentsByHandTest {

  private final PaidByHand nodes = PaidByHand.inOctober();
  private final TestNode a = nodes.a;
  private final TestNode b = nodes.b;
  private final TestMember bob = nodes.bob;

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void orderWaitsUntilSomebodyHasPaidIt() {
    assertThat(nodes.order().state()).isEqualTo(State.ORDERED);
    assertThat(nodes.order().micros()).isEqualTo(micros("6.00"));
    assertThat(a.bank()).isEqualTo("20.00");
    assertThat(a.stageWith(b, OCTOBER)).isEqualTo(Stage.PAYING);

    a.node().orders().sent(nodes.order().id());
    nodes.quiet();

    assertThat(a.bank()).isEqualTo("14.00");
    assertThat(bob.pending()).isEqualTo("5.40");
    nodes.assertSound();
  }

  @Test
  void paymentSettlesTheMonthOnceItHasArrived() {
    a.node().orders().sent(nodes.order().id());
    nodes.quiet();

    IncomingPayment payment = nodes.arrives("6.00", nodes.reference());
    nodes.quiet();

    assertThat(nodes.now(payment).freeMicros()).isZero();
    assertThat(bob.available()).isEqualTo("5.40");
    assertThat(b.feeAvailable()).isEqualTo("0.60");
    assertThat(b.bank()).isEqualTo("6.00");
    assertThat(a.stageWith(b, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertThat(b.stageWith(a, OCTOBER)).isEqualTo(Stage.CLOSED);
    nodes.assertSound();
  }

  @Test
  void paymentCanBeThereBeforeItsNotice() {
    nodes.arrives("6.00", nodes.reference());
    nodes.quiet();
    assertThat(bob.available()).isEqualTo("5.40");

    a.node().orders().sent(nodes.order().id());
    nodes.quiet();

    assertThat(a.stageWith(b, OCTOBER)).isEqualTo(Stage.CLOSED);
    nodes.assertSound();
  }

  @Test
  void banksMayWriteTheReferenceAsTheyLike() {
    nodes.arrives("6.00", " " + nodes.reference().toLowerCase(Locale.ROOT).replace(" ", "/") + ".");
    nodes.quiet();

    assertThat(bob.available()).isEqualTo("5.40");
    nodes.assertSound();
  }

  @Test
  void whatWasSentBackAndReturnedIsFreeAgain() {
    IncomingPayment payment = nodes.arrives("7.50", nodes.reference());
    nodes.quiet();
    long order = b.node().incoming().sendBack(payment.id(), ADMIN);
    b.node().orders().sent(order);

    b.node().orders().returned(order, ADMIN);

    assertThat(b.bank()).isEqualTo("7.50");
    assertThat(nodes.now(payment).freeMicros()).isEqualTo(micros("1.50"));
    nodes.assertSound();
    long again = b.node().incoming().sendBack(payment.id(), ADMIN);
    b.node().orders().sent(again);
    assertThat(b.bank()).isEqualTo("6.00");
    nodes.assertSound();
  }

  @Test
  void movementIsRecordedOnce() {
    IncomingPayment first =
        b.node().incoming().record(nodes.peer().id(), micros("6.00"), "x", "bank 1");

    IncomingPayment second =
        b.node().incoming().record(nodes.peer().id(), micros("6.00"), "x", "bank 1");

    assertThat(second).isEqualTo(first);
    assertThat(b.bank()).isEqualTo("6.00");
    assertRefused(
        "rail_id_taken",
        () -> b.node().incoming().record(nodes.peer().id(), micros("6.01"), "x", "bank 1"));
    nodes.assertSound();
  }

  @Test
  void recordByMistakeIsCancelledAndCanBeMadeAnew() {
    IncomingPayment wrong =
        b.node().incoming().record(nodes.peer().id(), micros("60.00"), "thanks", "bank 1");

    b.node().incoming().cancel(wrong.id(), ADMIN);
    b.node().incoming().record(nodes.peer().id(), micros("6.00"), nodes.reference(), "bank 1");
    nodes.quiet();

    assertThat(b.bank()).isEqualTo("6.00");
    assertThat(bob.available()).isEqualTo("5.40");
    nodes.assertSound();
  }

  @Test
  void whatTheWrongSettlementTookIsFreeAgainAndItsPeerOwesIt() {
    IncomingPayment wrong = b.node().incoming().record(null, micros("7.00"), "thanks", "bank 1");
    b.node().incoming().match(wrong.id(), nodes.peer().id(), nodes.reference(), ADMIN);
    nodes.quiet();

    b.node().incoming().unsettle(wrong.id(), ADMIN);
    nodes.quiet();

    assertThat(nodes.now(wrong).freeMicros()).isEqualTo(micros("7.00"));
    assertThat(b.posted(new Account.Overpaid(nodes.peer().id()))).isEqualTo("6.00");
    assertThat(bob.available()).isEqualTo("5.40");
    nodes.assertSound();
    b.node().orders().sent(b.node().incoming().sendBack(wrong.id(), ADMIN));
    IncomingPayment right = nodes.arrives("6.00", nodes.reference());
    nodes.quiet();
    b.node().incoming().repaid(right.id(), ADMIN);
    assertThat(b.bank()).isEqualTo("6.00");
    assertThat(b.posted(new Account.Overpaid(nodes.peer().id()))).isEqualTo("0.00");
    assertRefused("nothing_settled", () -> b.node().incoming().unsettle(wrong.id(), ADMIN));
    nodes.assertSound();
  }

  @Test
  void whatIsWrittenOffIsNobodysAndTheMonthIsDone() {
    nodes.arrives("2.00", nodes.reference());
    nodes.quiet();

    long micros = b.node().pairDecisions().writeOff(nodes.peer().id(), OCTOBER, ADMIN);

    assertThat(micros).isEqualTo(micros("4.00"));
    assertThat(bob.available()).isEqualTo("1.80");
    assertThat(bob.pending()).isEqualTo("0.00");
    assertThat(b.feePending()).isEqualTo("0.00");
    assertThat(b.stageWith(a, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertThat(b.node().audit().since(Instant.EPOCH).getFirst().transfers()).hasSize(2);
    assertRefused(
        "nothing_to_write_off",
        () -> b.node().pairDecisions().writeOff(nodes.peer().id(), OCTOBER, ADMIN));
    assertRefused(
        "nothing_to_write_off",
        () -> b.node().pairDecisions().writeOff(nodes.peer().id(), NOVEMBER, ADMIN));
    nodes.assertSound();
  }

  @Test
  void whatWasWrittenOffAndComesAfterAllGoesToTheCreators() {
    b.node().pairDecisions().writeOff(nodes.peer().id(), OCTOBER, ADMIN);
    IncomingPayment late = nodes.arrives("2.00", nodes.reference());
    nodes.quiet();
    assertThat(nodes.now(late).freeMicros()).isEqualTo(micros("2.00"));

    b.node().pairDecisions().recover(nodes.peer().id(), OCTOBER, late.id(), ADMIN);

    assertThat(bob.available()).isEqualTo("1.80");
    assertThat(b.feeAvailable()).isEqualTo("0.20");
    nodes.assertSound();
    IncomingPayment rest = nodes.arrives("5.00", nodes.reference());
    b.node().pairDecisions().recover(nodes.peer().id(), OCTOBER, rest.id(), ADMIN);
    assertThat(bob.available()).isEqualTo("5.40");
    assertThat(b.feeAvailable()).isEqualTo("0.60");
    assertThat(nodes.now(rest).freeMicros()).isEqualTo(micros("1.00"));
    assertRefused(
        "nothing_written_off",
        () -> b.node().pairDecisions().recover(nodes.peer().id(), OCTOBER, rest.id(), ADMIN));
    assertThat(actions(b)).containsExactly("peer-write-off", "peer-recover", "peer-recover");
    nodes.assertSound();
  }

  @Test
  void whatDoesNotFitIsRefusedAndChangesNothing() {
    IncomingPayment settled = nodes.arrives("6.00", nodes.reference());
    nodes.quiet();

    assertRefused("nothing_free", () -> b.node().incoming().cancel(settled.id(), ADMIN));
    assertRefused("nothing_free", () -> b.node().incoming().sendBack(settled.id(), ADMIN));
    IncomingPayment over = nodes.arrives("1.00", nodes.reference());
    assertRefused("not_overpaid", () -> b.node().incoming().repaid(over.id(), ADMIN));
    assertRefused("unknown_payment", () -> b.node().incoming().cancel(4711, ADMIN));
    assertRefused("unknown_order", () -> b.node().orders().sent(4711));
    assertRefused("order_not_sent", () -> a.node().orders().returned(nodes.order().id(), ADMIN));
    assertRefused("bank_lacks", () -> b.node().incoming().overpaid(1, micros("100.00"), ADMIN));
    assertThat(actions(b)).isEmpty();
    nodes.assertSound();
  }

  @Test
  void checkFindsWhatWasChanged() {
    nodes.arrives("7.50", nodes.reference());
    nodes.quiet();

    assertFound(
        "UPDATE incoming_payment SET free_micros = free_micros - 1",
        "UPDATE incoming_payment SET free_micros = free_micros + 1");
    assertFound(
        "UPDATE incoming_payment SET amount_micros = amount_micros + 1",
        "UPDATE incoming_payment SET amount_micros = amount_micros - 1");
    assertFound(
        "UPDATE incoming_payment SET peer_id = NULL",
        "UPDATE incoming_payment SET peer_id = " + nodes.peer().id());
    assertFound(
        "UPDATE payment_use SET micros = micros - 1", "UPDATE payment_use SET micros = micros + 1");
    long back = b.node().incoming().sendBack(b.node().incoming().all().getFirst().id(), ADMIN);
    assertFound(
        "UPDATE payment_order SET amount_micros = amount_micros + 1 WHERE id = " + back,
        "UPDATE payment_order SET amount_micros = amount_micros - 1 WHERE id = " + back);
    b.node().incoming().overpaid(nodes.peer().id(), micros("1.00"), ADMIN);
    assertFound(
        "UPDATE overpayment SET micros = micros + 1", "UPDATE overpayment SET micros = micros - 1");
  }

  private void assertFound(String change, String undo) {
    b.inDatabaseDo(tx -> tx.dsl().execute(change));
    assertThat(b.node().check()).as(change).isNotEmpty();
    b.inDatabaseDo(tx -> tx.dsl().execute(undo));
    assertThat(b.node().check()).as(undo).isEmpty();
  }
}
