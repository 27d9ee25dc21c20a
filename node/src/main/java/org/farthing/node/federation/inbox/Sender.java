package org.farthing.node.federation.inbox;

import org.jspecify.annotations.Nullable;

/** Who a request turned out to come from. */
sealed interface Sender {

  /**
   * The activity's actor, or that actor's node.
   *
   * @param proven whether the activity carries a valid proof of its actor
   * @param nodeOrNull the signer, when that is an actor that speaks for a node
   */
  record Verified(boolean proven, @Nullable NodeAddress nodeOrNull) implements Sender {}

  /**
   * Nobody who could be believed.
   *
   * @param stale whether a key that was changed since it was fetched would explain it
   */
  record Unverified(String code, String detail, boolean stale) implements Sender {}

  /**
   * Somebody who has a key that its owner has declared to be in wrong hands: the owner or not.
   *
   * @param detail for people
   */
  record Revoked(String detail) implements Sender {}

  /** The actor does not exist. */
  record Unknown(String detail) implements Sender {}

  /** The actor's server cannot be asked for its key now. */
  record Unreachable(String detail) implements Sender {}
}
