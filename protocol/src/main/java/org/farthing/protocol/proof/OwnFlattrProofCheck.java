package org.farthing.protocol.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.OwnShare;

/** Checks an {@link OwnFlattrProof}: one node's word, under its own policy. */
final class OwnFlattrProofCheck {

  private final OwnFlattrProof proof;
  private final TrustedKeys trusted;
  private final OwnShare share;
  private final NodePolicy policy;

  /** Reads all parts. */
  OwnFlattrProofCheck(OwnFlattrProof proof, TrustedKeys trusted) {
    this.proof = proof;
    this.trusted = trusted;
    this.share = BundleFields.at("/share", () -> OwnShare.read(proof.share()));
    this.policy =
        Relation.policy(proof.policy(), share.policy(), "The share is of another policy.");
  }

  CheckedProof check() {
    Relation.require(
        policy.node().equals(share.node()),
        "wrong_signer",
        "/policy/attributedTo",
        "Not the policy of " + share.node() + ".");
    SortedMap<ActorId, ActorId> nodes = new TreeMap<>();
    nodes.put(share.node(), share.node());
    KeyBook keys = KeyBook.read(proof.keys(), nodes, trusted);
    Signature ofShare = keys.verify(proof.share(), share.node(), "/share");
    Signature ofPolicy = keys.verify(proof.policy(), share.node(), "/policy");
    KeyBook.requireCovered(ofShare, Stream.empty());
    KeyBook.requireCovered(ofPolicy, Stream.of(ofShare));
    checkPolicy();
    return new CheckedProof(proof, findings(List.of(ofShare, ofPolicy)), keys.unknown(nodes));
  }

  private void checkPolicy() {
    Relation.requireCurrency(policy.currency(), share.amount().currency(), "/policy/currency");
    Relation.require(
        !policy.effectiveFrom().isAfter(share.period()),
        "wrong_policy",
        "/policy/effectiveFrom",
        "The policy did not hold in " + share.period() + " yet.");
    Relation.require(
        !share.published().isBefore(policy.calendar().cutOff(share.period())),
        "early",
        "/share/published",
        "Said before the cut-off of " + share.period() + ".");
  }

  private List<String> findings(List<Signature> signatures) {
    List<String> findings = new ArrayList<>();
    findings.add(
        "%s says that %s flattred %s of %s in %s, and that this flattr got %s."
            .formatted(
                share.node(),
                share.donor().map(ActorId::toString).orElse("a donor of its own, not named,"),
                share.thing(),
                share.creator(),
                share.period(),
                CheckedProof.text(share.amount())));
    findings.add("Donor and creator are at the same node: nobody else has signed this.");
    findings.add(CheckedProof.fee(policy));
    findings.addAll(CheckedProof.ofSignatures(signatures));
    return findings;
  }
}
