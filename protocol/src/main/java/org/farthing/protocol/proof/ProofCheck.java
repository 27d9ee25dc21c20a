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
    String type = bundle.text("type");
    for (DonationProof.Kind kind : DonationProof.Kind.values()) {
      if (kind.type().equals(type)) {
        return DonationProof.read(kind, bundle);
      }
    }
    for (OwnProof.Kind kind : OwnProof.Kind.values()) {
      if (kind.type().equals(type)) {
        return OwnProof.read(kind, bundle);
      }
    }
    if (type.equals(EquivocationProof.TYPE)) {
      return EquivocationProof.read(bundle);
    }
    throw new ProtocolException("unknown_kind", "No proof of this version.").under("/type");
  }

  private static CheckedProof check(Proof proof, TrustedKeys trusted) {
    return switch (proof) {
      case DonationProof it -> new DonationProofCheck(it, trusted).check();
      case OwnProof it -> new OwnProofCheck(it, trusted).check();
      case EquivocationProof it -> new EquivocationCheck(it, trusted).check();
    };
  }
}
