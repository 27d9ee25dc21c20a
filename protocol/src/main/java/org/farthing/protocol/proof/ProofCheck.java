package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import java.util.Arrays;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;

/** Checks proofs, with nothing but their bytes and the keys that the reader trusts. */
public final class ProofCheck {

  private ProofCheck() {}

  /** Checks a document from its first byte to its last. */
  public static Verdict check(byte[] document, TrustedKeys trusted) {
    try {
      CheckedProof checked = check(read(document), trusted);
      return checked.unknown().isEmpty()
          ? new Verdict.Trusted(checked.proof(), checked.findings())
          : new Verdict.Consistent(checked.proof(), checked.findings(), checked.unknown());
    } catch (ProtocolException e) {
      return new Verdict.Refused(e.code(), e.pointer().orElse(""), String.valueOf(e.getMessage()));
    } catch (JsonRefused e) {
      return new Verdict.Refused(e.code().id(), "", String.valueOf(e.getMessage()));
    }
  }

  /**
   * The proof that a document is, nothing of it checked but its form.
   *
   * @throws ProtocolException when it is none, or spelled in another way than the only one
   * @throws JsonRefused when it is no JSON
   */
  public static Proof read(byte[] document) {
    JsonObject json = Json.parseObject(document);
    int difference = Arrays.mismatch(CanonicalJson.of(json), document);
    if (difference >= 0) {
      throw new ProtocolException(
          "not_canonical",
          "Not in canonical form (RFC 8785), from byte " + (difference + 1) + " on.");
    }
    BundleFields bundle = new BundleFields(json);
    return switch (bundle.text("type")) {
      case FlattrProof.TYPE -> FlattrProof.read(bundle);
      case OwnFlattrProof.TYPE -> OwnFlattrProof.read(bundle);
      case EquivocationProof.TYPE -> EquivocationProof.read(bundle);
      default ->
          throw new ProtocolException("unknown_kind", "No proof of this version.").under("/type");
    };
  }

  private static CheckedProof check(Proof proof, TrustedKeys trusted) {
    return switch (proof) {
      case FlattrProof it -> new FlattrProofCheck(it, trusted).check();
      case OwnFlattrProof it -> new OwnFlattrProofCheck(it, trusted).check();
      case EquivocationProof it -> new EquivocationCheck(it, trusted).check();
    };
  }
}
