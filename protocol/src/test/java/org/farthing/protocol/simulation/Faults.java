package org.farthing.protocol.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.farthing.protocol.settlement.PairMonth.Stage;

/**
 * Decides what goes wrong. Each decision depends on the seed and on what it is about, and on no
 * decision before it: so a fault can be taken out of a run without changing what the others do.
 */
final class Faults {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int WHOLE = 1_000;

  private final long seed;
  private final Set<Fault> atWork;
  private final Set<String> leftOut;
  private final Coverage coverage;
  private final Set<String> struck = new LinkedHashSet<>();
  private boolean calm;

  /**
   * @param atWork the kinds that strike in this world at all
   * @param leftOut decisions that are not to strike, by name
   */
  Faults(long seed, Set<Fault> atWork, Set<String> leftOut, Coverage coverage) {
    this.seed = seed;
    this.atWork = Set.copyOf(atWork);
    this.leftOut = Set.copyOf(leftOut);
    this.coverage = coverage;
  }

  /** From now on nothing goes wrong. */
  void calm() {
    calm = true;
  }

  boolean isCalm() {
    return calm;
  }

  /** The names of the decisions that struck, in their order. */
  List<String> struck() {
    return new ArrayList<>(struck);
  }

  /** Whether a fault strikes here, in a month that stands so. */
  boolean strikes(Fault kind, String where, Stage stage) {
    return decides(kind, where) && counted(kind, stage);
  }

  /** Whether a fault strikes here; what it strikes is counted by {@link #counted}. */
  boolean decides(Fault kind, String where) {
    if (calm || !atWork.contains(kind)) {
      return false;
    }
    String name = kind + " " + where;
    if (below(name, WHOLE) >= kind.perMille() || leftOut.contains(name)) {
      return false;
    }
    struck.add(name);
    return true;
  }

  /** Something was struck while its month stood so. */
  boolean counted(Fault kind, Stage stage) {
    coverage.count(kind, stage);
    return true;
  }

  /** A number from 0 to below the bound, always the same for the same name. */
  int below(String name, int bound) {
    long mixed = seed * GOLDEN;
    for (int place = 0; place < name.length(); place++) {
      mixed = (mixed ^ name.charAt(place)) * 0x100000001B3L;
    }
    mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 33), bound);
  }
}
