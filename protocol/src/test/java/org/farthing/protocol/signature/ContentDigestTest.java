package org.farthing.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentDigestTest {
  private static final byte[] BODY = "{\"hello\": \"world\"}".getBytes(StandardCharsets.US_ASCII);
  private static final String SHA256 = "X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=";
  private static final String SHA512 =
      "WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==";

  @Test
  void writesBothHeadersAsPublished() {
    assertThat(ContentDigest.of(BODY)).isEqualTo("sha-256=:" + SHA256 + ":");
    assertThat(ContentDigest.legacyOf(BODY)).isEqualTo("SHA-256=" + SHA256);
  }

  @Test
  void takesEitherDigestOrBothAndSkipsUnknownOnes() {
    assertThat(ContentDigest.matches("sha-256=:" + SHA256 + ":", BODY)).isTrue();
    assertThat(ContentDigest.matches("sha-512=:" + SHA512 + ":", BODY)).isTrue();
    assertThat(
            ContentDigest.matches(
                "md5=:AAAA:, sha-512=:" + SHA512 + ":, sha-256=:" + SHA256 + ":", BODY))
        .isTrue();
    assertThat(ContentDigest.legacyMatches("sha-256=" + SHA256, BODY)).isTrue();
    assertThat(ContentDigest.legacyMatches("MD5=AAAA, SHA-512=" + SHA512, BODY)).isTrue();
  }

  @Test
  void refusesWhenOneOfTwoIsWrong() {
    String other = ContentDigest.of(new byte[1]);

    assertThat(ContentDigest.matches("sha-512=:" + SHA512 + ":, " + other, BODY)).isFalse();
    assertThat(ContentDigest.legacyMatches("SHA-512=" + SHA512 + ",SHA-256=AAAA", BODY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "md5=:AAAA:",
        "sha-256",
        "sha-256=1",
        "sha-256=::",
        "sha-256=(:AAAA:)",
        "=",
        "é"
      })
  void refusesWhatProvesNothing(String header) {
    assertThat(ContentDigest.matches(header, BODY)).isFalse();
    assertThat(ContentDigest.legacyMatches(header, BODY)).isFalse();
  }
}
