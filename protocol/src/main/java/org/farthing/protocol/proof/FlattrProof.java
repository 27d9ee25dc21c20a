package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import java.util.List;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.settlement.InclusionProof;

/**
 * That a flattr from one node to another was counted, stated and agreed to: {@code {type:
 * FlattrProof, flattr, receipt, line, inclusion, statement, agreement, policy, keys}}.
 *
 * @param flattr the {@code Like}, signed by the donor, or by their node when they are anonymous
 * @param receipt the {@code Accept} of it, signed by the creator's node
 * @param line the flattr's line in the statement
 * @param inclusion that the line is under the statement's root
 * @param statement the {@code Offer} of the statement, signed by the donor's node
 * @param agreement the {@code Accept} of the statement, signed by the creator's node
 * @param policy of the creator's node, signed by it; receipt and statement name its digest
 * @param keys key histories of both nodes, and of the donor when they are named, signed by their
 *     nodes; in ascending order of actor
 */
public record FlattrProof(
    JsonObject flattr,
    JsonObject receipt,
    StatementLine line,
    InclusionProof inclusion,
    JsonObject statement,
    JsonObject agreement,
    JsonObject policy,
    List<JsonObject> keys)
    implements Proof {

  static final String TYPE = "FlattrProof";

  public FlattrProof {
    keys = List.copyOf(keys);
  }

  @Override
  public JsonObject toJson() {
    return Json.newObject()
        .add("type", TYPE)
        .add("flattr", flattr)
        .add("receipt", receipt)
        .add("line", line.toJson())
        .add("inclusion", InclusionForm.write(inclusion))
        .add("statement", statement)
        .add("agreement", agreement)
        .add("policy", policy)
        .add("keys", BundleFields.list(keys))
        .build();
  }

  static FlattrProof read(BundleFields bundle) {
    bundle.requireExactly(
        "type",
        "flattr",
        "receipt",
        "line",
        "inclusion",
        "statement",
        "agreement",
        "policy",
        "keys");
    return new FlattrProof(
        bundle.object("flattr"),
        bundle.object("receipt"),
        bundle.read("line", StatementLine::read),
        bundle.read("inclusion", InclusionForm::read),
        bundle.object("statement"),
        bundle.object("agreement"),
        bundle.object("policy"),
        bundle.objects("keys"));
  }
}
