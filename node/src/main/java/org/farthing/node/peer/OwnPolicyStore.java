package org.farthing.node.peer;

import static org.farthing.node.generated.Tables.NODE_POLICY;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.farthing.node.generated.enums.NodePolicyWantedBy;
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

  /** As {@link #all}, and nobody else adds one meanwhile. */
  static List<OwnPolicies.Version> lockAll(Transaction tx) {
    return tx.dsl()
        .select(NODE_POLICY.DOCUMENT)
        .from(NODE_POLICY)
        .orderBy(NODE_POLICY.VERSION)
        .forUpdate()
        .fetch(row -> version(Json.parseObject(row.value1())));
  }

  /** The newest that was made of the configuration. */
  static Optional<OwnPolicies.Version> configured(Transaction tx) {
    return tx.dsl()
        .select(NODE_POLICY.DOCUMENT)
        .from(NODE_POLICY)
        .where(NODE_POLICY.WANTED_BY.eq(NodePolicyWantedBy.configuration))
        .orderBy(NODE_POLICY.VERSION.desc())
        .limit(1)
        .fetchOptional(row -> version(Json.parseObject(row.value1())));
  }

  /**
   * @param byAdmin on a page, and not by the configuration
   */
  static void insert(Transaction tx, OwnPolicies.Version version, boolean byAdmin) {
    NodePolicy policy = version.policy();
    tx.dsl()
        .insertInto(NODE_POLICY)
        .set(NODE_POLICY.VERSION, policy.version())
        .set(NODE_POLICY.EFFECTIVE_PERIOD, policy.effectiveFrom())
        .set(NODE_POLICY.DOCUMENT, version.document().toString().getBytes(StandardCharsets.UTF_8))
        .set(NODE_POLICY.DIGEST, version.digest())
        .set(
            NODE_POLICY.WANTED_BY,
            byAdmin ? NodePolicyWantedBy.admin : NodePolicyWantedBy.configuration)
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
