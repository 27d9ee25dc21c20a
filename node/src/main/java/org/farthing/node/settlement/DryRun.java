package org.farthing.node.settlement;

import org.farthing.node.flattr.DonorShares;
import org.farthing.node.flattr.OneOff;

/** What a month's close comes to, added up donor by donor. Amounts are micro-units. */
public final class DryRun {

  private long donors;
  private long flattrs;
  private long givenMicros;
  private long releasedMicros;

  void add(DonorShares donor) {
    donors++;
    flattrs += donor.size();
    givenMicros = Math.addExact(givenMicros, donor.givenMicros());
    releasedMicros = Math.addExact(releasedMicros, donor.releasedMicros());
  }

  void add(OneOff gift) {
    givenMicros = Math.addExact(givenMicros, gift.micros());
  }

  /** How many have a reserved budget. */
  public long donors() {
    return donors;
  }

  public long flattrs() {
    return flattrs;
  }

  /** Of budgets and beside them. */
  public long givenMicros() {
    return givenMicros;
  }

  /** Of budgets. */
  public long releasedMicros() {
    return releasedMicros;
  }
}
