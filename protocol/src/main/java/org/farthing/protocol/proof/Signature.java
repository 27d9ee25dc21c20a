package org.farthing.protocol.proof;

import java.time.Instant;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A signature that holds, by a key within its dates of use.
 *
 * @param place of the signed document in the proof
 * @param created when its signer claims to have made it
 * @param revokedOrNull when its key was revoked
 */
record Signature(
    String place,
    ActorId signer,
    ActivityId key,
    Instant created,
    @Nullable Instant revokedOrNull) {

  Optional<Instant> revoked() {
    return Optional.ofNullable(revokedOrNull);
  }

  /** A node and its members are one side: the node keeps their keys. */
  private Origin side() {
    return signer.origin();
  }

  /**
   * Whether this signature, over something that includes what the other one signed, lets that one
   * count although its key is revoked: what a side says again with a good key it says; and what the
   * other side has signed before the revocation was there before it.
   */
  boolean covers(Signature other) {
    return revoked().isEmpty()
        && (side().equals(other.side()) || other.revoked().filter(created::isBefore).isPresent());
  }
}
