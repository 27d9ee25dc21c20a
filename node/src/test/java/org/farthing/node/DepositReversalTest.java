package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.TestNode.NOVEMBER;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.cutOff;

import java.time.Instant;
import java.util.List;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.audit.AuditEntry;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.payout.Deposits.Deposit;
import org.farthing.node.payout.Deposits.Reversal;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.SettableClock;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deposits that the bank takes back (product rule 16). */
final class DepositReversalTest {

  private static final Mandate BANK = new Mandate("test", "the bank took it back");

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode node = aNode().at(calendar).withoutGiveToGet().start();
  private final TestMember alice = node.aDonor("alice").withFunds("10.00").withBudget("6.00");
  private final TestMember bob = node.aCreator("bob");
  private final TestThing song = bob.thing("song");
  private final TestThing poem = bob.thing("poem");

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void freeFundsGiveBackWhatTheyHold() {
    Reversal reversal = reverse(only(alice));

    assertThat(reversal).isEqualTo(new Reversal(10_000_000, 0));
    assertThat(alice.funds()).isEqualTo("0.00");
    assertThat(owed(alice)).isEqualTo("0.00");
    assertThat(node.bank()).isEqualTo("0.00");
    assertSound();
  }

  @Test
  void whatIsReservedStaysSoAndTheRestIsOwed() {
    alice.flattrs(song);

    Reversal reversal = reverse(only(alice));

    assertThat(reversal).isEqualTo(new Reversal(4_000_000, 6_000_000));
    assertThat(alice.reserved(OCTOBER)).contains("6.00");
    assertThat(owed(alice)).isEqualTo("6.00");
    assertThat(node.bank()).isEqualTo("0.00");
    assertSound();
  }

  @Test
  void creatorKeepsWhatWasGiven() {
    alice.flattrs(song);
    cutOff(calendar, OCTOBER);
    node.closes(OCTOBER);

    reverse(only(alice));

    assertThat(bob.available()).isEqualTo("5.40");
    assertThat(owed(alice)).isEqualTo("6.00");
    assertSound();
  }

  @Test
  void reversalTwiceIsOne() {
    alice.flattrs(song);
    Reversal first = reverse(only(alice));
    alice.withFunds("20.00");

    Reversal second = reverse(only(alice));

    assertThat(second).isEqualTo(first);
    assertThat(alice.funds()).isEqualTo("14.00");
    assertThat(node.node().audit().since(Instant.EPOCH)).hasSize(1);
    assertSound();
  }

  @Test
  void whoOwesGivesNothingMoreAndIsToldWhy() {
    alice.flattrs(song);
    reverse(only(alice));

    assertThat(alice.clicks(poem)).isEqualTo(new RecordOutcome.ReceivableOpen(6_000_000));
    assertThat(alice.clicks(song)).isInstanceOf(RecordOutcome.AlreadyFlattred.class);
    assertThat(alice.gave(OCTOBER)).hasSize(1);
  }

  @Test
  void laterDepositCoversWhatIsOwedFirst() {
    alice.flattrs(song);
    reverse(only(alice));

    alice.withFunds("2.50");
    assertThat(owed(alice)).isEqualTo("3.50");
    assertThat(alice.funds()).isEqualTo("0.00");
    alice.withFunds("5.00");

    assertThat(owed(alice)).isEqualTo("0.00");
    assertThat(alice.funds()).isEqualTo("1.50");
    assertThat(alice.clicks(poem)).isInstanceOf(RecordOutcome.Recorded.class);
    assertSound();
  }

  @Test
  void whatTheMonthsCloseReleasesCoversWhatIsOwed() {
    alice.flattrs(song);
    reverse(only(alice));
    alice.undoes(song);

    cutOff(calendar, OCTOBER);
    node.closes(OCTOBER);

    assertThat(owed(alice)).isEqualTo("0.00");
    assertThat(alice.funds()).isEqualTo("0.00");
    assertSound();
  }

