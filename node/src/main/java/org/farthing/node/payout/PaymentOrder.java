package org.farthing.node.payout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that is to go to another node by hand.
 *
 * @param peerOrNull the number of the peer that is paid; null where a payment of nobody known is
 *     sent back
 * @param attempt counts from 1 on how often it is ordered
 * @param sendsBackOrNull the incoming payment that it sends back; null when it pays a settlement
 */
public record PaymentOrder(
    long id,
    @Nullable Integer peerOrNull,
    long micros,
    String reference,
    int attempt,
    State state,
    @Nullable Long sendsBackOrNull,
    Instant orderedAt) {

  /** Where an order stands. */
  public enum State {
    ORDERED,
    SENT,
    /** The bank sent it back to us. */
    RETURNED
  }
}
