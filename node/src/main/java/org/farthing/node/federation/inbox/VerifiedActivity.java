package org.farthing.node.federation.inbox;

import java.time.Instant;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * An activity that its actor, or the actor's node, has signed for transport.
 *
 * @param id on the actor's origin
 * @param digest of its content, as receipts name it: see {@code DocumentDigest}
 * @param proven whether it carries a valid proof of its actor, and so is evidence
 * @param nodeOrNull the node that signed it, when it was not the actor itself or that is a node
 */
public record VerifiedActivity(
    ActivityId id,
    ActorId actor,
    ActivityDocument document,
    String digest,
    boolean proven,
    @Nullable NodeAddress nodeOrNull,
    Instant receivedAt) {

  public Optional<NodeAddress> node() {
    return Optional.ofNullable(nodeOrNull);
  }
}
