package org.farthing.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.OwnGift;
import org.farthing.protocol.message.OwnShare;
import org.farthing.protocol.message.OwnWord;

/** Checks an {@link OwnProof}: one node's word, under its own policy. */
final class OwnProofCheck {

  private final OwnProof proof;
  private final TrustedKeys trusted;
  private final OwnWord word;
  private final NodePolicy policy;

  /** Reads all parts. */
  OwnProofCheck(OwnProof proof, TrustedKeys trusted) {
    this.proof = proof;
    this.trusted = trusted;
    this.word = proof.kind().read(proof.word());
    this.policy =
        Relation.policy(proof.policy(), word.policy(), "This was said under another policy.");
  }

  CheckedProof check() {
    Relation.require(
        policy.node().equals(word.node()),
        "wrong_signer",
        "/policy/attributedTo",
        "Not the policy of " + word.node() + ".");
    SortedMap<ActorId, ActorId> nodes = new TreeMap<>();
    nodes.put(word.node(), word.node());
    KeyBook keys = KeyBook.read(proof.keys(), nodes, trusted);
    Signature ofWord = keys.verify(proof.word(), word.node(), place(""));
    Signature ofPolicy = keys.verify(proof.policy(), word.node(), "/policy");
    KeyBook.requireCovered(ofWord, Stream.empty());
    KeyBook.requireCovered(ofPolicy, Stream.of(ofWord));
    checkPolicy();
    return new CheckedProof(proof, findings(List.of(ofWord, ofPolicy)), keys.unknown(nodes));
  }

  private void checkPolicy() {
    Relation.requireCurrency(policy.currency(), word.amount().currency(), "/policy/currency");
    Relation.require(
        !policy.effectiveFrom().isAfter(word.period()),
        "wrong_policy",
        "/policy/effectiveFrom",
        "The policy did not hold in " + word.period() + " yet.");
    Relation.require(
        !word.published().isBefore(policy.calendar().cutOff(word.period())),
        "early",
        place("/published"),
        "Said before the cut-off of " + word.period() + ".");
  }

  /** A pointer into the node's word. */
  private String place(String pointer) {
    return "/" + proof.kind().member() + pointer;
  }

  private List<String> findings(List<Signature> signatures) {
    List<String> findings = new ArrayList<>();
    findings.add(saying());
    findings.add("Donor and creator are at the same node: nobody else has signed this.");
    findings.add(CheckedProof.fee(policy));
    findings.addAll(CheckedProof.ofSignatures(signatures));
    return findings;
  }

  private String saying() {
    String donor = word.donor().map(ActorId::toString).orElse("a donor of its own, not named,");
    String amount = CheckedProof.text(word.amount());
    return switch (word) {
      case OwnShare it ->
          "%s says that %s flattred %s of %s in %s, and that this flattr got %s."
              .formatted(it.node(), donor, it.thing(), it.creator(), it.period(), amount);
      case OwnGift it ->
          "%s says that %s gave %s to %s in %s, beside any budget."
              .formatted(it.node(), donor, amount, it.creator(), it.period());
    };
  }
}
