package org.farthing.node.settlement;

import java.math.BigInteger;

/**
 * What a creator receives: of a month, from a node, for a thing, or all of it together.
 *
 * @param flattrs how many it comes from; 0 when that is not counted
 * @param grossMicros what was given
 * @param feeMicros what the node keeps of it
 * @param pendingMicros of the net, what has not arrived
 * @param lostMicros of the net, what was given up and has not come in since
 */
public record Income(
    long flattrs, long grossMicros, long feeMicros, long pendingMicros, long lostMicros) {

  public static final Income NONE = new Income(0, 0, 0, 0, 0);

  /** What the creator gets. */
  public long netMicros() {
    return grossMicros - feeMicros;
  }

  /** What has become the creator's to use. */
  public long arrivedMicros() {
    return netMicros() - pendingMicros - lostMicros;
  }

  public Income plus(Income other) {
    return new Income(
        flattrs + other.flattrs,
        Math.addExact(grossMicros, other.grossMicros),
        Math.addExact(feeMicros, other.feeMicros),
        Math.addExact(pendingMicros, other.pendingMicros),
        Math.addExact(lostMicros, other.lostMicros));
  }

  /**
   * A part of this, with its part of the fee, of what is pending and of what is lost: in
   * proportion, and cut so that consecutive parts add up to the whole and none has more of it than
   * there is.
   *
   * @param beforeMicros gross of the parts before it
   */
  Income part(long beforeMicros, long micros, long partFlattrs) {
    Cut before = cut(beforeMicros);
    Cut after = cut(beforeMicros + micros);
    return new Income(
        partFlattrs,
        micros,
        after.fee - before.fee,
        after.pending - before.pending,
        after.lost - before.lost);
  }

  private record Cut(long fee, long pending, long lost) {}

  /** Of the first of the gross: the fee is cut out of it, what is not there yet out of the rest. */
  private Cut cut(long gross) {
    long fee = proportion(feeMicros, gross, grossMicros);
    long missing = pendingMicros + lostMicros;
    long missingOfIt = proportion(missing, gross - fee, netMicros());
    long pending = proportion(pendingMicros, missingOfIt, missing);
    return new Cut(fee, pending, missingOfIt - pending);
  }

  private static long proportion(long part, long some, long whole) {
    return whole == 0
        ? 0
        : BigInteger.valueOf(part)
            .multiply(BigInteger.valueOf(some))
            .divide(BigInteger.valueOf(whole))
            .longValueExact();
  }
}
