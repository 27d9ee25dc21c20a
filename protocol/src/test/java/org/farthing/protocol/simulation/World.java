package org.farthing.protocol.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.simulation.PlayedNode.Taken;
import org.farthing.protocol.simulation.Scenario.Click;
import org.farthing.protocol.simulation.Tables.CloseStage;
import org.farthing.protocol.simulation.Tables.Outgoing;

/** The nodes of a scenario, the network between them, and what happens to both. */
final class World {

  /** How often a node may go back in the two months from the beginning of one on. */
  private static final int COPIES = 3;

  private static final Duration TO_SETTLE = Duration.ofDays(10);

  private final Scenario scenario;
  private static final Duration HOUR = Duration.ofHours(1);

  private final Faults faults;
  private final Timeline timeline = new Timeline(Scenario.begin());
  private final List<PlayedNode> nodes;
  private final List<Partition> partitions;
  private final List<Outage> outages;
  private final List<String> trace = new ArrayList<>();
  private final boolean tracing;

  /** The months of all letters that were ever carried or shown, by their ids. */
  private final Map<String, YearMonth> carried = new HashMap<>();

  World(Scenario scenario, Faults faults, boolean tracing) {
    this.scenario = scenario;
    this.faults = faults;
    this.tracing = tracing;
    Rail rail = new Rail(faults);
    this.nodes =
        IntStream.range(0, scenario.nodes().size())
            .mapToObj(index -> new PlayedNode(index, scenario, this, faults, rail))
            .toList();
    this.partitions = Partition.planned(scenario, faults);
    this.outages = Outage.planned(scenario, faults);
    nodes.forEach(this::plan);
    for (Outage outage : outages) {
      PlayedNode node = nodes.get(outage.node());
      at(outage.from(), () -> unlessCalm(() -> node.isAway(outage.until())));
      at(outage.until(), () -> unlessCalm(node::isBack));
    }
  }

  /** Backups and keys of a node, once a month. */
  private void plan(PlayedNode node) {
    for (YearMonth period : scenario.periods()) {
      String name = node.name() + " in " + period;
      Instant begin = period.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
      if (faults.decides(Fault.ROTATED_KEY, name)) {
        Instant at = begin.plus(Duration.ofHours(faults.below("rotated " + name, 60 * 24)));
        at(at, () -> unlessCalm(node::rotateKey));
      }
      for (int copy = 1; copy <= COPIES; copy++) {
        String which = copy + " of " + name;
        if (faults.decides(Fault.RESTORED_BACKUP, which)) {
          Instant at = begin.plus(Duration.ofHours(faults.below("backed up " + which, 60 * 24)));
          Instant later = at.plus(Duration.ofHours(1 + faults.below("restored " + which, 72)));
          at(at, () -> unlessCalm(node.recovery::backUp));
          at(later, () -> unlessCalm(node.recovery::restore));
        }
      }
    }
  }

  private void unlessCalm(Runnable fault) {
    if (!faults.isCalm()) {
      fault.run();
    }
  }

  Scenario scenario() {
    return scenario;
  }

  List<PlayedNode> nodes() {
    return nodes;
  }

  List<String> trace() {
    return List.copyOf(trace);
  }

  Instant now() {
    return timeline.now();
  }

  void at(Instant time, Runnable event) {
    timeline.at(time, event);
  }

  /** Says in the trace what happened. */
  void note(String what) {
    if (tracing) {
      trace.add(now() + " " + what);
    }
  }

  /** Plays all of it, until nothing is left to do or too much time has passed. */
  void play() {
    for (Click click : scenario.clicks()) {
      PlayedNode node = nodes.get(scenario.members().get(click.donor()).node());
      at(click.at(), () -> node.click(click));
      Instant undoneAt = click.undoneAtOrNull();
      if (undoneAt != null) {
        at(undoneAt, () -> node.undo(click));
      }
    }
    at(scenario.calmFrom(), this::calm);
    at(Scenario.begin(), this::midnight);
    playUntil(end());
  }

  /** How many gifts count with their donors' nodes. */
  long gifts() {
    return nodes.stream().mapToLong(node -> node.flattrs.gifts()).sum();
  }

  private void playUntil(Instant end) {
    while (timeline.next(end)) {
      // The timeline does the rest.
    }
  }

  private void calm() {
    note("nothing goes wrong any more");
    List<PlayedNode> away = nodes.stream().filter(node -> isAway(node.index)).toList();
    faults.calm();
    away.forEach(PlayedNode::isBack);
    nodes.forEach(node -> node.wakeAt(now()));
  }

  private Instant end() {
    Instant due =
        scenario.hostileOrNull() == null
            ? scenario.calendar().suspended(scenario.last())
            : scenario.calendar().inDefault(scenario.last()).plus(longestDelay());
    return (due.isAfter(scenario.calmFrom()) ? due : scenario.calmFrom()).plus(TO_SETTLE);
  }

  /** Who pays on the default day waits for its receipt as much longer as that is too late. */
  private Duration longestDelay() {
    SettlementCalendar calendar = scenario.calendar();
    return Duration.between(
        calendar.paymentDue(scenario.last()), calendar.inDefault(scenario.last()));
  }

