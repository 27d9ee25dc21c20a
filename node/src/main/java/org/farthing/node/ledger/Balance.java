package org.farthing.node.ledger;

/**
 * An account's balance in micro-units, on the side on which it grows.
 *
 * @param postedMicros what is booked for good
 * @param pendingOutMicros what of it is set aside by pending transfers
 */
public record Balance(long postedMicros, long pendingOutMicros) {

  /** What can still be moved or set aside; never below zero. */
  public long availableMicros() {
    return postedMicros - pendingOutMicros;
  }
}
