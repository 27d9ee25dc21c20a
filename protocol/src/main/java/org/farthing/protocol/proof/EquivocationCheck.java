package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.proof.SlotKind.Claim;

/** Checks that two documents are by one signer, for one slot, and say different things. */
final class EquivocationCheck {

  private static final String FIRST = "/documents/0";
  private static final String SECOND = "/documents/1";

  private final EquivocationProof proof;
  private final TrustedKeys trusted;
  private final Claim first;
  private final Claim second;

  /** Reads both documents. */
  EquivocationCheck(EquivocationProof proof, TrustedKeys trusted) {
    this.proof = proof;
    this.trusted = trusted;
    this.first = claim(proof.first(), FIRST);
    this.second = claim(proof.second(), SECOND);
  }

  private Claim claim(JsonObject document, String place) {
    return BundleFields.at(place, () -> proof.kind().claim(document));
  }

  CheckedProof check() {
    Relation.require(
        second.signer().equals(first.signer()),
        "wrong_signer",
        SECOND,
        "The documents are by two signers.");
    Relation.require(
        second.slot().equals(first.slot()),
        "other_slot",
        SECOND,
        "The documents are of two slots, where both can be true.");
    Relation.require(
        !second.digest().equals(first.digest()),
        "same_content",
        SECOND,
        "Both documents say the same.");
    Relation.require(
        first.digest().compareTo(second.digest()) < 0,
        "wrong_order",
        "/documents",
        "The document of the lower digest comes first.");
    SortedMap<ActorId, ActorId> nodes = new TreeMap<>();
    nodes.put(first.signer(), first.signer());
    KeyBook keys = KeyBook.read(proof.keys(), nodes, trusted);
    List<Signature> signatures =
        List.of(
            keys.verify(proof.first(), first.signer(), FIRST),
            keys.verify(proof.second(), first.signer(), SECOND));
    signatures.forEach(signature -> KeyBook.requireCovered(signature, Stream.empty()));
    return new CheckedProof(proof, findings(signatures), keys.unknown(nodes));
  }

  private List<String> findings(List<Signature> signatures) {
    List<String> findings = new ArrayList<>();
    findings.add(
        "%s signed two different documents where only one can be true: %s."
            .formatted(first.signer(), first.slot()));
    findings.add(
        "Their contents have the digests " + first.digest() + " and " + second.digest() + ".");
    findings.addAll(CheckedProof.ofSignatures(signatures));
    return findings;
  }
}
