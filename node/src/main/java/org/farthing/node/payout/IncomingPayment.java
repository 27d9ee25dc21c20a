package org.farthing.node.payout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that reached the bank from another node.
 *
 * @param peerOrNull the number of the peer whose it is; null while nobody knows
 * @param freeMicros what nothing has become of yet: it waits for its settlement, or is surplus
 * @param reference as the bank shows it
 * @param railId of the movement in the bank, unique on this node
 * @param cancelled whether it was recorded by mistake
 */
public record IncomingPayment(
    long id,
    @Nullable Integer peerOrNull,
    long micros,
    long freeMicros,
    String reference,
    String railId,
    boolean cancelled,
    Instant recordedAt) {

  /** The peer as accounts name it: 0 while nobody knows. */
  public int peer() {
    return peerOrNull == null ? 0 : peerOrNull;
  }
}
