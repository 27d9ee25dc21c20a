package org.farthing.protocol.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.farthing.protocol.settlement.PairMonth.Stage;

/** How often each kind of fault has struck a month that stood so, over many runs. */
final class Coverage {

  private final Map<Fault, Map<Stage, Long>> counts = new EnumMap<>(Fault.class);

  private long gifts;
  private long leftToPeople;

  void countGifts(long given) {
    gifts += given;
  }

  /** How many gifts were given in the end. */
  long gifts() {
    return gifts;
  }

  void countLeftToPeople(int some) {
    leftToPeople += some;
  }

  /** How many months of pairs did not end by themselves, as a node went on without asking all. */
  long leftToPeople() {
    return leftToPeople;
  }

  void count(Fault kind, Stage stage) {
    counts.computeIfAbsent(kind, _ -> new EnumMap<>(Stage.class)).merge(stage, 1L, Long::sum);
  }

  long of(Fault kind, Stage stage) {
    return counts.getOrDefault(kind, Map.of()).getOrDefault(stage, 0L);
  }

  /** One line: every kind with its count in each state in which it struck. */
  String line() {
    StringJoiner kinds = new StringJoiner("; ");
    for (Fault kind : Fault.values()) {
      StringJoiner states = new StringJoiner(" ", kind + " ", "");
      states.setEmptyValue(kind + " none");
      for (Stage stage : Stage.values()) {
        if (of(kind, stage) > 0) {
          states.add(stage + "=" + of(kind, stage));
        }
      }
      kinds.add(states.toString());
    }
    return kinds.toString();
  }

  /** What can be struck and was not. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Fault kind : Fault.values()) {
      for (Stage stage : Stage.values()) {
        if (of(kind, stage) == 0 && Strikable.canStrike(kind, stage)) {
          missing.add(kind + " in " + stage);
        }
      }
    }
    return missing;
  }
}
