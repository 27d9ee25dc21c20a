package org.farthing.node.federation.outbox;

import java.net.URI;
import org.farthing.protocol.activity.Origin;

/**
 * A message on its way to one inbox.
 *
 * @param id of the message, for the log
 * @param attempts before this one
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Delivery(long message, byte[] inboxHash, String id, URI inbox, byte[] body, int attempts) {

  /** Which delivery it is, whoever holds it. */
  String key() {
    return message + " " + inbox;
  }

  /** What is tried at once, and held up by no other. */
  String host() {
    return Origin.of(inbox).authority();
  }
}
