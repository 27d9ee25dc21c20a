package org.farthing.node.federation.inbox;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HexFormat;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.DocumentDigest;

/**
 * An activity with the bytes in which it came.
 *
 * @param body kept as evidence: what was signed is what was sent
 * @param idHash SHA-256 of its id
 * @param contentHash of its canonical JSON without a proof
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record InboundActivity(VerifiedActivity activity, byte[] body, byte[] idHash, byte[] contentHash) {

  static InboundActivity of(VerifiedActivity activity, byte[] body) {
    return new InboundActivity(
        activity, body, hash(activity.id()), HexFormat.of().parseHex(activity.digest()));
  }

  /**
   * The id of an activity: its own, or, since some servers give none to what nobody refers to, one
   * that is made of its content. So what comes again is known again, as under any id; who means the
   * same thing twice has to name it.
   *
   * @throws org.farthing.protocol.activity.ProtocolException {@code missing} where it has none and
   *     carries a proof: evidence is found by its id
   */
  static ActivityId idOf(ActivityDocument activity) {
    JsonObject json = activity.json();
    boolean isNameless = json.getOrDefault("id", JsonValue.NULL).equals(JsonValue.NULL);
    return isNameless && !json.containsKey("proof")
        ? ActivityId.of(activity.actor().origin() + "/#sha-256:" + DocumentDigest.of(json))
        : activity.id();
  }

  /** By which an activity is found. */
  static byte[] hash(ActivityId id) {
    return Sha256.of(id.toString());
  }
}
