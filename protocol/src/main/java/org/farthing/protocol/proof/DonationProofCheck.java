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
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrAnswer.Receipt;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer.Agreement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.Money;

/**
 * Checks what a {@link DonationProof} is made of, and that its parts are about the same flattr or
 * gift.
 */
final class DonationProofCheck {

  private final DonationProof proof;
  private final TrustedKeys trusted;

  /** The member of the donation, and its name in sentences. */
  private final String what;

  private final Donation given;
  private final Receipt receipt;
  private final StatementOffer offer;
  private final Statement statement;
  private final Agreement agreement;
  private final NodePolicy policy;

  /** Reads all parts. */
  DonationProofCheck(DonationProof proof, TrustedKeys trusted) {
    this.proof = proof;
    this.trusted = trusted;
    this.what = proof.kind().member();
    this.given =
        switch (proof.kind()) {
          case FLATTR -> Relation.message(proof.donation(), Flattr.class, "/" + what);
          case GIFT -> Relation.message(proof.donation(), Gift.class, "/" + what);
        };
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
    checkAmount();
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

  /** Whether its month's statement left it out, and this one of a later month makes up for that. */
  private boolean isCorrection() {
    return proof.line().kind() == StatementLine.Kind.CORRECTION;
  }

  private boolean isAnonymous() {
    return given.donorTag().isPresent();
  }

  private void checkParties() {
    Relation.require(
        given.actor().origin().equals(debtor().origin()),
        "wrong_debtor",
        "/statement/object/debtor",
        "The " + what + " was not given at " + debtor() + ".");
    Relation.require(
        given.actor().equals(debtor()) == isAnonymous(),
        "wrong_signer",
        "/" + what + "/actor",
        "A donor signs what they give, and their node what is given by nobody named.");
    Relation.require(
        given.creator().origin().equals(creditor().origin()),
        "wrong_creditor",
        "/statement/object/creditor",
        "The " + what + " was not given to somebody at " + creditor() + ".");
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
    nodes.put(given.actor(), debtor());
    return nodes;
  }

  private List<Signature> checkSignatures(KeyBook keys) {
    Signature ofDonation = keys.verify(proof.donation(), given.actor(), "/" + what);
    Signature ofReceipt = keys.verify(proof.receipt(), creditor(), "/receipt");
    Signature ofStatement = keys.verify(proof.statement(), debtor(), "/statement");
    Signature ofAgreement = keys.verify(proof.agreement(), creditor(), "/agreement");
    Signature ofPolicy = keys.verify(proof.policy(), creditor(), "/policy");
    KeyBook.requireCovered(ofDonation, Stream.of(ofReceipt, ofStatement, ofAgreement));
    KeyBook.requireCovered(ofReceipt, Stream.of(ofStatement, ofAgreement));
    KeyBook.requireCovered(ofStatement, Stream.of(ofAgreement));
    KeyBook.requireCovered(ofAgreement, Stream.of(ofStatement));
    KeyBook.requireCovered(ofPolicy, Stream.of(ofReceipt, ofStatement, ofAgreement));
    return List.of(ofDonation, ofReceipt, ofStatement, ofAgreement, ofPolicy);
  }

  private void checkReceipt() {
    Relation.require(
        receipt.flattr().equals(given.id()),
        "wrong_flattr",
        "/receipt/object",
        "The receipt is for another " + what + ".");
    Relation.require(
        receipt.digest().equals(DocumentDigest.of(proof.donation())),
        "wrong_digest",
        "/receipt/result/digest",
        "The receipt is for a " + what + " with another content.");
    Relation.require(
        receipt.period().equals(given.period()),
        "wrong_period",
        "/receipt/result/period",
        "The receipt is for another month than " + given.period() + ".");
    Relation.require(
        YearMonth.from(given.published().atZone(ZoneOffset.UTC)).equals(given.period()),
        "wrong_period",
        "/" + what + "/published",
        "Not published in " + given.period() + ".");
    Relation.require(
        receipt.published().isBefore(policy.calendar().cutOff(given.period())),
        "late",
        "/receipt/published",
        "Receipted after the cut-off of " + given.period() + ".");
  }

  private void checkLine() {
    StatementLine line = proof.line();
    Relation.require(
        line.flattr().equals(given.id()),
        "wrong_flattr",
        "/line/flattr",
        "The line is of another " + what + ".");
    Relation.require(
        line.kind() == proof.kind().line() || isCorrection(),
        "wrong_kind",
        "/line",
        "The line is of no " + what + ".");
    Relation.require(
        line.creator().equals(given.creator()),
        "wrong_creator",
        "/line/creator",
        "The line names another creator than the " + what + ".");
    Relation.require(
        isCorrection() || given.donorTag().filter(tag -> !tag.equals(line.donorTag())).isEmpty(),
        "wrong_tag",
        "/line/donorTag",
        "The line names another donor's tag than the " + what + ".");
    Relation.require(
        isCorrection()
            ? statement.period().isAfter(given.period())
            : statement.period().equals(given.period()),
        "wrong_period",
        "/statement/object/period",
        isCorrection()
            ? "A correction is of a later month than " + given.period() + "."
            : "The statement is of another month than " + given.period() + ".");
    Relation.require(
        new ProvenLine(line, proof.inclusion()).isIn(statement),
        "not_included",
        "/inclusion",
        "The line is not under the root that was signed.");
  }

  /** Of a share only the donor's node knows what it is of; a gift's amount is its donor's own. */
  private void checkAmount() {
    Relation.requireCurrency(
        statement.gross().currency(), given.currency(), "/statement/object/currency");
    Relation.require(
        proof.line().amountMicros() <= statement.gross().micros(),
        "amount",
        "/line/amount",
        "More than the whole statement.");
    Relation.require(
        !(given instanceof Gift gift) || gift.amount().micros() == proof.line().amountMicros(),
        "amount",
        "/line/amount",
        "Another amount than the gift's.");
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
    Relation.require(
        agreement.disputes().stream()
            .noneMatch(dispute -> dispute.flattr().filter(given.id()::equals).isPresent()),
        "disputed",
        "/agreement/except/disputes",
        "The agreement leaves this line out.");
  }

  private void checkPolicy() {
    // A correction is revenue of the later month, under that one's policy.
    Relation.require(
        isCorrection() || statement.policy().equals(receipt.policy()),
        "wrong_policy",
        "/statement/object/policy",
        "The statement was made under another policy than the receipt.");
    Relation.require(
        !policy.effectiveFrom().isAfter(given.period()),
        "wrong_policy",
        "/policy/effectiveFrom",
        "The policy did not hold in " + given.period() + " yet.");
    Relation.requireCurrency(policy.currency(), given.currency(), "/policy/currency");
  }

  private List<String> findings(List<Signature> signatures) {
    Money stated = new Money(proof.line().amountMicros(), statement.gross().currency());
    List<String> findings = new ArrayList<>();
    findings.add(giving());
    findings.add(
        "%s counted exactly this %s, as number %d of %s from that node."
            .formatted(creditor(), what, receipt.sequence(), receipt.period()));
    findings.add(
        "%s stated %s for it: its line is in the statement of %d lines that come to %s."
            .formatted(
                debtor(),
                CheckedProof.text(stated),
                statement.count(),
                CheckedProof.text(statement.gross())));
    if (isCorrection()) {
      findings.add(
          "That is a correction in %s: the statement of %s had left it out. Its fee is that of %s."
              .formatted(statement.period(), given.period(), statement.period()));
    } else {
      findings.add(CheckedProof.fee(policy));
    }
    findings.add(agreeing());
    findings.addAll(CheckedProof.ofSignatures(signatures));
    return findings;
  }

  private String giving() {
    String donor =
        isAnonymous() ? "A donor of " + debtor() + ", not named," : given.actor().toString();
    return switch (given) {
      case Flattr it ->
          "%s flattred %s of %s at %s.".formatted(donor, it.thing(), it.creator(), it.published());
      case Gift it ->
          "%s gave %s to %s at %s, beside any budget."
              .formatted(donor, CheckedProof.text(it.amount()), it.creator(), it.published());
    };
  }

  private String agreeing() {
    return agreement.isWhole()
        ? "%s agreed to this statement and signed it, too.".formatted(creditor())
        : "%s agreed to this statement without %d other lines, and signed that, too."
            .formatted(
                creditor(),
                agreement.disputes().stream().map(it -> it.flattr()).distinct().count());
  }
}
