package org.farthing.protocol.proof;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrAnswer.Receipt;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.Money;

/** Checks what a {@link FlattrProof} is made of, and that its parts are about the same flattr. */
final class FlattrProofCheck {

  private final FlattrProof proof;
  private final TrustedKeys trusted;
  private final Flattr flattr;
  private final Receipt receipt;
  private final StatementOffer offer;
  private final Statement statement;
  private final Agreement agreement;
  private final NodePolicy policy;

  /** Reads all parts. */
  FlattrProofCheck(FlattrProof proof, TrustedKeys trusted) {
    this.proof = proof;
    this.trusted = trusted;
    this.flattr = Relation.message(proof.flattr(), Flattr.class, "/flattr");
    this.receipt = Relation.message(proof.receipt(), Receipt.class, "/receipt");
    this.offer = Relation.message(proof.statement(), StatementOffer.class, "/statement");
    this.statement = offer.statement();
    this.agreement = Relation.message(proof.agreement(), Agreement.class, "/agreement");
    this.policy =
        Relation.policy(
            proof.policy(), receipt.policy(), "The receipt was given under another policy.");
  }

  CheckedProof check() {
    checkParties();
    SortedMap<ActorId, ActorId> nodes = nodes();
    KeyBook keys = KeyBook.read(proof.keys(), nodes, trusted);
    List<Signature> signatures = checkSignatures(keys);
    checkReceipt();
    checkLine();
    checkAgreement();
    checkPolicy();
    return new CheckedProof(proof, findings(signatures), keys.unknown(nodes));
  }

  private ActorId debtor() {
    return statement.debtor();
  }

  private ActorId creditor() {
    return statement.creditor();
  }

  private boolean isAnonymous() {
    return flattr.donorTag().isPresent();
  }

  private void checkParties() {
    Relation.require(
        flattr.actor().origin().equals(debtor().origin()),
        "wrong_debtor",
        "/statement/object/debtor",
        "The flattr was not given at " + debtor() + ".");
    Relation.require(
        flattr.actor().equals(debtor()) == isAnonymous(),
        "wrong_signer",
        "/flattr/actor",
        "A donor signs what they give, and their node what is given by nobody named.");
    Relation.require(
        flattr.creator().origin().equals(creditor().origin()),
        "wrong_creditor",
        "/statement/object/creditor",
        "The flattr was not given to somebody at " + creditor() + ".");
    Relation.require(
        receipt.actor().equals(creditor()),
        "wrong_signer",
        "/receipt/actor",
        "Only " + creditor() + " can receipt it.");
    Relation.require(
        policy.node().equals(creditor()),
        "wrong_signer",
        "/policy/attributedTo",
        "Not the policy of " + creditor() + ".");
  }

  private SortedMap<ActorId, ActorId> nodes() {
    SortedMap<ActorId, ActorId> nodes = new TreeMap<>();
    nodes.put(debtor(), debtor());
    nodes.put(creditor(), creditor());
    nodes.put(flattr.actor(), debtor());
    return nodes;
  }

  private List<Signature> checkSignatures(KeyBook keys) {
    Signature ofFlattr = keys.verify(proof.flattr(), flattr.actor(), "/flattr");
    Signature ofReceipt = keys.verify(proof.receipt(), creditor(), "/receipt");
    Signature ofStatement = keys.verify(proof.statement(), debtor(), "/statement");
    Signature ofAgreement = keys.verify(proof.agreement(), creditor(), "/agreement");
    Signature ofPolicy = keys.verify(proof.policy(), creditor(), "/policy");
    KeyBook.requireCovered(ofFlattr, Stream.of(ofReceipt, ofStatement, ofAgreement));
    KeyBook.requireCovered(ofReceipt, Stream.of(ofStatement, ofAgreement));
    KeyBook.requireCovered(ofStatement, Stream.of(ofAgreement));
    KeyBook.requireCovered(ofAgreement, Stream.of(ofStatement));
    KeyBook.requireCovered(ofPolicy, Stream.of(ofReceipt, ofStatement, ofAgreement));
    return List.of(ofFlattr, ofReceipt, ofStatement, ofAgreement, ofPolicy);
  }

