package org.farthing.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ObjectProofTest {
  private static final Ed25519SigningKey KEY =
      Multikey.signingKey(
          Vectors.json("w3c-eddsa-jcs-2022/keyPair.json").getString("privateKeyMultibase"));
  private static final Ed25519VerificationKey PUBLIC = KEY.verificationKey();
  private static final URI KEY_ID = URI.create("https://server.example/users/alice#ed25519-key");
  private static final Instant CREATED = Instant.parse("2023-02-24T23:36:38Z");
  private static final JsonObject SIGNED = Vectors.documents("fep/fep-8b32.feature").get(1);

  @ParameterizedTest
  @ValueSource(strings = {"fep-8b32", "fep-8b32.6b746b57"})
  void signsTheDocumentsOfFep8b32AsPublished(String name) {
    List<JsonObject> documents = Vectors.documents("fep/" + name + ".feature");

    JsonObject signed = ObjectProof.sign(documents.get(0), KEY_ID, KEY, CREATED);

    assertThat(signed).isEqualTo(documents.get(1));
    assertThat(ObjectProof.verify(documents.get(2), PUBLIC)).isEqualTo(ProofVerdict.VALID);
  }

  @Test
  void takesAProofWithoutContextAsItStands() {
    JsonObject signed = Vectors.documents("fep/fep-8b32.fcfd59d2.feature").get(1);
    JsonObject withContext =
        Json.newObject(signed)
            .add(
                "proof",
                Json.newObject(signed.getJsonObject("proof"))
                    .add("@context", signed.get("@context")))
            .build();

    assertThat(ObjectProof.verify(signed, PUBLIC)).isEqualTo(ProofVerdict.VALID);
    assertThat(ObjectProof.verify(withContext, PUBLIC)).isEqualTo(ProofVerdict.INVALID);
  }

  @Test
  void signsTheIdentityClaimOfFepC390AsPublished() {
    List<JsonObject> documents = Vectors.documents("fep/fep-c390.feature");
    URI key = URI.create(documents.get(0).getString("subject"));

    JsonObject signed = ObjectProof.sign(documents.get(0), key, KEY, CREATED);

    assertThat(signed).isEqualTo(documents.get(1));
    assertThat(ObjectProof.verify(documents.get(1), PUBLIC)).isEqualTo(ProofVerdict.VALID);
  }

  @Test
  void takesEveryStepOfW3cAsPublished() {
    JsonObject unsigned = w3cJson("unsigned.json");
    JsonObject options = w3cJson("proofConfigJCS.json");

    assertThat(new String(CanonicalJson.of(unsigned), StandardCharsets.UTF_8))
        .isEqualTo(w3c("canonDocJCS.txt"));
    assertThat(new String(CanonicalJson.of(options), StandardCharsets.UTF_8))
        .isEqualTo(w3c("proofCanonJCS.txt"));
    byte[] combined = ObjectProof.signedBytes(options, unsigned);
    assertThat(hex(combined)).isEqualTo(w3c("combinedHashJCS.txt"));
    assertThat(hex(Arrays.copyOf(combined, 32))).isEqualTo(w3c("proofHashJCS.txt"));
    assertThat(hex(Arrays.copyOfRange(combined, 32, 64))).isEqualTo(w3c("docHashJCS.txt"));
    assertThat(hex(KEY.sign(combined))).isEqualTo(w3c("sigHexJCS.txt"));
    assertThat(Multibase.encode(KEY.sign(combined))).isEqualTo(w3c("sigBTC58JCS.txt"));
  }

  @Test
  void signsTheDocumentOfW3cAsPublished() {
    JsonObject published = w3cJson("signedJCS.json");
    URI key = ObjectProof.verificationMethodOf(published).orElseThrow();

    JsonObject signed = ObjectProof.sign(w3cJson("unsigned.json"), key, KEY, CREATED);

    assertThat(signed).isEqualTo(published);
    assertThat(ObjectProof.verify(published, PUBLIC)).isEqualTo(ProofVerdict.VALID);
  }

  @Test
  void anyChangeOfDocumentOrProofMakesItInvalid() {
    JsonObject changed = Json.newObject(SIGNED).add("actor", "https://evil.example/").build();
    JsonObject added = Json.newObject(SIGNED).add("extra", JsonValue.NULL).build();
    JsonObject removed = Json.newObject(SIGNED).remove("id").build();

    assertThat(List.of(changed, added, removed))
        .allSatisfy(d -> assertThat(ObjectProof.verify(d, PUBLIC)).isEqualTo(ProofVerdict.INVALID));
    assertThat(verdictWith("created", "2023-02-24T23:36:39Z")).isEqualTo(ProofVerdict.INVALID);
    assertThat(verdictWith("expires", "2033-02-24T23:36:39Z")).isEqualTo(ProofVerdict.INVALID);
    assertThat(verdictWith("verificationMethod", "https://evil.example/#key"))
        .isEqualTo(ProofVerdict.INVALID);
    assertThat(ObjectProof.verify(SIGNED, Keys.ED25519.verificationKey()))
        .isEqualTo(ProofVerdict.INVALID);
  }

  @Test
  void saysWhyAProofIsNotTaken() {
    JsonObject none = Json.newObject(SIGNED).remove("proof").build();
    JsonObject list =
        Json.newObject(SIGNED).add("proof", Json.newArray().add(SIGNED.get("proof"))).build();

    assertThat(ObjectProof.verify(none, PUBLIC)).isEqualTo(ProofVerdict.MISSING);
    assertThat(ObjectProof.verify(list, PUBLIC)).isEqualTo(ProofVerdict.MALFORMED);
    assertThat(verdictWith("type", "RsaSignature2017")).isEqualTo(ProofVerdict.UNSUPPORTED);
    assertThat(verdictWith("cryptosuite", "eddsa-rdfc-2022")).isEqualTo(ProofVerdict.UNSUPPORTED);
    assertThat(verdictWith("proofPurpose", "authentication")).isEqualTo(ProofVerdict.WRONG_PURPOSE);
    assertThat(verdictWith("created", "yesterday")).isEqualTo(ProofVerdict.MALFORMED);
    assertThat(verdictWith("verificationMethod", "no uri")).isEqualTo(ProofVerdict.MALFORMED);
    assertThat(verdictWith("proofValue", "u" + "A".repeat(86))).isEqualTo(ProofVerdict.MALFORMED);
    assertThat(verdictWith("proofValue", "z" + "2".repeat(10_000)))
        .isEqualTo(ProofVerdict.MALFORMED);
    assertThat(ObjectProof.verify(SIGNED, Keys.RSA.verificationKey()))
        .isEqualTo(ProofVerdict.WRONG_KEY);
  }

  @Test
  void aDocumentThatHasNoCanonicalFormIsMalformed() {
    JsonObject endless = Json.newObject(SIGNED).add("n", new BigDecimal("1e999")).build();

    assertThat(ObjectProof.verify(endless, PUBLIC)).isEqualTo(ProofVerdict.MALFORMED);
  }

  @Test
  void theKeyMustBeTheOneNamedAndInUseWhenSigned() {
    assertThat(ObjectProof.verify(SIGNED, published(KEY_ID, CREATED, null)))
        .isEqualTo(ProofVerdict.VALID);
    assertThat(ObjectProof.verify(SIGNED, published(KEY_ID, CREATED, CREATED.plusSeconds(1))))
        .isEqualTo(ProofVerdict.VALID);
    assertThat(ObjectProof.verify(SIGNED, published(KEY_ID, CREATED.plusSeconds(1), null)))
        .isEqualTo(ProofVerdict.OUTSIDE_KEY_DATES);
    assertThat(
            ObjectProof.verify(
                SIGNED, published(URI.create("https://server.example/#other"), CREATED, null)))
        .isEqualTo(ProofVerdict.WRONG_KEY);
  }

  @Test
  void cutsTheDateToWholeSecondsAndLeavesOutAMissingContext() {
    JsonObject document = Json.newObject().add("id", "https://node.example/1").build();

    JsonObject signed = ObjectProof.sign(document, KEY_ID, KEY, CREATED.plusMillis(999));

    assertThat(ObjectProof.createdOf(signed)).contains(CREATED);
    assertThat(ObjectProof.verificationMethodOf(signed)).contains(KEY_ID);
    assertThat(signed.getJsonObject("proof")).doesNotContainKey("@context");
    assertThat(ObjectProof.verify(signed, PUBLIC)).isEqualTo(ProofVerdict.VALID);
  }

  @Test
  void signsNoDocumentTwice() {
    assertThatThrownBy(() -> ObjectProof.sign(SIGNED, KEY_ID, KEY, CREATED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ProofVerdict verdictWith(String name, String value) {
    JsonObject proof = Json.newObject(SIGNED.getJsonObject("proof")).add(name, value).build();
    return ObjectProof.verify(Json.newObject(SIGNED).add("proof", proof).build(), PUBLIC);
  }

  private static PublishedKey published(URI id, Instant from, @Nullable Instant until) {
    return new PublishedKey(id, PUBLIC, from, until);
  }

  private static JsonObject w3cJson(String name) {
    return Vectors.json("w3c-eddsa-jcs-2022/" + name);
  }

  private static String w3c(String name) {
    return Vectors.text("w3c-eddsa-jcs-2022/" + name);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
