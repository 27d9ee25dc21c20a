package org.farthing.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.money.Money;

/**
 * A proof that holds together.
 *
 * @param findings what was checked, as sentences for people
 * @param unknown the signers of whom the reader knows no key
 */
record CheckedProof(Proof proof, List<String> findings, List<ActorId> unknown) {

  CheckedProof {
    findings = List.copyOf(findings);
    unknown = List.copyOf(unknown);
  }

  static String text(Money amount) {
    return amount.toDecimalString() + " " + amount.currency().code();
  }

  static String fee(NodePolicy policy) {
    return "The fee of %s in that month is %d.%02d %%, by its signed policy."
        .formatted(policy.node(), policy.feeBasisPoints() / 100, policy.feeBasisPoints() % 100);
  }

  /** That all signatures hold, and of which keys it needed a second look. */
  static List<String> ofSignatures(List<Signature> signatures) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "All %d signatures hold, each by a key within the dates of its use."
            .formatted(signatures.size()));
    signatures.stream()
        .filter(signature -> signature.revoked().isPresent())
        .map(
            signature ->
                "%s was revoked at %s; what it signed at %s counts, since another signature covers it."
                    .formatted(
                        signature.key(), signature.revoked().orElseThrow(), signature.place()))
        .forEach(sentences::add);
    return sentences;
  }
}
