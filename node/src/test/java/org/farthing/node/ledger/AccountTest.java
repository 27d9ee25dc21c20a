package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.YearMonth;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccountTest {
  private static final UUID MEMBER = UUID.fromString("019a3f5e-7c00-7abc-8def-0123456789ab");

  static Stream<Account> accounts() {
    return Stream.of(
        new Account.Bank(),
        new Account.MemberFunds(MEMBER),
        new Account.MemberPending(MEMBER),
        new Account.MemberAvailable(MEMBER),
        new Account.MemberReceivable(MEMBER),
        new Account.Giving(YearMonth.of(2026, 1)),
        new Account.Stated(1),
        new Account.OwedTo(20),
        new Account.OwedBy(Integer.MAX_VALUE),
        new Account.Unmatched(0),
        new Account.Overpaid(1),
        new Account.FeePending(),
        new Account.FeeAvailable());
  }

  @ParameterizedTest
  @MethodSource("accounts")
  void codeLeadsBackToItsAccount(Account account) {
    assertThat(Account.of(account.code())).isEqualTo(account);
    assertThat(account.code()).hasSizeLessThanOrEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "bank:",
        "bank:1",
        "Bank",
        "funds",
        "funds:1-1-1-1-1",
        "funds:019A3F5E-7C00-7ABC-8DEF-0123456789AB",
        "giving:2026-13",
        "giving:2026-1",
        "stated:0",
        "stated:-1",
        "stated:+1",
        "owed-to:01",
        "unmatched:-1",
        "overpaid:0",
        "owed-by:2147483648",
        "fee-pending:x"
      })
  void otherCodesAreRefused(String code) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Account.of(code))
        .withMessage("no account has the code " + code);
  }
}
