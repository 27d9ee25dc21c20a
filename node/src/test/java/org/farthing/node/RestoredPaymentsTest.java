package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;

import java.time.Duration;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.payout.PaymentOrder;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payments by hand since the copy to which a node is put back. */
final class RestoredPaymentsTest {

  private final PaidByHand nodes = PaidByHand.inOctober();

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void whatWasSentSinceTheCopyIsNotSentAgain() {
    TestBackup ordered = RestoredSettlementTest.backup(nodes.a);
    nodes.sends();
    String sent = nodes.booksOfPayer();

    RestoredSettlementTest.restore(nodes.a, ordered);
    TestPeer.await(
        "the order is known to be sent",
        () ->
            nodes.order().state() == PaymentOrder.State.SENT && nodes.booksOfPayer().equals(sent));
    nodes.quiet();

    assertThat(nodes.orders().all()).hasSize(1);
    nodes.arrives("6.00", nodes.reference());
    assertThat(nodes.a.stageWith(nodes.b, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertThat(nodes.b.stageWith(nodes.a, OCTOBER)).isEqualTo(Stage.CLOSED);
    nodes.assertSound();
  }

  @Test
  void whatHadArrivedSinceTheCopyIsHeldAgainstNobodyAndRecordedAgain() {
    nodes.sends();
    TestBackup noticed = RestoredSettlementTest.backup(nodes.b);
    nodes.arrives("6.00", nodes.reference());
    String settled = nodes.booksOfPayee();
    assertThat(nodes.a.stageWith(nodes.b, OCTOBER)).isEqualTo(Stage.CLOSED);

    RestoredSettlementTest.restore(nodes.b, noticed);
    nodes.quiet();
    assertThat(nodes.b.stageWith(nodes.a, OCTOBER)).isEqualTo(Stage.PAYING);
    nodes.calendar.set(nodes.calendar.instant().plus(Duration.ofDays(90)));
    nodes.quiet();
    assertThat(nodes.b.stageWith(nodes.a, OCTOBER)).as("not in default").isEqualTo(Stage.PAYING);
    assertThat(nodes.b.node().suspension(nodes.peer())).isEmpty();

    nodes.arrives("6.00", nodes.reference());

    assertThat(nodes.b.stageWith(nodes.a, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertThat(nodes.booksOfPayee()).isEqualTo(settled);
    nodes.assertSound();
  }
}
