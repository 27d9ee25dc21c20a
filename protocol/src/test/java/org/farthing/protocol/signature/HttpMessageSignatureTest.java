package org.farthing.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpMessageSignatureTest {
  private static final URI KEY_ID = URI.create("https://a.example/users/alice#main-key");
  private static final Instant NOW = Instant.parse("2026-11-05T08:09:10Z");
  private static final byte[] BODY = "{\"type\":\"Like\"}".getBytes(StandardCharsets.UTF_8);
  private static final HttpRequestHead REQUEST =
      new HttpRequestHead(
          "POST",
          URI.create("https://b.example:8443/inbox?shared=1"),
          Map.of("Content-Type", List.of("application/activity+json")));

  @Test
  void signsWhatTheFediverseExpects() {
    Map<String, String> added =
        HttpSignatureScheme.RFC_9421.sign(REQUEST, BODY, KEY_ID, Keys.RSA, NOW);

    assertThat(added).containsOnlyKeys("Content-Digest", "Signature-Input", "Signature");
    assertThat(added)
        .containsEntry("Content-Digest", ContentDigest.of(BODY))
        .containsEntry(
            "Signature-Input",
            "sig1=(\"@method\" \"@target-uri\" \"@authority\" \"content-digest\")"
                + ";created=1793866150;keyid=\"https://a.example/users/alice#main-key\""
                + ";alg=\"rsa-v1_5-sha256\"");
    assertThat(added.get("Signature")).startsWith("sig1=:").endsWith(":");
  }

  @Test
  void signsFetchesWithoutDigest() {
    HttpRequestHead fetch =
        new HttpRequestHead("GET", URI.create("https://b.example/actor"), Map.of());

    Map<String, String> added =
        HttpSignatureScheme.RFC_9421.sign(fetch, new byte[0], KEY_ID, Keys.ED25519, NOW);

    assertThat(added).containsOnlyKeys("Signature-Input", "Signature");
    assertThat(verdict(with(fetch, added), new byte[0], Keys.ED25519.verificationKey(), NOW))
        .isEqualTo(SignatureVerdict.VALID);
  }

  @Test
  void verifiesWhatItSignedWithEitherKindOfKey() {
    for (SigningKey key : List.of(Keys.RSA, Keys.ED25519)) {
      HttpRequestHead signed = signed(key);

      assertThat(verdict(signed, BODY, key.verificationKey(), NOW))
          .isEqualTo(SignatureVerdict.VALID);
      assertThat(((SignatureHeader.Present) SignatureHeader.parse(signed)).signature().keyId())
          .isEqualTo(KEY_ID);
    }
  }

  @Test
  void anyChangeOfWhatIsSignedMakesItInvalid() {
    HttpRequestHead signed = signed(Keys.ED25519);

    List<HttpRequestHead> changed =
        List.of(
            new HttpRequestHead("PUT", signed.target(), signed.headers()),
            at(signed, "https://b.example:8443/inbox?shared=2"),
            at(signed, "https://b.example:8443/inbox"),
            at(signed, "https://c.example/inbox?shared=1"),
            signed.with(
                "signature-input",
                signed.header("signature-input").orElseThrow().replace("866150", "866151")));

    assertThat(changed)
        .allSatisfy(
            head ->
                assertThat(verdict(head, BODY, Keys.ED25519.verificationKey(), NOW))
                    .isEqualTo(SignatureVerdict.INVALID));
  }

  @Test
  void refusesABodyThatIsNotTheSignedOne() {
    Ed25519VerificationKey key = Keys.ED25519.verificationKey();

    assertThat(verdict(signed(Keys.ED25519), new byte[3], key, NOW))
        .isEqualTo(SignatureVerdict.WRONG_DIGEST);
    assertThat(verdict(signed(Keys.ED25519), new byte[0], key, NOW))
        .isEqualTo(SignatureVerdict.WRONG_DIGEST);
  }

  @ParameterizedTest
  @CsvSource({"3600,VALID", "3601,EXPIRED", "-300,VALID", "-301,IN_FUTURE"})
  void takesSignaturesOfTheLastHourAndFiveMinutesAhead(long age, SignatureVerdict expected) {
    assertThat(
            verdict(
                signed(Keys.ED25519), BODY, Keys.ED25519.verificationKey(), NOW.plusSeconds(age)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(\"@method\" \"@target-uri\" \"content-digest\");created=%d | VALID",
        "(\"@method\" \"@authority\" \"@request-target\" \"content-digest\");created=%d | VALID",
        "(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\");created=%d | VALID",
        "(\"@method\" \"@authority\" \"@path\" \"content-digest\");created=%d | NOT_COVERED",
        "(\"@method\" \"@path\" \"@query\" \"content-digest\");created=%d | NOT_COVERED",
        "(\"@method\" \"@authority\" \"content-digest\");created=%d | NOT_COVERED",
        "(\"@target-uri\" \"content-digest\");created=%d | NOT_COVERED",
        "(\"@method\" \"@target-uri\");created=%d | NOT_COVERED",
        "(\"@method\" \"@target-uri\" \"content-digest\") | NOT_COVERED",
        "(\"@method\" \"@target-uri\" \"content-digest\");created=\"%d\" | MALFORMED",
        "(\"@method\" \"@target-uri\" \"content-digest\" \"x-no\");created=%d | MALFORMED",
        "(\"@method\" \"@target-uri\" \"content-digest\");created=%d;alg=\"ed25519\" | VALID",
        "(\"@method\" \"@target-uri\" \"content-digest\");created=%d;alg=\"rsa-v1_5-sha256\" |"
            + " WRONG_KEY",
        "(\"@method\" \"@target-uri\" \"content-digest\");created=%d;alg=\"hmac-sha256\" |"
            + " UNSUPPORTED",
        "(\"@method\" \"@target-uri\" \"content-digest\");created=%d;expires=%<d | VALID",
        "(\"@method\" \"@target-uri\" \"content-digest\");created=%d;expires=1 | EXPIRED",
      })
  void demandsWhatMattersAndNoMore(String input, SignatureVerdict expected) {
    String complete = "s=" + input.formatted(NOW.getEpochSecond()) + ";keyid=\"" + KEY_ID + "\"";

    HttpRequestHead signed = signedOver(complete);

    assertThat(verdict(signed, BODY, Keys.ED25519.verificationKey(), NOW)).isEqualTo(expected);
  }

  @Test
  void takesTheFirstSignatureThatNamesItsKey() {
    HttpRequestHead signed = signed(Keys.ED25519);
    HttpRequestHead more =
        signed
            .with(
                "signature-input",
                "a=(\"@method\");created=1, b=1, c=(\"@method\");keyid=\"x\", "
                    + signed.header("signature-input").orElseThrow())
            .with("signature", "a=:AAAA:, " + signed.header("signature").orElseThrow());

    assertThat(verdict(more, BODY, Keys.ED25519.verificationKey(), NOW))
        .isEqualTo(SignatureVerdict.VALID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | s=:AAAA:",
        "s=(;keyid=\"a\" | s=:AAAA:",
        "s=();keyid=\"a\" | s=AAAA",
        "s=();keyid=\"a\" | s=:A*:",
        "s=();keyid=\"a\" | t=:AAAA:",
        "s=1;keyid=\"a\" | s=:AAAA:",
        "s=() | s=:AAAA:",
        "s=();keyid=a | s=:AAAA:",
        "s=();keyid=\"no uri\" | s=:AAAA:",
        "é | s=:AAAA:",
      })
  void cannotReadWhatIsNoSignature(String input, String signature) {
    HttpRequestHead head = REQUEST.with("signature-input", input).with("signature", signature);

    assertThat(SignatureHeader.parse(head))
        .isInstanceOfSatisfying(
            SignatureHeader.Unusable.class,
            unusable -> assertThat(unusable.verdict()).isEqualTo(SignatureVerdict.MALFORMED));
  }

  private static SignatureVerdict verdict(
      HttpRequestHead head, byte[] body, VerificationKey key, Instant now) {
    return ((SignatureHeader.Present) SignatureHeader.parse(head))
        .signature()
        .verify(head, body, key, now, SignaturePolicy.STANDARD);
  }

  private static HttpRequestHead signed(SigningKey key) {
    return with(REQUEST, HttpSignatureScheme.RFC_9421.sign(REQUEST, BODY, KEY_ID, key, NOW));
  }

  /** Signed as another server would, over any components; those absent leave a useless value. */
  private static HttpRequestHead signedOver(String signatureInput) {
    HttpRequestHead head =
        REQUEST
            .with("content-digest", ContentDigest.of(BODY))
            .with("signature-input", signatureInput);
    InnerList input =
        (InnerList) Parser.parseDictionary(signatureInput).get().values().iterator().next();
    byte[] signature = new byte[64];
    try {
      signature =
          Keys.ED25519.sign(SignatureBase.of(head, input).getBytes(StandardCharsets.US_ASCII));
    } catch (MalformedSignature e) {
      assertThat(signatureInput).contains("x-no");
    }
    return head.with("signature", "s=:" + Base64.getEncoder().encodeToString(signature) + ":");
  }

  private static HttpRequestHead with(HttpRequestHead head, Map<String, String> added) {
    HttpRequestHead changed = head;
    for (Map.Entry<String, String> header : added.entrySet()) {
      changed = changed.with(header.getKey(), header.getValue());
    }
    return changed;
  }

  private static HttpRequestHead at(HttpRequestHead head, String target) {
    return new HttpRequestHead(head.method(), URI.create(target), head.headers());
  }
}
