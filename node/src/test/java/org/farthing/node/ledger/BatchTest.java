package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What entries do to accounts and transfers, without a database. */
final class BatchTest {

  private static final Account BANK = new Account.Bank();
  private static final Account FUNDS = new Account.MemberFunds(new UUID(0, 1));
  private static final Account FEE = new Account.FeeAvailable();
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Voucher WHY = new Voucher(TransferCode.GIVE, "for it", null, NOON);

  private final Batch batch = new Batch(Map.of(), Map.of(), Map.of());

  @Test
  void transferMovesBothPostedSums() {
    batch.add(transfer("in", BANK, FUNDS, 700));

    assertThat(batch.changed())
        .containsExactly(
            Map.entry(BANK, new Totals(700, 0, 0, 0)), Map.entry(FUNDS, new Totals(0, 0, 700, 0)));
    assertThat(batch.shortage()).isEmpty();
    assertThat(batch.added())
        .containsExactly(BookedTransfer.of(transfer("in", BANK, FUNDS, 700), TransferKind.POSTED));
  }

  @Test
  void whatIsThereAlreadyCounts() {
    Batch on = new Batch(Map.of(FUNDS, new Totals(0, 0, 300, 0)), Map.of(), Map.of());
    on.add(transfer("out", FUNDS, FEE, 300));

    assertThat(on.changed()).containsEntry(FUNDS, new Totals(300, 0, 300, 0));
    assertThat(on.shortage()).isEmpty();
  }

  @Test
  void firstAccountThatWouldBeBelowZeroIsNamedWithWhatItLacks() {
    batch.add(transfer("out", FUNDS, FEE, 5));

    assertThat(batch.shortage()).contains(new Booking.InsufficientBalance(FUNDS, 5));
  }

  @Test
  void pendingTransferSetsAsideAndMovesNothing() {
    batch.add(transfer("in", BANK, FUNDS, 10));
    batch.add(pending("set aside", 10));
    assertThat(batch.changed()).containsEntry(FUNDS, new Totals(0, 10, 10, 0));
    assertThat(batch.shortage()).isEmpty();

    batch.add(transfer("out", FUNDS, FEE, 1));
    assertThat(batch.shortage()).contains(new Booking.InsufficientBalance(FUNDS, 1));
  }

  @Test
  void postingPartMovesItAndReleasesTheRest() {
    batch.add(transfer("in", BANK, FUNDS, 10));
    batch.add(pending("set aside", 10));
    batch.add(new PostPending(id("post"), id("set aside"), 4, WHY));

    assertThat(batch.changed())
        .containsEntry(FUNDS, new Totals(4, 0, 10, 0))
        .containsEntry(FEE, new Totals(0, 0, 4, 0));
    assertThat(batch.added().getLast().kind()).isEqualTo(TransferKind.POST);
    assertThat(batch.added().getLast().pending()).isEqualTo(id("set aside"));
  }

  @Test
  void voidingReleasesAll() {
    batch.add(transfer("in", BANK, FUNDS, 10));
    batch.add(pending("set aside", 10));
    batch.add(new VoidPending(id("void"), id("set aside"), WHY));

    assertThat(batch.changed())
        .containsEntry(FUNDS, new Totals(0, 0, 10, 0))
        .containsEntry(FEE, Totals.ZERO);
    assertThat(batch.added().getLast().amountMicros()).isEqualTo(10);
  }

  @Test
  void allThatIsSetAsideCanBePostedAndNoMore() {
    batch.add(pending("one", 10));
    batch.add(pending("other", 10));
    batch.add(new PostPending(id("all"), id("one"), 10, WHY));

    assertThatThrownBy(() -> batch.add(new PostPending(id("more"), id("other"), 11, WHY)))
        .isInstanceOf(LedgerConflict.class)
        .hasMessageContaining("posts 11 of the 10");
  }

  @Test
  void pendingTransferIsResolvedOnce() {
    batch.add(pending("set aside", 10));
    batch.add(new VoidPending(id("void"), id("set aside"), WHY));

    assertThatThrownBy(() -> batch.add(new PostPending(id("post"), id("set aside"), 1, WHY)))
        .isInstanceOf(LedgerConflict.class)
        .hasMessageContaining("which " + id("void") + " resolved");
  }

  @Test
  void whatIsNotPendingIsNotResolved() {
    batch.add(transfer("in", BANK, FUNDS, 10));

    assertThatThrownBy(() -> batch.add(new VoidPending(id("void"), id("in"), WHY)))
        .isInstanceOf(LedgerConflict.class);
    assertThatThrownBy(() -> batch.add(new VoidPending(id("void"), id("nothing"), WHY)))
        .isInstanceOf(LedgerConflict.class);
  }

  @Test
  void sameAgainChangesNothingWheneverItIsBooked() {
    batch.add(transfer("in", BANK, FUNDS, 10));
    Voucher later = new Voucher(TransferCode.GIVE, "for it", null, NOON.plusSeconds(1));
    batch.add(new Transfer(id("in"), BANK, FUNDS, 10, later));

    assertThat(batch.added()).hasSize(1);
    assertThat(batch.changed()).containsEntry(BANK, new Totals(10, 0, 0, 0));
  }

  @Test
  void otherContentUnderAnIdIsAConflict() {
    batch.add(transfer("in", BANK, FUNDS, 10));
    Voucher other = new Voucher(TransferCode.GIVE, "for that", null, NOON);

    for (Entry entry :
        new Entry[] {
          transfer("in", BANK, FUNDS, 11),
          transfer("in", BANK, FEE, 10),
          transfer("in", FEE, FUNDS, 10),
          new Transfer(id("in"), BANK, FUNDS, 10, other),
          new PendingTransfer(transfer("in", FUNDS, FEE, 10))
        }) {
      assertThatThrownBy(() -> batch.add(entry)).isInstanceOf(LedgerConflict.class);
    }
    assertThat(batch.added()).hasSize(1);
  }

  private static TransferId id(String name) {
    return TransferId.of(name);
  }

  private static Transfer transfer(String name, Account debit, Account credit, long micros) {
    return new Transfer(id(name), debit, credit, micros, WHY);
  }

  private static PendingTransfer pending(String name, long micros) {
    return new PendingTransfer(transfer(name, FUNDS, FEE, micros));
  }
}
