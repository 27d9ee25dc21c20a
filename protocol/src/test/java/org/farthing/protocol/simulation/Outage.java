package org.farthing.protocol.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A node that is down for days, or until long after its months are given up by the others. */
record Outage(int node, Instant from, Instant until) {

  private static final int SHORT_HOURS = 15 * 24;
  private static final int LONGEST_HOURS = 110 * 24;

  /** What is planned for a world: at most one for each node. */
  static List<Outage> planned(Scenario scenario, Faults faults) {
    List<Outage> planned = new ArrayList<>();
    for (int node = 0; node < scenario.nodes().size(); node++) {
      String name = "of " + scenario.nodes().get(node).name();
      if (faults.decides(Fault.OUTAGE, name)) {
        YearMonth month =
            Scenario.FIRST.plusMonths(faults.below("month " + name, scenario.months()));
        Instant from =
            month
                .atDay(5)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .plus(Duration.ofHours(faults.below("begins " + name, 40 * 24)));
        int most = faults.below("long " + name, 2) == 0 ? LONGEST_HOURS : SHORT_HOURS;
        Duration length = Duration.ofHours(1 + faults.below("lasts " + name, most));
        planned.add(new Outage(node, from, from.plus(length)));
      }
    }
    return planned;
  }

  boolean isNow(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }
}
