package org.farthing.node.peer;

import static org.farthing.node.generated.Tables.NODE_POLICY;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.NodePolicy;

/** The rows of this node's own policies. */
final class OwnPolicyStore {

  private OwnPolicyStore() {}

  /** All versions, oldest first. */
  static List<OwnPolicies.Version> all(Transaction tx) {
    return tx.dsl()
        .select(NODE_POLICY.DOCUMENT)
        .from(NODE_POLICY)
        .orderBy(NODE_POLICY.VERSION)
        .fetch(row -> version(Json.parseObject(row.value1())));
  }

  static void insert(Transaction tx, OwnPolicies.Version version) {
    NodePolicy policy = version.policy();
    tx.dsl()
        .insertInto(NODE_POLICY)
        .set(NODE_POLICY.VERSION, policy.version())
        .set(NODE_POLICY.EFFECTIVE_PERIOD, policy.effectiveFrom())
        .set(NODE_POLICY.DOCUMENT, version.document().toString().getBytes(StandardCharsets.UTF_8))
        .set(NODE_POLICY.DIGEST, version.digest())
        .execute();
  }

  static void deleteAll(Transaction tx) {
    tx.dsl().deleteFrom(NODE_POLICY).execute();
  }

  static OwnPolicies.Version version(JsonObject document) {
    return new OwnPolicies.Version(
        NodePolicy.read(document), document, DocumentDigest.of(document));
  }
}