  @Test
  void reservationIsRaisedOnlyFromWhatIsNotOwed() {
    alice.flattrs(song);
    reverse(only(alice));

    alice.withBudget("9.00");

    assertThat(alice.reserved(OCTOBER)).contains("6.00");
    assertSound();
  }

  @Test
  void auditTellsWhoReversedWhatAndWhy() {
    alice.flattrs(song);
    calendar.set(Instant.parse("2026-10-07T08:30:00Z"));
    TransferId deposit = only(alice);

    reverse(deposit);

    List<AuditEntry> entries = node.node().audit().since(Instant.parse("2026-10-07T00:00:00Z"));
    assertThat(entries).hasSize(1);
    AuditEntry entry = entries.getFirst();
    assertThat(entry.mandate()).isEqualTo(BANK);
    assertThat(entry.action()).isEqualTo("deposit-reverse");
    assertThat(entry.subject()).isEqualTo("deposit:" + deposit);
    assertThat(entry.at()).isEqualTo(calendar.instant());
    assertThat(entry.transfers()).hasSize(2);
    assertThat(node.node().audit().since(Instant.parse("2026-10-08T00:00:00Z"))).isEmpty();
  }

  @Test
  void auditIsNeverChanged() {
    reverse(only(alice));

    for (String change :
        List.of(
            "UPDATE audit_entry SET reason = 'none'",
            "DELETE FROM audit_transfer",
            "UPDATE audit_transfer SET audit_id = 1",
            "DELETE FROM audit_entry")) {
      assertThatThrownBy(() -> node.inDatabaseDo(tx -> tx.dsl().execute(change)))
          .as(change)
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void reasonIsDemanded() {
    for (String reason : List.of("", "  ", "two\nlines", "x".repeat(501))) {
      assertThatThrownBy(() -> new Mandate("test", reason))
          .isInstanceOfSatisfying(
              Problem.class, it -> assertThat(it.code()).isEqualTo("malformed_reason"));
    }
  }

  @Test
  void onlyDepositsAreTakenBack() {
    TransferId none = TransferId.of("nothing");

    assertThatThrownBy(() -> reverse(none))
        .isInstanceOfSatisfying(
            Problem.class, it -> assertThat(it.code()).isEqualTo("unknown_deposit"));
    assertThat(node.node().audit().since(Instant.EPOCH)).isEmpty();
  }

  @Test
  void checkFindsAReversalThatWasChanged() {
    alice.flattrs(song);
    reverse(only(alice));

    node.inDatabaseDo(
        tx -> tx.dsl().execute("UPDATE deposit_reversal SET from_funds_micros = 4000001"));

    assertThat(node.node().check())
        .extracting(breach -> breach.code())
        .contains("reversal_differs", "transfers_differ");
  }

  @Test
  void nextMonthWaitsForTheDebt() {
    alice.flattrs(song);
    cutOff(calendar, OCTOBER);
    node.closes(OCTOBER);
    reverse(only(alice));
    calendar.set(Instant.parse("2026-11-10T00:00:00Z"));

    assertThat(alice.clicks(song)).isInstanceOf(RecordOutcome.ReceivableOpen.class);
    alice.withFunds("12.00");

    assertThat(alice.clicks(song)).isInstanceOf(RecordOutcome.Recorded.class);
    assertThat(alice.reserved(NOVEMBER)).contains("6.00");
    assertThat(alice.funds()).isEqualTo("0.00");
    assertSound();
  }

  private TransferId only(TestMember member) {
    return node.node().deposits().of(member.id().value()).stream()
        .map(Deposit::id)
        .findFirst()
        .orElseThrow();
  }

  private Reversal reverse(TransferId deposit) {
    return node.node().deposits().reverse(deposit, BANK);
  }

  private String owed(TestMember member) {
    return node.posted(new Account.MemberReceivable(member.id().value()));
  }

  private void assertSound() {
    assertThat(node.node().check()).isEmpty();
  }
}
