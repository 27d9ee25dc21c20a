package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A journal of hledger, without a database. */
final class JournalWriterTest {

  private static final UUID ALICE = new UUID(0, 1);
  private static final JournalNames NAMES =
      new JournalNames(CurrencyUnit.EUR, _ -> "alice é", peer -> "peer" + peer);

  private final StringBuilder out = new StringBuilder();

  /** Of 10.00 that alice has, 4.00 are set aside. */
  private final JournalWriter writer =
      new JournalWriter(
          out,
          NAMES,
          List.of(
              account(1, new Account.Bank(), new Totals(10_000_000, 0, 0, 0)),
              account(2, new Account.MemberFunds(ALICE), new Totals(0, 4_000_000, 10_000_000, 0)),
              account(3, new Account.Stated(5), Totals.ZERO)));

  @Test
  void headNamesTheCurrencyAndWhatIsShown() {
    writer.headOf(YearMonth.of(2026, 11));

    assertThat(out)
        .hasToString(
            """
            ; The ledger of a Farthing node in 2026-11.
            decimal-mark .
            commodity 1000.000000 EUR

            """);
  }

  @Test
  void headOfAllDeclaresEachAccountOnce() {
    writer.headOfAll();
    writer.transfer(posted(1, 1, 2, 10_000_000));

    assertThat(out.toString().lines().filter(line -> line.startsWith("account ")))
        .containsExactlyInAnyOrder(
            "account assets:bank",
            "account liabilities:member:alice%20%C3%A9:funds",
            "account liabilities:stated:peer5");
  }

  @Test
  void transferIsTwoPostingsThatBalance() {
    writer.transfer(posted(7, 1, 2, 10_000_000));

    assertThat(out)
        .hasToString(
            """
            account assets:bank
            account liabilities:member:alice%20%C3%A9:funds

            2026-11-01 (7) give for it%3B all
                assets:bank  10.000000 EUR
                liabilities:member:alice%20%C3%A9:funds  -10.000000 EUR
            """);
  }

  @Test
  void whatIsSetAsideStandsElsewhereUntilItIsPostedInPart() {
    writer.transfer(row(1, "PENDING", 2, 3, 4_000_000, null));
    writer.transfer(row(2, "POST", 2, 3, 1_500_000, setAside()));

    assertThat(out.toString())
        .contains(
            """
                liabilities:member:alice%20%C3%A9:funds  4.000000 EUR
                liabilities:member:alice%20%C3%A9:reserved  -4.000000 EUR
            """)
        .endsWith(
            """
                liabilities:member:alice%20%C3%A9:reserved  4.000000 EUR
                liabilities:stated:peer5  -1.500000 EUR
                liabilities:member:alice%20%C3%A9:funds  -2.500000 EUR
            """);
  }

  @Test
  void whatIsPostedWholeLeavesNothingToRelease() {
    writer.transfer(row(2, "POST", 2, 3, 4_000_000, setAside()));

    assertThat(out.toString()).endsWith("    liabilities:stated:peer5  -4.000000 EUR\n");
  }

  @Test
  void whatIsVoidedGoesBack() {
    writer.transfer(row(2, "VOID", 2, 3, 4_000_000, setAside()));

    assertThat(out.toString())
        .endsWith(
            """
                liabilities:member:alice%20%C3%A9:reserved  4.000000 EUR
                liabilities:member:alice%20%C3%A9:funds  -4.000000 EUR
            """);
  }

  @Test
  void monthBeginsWithWhatWasBeforeAndEndsWithoutWhatCameAfter() {
    writer.before(posted(1, 1, 2, 8_000_000));
    writer.before(posted(2, 1, 3, 1_000_000));
    writer.before(posted(3, 3, 1, 1_000_000));
    writer.after(posted(9, 1, 2, 500_000));
    writer.opening(LocalDate.of(2026, 11, 1));
    writer.assertions(LocalDate.of(2026, 11, 30));

    assertThat(out)
        .hasToString(
            """
            account assets:bank
            account liabilities:member:alice%20%C3%A9:funds

            2026-11-01 opening balances
                assets:bank  8.000000 EUR
                liabilities:member:alice%20%C3%A9:funds  -8.000000 EUR
            account liabilities:member:alice%20%C3%A9:reserved

            2026-11-30 balances
                assets:bank  0.000000 EUR = 9.500000 EUR
                liabilities:member:alice%20%C3%A9:funds  0.000000 EUR = -5.500000 EUR
                liabilities:member:alice%20%C3%A9:reserved  0.000000 EUR = -4.000000 EUR
            """);
  }

  @Test
  void assertionsAreDatedByTheLatestTransferAndLeftOutWithoutOne() {
    writer.assertions();
    assertThat(out).isEmpty();

    writer.transfer(at(posted(1, 1, 2, 10), "2026-11-03T23:59:59Z"));
    writer.transfer(at(posted(2, 1, 2, 10), "2026-11-02T00:00:00Z"));
    writer.assertions();

    assertThat(out.toString()).contains("\n2026-11-03 balances\n");
  }

  @Test
  void nothingIsNothing() {
    JournalWriter empty = new JournalWriter(out, NAMES, List.of());
    empty.opening(LocalDate.of(2026, 11, 1));
    empty.assertions(LocalDate.of(2026, 11, 30));

    assertThat(out).isEmpty();
  }

  @Test
  void transferOfAnAccountThatIsNotThereIsOurFault() {
    assertThatIllegalStateException()
        .isThrownBy(() -> writer.transfer(posted(1, 1, 9, 10)))
        .withMessageContaining("account 9");
  }

  private static StoredAccount account(long id, Account account, Totals totals) {
    return new StoredAccount(id, account.code(), account.normalSide().name(), totals);
  }

  private static StoredTransfer.Resolved setAside() {
    return new StoredTransfer.Resolved(1, "PENDING", 2, 3, 4_000_000);
  }

  private static StoredTransfer posted(long sequence, long debit, long credit, long micros) {
    return row(sequence, "POSTED", debit, credit, micros, null);
  }

  private static StoredTransfer at(StoredTransfer row, String time) {
    return new StoredTransfer(
        row.sequence(),
        row.id(),
        row.kind(),
        row.pendingId(),
        row.debit(),
        row.credit(),
        row.amountMicros(),
        row.code(),
        row.reference(),
        row.period(),
        Instant.parse(time),
        row.resolves());
  }

  private static StoredTransfer row(
      long sequence,
      String kind,
      long debit,
      long credit,
      long micros,
      StoredTransfer.@Nullable Resolved resolves) {
    return new StoredTransfer(
        sequence,
        new UUID(0, sequence),
        kind,
        null,
        debit,
        credit,
        micros,
        "GIVE",
        "for it; all",
        null,
        Instant.parse("2026-11-01T12:00:00Z"),
        resolves);
  }
}
