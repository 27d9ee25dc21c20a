package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TotpTest {

  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /** RFC 6238, appendix B, the last six of its eight digits. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void codesAreThoseOfTheStandard(long second, String code) {
    assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
  }

  @Test
  void codeHoldsAStepEarlierAndLaterAndNoLonger() {
    Instant now = Instant.ofEpochSecond(1_234_567_890);
    long step = Totp.step(now);

    assertThat(Totp.match(SECRET, Totp.code(SECRET, step - 1), now, 0)).hasValue(step - 1);
    assertThat(Totp.match(SECRET, Totp.code(SECRET, step + 1), now, 0)).hasValue(step + 1);
    assertThat(Totp.match(SECRET, Totp.code(SECRET, step - 2), now, 0)).isEmpty();
    assertThat(Totp.match(SECRET, Totp.code(SECRET, step + 2), now, 0)).isEmpty();
    assertThat(Totp.match(SECRET, "", now, 0)).isEmpty();
  }

  @Test
  void codeThatWasTakenIsNotLookedAt() {
    Instant now = Instant.ofEpochSecond(1_234_567_890);
    long step = Totp.step(now);

    assertThat(Totp.match(SECRET, Totp.code(SECRET, step), now, step)).isEmpty();
  }

  /** RFC 4648, section 10, where no padding is needed; and the secret of RFC 6238. */
  @Test
  void secretIsWrittenAsAppsReadIt() {
    assertThat(Totp.base32("fooba".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTB");
    assertThat(Totp.base32(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  }
}
