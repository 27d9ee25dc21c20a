package org.farthing.protocol.money;

/**
 * A donor's month cut into shares: what was reserved is what is given plus what is released, and
 * the shares add up to what is given. Immutable.
 */
public final class Split {
  private final long givenMicros;
  private final long releasedMicros;
  private final long[] shareMicros;

  /** Takes the array over. */
  Split(long givenMicros, long releasedMicros, long[] shareMicros) {
    this.givenMicros = givenMicros;
    this.releasedMicros = releasedMicros;
    this.shareMicros = shareMicros;
  }

  /** What the shares add up to. */
  public long givenMicros() {
    return givenMicros;
  }

  /** What goes back to the donor's funds: all without a flattr, the excess under a maximum. */
  public long releasedMicros() {
    return releasedMicros;
  }

  /** The share of the flattr that stood at this place in the list that was split. */
  public long shareMicros(int index) {
    return shareMicros[index];
  }

  /** How many flattrs were split among. */
  public int size() {
    return shareMicros.length;
  }
}
