package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import java.util.List;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.settlement.InclusionProof;

/**
 * That a flattr or gift from one node to another was counted, stated and agreed to: {@code {type:
 * FlattrProof, flattr, receipt, line, inclusion, statement, agreement, policy, keys}}, or {@code
 * {type: GiftProof, gift, …}} with the same others.
 *
 * @param donation the {@code Like}, or the {@code Offer} of the gift, signed by the donor, or by
 *     their node when they are anonymous
 * @param receipt the {@code Accept} of it, signed by the creator's node
 * @param line its line in the statement
 * @param inclusion that the line is under the statement's root
 * @param statement the {@code Offer} of the statement, signed by the donor's node
 * @param agreement the {@code Accept} of the statement, signed by the creator's node
 * @param policy of the creator's node, signed by it; receipt and statement name its digest
 * @param keys key histories of both nodes, and of the donor when they are named, signed by their
 *     nodes; in ascending order of actor
 */
public record DonationProof(
    Kind kind,
    JsonObject donation,
    JsonObject receipt,
    StatementLine line,
    InclusionProof inclusion,
    JsonObject statement,
    JsonObject agreement,
    JsonObject policy,
    List<JsonObject> keys)
    implements Proof {

  /** What was given. */
  public enum Kind {
    FLATTR("FlattrProof", "flattr", StatementLine.Kind.FLATTR),
    GIFT("GiftProof", "gift", StatementLine.Kind.GIFT);

    private final String type;
    private final String member;
    private final StatementLine.Kind line;

    Kind(String type, String member, StatementLine.Kind line) {
      this.type = type;
      this.member = member;
      this.line = line;
    }

    String type() {
      return type;
    }

    /** The member of the proof in which the donation stands; people call it so, too. */
    String member() {
      return member;
    }

    /** The kind of its line in a statement. */
    StatementLine.Kind line() {
      return line;
    }
  }

  public DonationProof {
    keys = List.copyOf(keys);
  }

  @Override
  public JsonObject toJson() {
    return Json.newObject()
        .add("type", kind.type())
        .add(kind.member(), donation)
        .add("receipt", receipt)
        .add("line", line.toJson())
        .add("inclusion", InclusionForm.write(inclusion))
        .add("statement", statement)
        .add("agreement", agreement)
        .add("policy", policy)
        .add("keys", BundleFields.list(keys))
        .build();
  }

  static DonationProof read(Kind kind, BundleFields bundle) {
    bundle.requireExactly(
        "type",
        kind.member(),
        "receipt",
        "line",
        "inclusion",
        "statement",
        "agreement",
        "policy",
        "keys");
    return new DonationProof(
        kind,
        bundle.object(kind.member()),
        bundle.object("receipt"),
        bundle.read("line", StatementLine::read),
        bundle.read("inclusion", InclusionForm::read),
        bundle.object("statement"),
        bundle.object("agreement"),
        bundle.object("policy"),
        bundle.objects("keys"));
  }
}
