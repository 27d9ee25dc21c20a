package org.farthing.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import jakarta.json.JsonObject;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class JournalBalancesTest {

  private static final String JOURNAL =
      """
      ; a node
      account assets:bank
        ; type: A
      commodity EUR 1000.000000

      2026-10-01 * deposit  ; confirmed
          assets:bank                      EUR 1,005.000000 = EUR 1005.000000
          liabilities:member:al:funds      EUR -1005.000000

      2026-10-02 reserve
          liabilities:member:al:funds      2.000000 EUR
          * liabilities:member:al:reserved
      """;

  @Test
  void postingsAreSummedByAccount() {
    assertThat(JournalBalances.of(JOURNAL))
        .containsEntry("assets:bank", BigInteger.valueOf(1_005_000_000))
        .containsEntry("liabilities:member:al:funds", BigInteger.valueOf(-1_003_000_000))
        .containsEntry("liabilities:member:al:reserved", BigInteger.valueOf(-2_000_000))
        .hasSize(3);
  }

  @Test
  void unbalancedTransactionIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JournalBalances.of("2026-10-01 x\n  a  EUR 1.000000\n  b  EUR -1.000001"))
        .withMessageContaining("off balance by -1");
  }

  @Test
  void balanceThatIsNotTheReportsIsNamed() {
    JsonObject report =
        Micro.months("2026-10")
            .node("a", 0, "1.00")
            .member("al@a", "1005.00", "0.00")
            .play()
            .report();

    assertThat(JournalBalances.differences(report, "a", JOURNAL))
        .containsExactly(
            "a.journal liabilities:member:al:funds: expected -1005000000, found -1003000000",
            "a.journal liabilities:member:al:reserved: expected 0, found -2000000");
  }
}
