package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.ledger.Entries.BANK;
import static org.farthing.node.ledger.Entries.GIVING;
import static org.farthing.node.ledger.Entries.NOON;
import static org.farthing.node.ledger.Entries.deposit;
import static org.farthing.node.ledger.Entries.funds;
import static org.farthing.node.ledger.Entries.post;
import static org.farthing.node.ledger.Entries.release;
import static org.farthing.node.ledger.Entries.reserve;
import static org.farthing.node.ledger.Entries.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.farthing.node.ledger.Booking.Done;
import org.farthing.node.ledger.Booking.InsufficientBalance;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.TestDatabase;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LedgerTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final Ledger ledger = new Ledger();

  @BeforeEach
  void empty() {
    DATABASE
        .get()
        .execute(
            tx -> {
              tx.dsl().execute("SET foreign_key_checks = 0");
              tx.dsl().execute("TRUNCATE ledger_transfer");
              tx.dsl().execute("DELETE FROM ledger_account");
              tx.dsl().execute("SET foreign_key_checks = 1");
            });
  }

  @AfterEach
  void ledgerIsSound() {
    assertThat(Entries.breaches(DATABASE.get())).isEmpty();
  }

  @Test
  void transferMovesItsAmountBetweenAccountsMadeOnFirstUse() {
    assertThat(balance(BANK)).isEqualTo(new Balance(0, 0));

    assertThat(book(deposit("d", "ann", 10))).isEqualTo(new Done(1));
    assertThat(book(transfer("t", funds("ann"), funds("bob"), 4))).isEqualTo(new Done(1));

    assertThat(balance(BANK)).isEqualTo(new Balance(10, 0));
    assertThat(balance(funds("ann"))).isEqualTo(new Balance(6, 0));
    assertThat(balance(funds("bob"))).isEqualTo(new Balance(4, 0));
  }

  @Test
  void pendingTransferIsOutOfReachUntilPostedInPart() {
    assertThat(book(deposit("d", "ann", 10), reserve("r", "ann", 7))).isEqualTo(new Done(2));
    assertThat(balance(funds("ann"))).isEqualTo(new Balance(10, 7));
    assertThat(balance(GIVING)).isEqualTo(new Balance(0, 0));
    assertThat(book(transfer("t", funds("ann"), funds("bob"), 4)))
        .isEqualTo(new InsufficientBalance(funds("ann"), 1));

    assertThat(book(post("p", "r", 5))).isEqualTo(new Done(1));

    assertThat(balance(funds("ann"))).isEqualTo(new Balance(5, 0));
    assertThat(balance(GIVING)).isEqualTo(new Balance(5, 0));
  }

  @Test
  void voidedTransferIsAllThereAgain() {
    book(deposit("d", "ann", 10), reserve("r", "ann", 10));

    book(release("v", "r"));

    assertThat(balance(funds("ann"))).isEqualTo(new Balance(10, 0));
    assertThat(balance(GIVING)).isEqualTo(new Balance(0, 0));
  }

  @Test
  void paymentThatIsPendingIsOutOfReachOnBothSides() {
    Account owed = new Account.OwedTo(3);
    book(
        deposit("d", "ann", 10),
        transfer("g", funds("ann"), GIVING, 8),
        transfer("o", GIVING, owed, 8),
        new PendingTransfer(transfer("pay", owed, BANK, 6)));

    assertThat(balance(owed)).isEqualTo(new Balance(8, 6));
    assertThat(balance(BANK)).isEqualTo(new Balance(10, 6));
    assertThat(book(transfer("back", funds("ann"), BANK, 2))).isEqualTo(new Done(1));
    assertThat(book(transfer("more", owed, BANK, 2))).isEqualTo(new Done(1));
    assertThat(book(post("paid", "pay", 6))).isEqualTo(new Done(1));
    assertThat(balance(BANK)).isEqualTo(new Balance(0, 0));
  }

  @Test
  void repeatChangesNothingWhenever() {
    List<Entry> batch =
        List.of(
            deposit("d", "ann", 10),
            deposit("d", "ann", 10),
            reserve("r", "ann", 7),
            reserve("s", "ann", 3),
            post("p", "r", 5),
            release("v", "s"));
    assertThat(book(batch)).isEqualTo(new Done(5));
    var before = DATABASE.get().read(ledger::balances);
    Transfer deposit = deposit("d", "ann", 10);
    Voucher later =
        new Voucher(
            deposit.voucher().code(),
            deposit.voucher().reference(),
            deposit.voucher().period(),
            NOON.plusSeconds(1));

    assertThat(book(batch)).isEqualTo(new Done(0));
    assertThat(book(new Transfer(deposit.id(), BANK, funds("ann"), 10, later)))
        .isEqualTo(new Done(0));

    assertThat(DATABASE.get().read(ledger::balances)).isEqualTo(before);
  }

  @Test
  void sameIdWithOtherContentIsAConflict() {
    book(deposit("d", "ann", 10), reserve("r", "ann", 7), reserve("s", "ann", 3));
    book(post("p", "r", 5));
    Transfer same = deposit("d", "ann", 10);

    assertConflict("is booked with other content", deposit("d", "ann", 11));
    assertConflict("is booked with other content", deposit("d", "bob", 10));
    assertConflict(
        "is booked with other content", new PendingTransfer(transfer("d", funds("ann"), BANK, 10)));
    assertConflict("is booked with other content", post("p", "r", 4));
    assertConflict("is booked with other content", release("p", "s"));
    assertConflict(
        "is booked with other content",
        new Transfer(
            same.id(),
            same.debit(),
            same.credit(),
            10,
            new Voucher(TransferCode.DEPOSIT, "d", null, NOON)));
    assertConflict(
        "is booked with other content", deposit("new", "ann", 1), deposit("new", "ann", 2));
    assertThat(balance(BANK)).isEqualTo(new Balance(10, 0));
  }

  @Test
  void pendingTransferIsResolvedOnceAndAtMostByItsAmount() {
    book(deposit("d", "ann", 10), reserve("r", "ann", 7), reserve("s", "ann", 3));
    book(release("v", "r"));

    assertConflict("which " + TransferId.of("v") + " resolved", release("w", "r"));
    assertConflict("which " + TransferId.of("v") + " resolved", post("w", "r", 1));
    assertConflict("posts 4 of the 3", post("w", "s", 4));
    assertConflict("which is no pending transfer", post("w", "d", 1));
    assertConflict("which is no pending transfer", release("w", "nothing"));
    assertThat(balance(funds("ann"))).isEqualTo(new Balance(10, 3));
  }

  @Test
  void reservationIsRaisedInOneBatch() {
    book(deposit("d", "ann", 10), reserve("r", "ann", 8));

    assertThat(book(reserve("s", "ann", 10), release("v", "r"))).isEqualTo(new Done(2));

    assertThat(balance(funds("ann"))).isEqualTo(new Balance(10, 10));
  }

  @Test
  void lockedBalanceIsNobodyElsesToChange() {
    book(deposit("d", "ann", 10), reserve("r", "ann", 4));
    Database database = DATABASE.get();
    String free =
        "SELECT code FROM ledger_account WHERE code = '%s' FOR UPDATE SKIP LOCKED"
            .formatted(funds("ann").code());

    database.execute(
        tx -> {
          assertThat(ledger.lock(tx, funds("ann"))).isEqualTo(new Balance(10, 4));
          assertThat(ledger.lock(tx, funds("new"))).isEqualTo(new Balance(0, 0));
          database.execute(other -> assertThat(other.dsl().fetch(free)).isEmpty());
        });

    database.execute(tx -> assertThat(tx.dsl().fetch(free)).hasSize(1));
  }

  @Test
  void batchIsBookedWholeOrNotAtAll() {
    assertThat(
            book(
                deposit("d", "ann", 10),
                transfer("a", funds("ann"), GIVING, 6),
                transfer("b", funds("ann"), GIVING, 6)))
        .isEqualTo(new InsufficientBalance(funds("ann"), 2));

    assertThat(balance(BANK)).isEqualTo(new Balance(0, 0));
    assertThat(book(deposit("d", "ann", 12))).isEqualTo(new Done(1));
  }

  @Test
  void largeBatchTakesManyRowsAndAccounts() {
    List<Entry> batch = new ArrayList<>();
    IntStream.range(0, 2500)
        .forEach(
            i -> {
              batch.add(deposit("d" + i, "member" + i, 10));
              batch.add(reserve("r" + i, "member" + i, 9));
              batch.add(i % 5 == 0 ? release("v" + i, "r" + i) : post("p" + i, "r" + i, 8));
            });

    assertThat(book(batch)).isEqualTo(new Done(7500));
    assertThat(book(batch)).isEqualTo(new Done(0));

    assertThat(balance(BANK)).isEqualTo(new Balance(25_000, 0));
    assertThat(balance(GIVING)).isEqualTo(new Balance(16_000, 0));
    assertThat(balance(funds("member2499"))).isEqualTo(new Balance(2, 0));
  }

  @Test
  void rowsComeBackAsTheyWentIn() {
    Voucher voucher = new Voucher(TransferCode.MATURE, "größer 🜚\n", null, NOON);
    book(deposit("d", "ann", 10));
    book(new Transfer(TransferId.of("t"), funds("ann"), GIVING, 1, voucher));

    BookedTransfer row =
        DATABASE
            .get()
            .read(
                tx ->
                    new LedgerStore()
                        .transfers(tx, List.of(TransferId.of("t")))
                        .get(TransferId.of("t")));

    assertThat(row)
        .isEqualTo(
            new BookedTransfer(
                TransferId.of("t"), TransferKind.POSTED, null, funds("ann"), GIVING, 1, voucher));
  }

  @Test
  void databaseItselfRefusesWhatTheLedgerNeverDoes() {
    book(deposit("d", "ann", 10), reserve("r", "ann", 7));

    assertRefused("append-only", "UPDATE ledger_transfer SET amount_micros = 1");
    assertRefused("append-only", "DELETE FROM ledger_transfer");
    assertRefused(
        "ledger_account_available",
        "UPDATE ledger_account SET debits_posted_micros = 4 WHERE normal_side = 'CREDIT'");
    assertRefused(
        "ledger_account_available",
        "UPDATE ledger_account SET credits_posted_micros = 11 WHERE code = 'bank'");
    assertRefused("ledger_account_sums", "UPDATE ledger_account SET credits_pending_micros = -1");
    assertRefused("foreign key", "DELETE FROM ledger_account WHERE code = 'bank'");
  }

  @Test
  void entriesWithoutSenseCannotBeMade() {
    assertThatIllegalArgumentException().isThrownBy(() -> deposit("d", "ann", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> post("d", "r", -1));
    assertThatIllegalArgumentException().isThrownBy(() -> transfer("d", BANK, BANK, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PendingTransfer(deposit("d", "ann", 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Voucher(TransferCode.PAY, "x".repeat(256), null, NOON));
  }

  @Test
  void missingBalanceIsAFaultToThoseWhoSaySo() {
    assertThatThrownBy(() -> book(transfer("t", funds("ann"), GIVING, 5)).orThrow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("account %s lacks 5 micro-units", funds("ann").code());
    assertThat(book(deposit("d", "ann", 1)).orThrow()).isEqualTo(1);
  }

  private void assertConflict(String reason, Entry... entries) {
    assertThatThrownBy(() -> book(entries))
        .isInstanceOf(LedgerConflict.class)
        .hasMessageContaining(reason);
  }

  private static void assertRefused(String reason, String sql) {
    Database database = DATABASE.get();
    assertThatThrownBy(() -> database.execute(tx -> tx.dsl().execute(sql)))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining(reason);
  }

  private Booking book(Entry... entries) {
    return book(List.of(entries));
  }

  private Booking book(List<Entry> entries) {
    return DATABASE.get().write(tx -> ledger.book(tx, entries));
  }

  private Balance balance(Account account) {
    return DATABASE.get().read(tx -> ledger.balance(tx, account));
  }
}
