package org.farthing.node.settlement.line;

import java.time.YearMonth;

/**
 * Which of our statements lines are of.
 *
 * @param peer the creditor
 */
public record Slot(YearMonth period, int peer, int version) {

  /** What stands first in a month. */
  public static final int FIRST_VERSION = 1;

  @Override
  public String toString() {
    return "%s to peer %d, version %d".formatted(period, peer, version);
  }
}
