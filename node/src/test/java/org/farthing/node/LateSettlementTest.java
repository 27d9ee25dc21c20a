package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.DISPUTE;
import static org.farthing.node.generated.Tables.FLATTR;

import java.time.Instant;
import java.util.List;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.flattr.Given;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.notice.Notice;
import org.farthing.node.notice.NoticeDetail;
import org.farthing.node.notice.NoticeEvent;
import org.farthing.node.settlement.CloseStage;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.junit.jupiter.api.Test;

/** Who answers or pays too late, and how the month ends all the same. */
final class LateSettlementTest {

  private static final Instant OVERDUE = Instant.parse("2026-11-21T00:00:00Z");
  private static final Instant DEFAULT = Instant.parse("2026-12-31T00:00:00Z");

  @Test
  void disputeThatComesAfterItsDebtorPaysUnaskedIsKeptByBothAndTheMonthIsClosed() {
    try (TwoNodes month = new TwoNodes()) {
      month.everybodyFlattrs();
      Given lost = month.alice.gave(OCTOBER).getFirst();
      month.a.inDatabaseDo(
          tx ->
              tx.dsl()
                  .update(FLATTR)
                  .set(FLATTR.STATE, FlattrState.refused)
                  .set(FLATTR.CODE, "late")
                  .set(FLATTR.SEQUENCE, (Long) null)
                  .where(FLATTR.ID.eq(lost.id().uuid()))
                  .execute());
      TestNode.cutOff(month.calendar, OCTOBER);
      month.b.proxy().pass((request, node) -> request.isPost() ? null : node.send(request));
      month.a.closes(OCTOBER);
      month.calendar.set(OVERDUE);
      month.a.node().lookForWhatIsDue();
      TestPeer.await(
          "a offers what it states", () -> month.a.stageWith(month.b, OCTOBER) == Stage.AGREED);
      month.b.proxy().pass((request, node) -> node.send(request));
      month.b.closes(OCTOBER);
      awaitQuiet(month.a, month.b);

      TestPeer.await("a has closed", () -> month.a.closes(OCTOBER) == CloseStage.CLOSED);
      TestPeer.await("b has closed", () -> month.b.closes(OCTOBER) == CloseStage.CLOSED);
      assertThat(disputes(month.a)).isEqualTo(disputes(month.b)).containsExactly("MISSING");
      assertThat(month.a.node().check()).isEmpty();
      assertThat(month.b.node().check()).isEmpty();
    }
  }

  private static List<String> disputes(TestNode node) {
    return node.inDatabase(tx -> tx.dsl().select(DISPUTE.CODE).from(DISPUTE).fetch(DISPUTE.CODE));
  }

  @Test
  void paymentAfterTheDefaultDayEndsTheDefaultAndTheSuspensionByItself() {
    try (PaidByHand nodes = PaidByHand.inOctober()) {
      nodes.calendar.set(DEFAULT);
      nodes.b.node().lookForWhatIsDue();
      TestPeer.await("the payer is suspended", () -> isSuspended(nodes));
      assertThat(nodes.b.stageWith(nodes.a, OCTOBER)).isEqualTo(Stage.DEFAULTED);

      assertThat(nodes.b.node().notices().before(nodes.bob.id(), Long.MAX_VALUE, 10))
          .filteredOn(it -> it.event() == NoticeEvent.REVENUE_LATE)
          .extracting(Notice::details)
          .containsExactly(
              List.of(new NoticeDetail.Month(OCTOBER), new NoticeDetail.Money(5_400_000)));

      nodes.sends();
      assertThat(nodes.a.node().suspension(nodes.payee())).as("not yet acknowledged").isEmpty();
      nodes.arrives("6.00", nodes.reference());
      TestPeer.await("the payer is suspended no more", () -> !isSuspended(nodes));

      assertThat(nodes.b.stageWith(nodes.a, OCTOBER)).isEqualTo(Stage.CLOSED);
      assertThat(nodes.a.stageWith(nodes.b, OCTOBER)).isEqualTo(Stage.CLOSED);
      assertThat(PaidByHand.actions(nodes.b)).contains("peer-default-ends", "peer-suspension-ends");
      assertThat(nodes.bob.available()).isEqualTo("5.40");
      nodes.assertSound();
    }
  }

  private static boolean isSuspended(PaidByHand nodes) {
    return nodes.b.node().suspension(nodes.peer()).isPresent();
  }
}
