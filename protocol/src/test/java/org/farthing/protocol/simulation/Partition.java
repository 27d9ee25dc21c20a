package org.farthing.protocol.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Two nodes that do not reach each other for a while. */
record Partition(int one, int other, Instant from, Instant until) {

  private static final int MOST_HOURS = 10 * 24;
  private static final int LONGEST_HOURS = 47 * 24;

  /**
   * What is planned for a world. No two nodes are apart until a month's default day
   * (docs/protocol/settlement.md, "Silence"): what each of them owes is left to people then.
   */
  static List<Partition> planned(Scenario scenario, Faults faults) {
    List<Partition> planned = new ArrayList<>();
    for (int one = 0; one < scenario.nodes().size(); one++) {
      for (int other = one + 1; other < scenario.nodes().size(); other++) {
        planned.addAll(between(one, other, scenario, faults));
      }
    }
    return planned;
  }

  private static List<Partition> between(int one, int other, Scenario scenario, Faults faults) {
    List<Partition> planned = new ArrayList<>();
    for (YearMonth period : scenario.periods()) {
      String name = one + "|" + other + " in " + period;
      if (faults.decides(Fault.PARTITION, name)) {
        if (faults.below("long " + name, 4) == 0) {
          return List.of(longOne(one, other, period, name, faults));
        }
        Instant from = hoursAfter(period.atDay(5), faults.below("begins " + name, 40 * 24));
        Duration length = Duration.ofHours(1 + faults.below("lasts " + name, MOST_HOURS));
        planned.add(new Partition(one, other, from, from.plus(length)));
      }
    }
    return planned;
  }

  /**
   * Over the days on which a month's statements are exchanged, perhaps until after they are overdue
   * or paid unasked.
   */
  private static Partition longOne(
      int one, int other, YearMonth period, String name, Faults faults) {
    LocalDate after = period.plusMonths(1).atDay(1);
    Instant from = hoursAfter(after, faults.below("begins " + name, 5 * 24));
    Instant until = hoursAfter(after.plusDays(5), faults.below("lasts " + name, LONGEST_HOURS));
    return new Partition(one, other, from, until);
  }

  private static Instant hoursAfter(LocalDate day, int hours) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC).plus(Duration.ofHours(hours));
  }

  boolean parts(int first, int second, Instant now) {
    boolean both = (first == one && second == other) || (first == other && second == one);
    return both && !now.isBefore(from) && now.isBefore(until);
  }
}
