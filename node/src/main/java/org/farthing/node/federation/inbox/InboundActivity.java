package org.farthing.node.federation.inbox;

import java.util.HexFormat;
import org.farthing.protocol.Sha256;
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
    String digest = DocumentDigest.of(activity.document().json());
    return new InboundActivity(
        activity, body, hash(activity.id()), HexFormat.of().parseHex(digest));
  }

  /** By which an activity is found. */
  static byte[] hash(ActivityId id) {
    return Sha256.of(id.toString());
  }
}
