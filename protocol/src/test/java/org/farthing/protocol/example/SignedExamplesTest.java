package org.farthing.protocol.example;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.LogPage;
import org.farthing.protocol.signature.ContentDigest;
import org.farthing.protocol.signature.HttpSignature;
import org.farthing.protocol.signature.ObjectProof;
import org.farthing.protocol.signature.Pem;
import org.farthing.protocol.signature.ProofVerdict;
import org.farthing.protocol.signature.SignatureHeader;
import org.farthing.protocol.signature.SignaturePolicy;
import org.farthing.protocol.signature.SignatureVerdict;
import org.farthing.protocol.signature.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The signed files hold, by the code with which a node checks what it is sent. */
final class SignedExamplesTest {
  private static final List<String> UNSIGNED = List.of("digests", "keys");
  private static final List<String> PAGES =
      List.of("log-page", "whole-log-page", "settlement-page");
  private static final Pattern BYTES = Pattern.compile("(?:sig1=:|signature=\")([^:\"]+)");

  static Stream<String> documents() throws IOException {
    return SignedFiles.names(".json").stream()
        .filter(name -> !UNSIGNED.contains(name) && !PAGES.contains(name));
  }

  static List<String> requests() throws IOException {
    return SignedFiles.names(".http");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void aDocumentIsItsExampleWithTheProofOfWhoseWordItIs(String name) throws IOException {
    JsonObject signed = SignedFiles.json(name);
    JsonObject example = ExampleDocuments.file(name);

    assertProven(signed);
    assertThat(without(signed)).isEqualTo(example);
    assertThat(SignedFiles.json("digests").getString(name + ".json"))
        .isEqualTo(DocumentDigest.of(example));
  }

  @Test
  void whatAPageShowsIsProven() throws IOException {
    for (String name : PAGES) {
      for (JsonObject each : shown(SignedFiles.json(name))) {
        assertProven(each);
      }
    }
    for (String name : List.of("log-page", "settlement-page")) {
      assertThat(shown(SignedFiles.json(name)).stream().map(SignedExamplesTest::without))
          .containsExactlyElementsOf(shown(ExampleDocuments.file(name)));
    }
    assertThat(LogPage.read(SignedFiles.json("whole-log-page")).answers())
        .hasSameSizeAs(ExampleFlattrs.LOG);
  }

  private static List<JsonObject> shown(JsonObject page) {
    return Stream.of("answers", "flattrs", "own", "yours")
        .filter(page::containsKey)
        .flatMap(member -> page.getJsonArray(member).getValuesAs(JsonObject.class).stream())
        .toList();
  }

  private static void assertProven(JsonObject signed) throws IOException {
    URI key = ObjectProof.verificationMethodOf(signed).orElseThrow();
    String word = signed.getString("actor", signed.getString("attributedTo", ""));

    assertThat(key).hasToString(word + "#ed25519-key");
    assertThat(ObjectProof.verify(signed, SignedFiles.key(key))).isEqualTo(ProofVerdict.VALID);
  }

  private static JsonObject without(JsonObject signed) {
    return Json.newObject(signed).remove("proof").build();
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aRequestIsSignedOverTheTextBesideIt(String name) throws IOException {
    SignedFiles.Received request = SignedFiles.request(name);
    HttpSignature signature = signature(request);
    Matcher value = BYTES.matcher(request.head().header("signature").orElseThrow());
    assertThat(value.find()).isTrue();
    byte[] bytes = Base64.getDecoder().decode(value.group(1));

    assertThat(verdict(request, request.body())).isEqualTo(SignatureVerdict.VALID);
    assertThat(
            SignedFiles.key(signature.keyId()).verify(SignedFiles.bytes(name + ".base.txt"), bytes))
        .isTrue();
  }

  @Test
  void whatIsPostedIsTheSignedFlattrAndNothingElse() throws IOException {
    for (String name : List.of("post-flattr", "post-flattr-draft-cavage")) {
      SignedFiles.Received request = SignedFiles.request(name);
      byte[] other = Arrays.copyOf(request.body(), request.body().length);
      other[other.length - 1] = '\n';

      assertThat(request.body()).isEqualTo(SignedFiles.bytes("flattr.json"));
      assertThat(request.head().header("content-length"))
          .contains(Integer.toString(request.body().length));
      assertThat(verdict(request, other)).isEqualTo(SignatureVerdict.WRONG_DIGEST);
    }
    assertThat(SignedFiles.request("post-flattr").head().header("content-digest"))
        .contains(ContentDigest.of(SignedFiles.bytes("flattr.json")));
  }

  private static SignatureVerdict verdict(SignedFiles.Received request, byte[] body)
      throws IOException {
    HttpSignature signature = signature(request);
    return signature.verify(
        request.head(),
        body,
        SignedFiles.key(signature.keyId()),
        signedAt(request),
        SignaturePolicy.STANDARD);
  }

  private static HttpSignature signature(SignedFiles.Received request) {
    assertThat(SignatureHeader.parse(request.head())).isInstanceOf(SignatureHeader.Present.class);
    return ((SignatureHeader.Present) SignatureHeader.parse(request.head())).signature();
  }

  private static Instant signedAt(SignedFiles.Received request) {
    Optional<String> input = request.head().header("signature-input");
    return input
        .map(it -> it.replaceFirst(".*;created=([0-9]+);.*", "$1"))
        .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
        .orElseGet(
            () ->
                Instant.from(
                    DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                        request.head().header("date").orElseThrow())));
  }

  @Test
  void theStepsOfAProofLeadToTheProof() throws IOException {
    String steps = SignedFiles.text("flattr.steps.txt");
    JsonObject signed = SignedFiles.json("flattr");

    assertThat(steps)
        .contains(DocumentDigest.of(signed))
        .endsWith(signed.getJsonObject("proof").getString("proofValue") + "\n");
  }

  /** So who signs a document with them comes to the file. */
  @Test
  void theKeysAreThoseOfTheActors() throws IOException {
    for (JsonValue value : SignedFiles.json("keys").getJsonArray("keys")) {
      JsonObject key = value.asJsonObject();
      var published = SignedFiles.key(URI.create(key.getString("id")));
      byte[] message = "any".getBytes(StandardCharsets.UTF_8);
      String secret = key.getString("privateKeyPem", "");

      if (secret.isEmpty()) {
        assertThat(published).isEqualTo(seeded(key.getString("seed")).verificationKey());
      } else {
        assertThat(published.verify(message, Pem.signingKey(secret).sign(message))).isTrue();
      }
    }
  }

  /** A seed in the form in which an Ed25519 key is kept (RFC 8410). */
  private static SigningKey seeded(String seed) {
    byte[] der = HexFormat.of().parseHex("302e020100300506032b657004220420" + seed);
    String text = Base64.getEncoder().encodeToString(der);
    return Pem.signingKey("-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
  }
}
