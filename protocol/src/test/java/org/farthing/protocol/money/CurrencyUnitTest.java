package org.farthing.protocol.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurrencyUnitTest {
  @ParameterizedTest
  @CsvSource({"EUR,2,10000", "JPY,0,1000000", "TND,3,1000", "XTS,2,10000", "QQQ,2,10000"})
  void takesTheListedDigitsAndTwoWhereNoneAreListed(String code, int digits, long micros) {
    CurrencyUnit currency = CurrencyUnit.of(code);

    assertThat(currency.minorUnitDigits()).isEqualTo(digits);
    assertThat(currency.microsPerMinorUnit()).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "EU", "EURO", "eur", "E R", "ÄÖÜ", "EUR\n"})
  void refusesWhatIsNoCode(String code) {
    assertThatIllegalArgumentException().isThrownBy(() -> CurrencyUnit.of(code));
  }

  @Test
  void refusesAMinorUnitBelowTheMicroUnit() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CurrencyUnit("EUR", 7));
    assertThatIllegalArgumentException().isThrownBy(() -> new CurrencyUnit("EUR", -1));
  }

  @Test
  void onlyTheTestingCodeIsPlayMoney() {
    assertThat(CurrencyUnit.of("XTS").isPlayMoney()).isTrue();
    assertThat(CurrencyUnit.of("EUR").isPlayMoney()).isFalse();
    assertThat(CurrencyUnit.of("EUR")).isEqualTo(CurrencyUnit.EUR);
  }
}