  private void midnight() {
    nodes.forEach(PlayedNode::tick);
    if (!isQuiet()) {
      at(now().plus(Duration.ofHours(12)), this::midnight);
    }
  }

  private boolean isQuiet() {
    boolean over = !now().isBefore(scenario.calendar().cutOff(scenario.last()));
    return over
        && nodes.stream()
            .allMatch(
                node ->
                    node.tables.waiting.all().isEmpty()
                        && node.tables.due.all().isEmpty()
                        && node.tables.months.all().stream().noneMatch(Closing::isLeftOver)
                        && scenario.periods().stream()
                            .allMatch(it -> node.flattrs.stage(it) == CloseStage.CLOSED));
  }

  /** The other node, if it can be asked something now. */
  Optional<PlayedNode> reach(int from, int to, String what) {
    PlayedNode other = nodes.get(to);
    boolean lost =
        faults.decides(Fault.LOSS, what + " " + from + ">" + to + " at " + now())
            || isParted(from, to);
    return lost || other.isDown() ? Optional.empty() : Optional.of(other);
  }

  /** Most have read the other's policy within the month; others have to reach it. */
  boolean knowsPolicy(int from, int of, YearMonth period) {
    String what = "policy of " + period;
    return faults.below(what + " " + from + ">" + of, 4) > 0 || reach(from, of, what).isPresent();
  }

  boolean isAway(int node) {
    return !faults.isCalm()
        && outages.stream().anyMatch(it -> it.node() == node && it.isNow(now()));
  }

  /** Whether two nodes are both there, and not parted, at any hour of some time. */
  boolean couldMeet(int one, int other, Instant from, Instant until) {
    return Stream.iterate(from, time -> time.isBefore(until), time -> time.plus(HOUR))
        .anyMatch(time -> !time.isBefore(scenario.calmFrom()) || areMeeting(one, other, time));
  }

  private boolean areMeeting(int one, int other, Instant time) {
    return partitions.stream().noneMatch(it -> it.parts(one, other, time))
        && outages.stream()
            .noneMatch(it -> (it.node() == one || it.node() == other) && it.isNow(time));
  }

  private boolean isParted(int one, int other) {
    return !faults.isCalm() && partitions.stream().anyMatch(it -> it.parts(one, other, now()));
  }

  /** Carries a letter, as well as it goes. */
  void carry(int from, Outgoing letter, int attempt) {
    carried.put(letter.id(), letter.period());
    PlayedNode receiver = nodes.get(letter.to());
    String name = letter.id() + " #" + attempt;
    PairMonth.Stage stage = receiver.stage(letter.period(), from);
    if (isParted(from, letter.to())) {
      faults.counted(Fault.PARTITION, stage);
      return;
    }
    if (faults.strikes(Fault.LOSS, name, stage)) {
      note("lost: " + name);
      return;
    }
    byte[] bytes = letter.bytes();
    if (faults.strikes(Fault.CORRUPTION, name, stage)) {
      bytes[faults.below("place " + name, bytes.length)] ^= 1;
      note("corrupted: " + name);
    }
    byte[] arriving = bytes;
    Instant arrival = now().plusSeconds(1 + faults.below("takes " + name, 20));
    if (faults.strikes(Fault.REORDERING, name, stage)) {
      arrival = arrival.plus(Duration.ofMinutes(faults.below("late " + name, 300)));
    }
    if (faults.strikes(Fault.DELAY, name, stage)) {
      arrival = arrival.plus(Duration.ofHours(1 + faults.below("delay " + name, 100)));
    }
    at(arrival, () -> arrive(from, letter, arriving, name));
    if (faults.strikes(Fault.DOUBLING, name, stage)) {
      Instant again = arrival.plus(Duration.ofMinutes(faults.below("again " + name, 600)));
      at(again, () -> arrive(from, letter, arriving, name + " doubled"));
    }
  }

  private void arrive(int from, Outgoing letter, byte[] bytes, String name) {
    PlayedNode receiver = nodes.get(letter.to());
    PairMonth.Stage stage = receiver.stage(letter.period(), from);
    Taken taken = receiver.accept(from, bytes, letter.seal(), letter.period());
    boolean heard = !faults.strikes(Fault.LOSS, "answer to " + name, stage);
    if (taken != Taken.NOT_NOW && heard) {
      nodes.get(from).settled(letter.id(), letter.period(), letter.to());
    }
  }

  /** A message that its sender may forget has come in another way than by a letter. */
  void shown(FarthingMessage message, YearMonth period) {
    carried.put(message.id().toString(), period);
  }

  /** The month that a message is about, as far as its receiver can tell. */
  YearMonth periodOf(FarthingMessage message, int from) {
    return switch (message) {
      case Donation it -> it.period();
      case Unflattr it -> it.flattr().period();
      case FlattrAnswer.Receipt it -> it.period();
      case FlattrAnswer.UndoReceipt it -> it.period();
      case StatementOffer it -> it.statement().period();
      case SettlementOffer it -> it.settlement().period();
      default -> periodOf(message.id().toString(), from);
    };
  }

  /** A sender may have forgotten what was carried, and is asked for what was not. */
  private YearMonth periodOf(String message, int from) {
    YearMonth known = carried.get(message);
    return known != null
        ? known
        : nodes.get(from).tables.outbox.find(message).orElseThrow().period();
  }
}