  private void checkReceipt() {
    Relation.require(
        receipt.flattr().equals(flattr.id()),
        "wrong_flattr",
        "/receipt/object",
        "The receipt is for another flattr.");
    Relation.require(
        receipt.digest().equals(DocumentDigest.of(proof.flattr())),
        "wrong_digest",
        "/receipt/result/digest",
        "The receipt is for a flattr with another content.");
    Relation.require(
        receipt.period().equals(flattr.period()),
        "wrong_period",
        "/receipt/result/period",
        "The receipt is for another month than " + flattr.period() + ".");
    Relation.require(
        YearMonth.from(flattr.published().atZone(ZoneOffset.UTC)).equals(flattr.period()),
        "wrong_period",
        "/flattr/published",
        "Not published in " + flattr.period() + ".");
    Relation.require(
        receipt.published().isBefore(policy.calendar().cutOff(flattr.period())),
        "late",
        "/receipt/published",
        "Receipted after the cut-off of " + flattr.period() + ".");
  }

  private void checkLine() {
    StatementLine line = proof.line();
    Relation.require(
        line.flattr().equals(flattr.id()),
        "wrong_flattr",
        "/line/flattr",
        "The line is of another flattr.");
    Relation.require(
        line.creator().equals(flattr.creator()),
        "wrong_creator",
        "/line/creator",
        "The line names another creator than the flattr.");
    Relation.require(
        flattr.donorTag().filter(tag -> !tag.equals(line.donorTag())).isEmpty(),
        "wrong_tag",
        "/line/donorTag",
        "The line names another donor's tag than the flattr.");
    Relation.require(
        line.amountMicros() <= statement.gross().micros(),
        "amount",
        "/line/amount",
        "More than the whole statement.");
    Relation.require(
        statement.period().equals(flattr.period()),
        "wrong_period",
        "/statement/object/period",
        "The statement is of another month than " + flattr.period() + ".");
    Relation.requireCurrency(
        statement.gross().currency(), flattr.currency(), "/statement/object/currency");
    Relation.require(
        new ProvenLine(line, proof.inclusion()).isIn(statement),
        "not_included",
        "/inclusion",
        "The line is not under the root that was signed.");
  }

  private void checkAgreement() {
    Relation.require(
        agreement.offer().equals(offer.id()),
        "wrong_statement",
        "/agreement/object",
        "Another offer is agreed to.");
    Relation.require(
        agreement.statement().equals(statement),
        "wrong_statement",
        "/agreement/result",
        "Another statement is agreed to than the one offered.");
  }

  private void checkPolicy() {
    Relation.require(
        statement.policy().equals(receipt.policy()),
        "wrong_policy",
        "/statement/object/policy",
        "The statement was made under another policy than the receipt.");
    Relation.require(
        !policy.effectiveFrom().isAfter(flattr.period()),
        "wrong_policy",
        "/policy/effectiveFrom",
        "The policy did not hold in " + flattr.period() + " yet.");
    Relation.requireCurrency(policy.currency(), flattr.currency(), "/policy/currency");
  }

  private List<String> findings(List<Signature> signatures) {
    Money share = new Money(proof.line().amountMicros(), statement.gross().currency());
    List<String> findings = new ArrayList<>();
    findings.add(
        "%s flattred %s of %s at %s."
            .formatted(
                isAnonymous() ? "A donor of " + debtor() + ", not named," : flattr.actor(),
                flattr.thing(),
                flattr.creator(),
                flattr.published()));
    findings.add(
        "%s counted exactly this flattr, as number %d of %s from that node."
            .formatted(creditor(), receipt.sequence(), receipt.period()));
    findings.add(
        "%s stated %s for it: its line is in the statement of %d flattrs that come to %s."
            .formatted(
                debtor(),
                CheckedProof.text(share),
                statement.count(),
                CheckedProof.text(statement.gross())));
    findings.add("%s agreed to this statement and signed it, too.".formatted(creditor()));
    findings.add(CheckedProof.fee(policy));
    findings.addAll(CheckedProof.ofSignatures(signatures));
    return findings;
  }
}
