package org.farthing.protocol.money;

/**
 * What comes out of a pair's {@link Netting}.
 *
 * @param payer who owes the net; of a net of zero, the first by name
 * @param netMicros what is owed, earlier months' carried sums included
 * @param paidMicros what a payment is to move now: whole minor units
 * @param carriedMicros what the payer still owes afterwards: net less paid
 */
public record Net(Side payer, long netMicros, long paidMicros, long carriedMicros, State state) {
  /** Whether the month is done with once what is to be paid has been paid. */
  public enum State {
    /** Too small to pay: the whole net waits for the next month's. */
    CARRIED,
    /** Paid but for a residue below one minor unit, or nothing was owed. */
    CLOSED
  }

  public Net {
    if (paidMicros < 0 || carriedMicros < 0 || paidMicros + carriedMicros != netMicros) {
      throw new IllegalArgumentException(
          "net %d is not paid %d and carried %d".formatted(netMicros, paidMicros, carriedMicros));
    }
    if (state == State.CARRIED && (netMicros == 0 || paidMicros > 0)) {
      throw new IllegalArgumentException("a carried net is above zero and wholly unpaid");
    }
  }
}
