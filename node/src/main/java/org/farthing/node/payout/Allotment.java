package org.farthing.node.payout;

import java.util.ArrayList;
import java.util.List;

/**
 * What a settlement takes of payments that are meant for it: the oldest first, each as far as it
 * goes, and never more than is asked for. What is left of them is surplus.
 *
 * @param parts of which each is above zero
 * @param missingMicros what the payments do not cover
 */
record Allotment(List<Part> parts, long missingMicros) {

  Allotment {
    parts = List.copyOf(parts);
  }

  /** What of a payment is free to be taken. */
  record Free(long payment, long micros) {

    Free {
      if (micros < 0) {
        throw new IllegalArgumentException("payment " + payment + " has " + micros + " left");
      }
    }
  }

  /** What of a payment is taken. */
  record Part(long payment, long micros) {}

  /**
   * @param dueMicros what is asked for, at least zero
   * @param payments in the order in which they are to be taken
   */
  static Allotment of(long dueMicros, List<Free> payments) {
    if (dueMicros < 0) {
      throw new IllegalArgumentException("nobody is due " + dueMicros);
    }
    List<Part> parts = new ArrayList<>();
    long missing = dueMicros;
    for (Free each : payments) {
      long taken = Math.min(missing, each.micros());
      if (taken > 0) {
        parts.add(new Part(each.payment(), taken));
        missing -= taken;
      }
    }
    return new Allotment(parts, missing);
  }
}
