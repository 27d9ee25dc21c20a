package org.farthing.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.protocol.signature.SignatureVerdict.INVALID;
import static org.farthing.protocol.signature.SignatureVerdict.MALFORMED;
import static org.farthing.protocol.signature.SignatureVerdict.NOT_COVERED;
import static org.farthing.protocol.signature.SignatureVerdict.VALID;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignatureHeaderTest {
  private static final URI KEY_ID = URI.create("https://a.example/actor#main-key");
  private static final Instant NOW = Instant.parse("2026-11-05T08:09:10Z");
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final HttpRequestHead REQUEST =
      new HttpRequestHead(
          "POST",
          URI.create("https://b.example/inbox"),
          Map.of("Host", List.of("b.example"), "Content-Type", List.of("application/json")));

  @Test
  void saysThatThereIsNoSignature() {
    assertThat(SignatureHeader.parse(REQUEST))
        .isInstanceOfSatisfying(
            SignatureHeader.Unusable.class,
            unusable -> assertThat(unusable.verdict()).isEqualTo(SignatureVerdict.NO_SIGNATURE));
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheSchemesApart(HttpSignatureScheme scheme) {
    assertThat(SignatureHeader.parse(signed(scheme)))
        .isInstanceOfSatisfying(
            SignatureHeader.Present.class,
            present -> {
              assertThat(present.signature().scheme()).isEqualTo(scheme);
              assertThat(present.signature().keyId()).isEqualTo(KEY_ID);
            });
    assertThat(scheme.other()).isNotEqualTo(scheme);
    assertThat(scheme.other().other()).isEqualTo(scheme);
  }

  @Test
  void refusesHeadersWithoutEnd() {
    HttpRequestHead head = REQUEST.with("signature", "a".repeat(20_000));

    assertThat(SignatureHeader.parse(head))
        .isInstanceOfSatisfying(
            SignatureHeader.Unusable.class,
            unusable -> assertThat(unusable.verdict()).isEqualTo(MALFORMED));
  }

  @ParameterizedTest
  @EnumSource
  void whateverTheHeadersAreItEndsInAVerdict(HttpSignatureScheme scheme) {
    long seed = 20261122;
    SplittableRandom random = new SplittableRandom(seed);
    HttpRequestHead valid = signed(scheme);
    List<String> covered =
        switch (scheme) {
          case DRAFT_CAVAGE -> List.of("host", "date", "digest", "content-type");
          case RFC_9421 -> List.of("content-digest");
        };
    Set<SignatureVerdict> verdicts = EnumSet.noneOf(SignatureVerdict.class);
    List<String> names = valid.headers().keySet().stream().sorted().toList();
    for (int i = 0; i < 20_000; i++) {
      String name = names.get(random.nextInt(names.size()));
      HttpRequestHead damaged = valid.with(name, damaged(valid.header(name).orElseThrow(), random));
      if (damaged.header(name).equals(valid.header(name))) {
        continue;
      }
      if (SignatureHeader.parse(damaged) instanceof SignatureHeader.Present present) {
        SignatureVerdict verdict =
            present
                .signature()
                .verify(
                    damaged, BODY, Keys.ED25519.verificationKey(), NOW, SignaturePolicy.STANDARD);
        assertThat(verdict).as("seed %d, case %d: %s", seed, i, damaged).isNotNull();
        if (covered.contains(name)) {
          assertThat(verdict).as("seed %d, case %d: %s", seed, i, damaged).isNotEqualTo(VALID);
        }
        verdicts.add(verdict);
      }
    }
    assertThat(verdicts).as("seed %d", seed).contains(INVALID, MALFORMED, NOT_COVERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/inbox", "ftp://b.example/", "https:/inbox", "mailto:a@b.example"})
  void aRequestNeedsAnAbsoluteTarget(String target) {
    assertThatThrownBy(() -> new HttpRequestHead("GET", URI.create(target), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void headersAreOneWhateverTheirCaseAndKeepTheirOrder() {
    HttpRequestHead head =
        new HttpRequestHead(
            "GET", URI.create("http://b.example:80/"), Map.of("ACCEPT", List.of("a", " b ")));

    assertThat(head.header("Accept")).contains("a, b");
    assertThat(head.header("none")).isEmpty();
    assertThat(head.authority()).isEqualTo("b.example");
  }

  private static HttpRequestHead signed(HttpSignatureScheme scheme) {
    HttpRequestHead signed = REQUEST;
    for (var header : scheme.sign(REQUEST, BODY, KEY_ID, Keys.ED25519, NOW).entrySet()) {
      signed = signed.with(header.getKey(), header.getValue());
    }
    return signed;
  }

  /** Changes, drops, doubles or inserts a few characters. */
  private static String damaged(String value, SplittableRandom random) {
    String alphabet = "\"(),;:=?@ \t\0az09é~\\-*.";
    StringBuilder text = new StringBuilder(value);
    for (int change = random.nextInt(1, 5); change > 0 && !text.isEmpty(); change--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
        case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 20)));
        case 2 -> text.insert(at, text.substring(at, random.nextInt(at, text.length())));
        default -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
      }
    }
    return text.toString();
  }
}
