package org.farthing.node.federation.outbox;

import java.net.URI;
import java.time.Instant;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one inbox.
 *
 * @param id of the message, for the log
 * @param attempts before this one
 * @param triedAtOrNull when an attempt was last counted; null before the first
 * @param giveUpAtOrNull null for what is owed between nodes, and tried until it is taken
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Delivery(
    long message,
    byte[] inboxHash,
    String id,
    URI inbox,
    byte[] body,
    int attempts,
    @Nullable Instant triedAtOrNull,
    @Nullable Instant giveUpAtOrNull) {

  /** Which delivery it is, whoever holds it. */
  String key() {
    return message + " " + inbox;
  }

  /** What is tried at once, and held up by no other. */
  String host() {
    return Origin.of(inbox).authority();
  }

  boolean isOwed() {
    return giveUpAtOrNull == null;
  }
}
