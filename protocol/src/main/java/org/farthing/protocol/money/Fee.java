package org.farthing.protocol.money;

/**
 * The share that a creator's node keeps of what its creators receive (rule 7), fixed for a month.
 *
 * @param basisPoints hundredths of a percent, 0 to 10 000
 */
public record Fee(int basisPoints) {
  private static final int WHOLE = 10_000;

  public Fee {
    if (basisPoints < 0 || basisPoints > WHOLE) {
      throw new IllegalArgumentException("basis points must be 0 to 10000: " + basisPoints);
    }
  }

  /** The fee on all that a creator receives in a month: floor(gross × basis points / 10 000). */
  public long on(long grossMicros) {
    if (grossMicros < 0) {
      throw new IllegalArgumentException("negative gross: " + grossMicros);
    }
    // Cut in two so that no product exceeds the gross: exact, since the first part divides evenly.
    return grossMicros / WHOLE * basisPoints + grossMicros % WHOLE * basisPoints / WHOLE;
  }

  /**
   * The fee part of one more posting in a creator's month, so that the parts add up to the fee on
   * the whole month, in whatever portions it arrives. The part is never negative and never exceeds
   * its posting: the fee rises with the gross, and by at most as much.
   *
   * @param beforeMicros gross posted for this creator and month before
   * @param grossMicros gross of this posting
   */
  public long topUp(long beforeMicros, long grossMicros) {
    if (grossMicros < 0) {
      throw new IllegalArgumentException("negative posting: " + grossMicros);
    }
    return on(Math.addExact(beforeMicros, grossMicros)) - on(beforeMicros);
  }
}
