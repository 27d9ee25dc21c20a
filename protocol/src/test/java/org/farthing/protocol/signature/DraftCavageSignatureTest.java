package org.farthing.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DraftCavageSignatureTest {
  private static final JsonObject C =
      Vectors.json("http-signatures/draft-cavage-12-appendix-c.json");
  private static final byte[] C_BODY =
      C.getJsonObject("request").getString("body").getBytes(StandardCharsets.US_ASCII);
  private static final Instant C_NOW = Instant.parse("2014-01-05T21:31:40Z");

  private static final URI KEY_ID = URI.create("https://a.example/users/alice#main-key");
  private static final Instant NOW = Instant.parse("2026-11-05T08:09:10Z");
  private static final byte[] BODY = "{\"type\":\"Like\"}".getBytes(StandardCharsets.UTF_8);
  private static final HttpRequestHead REQUEST =
      new HttpRequestHead(
          "POST",
          URI.create("https://b.example:8443/inbox?shared=1"),
          Map.of(
              "Host", List.of("b.example:8443"),
              "Content-Type", List.of("application/activity+json")));

  @Test
  void verifiesTheRequestOfC2() throws GeneralSecurityException {
    HttpRequestHead request = withSignature(1, "(request-target) host date", "");

    assertThat(verdict(request, new byte[0], cKey(), C_NOW)).isEqualTo(SignatureVerdict.VALID);
    assertThat(verdict(request, C_BODY, cKey(), C_NOW)).isEqualTo(SignatureVerdict.NOT_COVERED);
  }

  @Test
  void verifiesTheRequestOfC3AsItWasSigned() throws GeneralSecurityException {
    String covered = "(request-target) host date content-type digest content-length";
    HttpRequestHead request = withSignature(2, covered, "");

    assertThat(verdict(request, C_BODY, cKey(), C_NOW)).isEqualTo(SignatureVerdict.VALID);
  }

  @Test
  void refusesTheHeaderOfC3AsItIsPrinted() throws GeneralSecurityException {
    String covered = Vectors.objects(C, "vectors").get(2).getString("headersParameterAsPrinted");
    HttpRequestHead request = withSignature(2, covered, ",created=1402170695,expires=1402170699");

    assertThat(verdict(request, C_BODY, cKey(), C_NOW)).isEqualTo(SignatureVerdict.MALFORMED);
  }

  @Test
  void refusesTheRequestOfC1WhichSignsItsDateOnly() throws GeneralSecurityException {
    JsonObject vector = Vectors.objects(C, "vectors").get(0);
    HttpRequestHead request = withSignature(0, "date", "");

    assertThat(verdict(request, C_BODY, cKey(), C_NOW)).isEqualTo(SignatureVerdict.NOT_COVERED);
    assertThat(
            cKey()
                .verify(
                    vector.getString("signingString").getBytes(StandardCharsets.US_ASCII),
                    Base64.getDecoder().decode(vector.getString("signature"))))
        .isTrue();
  }

  @Test
  void signsWhatTheFediverseExpects() {
    Map<String, String> added =
        HttpSignatureScheme.DRAFT_CAVAGE.sign(REQUEST, BODY, KEY_ID, Keys.RSA, NOW);

    assertThat(added).containsOnlyKeys("Date", "Digest", "Signature");
    assertThat(added)
        .containsEntry("Date", "Thu, 05 Nov 2026 08:09:10 GMT")
        .containsEntry("Digest", ContentDigest.legacyOf(BODY));
    assertThat(added.get("Signature"))
        .startsWith(
            "keyId=\"https://a.example/users/alice#main-key\",algorithm=\"rsa-sha256\","
                + "headers=\"(request-target) host date digest content-type\",signature=\"");
  }

  @Test
  void signsFetchesWithoutDigest() {
    HttpRequestHead fetch =
        new HttpRequestHead("GET", URI.create("https://b.example/actor"), Map.of());

    Map<String, String> added =
        HttpSignatureScheme.DRAFT_CAVAGE.sign(fetch, new byte[0], KEY_ID, Keys.RSA, NOW);

    assertThat(added).containsOnlyKeys("Date", "Signature");
    assertThat(added.get("Signature")).contains("headers=\"(request-target) host date\"");
    HttpRequestHead received = with(fetch.with("Host", "b.example"), added);
    assertThat(verdict(received, new byte[0], Keys.RSA.verificationKey(), NOW))
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
    HttpRequestHead signed = signed(Keys.RSA);

    List<HttpRequestHead> changed =
        List.of(
            new HttpRequestHead("PUT", signed.target(), signed.headers()),
            at(signed, "https://b.example:8443/other?shared=1"),
            at(signed, "https://b.example:8443/inbox?shared=2"),
            at(signed, "https://b.example:8443/inbox"),
            signed.with("date", "Thu, 05 Nov 2026 08:09:11 GMT"),
            signed.with("content-type", "text/plain"));

    assertThat(changed)
        .allSatisfy(
            head ->
                assertThat(verdict(head, BODY, Keys.RSA.verificationKey(), NOW))
                    .isEqualTo(SignatureVerdict.INVALID));
    RsaVerificationKey other = RsaSigningKey.generate(new SecureRandom()).verificationKey();
    assertThat(verdict(signed, BODY, other, NOW)).isEqualTo(SignatureVerdict.INVALID);
  }

  @Test
  void takesASignatureThatLeavesOutTheQuery() {
    HttpRequestHead signed =
        with(REQUEST, sign(at(REQUEST, "https://b.example:8443/inbox"), Keys.RSA));

    assertThat(verdict(signed, BODY, Keys.RSA.verificationKey(), NOW))
        .isEqualTo(SignatureVerdict.VALID);
  }

  @Test
  void refusesARequestThatWasSignedForAnotherServer() {
    HttpRequestHead replayed = at(signed(Keys.RSA), "https://c.example/inbox?shared=1");

    assertThat(verdict(replayed, BODY, Keys.RSA.verificationKey(), NOW))
        .isEqualTo(SignatureVerdict.WRONG_HOST);
  }

  @Test
  void refusesABodyThatIsNotTheSignedOne() {
    assertThat(verdict(signed(Keys.RSA), new byte[3], Keys.RSA.verificationKey(), NOW))
        .isEqualTo(SignatureVerdict.WRONG_DIGEST);
    assertThat(verdict(signed(Keys.RSA), new byte[0], Keys.RSA.verificationKey(), NOW))
        .isEqualTo(SignatureVerdict.WRONG_DIGEST);
  }

  @ParameterizedTest
  @CsvSource({"3600,VALID", "3601,EXPIRED", "-300,VALID", "-301,IN_FUTURE"})
  void takesSignaturesOfTheLastHourAndFiveMinutesAhead(long age, SignatureVerdict expected) {
    assertThat(verdict(signed(Keys.RSA), BODY, Keys.RSA.verificationKey(), NOW.plusSeconds(age)))
        .isEqualTo(expected);
  }

  @Test
  void judgesCreatedAndExpiresOfHs2019() {
    String head = "(request-target) (created) (expires) host digest";
    Ed25519VerificationKey key = Keys.ED25519.verificationKey();
    long created = NOW.getEpochSecond();
    HttpRequestHead signed = hs2019(head, created, created + 60);

    assertThat(verdict(signed, BODY, key, NOW)).isEqualTo(SignatureVerdict.VALID);
    assertThat(verdict(signed, BODY, key, NOW.plusSeconds(60))).isEqualTo(SignatureVerdict.VALID);
    assertThat(verdict(signed, BODY, key, NOW.plusSeconds(61))).isEqualTo(SignatureVerdict.EXPIRED);
    assertThat(verdict(signed, BODY, key, NOW.minusSeconds(301)))
        .isEqualTo(SignatureVerdict.IN_FUTURE);
    assertThat(verdict(hs2019(head, created - 3601, created + 60), BODY, key, NOW))
        .isEqualTo(SignatureVerdict.EXPIRED);
  }

  @Test
  void refusesAnAlgorithmThatIsNotTheKeysOrNotKnown() {
    HttpRequestHead signed = signed(Keys.RSA);
    String header = signed.header("signature").orElseThrow();

    assertThat(verdict(signed, BODY, Keys.ED25519.verificationKey(), NOW))
        .isEqualTo(SignatureVerdict.WRONG_KEY);
    assertThat(
            verdict(
                signed.with("signature", header.replace("rsa-sha256", "hmac-sha256")),
                BODY,
                Keys.RSA.verificationKey(),
                NOW))
        .isEqualTo(SignatureVerdict.UNSUPPORTED);
    assertThat(
            verdict(
                signed.with("signature", header.replace("algorithm=\"rsa-sha256\",", "")),
                BODY,
                Keys.RSA.verificationKey(),
                NOW))
        .isEqualTo(SignatureVerdict.VALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host date digest",
        "(request-target) date digest",
        "(request-target) host digest",
        "(request-target) host date",
        "(created)"
      })
  void refusesASignatureThatLeavesOutWhatMatters(String covered) {
    assertThat(
            verdict(
                hs2019(covered, NOW.getEpochSecond(), NOW.getEpochSecond()),
                BODY,
                Keys.ED25519.verificationKey(),
                NOW))
        .isEqualTo(SignatureVerdict.NOT_COVERED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "keyId=\"a\"",
        "keyId=\"a\",signature=\"*\"",
        "keyId=\"a\" signature=\"AAAA\"",
        "keyId=\"a\",keyId=\"b\",signature=\"AAAA\"",
        "keyId=\"no uri\",signature=\"AAAA\"",
        "keyId=\"a\",created=99999999999999999999,signature=\"AAAA\"",
        "keyId=\"a\",created=999999999999999999,signature=\"AAAA\"",
        "keyId=\"a\",signature=\"AAAA"
      })
  void cannotReadWhatIsNoSignature(String header) {
    assertThat(SignatureHeader.parse(REQUEST.with("signature", header)))
        .isInstanceOfSatisfying(
            SignatureHeader.Unusable.class,
            unusable -> assertThat(unusable.verdict()).isEqualTo(SignatureVerdict.MALFORMED));
  }

  @Test
  void aSignedHeaderThatIsNotThereIsMalformed() {
    HttpRequestHead signed = signed(Keys.RSA);
    String header = signed.header("signature").orElseThrow();
    RsaVerificationKey key = Keys.RSA.verificationKey();

    assertThat(
            verdict(
                signed.with("signature", header.replace("content-type", "x-missing")),
                BODY,
                key,
                NOW))
        .isEqualTo(SignatureVerdict.MALFORMED);
    assertThat(verdict(signed.with("date", "yesterday"), BODY, key, NOW))
        .isEqualTo(SignatureVerdict.MALFORMED);
  }

  private static SignatureVerdict verdict(
      HttpRequestHead head, byte[] body, VerificationKey key, Instant now) {
    return ((SignatureHeader.Present) SignatureHeader.parse(head))
        .signature()
        .verify(head, body, key, now, SignaturePolicy.STANDARD);
  }

  private static HttpRequestHead signed(SigningKey key) {
    return with(REQUEST, sign(REQUEST, key));
  }

  private static Map<String, String> sign(HttpRequestHead request, SigningKey key) {
    return HttpSignatureScheme.DRAFT_CAVAGE.sign(request, BODY, KEY_ID, key, NOW);
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

  /** A signature as another server would make it, over the lines the test names. */
  private static HttpRequestHead hs2019(String covered, long created, long expires) {
    HttpRequestHead head =
        REQUEST
            .with("date", "Thu, 05 Nov 2026 08:09:10 GMT")
            .with("digest", ContentDigest.legacyOf(BODY));
    String text =
        List.of(covered.split(" ", -1)).stream()
            .map(
                name ->
                    name
                        + ": "
                        + switch (name) {
                          case "(request-target)" -> "post /inbox?shared=1";
                          case "(created)" -> Long.toString(created);
                          case "(expires)" -> Long.toString(expires);
                          default -> head.header(name).orElseThrow();
                        })
            .collect(Collectors.joining("\n"));
    byte[] signature = Keys.ED25519.sign(text.getBytes(StandardCharsets.UTF_8));
    return head.with(
        "signature",
        "keyId=\"%s\",algorithm=\"hs2019\",created=%d,expires=%d,headers=\"%s\",signature=\"%s\""
            .formatted(
                KEY_ID, created, expires, covered, Base64.getEncoder().encodeToString(signature)));
  }

  private static HttpRequestHead withSignature(int vector, String covered, String more) {
    return Vectors.request(C.getJsonObject("request"))
        .with(
            "signature",
            "keyId=\"Test\",algorithm=\"rsa-sha256\",headers=\"%s\",signature=\"%s\"%s"
                .formatted(
                    covered,
                    Vectors.objects(C, "vectors").get(vector).getString("signature"),
                    more));
  }

  private static RsaVerificationKey cKey() throws GeneralSecurityException {
    String base64 = C.getString("publicKeyPem").replaceAll("-----[A-Z ]+-----|\\s", "");
    RSAPublicKey key =
        (RSAPublicKey)
            KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    return RsaVerificationKey.of(key.getModulus(), key.getPublicExponent(), 1024);
  }
}
