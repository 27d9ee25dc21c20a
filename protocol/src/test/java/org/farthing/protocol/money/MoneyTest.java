package org.farthing.protocol.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.farthing.protocol.SeededCases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  private static final CurrencyUnit YEN = CurrencyUnit.of("JPY");

  @ParameterizedTest
  @CsvSource({
    "2.00,2000000",
    "2,2000000",
    "0.5,500000",
    "0.01,10000",
    "0,0",
    "007.10,7100000",
    "9223372036854.77,9223372036854770000"
  })
  void readsWhatAPersonWrites(String text, long micros) {
    assertThat(Money.parse(text, CurrencyUnit.EUR)).isEqualTo(euros(micros));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1",
        "1.",
        ".5",
        "1e3",
        " 1",
        "1 ",
        "1,50",
        "1,000.00",
        "1.2.3",
        "0x1",
        "NaN",
        "١",
        "1\n",
        "1_0"
      })
  void refusesWhatIsNoAmount(String text) {
    assertThat(refusal(text, CurrencyUnit.EUR).code()).isEqualTo("amount_malformed");
  }

  @Test
  void refusesMoreDecimalsThanTheMinorUnitHas() {
    assertThat(refusal("1.000", CurrencyUnit.EUR))
        .hasMessage("An amount in EUR has at most 2 decimals.")
        .extracting(MoneyFormatException::code)
        .isEqualTo("amount_too_precise");
    assertThat(refusal("5.0", YEN).code()).isEqualTo("amount_too_precise");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9223372036854.78", "999999999999999", "10000000000000.00", "0000000000000001"})
  void refusesWhatIsTooLarge(String text) {
    assertThat(refusal(text, CurrencyUnit.EUR).code()).isEqualTo("amount_too_large");
  }

  @Test
  void neverRepeatsARefusedText() {
    assertThat(refusal("<script>", CurrencyUnit.EUR).getMessage()).doesNotContain("script");
  }

  @Test
  void readsItsOwnWireForm() {
    SeededCases.check(
        10_000,
        random -> {
          long micros = SeededCases.anyScale(random, Long.MAX_VALUE);

          assertThat(Money.parseMicros(euros(micros).toWire())).isEqualTo(micros);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "-0", "+1", "00", "01", "1.0", "1e3", " 1", "1L", "١", "5\n"})
  void refusesAWireFormThatIsNotCanonical(String wire) {
    assertThatExceptionOfType(MoneyFormatException.class)
        .isThrownBy(() -> Money.parseMicros(wire))
        .extracting(MoneyFormatException::code)
        .isEqualTo("amount_malformed");
  }

  @Test
  void refusesAWireFormThatDoesNotFit() {
    assertThat(Money.parseMicros("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThatExceptionOfType(MoneyFormatException.class)
        .isThrownBy(() -> Money.parseMicros("9223372036854775808"))
        .extracting(MoneyFormatException::code)
        .isEqualTo("amount_too_large");
  }

  @ParameterizedTest
  @CsvSource({
    "2000000,2.00",
    "0,0.00",
    "500000,0.50",
    "333333,0.333333",
    "333330,0.33333",
    "-500000,-0.50",
    "-1,-0.000001",
    "-9223372036854775808,-9223372036854.775808"
  })
  void writesEveryDigitAndAtLeastThoseOfTheMinorUnit(long micros, String text) {
    assertThat(euros(micros).toDecimalString()).isEqualTo(text);
    assertThat(euros(micros)).hasToString(text + " EUR");
  }

  @Test
  void writesNoPointWhereTheMinorUnitIsTheUnit() {
    assertThat(new Money(500_000_000, YEN).toDecimalString()).isEqualTo("500");
    assertThat(new Money(500_100_000, YEN).toDecimalString()).isEqualTo("500.1");
  }

  @Test
  void calculatesExactly() {
    assertThat(euros(3).plus(euros(4))).isEqualTo(euros(7));
    assertThat(euros(3).minus(euros(4))).isEqualTo(euros(-1));
    assertThat(euros(3).negate()).isEqualTo(euros(-3));
    assertThat(euros(3)).isLessThan(euros(4)).isEqualByComparingTo(euros(3));
  }

  @Test
  void neverMixesCurrencies() {
    Money euro = euros(1);
    Money play = new Money(1, CurrencyUnit.XTS);

    assertThatIllegalArgumentException().isThrownBy(() -> euro.plus(play));
    assertThatIllegalArgumentException().isThrownBy(() -> euro.minus(play));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> euro.compareTo(play))
        .withMessage("amounts in EUR and XTS do not mix");
    assertThat(euro).isNotEqualTo(play);
  }

  @Test
  void refusesAResultThatDoesNotFit() {
    Money most = euros(Long.MAX_VALUE);
    Money least = euros(Long.MIN_VALUE);

    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> most.plus(euros(1)));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> least.minus(euros(1)));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(least::negate);
  }

  private static Money euros(long micros) {
    return new Money(micros, CurrencyUnit.EUR);
  }

  private static MoneyFormatException refusal(String text, CurrencyUnit currency) {
    return catchThrowableOfType(MoneyFormatException.class, () -> Money.parse(text, currency));
  }
}
