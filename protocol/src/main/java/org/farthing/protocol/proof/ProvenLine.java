package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.settlement.InclusionProof;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.TreeHash;

/** A line of a statement and the way from it up to the statement's root. */
public record ProvenLine(StatementLine line, InclusionProof inclusion) {

  /** Whether the line is one of this statement's, at this place. */
  public boolean isIn(Statement statement) {
    return inclusion.treeSize() == statement.count()
        && inclusion.verifies(
            MerkleTree.leafHash(line.canonicalBytes()), TreeHash.parse(statement.root()));
  }

  /** {@code {line, inclusion: {index, size, path}}}, as the debtor gives it to the creditor. */
  public JsonObject toJson() {
    return Json.newObject()
        .add("line", line.toJson())
        .add("inclusion", InclusionForm.write(inclusion))
        .build();
  }

  /**
   * What {@link #toJson} gave.
   *
   * @throws ProtocolException when it is anything else
   */
  public static ProvenLine read(JsonObject document) {
    BundleFields fields = new BundleFields(document);
    fields.requireExactly("line", "inclusion");
    return new ProvenLine(
        fields.read("line", StatementLine::read), fields.read("inclusion", InclusionForm::read));
  }
}
