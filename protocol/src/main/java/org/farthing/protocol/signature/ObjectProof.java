package org.farthing.protocol.signature;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;

/**
 * Object integrity proofs: FEP-8b32 with the W3C cryptosuite {@code eddsa-jcs-2022}.
 *
 * <p>Signed is SHA-256 of the canonical proof without its value, followed by SHA-256 of the
 * canonical document without its proof. A proof is hashed as it stands: with its {@code @context}
 * when it carries one, as W3C has it, without when not, as Mitra sends it.
 *
 * <p>{@code expires} is signed like every other member but not judged here: a proof is evidence of
 * what was said, whenever it is looked at. A list of proofs is not read.
 */
public final class ObjectProof {
  private static final String PROOF = "proof";
  private static final String CONTEXT = "@context";
  private static final String VALUE = "proofValue";
  private static final String TYPE = "DataIntegrityProof";
  private static final String SUITE = "eddsa-jcs-2022";
  private static final String PURPOSE = "assertionMethod";

  /** 64 bytes in base58 are 88 digits at most. */
  private static final int MAXIMUM_VALUE_LENGTH = 100;

  private ObjectProof() {}

  /**
   * The document with a proof, its {@code @context} (if any) repeated in the proof.
   *
   * @param verificationMethod the id under which the key is published
   * @param created cut to whole seconds
   * @throws IllegalArgumentException when the document carries a proof already
   */
  public static JsonObject sign(
      JsonObject document, URI verificationMethod, Ed25519SigningKey key, Instant created) {
    if (document.containsKey(PROOF)) {
      throw new IllegalArgumentException("The document carries a proof already");
    }
    JsonObjectBuilder options =
        Json.newObject()
            .add("type", TYPE)
            .add("cryptosuite", SUITE)
            .add("created", created.truncatedTo(ChronoUnit.SECONDS).toString())
            .add("verificationMethod", verificationMethod.toString())
            .add("proofPurpose", PURPOSE);
    if (document.containsKey(CONTEXT)) {
      options.add(CONTEXT, document.get(CONTEXT));
    }
    JsonObject proof = options.build();
    String value = Multibase.encode(key.sign(signedBytes(proof, document)));
    return Json.newObject(document).add(PROOF, Json.newObject(proof).add(VALUE, value)).build();
  }

  /** Which key a document says it is signed with; empty when it carries no readable proof. */
  public static Optional<URI> verificationMethodOf(JsonObject signed) {
    return proofOf(signed).flatMap(proof -> uri(proof, "verificationMethod"));
  }

  /** When a document says it was signed; empty when it carries no readable date. */
  public static Optional<Instant> createdOf(JsonObject signed) {
    return proofOf(signed).flatMap(proof -> instant(proof, "created"));
  }

  /**
   * Checks a document against the key that its proof must name, and the proof's date, which it must
   * have, against the key's dates. A revoked key proves nothing.
   */
  public static ProofVerdict verify(JsonObject signed, PublishedKey key) {
    ProofVerdict verdict = verify(signed, key.key());
    if (verdict != ProofVerdict.VALID) {
      return verdict;
    }
    if (!verificationMethodOf(signed).equals(Optional.of(key.id()))) {
      return ProofVerdict.WRONG_KEY;
    }
    if (key.revoked().isPresent()) {
      return ProofVerdict.REVOKED_KEY;
    }
    return createdOf(signed).filter(key::coversAt).isPresent()
        ? ProofVerdict.VALID
        : ProofVerdict.OUTSIDE_KEY_DATES;
  }

  /** Checks a document against a key, whatever name and dates the proof gives. */
  public static ProofVerdict verify(JsonObject signed, VerificationKey key) {
    if (!signed.containsKey(PROOF)) {
      return ProofVerdict.MISSING;
    }
    Optional<JsonObject> proof = proofOf(signed);
    if (proof.isEmpty()) {
      return ProofVerdict.MALFORMED;
    }
    return judge(signed, proof.get(), key);
  }

  private static ProofVerdict judge(JsonObject signed, JsonObject proof, VerificationKey key) {
    if (!is(proof, "type", TYPE) || !is(proof, "cryptosuite", SUITE)) {
      return ProofVerdict.UNSUPPORTED;
    }
    if (!is(proof, "proofPurpose", PURPOSE)) {
      return ProofVerdict.WRONG_PURPOSE;
    }
    boolean undated = proof.containsKey("created") && instant(proof, "created").isEmpty();
    if (undated || uri(proof, "verificationMethod").isEmpty()) {
      return ProofVerdict.MALFORMED;
    }
    if (!(key instanceof Ed25519VerificationKey)) {
      return ProofVerdict.WRONG_KEY;
    }
    try {
      byte[] signature = Multibase.decode(text(proof, VALUE).orElse(""), MAXIMUM_VALUE_LENGTH);
      byte[] message = signedBytes(without(proof, VALUE), without(signed, PROOF));
      return key.verify(message, signature) ? ProofVerdict.VALID : ProofVerdict.INVALID;
    } catch (IllegalArgumentException | JsonRefused e) {
      return ProofVerdict.MALFORMED;
    }
  }

  static byte[] signedBytes(JsonObject options, JsonObject document) {
    byte[] first = Digests.sha256(CanonicalJson.of(options));
    byte[] second = Digests.sha256(CanonicalJson.of(document));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static JsonObject without(JsonObject object, String name) {
    return Json.newObject(object).remove(name).build();
  }

  private static Optional<JsonObject> proofOf(JsonObject signed) {
    return signed.get(PROOF) instanceof JsonObject proof ? Optional.of(proof) : Optional.empty();
  }

  private static boolean is(JsonObject object, String name, String expected) {
    return text(object, name).filter(expected::equals).isPresent();
  }

  private static Optional<URI> uri(JsonObject object, String name) {
    try {
      return text(object, name).map(URI::create);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(JsonObject object, String name) {
    try {
      return text(object, name).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonObject object, String name) {
    JsonValue value = object.get(name);
    return value instanceof JsonString string ? Optional.of(string.getString()) : Optional.empty();
  }
}
