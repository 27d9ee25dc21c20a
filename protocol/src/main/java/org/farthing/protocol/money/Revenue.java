package org.farthing.protocol.money;

import java.time.YearMonth;

/**
 * What a creator has coming from one peer for one month, with the node's fee on it.
 *
 * @param <C> how the caller names creators
 * @param month the month of the statement that it comes from
 * @param netMicros the creator's part
 * @param feeMicros the node's part
 */
public record Revenue<C>(YearMonth month, C creator, long netMicros, long feeMicros) {
  public Revenue {
    if (netMicros < 0 || feeMicros < 0) {
      throw new IllegalArgumentException(
          "negative revenue: net %d, fee %d".formatted(netMicros, feeMicros));
    }
  }

  /** Both parts together. */
  public long grossMicros() {
    return Math.addExact(netMicros, feeMicros);
  }
}
