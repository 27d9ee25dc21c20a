package org.farthing.node.flattr;

import java.util.UUID;
import org.farthing.protocol.money.Split;

/**
 * One donor's month: what was reserved, cut among the counted flattrs, in ascending order of their
 * ids. Holds no object a flattr, since a month can have millions. Immutable.
 */
public final class DonorShares {

  private final Reservation reservation;
  private final CountedFlattrs flattrs;
  private final Split split;

  DonorShares(Reservation reservation, CountedFlattrs flattrs, Split split) {
    this.reservation = reservation;
    this.flattrs = flattrs;
    this.split = split;
  }

  public Reservation reservation() {
    return reservation;
  }

  /** How many flattrs there are. */
  public int size() {
    return split.size();
  }

  /** What all flattrs are given together. */
  public long givenMicros() {
    return split.givenMicros();
  }

  /** What goes back to the donor's funds. */
  public long releasedMicros() {
    return split.releasedMicros();
  }

  public FlattrId id(int index) {
    return new FlattrId(new UUID(idHigh(index), idLow(index)));
  }

  /** The first half of a flattr's id. */
  public long idHigh(int index) {
    return flattrs.high(index);
  }

  /** The second half of a flattr's id. */
  public long idLow(int index) {
    return flattrs.low(index);
  }

  /** Row id of a flattr's creator. */
  public long creator(int index) {
    return flattrs.creator(index);
  }

  public boolean anonymous(int index) {
    return flattrs.anonymous(index);
  }

  public long shareMicros(int index) {
    return split.shareMicros(index);
  }
}
