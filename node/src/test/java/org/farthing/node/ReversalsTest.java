package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.cutOff;
import static org.farthing.node.TestNode.micros;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.audit.AuditEntry;
import org.farthing.node.audit.Mandate;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Movement;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.payout.Deposits.Deposit;
import org.farthing.node.payout.Deposits.Reversal;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.protocol.activity.ActorId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Single transfers that were wrong. */
final class ReversalsTest {

  private static final Mandate ADMIN = new Mandate("test", "a slip of the hand");

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode node = aNode().at(calendar).withoutGiveToGet().thatPaysByHand().start();
  private final TestMember alice = node.aDonor("alice").withFunds("10.00").withBudget("6.00");
  private final TestMember bob = node.aCreator("bob");

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void depositIsUndoneWhileFundsHoldIt() {
    Movement deposit = node.node().reversals().find(deposit().sequence());

    node.node().reversals().reverse(deposit.id(), ADMIN);

    assertThat(alice.funds()).isEqualTo("0.00");
    assertThat(deposit().reversal()).isEqualTo(Optional.of(new Reversal(micros("10.00"), 0)));
    assertRefused("already_reversed", deposit);
    assertThat(node.node().audit().since(Instant.EPOCH)).hasSize(1);
    assertThat(node.node().check()).isEmpty();
  }

  @Test
  void depositThatFundsDoNotHoldAnyMoreIsNotUndoneByItself() {
    alice.flattrs(bob.thing("song"));
    Movement deposit = node.node().reversals().find(deposit().id());

    assertRefused("insufficient_balance", deposit);

    assertThat(alice.funds()).isEqualTo("4.00");
    assertThat(node.node().audit().since(Instant.EPOCH)).isEmpty();
    assertThat(node.node().check()).isEmpty();
  }

  @Test
  void overpaymentSaidByMistakeIsUndoneOnce() {
    int peer = aPeer();
    node.node().incoming().overpaid(peer, micros("3.00"), ADMIN);
    AuditEntry entry = node.node().audit().since(Instant.EPOCH).getFirst();
    Movement overpaid = node.node().reversals().find(entry.transfers().getFirst());

    node.node().reversals().reverse(overpaid.id(), ADMIN);

    assertThat(node.bank()).isEqualTo("10.00");
    assertThat(node.posted(new Account.Overpaid(peer))).isEqualTo("0.00");
    assertRefused("already_reversed", overpaid);
    assertThat(node.node().check()).isEmpty();
  }

  @Test
  void overpaymentThatCameBackIsNotUndone() {
    int peer = aPeer();
    node.node().incoming().overpaid(peer, micros("3.00"), ADMIN);
    AuditEntry entry = node.node().audit().since(Instant.EPOCH).getFirst();
    long back = node.node().incoming().record(peer, micros("3.00"), "back", "bank 1").id();
    node.node().incoming().repaid(back, ADMIN);

    assertRefused(
        "insufficient_balance", node.node().reversals().find(entry.transfers().getFirst()));
    assertThat(node.node().check()).isEmpty();
  }

  @Test
  void whatOtherThingsRestOnIsNotUndoneAndSaysWhatToDo() {
    alice.flattrs(bob.thing("song"));
    cutOff(calendar, OCTOBER);
    node.closes(OCTOBER);
    node.node().incoming().record(aPeer(), micros("3.00"), "thanks", "bank 1");

    for (long sequence = deposit().sequence() + 2; sequence < 7; sequence++) {
      Movement movement = node.node().reversals().find(sequence);
      assertThat(movement.voucher().code()).isNotEqualTo(TransferCode.DEPOSIT);
      assertRefused("not_reversible", movement);
    }
    assertThat(node.node().check()).isEmpty();
  }

  @Test
  void whatMovedNothingIsUnknown() {
    assertThatThrownBy(() -> node.node().reversals().find(4711))
        .isInstanceOfSatisfying(
            Problem.class, it -> assertThat(it.code()).isEqualTo("unknown_transfer"));
  }

  @Test
  void checkFindsAReversalOfNothing() {
    node.node().incoming().overpaid(aPeer(), micros("3.00"), ADMIN);
    node.inDatabaseDo(
        tx ->
            tx.dsl()
                .execute(
                    "INSERT INTO transfer_reversal SELECT id, 1 FROM ledger_transfer WHERE code ="
                        + " 'OVERPAY'"));

    assertThat(node.node().check())
        .extracting(breach -> breach.code())
        .containsExactly("transfers_differ");
  }

  private Deposit deposit() {
    return node.node().deposits().of(alice.id().value()).getFirst();
  }

  private int aPeer() {
    ActorId actor = ActorId.of("http://localhost:9/actor");
    node.inDatabaseDo(
        tx ->
            tx.dsl()
                .execute(
                    "INSERT INTO peer (actor, inbox, added_at) VALUES (?, ?, NOW())",
                    actor.toString(),
                    "http://localhost:9/inbox"));
    return node.node().peers().getFirst().id();
  }

  private void assertRefused(String code, Movement movement) {
    assertThatThrownBy(() -> node.node().reversals().reverse(movement.id(), ADMIN))
        .isInstanceOfSatisfying(Problem.class, it -> assertThat(it.code()).isEqualTo(code));
  }
}
