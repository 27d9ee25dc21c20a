package org.farthing.protocol.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.farthing.protocol.SeededCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeTest {
  @ParameterizedTest
  @CsvSource({
    "1000,2500000,250000",
    "1000,9,0",
    "1000,19,1",
    "0,2500000,0",
    "10000,2500000,2500000",
    "1,9999,0",
    "1,10000,1",
    "9999,9223372036854775807,9222449699651090329",
    "10000,9223372036854775807,9223372036854775807"
  })
  void isThatPartOfTheGrossRoundedDown(int basisPoints, long grossMicros, long feeMicros) {
    assertThat(new Fee(basisPoints).on(grossMicros)).isEqualTo(feeMicros);
  }

  @Test
  void isFlooredOnceAMonthHoweverManyPostings() {
    Fee tenPercent = new Fee(1000);

    assertThat(tenPercent.topUp(0, 9)).isZero();
    assertThat(tenPercent.topUp(9, 9)).isEqualTo(1);
    assertThat(tenPercent.topUp(18, 9)).isEqualTo(1);
    assertThat(tenPercent.on(27)).isEqualTo(2);
  }

  @Test
  void refusesWhatCannotBe() {
    Fee fee = new Fee(1000);

    assertThatIllegalArgumentException().isThrownBy(() -> new Fee(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Fee(10_001));
    assertThatIllegalArgumentException().isThrownBy(() -> fee.on(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> fee.topUp(5, -1));
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> fee.topUp(Long.MAX_VALUE, 1));
  }

  @Test
  void postingsInAnySequenceAddUpToTheFeeOfTheMonth() {
    SeededCases.check(
        100_000,
        random -> {
          int basisPoints = random.nextInt(10_001);
          Fee fee = new Fee(basisPoints);
          long before = 0;
          long posted = 0;
          for (int left = random.nextInt(1, 12); left > 0; left--) {
            long gross = SeededCases.anyScale(random, Long.MAX_VALUE / 12);

            long part = fee.topUp(before, gross);

            assertThat(part).isBetween(0L, gross);
            before += gross;
            posted += part;
          }
          assertThat(posted).isEqualTo(asTheRuleSays(before, basisPoints));
        });
  }

  /** Rule 7 once more, in decimals. */
  private static long asTheRuleSays(long grossMicros, int basisPoints) {
    return BigDecimal.valueOf(grossMicros)
        .multiply(BigDecimal.valueOf(basisPoints, 4))
        .setScale(0, RoundingMode.FLOOR)
        .longValueExact();
  }
}
