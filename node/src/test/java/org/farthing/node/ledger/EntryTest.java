package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What can be booked at all, and how it reads. */
final class EntryTest {

  private static final TransferId ID = TransferId.of("one");
  private static final TransferId OTHER = TransferId.of("other");
  private static final Account BANK = new Account.Bank();
  private static final Account FEE = new Account.FeeAvailable();
  private static final Voucher WHY =
      new Voucher(TransferCode.FEE, "for it", YearMonth.of(2026, 11), Instant.EPOCH);

  @Test
  void amountIsAboveZero() {
    assertThat(new Transfer(ID, BANK, FEE, 1, WHY).amountMicros()).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> new Transfer(ID, BANK, FEE, 0, WHY));
    assertThatIllegalArgumentException().isThrownBy(() -> new PostPending(ID, OTHER, -1, WHY));
  }

  @Test
  void nothingGoesFromAnAccountToItself() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Transfer(ID, FEE, new Account.FeeAvailable(), 1, WHY))
        .withMessageContaining("fee-available to itself");
  }

  @Test
  void onlyWhatADebitLessensCanBeSetAside() {
    PendingTransfer aside = new PendingTransfer(new Transfer(ID, FEE, BANK, 1, WHY));
    assertThat(aside.id()).isEqualTo(ID);
    assertThat(aside.voucher()).isEqualTo(WHY);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PendingTransfer(new Transfer(ID, BANK, FEE, 1, WHY)));
  }

  @Test
  void referenceHasTwoHundredAndFiftyFiveCharactersAtMost() {
    String longest = "\uD83E\uDE99".repeat(255);
    assertThat(new Voucher(TransferCode.FEE, longest, null, Instant.EPOCH).reference())
        .isEqualTo(longest);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Voucher(TransferCode.FEE, longest + "x", null, Instant.EPOCH));
  }

  @Test
  void lackingBalanceIsTheFaultOfWhoDoesNotExpectIt() {
    assertThat(new Booking.Done(3).orThrow()).isEqualTo(3);
    assertThatIllegalStateException()
        .isThrownBy(() -> new Booking.InsufficientBalance(BANK, 5).orThrow())
        .withMessage("account bank lacks 5 micro-units");
  }

  @Test
  void sealedDocumentHoldsAllOfARowAndNamesAccountsByTheirCodes() {
    StoredTransfer row =
        new StoredTransfer(
            4,
            new UUID(0, 7),
            "VOID",
            new UUID(0, 6),
            1,
            9,
            12,
            "RELEASE",
            "for it",
            YearMonth.of(2026, 11),
            Instant.EPOCH,
            null);

    assertThat(TransferDocument.of(row, Map.of(1L, "bank")).toString())
        .isEqualTo(
            """
            {"sequence":4,"id":"00000000-0000-0000-0000-000000000007","kind":"VOID",\
            "debit":"bank","credit":"unknown:9","amount":"12","code":"RELEASE",\
            "reference":"for it","bookedAt":"1970-01-01T00:00:00Z",\
            "pending":"00000000-0000-0000-0000-000000000006","period":"2026-11"}\
            """);
  }
}
