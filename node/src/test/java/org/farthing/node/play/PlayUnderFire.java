package org.farthing.node.play;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.farthing.node.play.Killer.Kill;
import org.farthing.node.play.Killer.Phase;
import org.farthing.node.play.Report.EventOutcome;
import org.farthing.node.settlement.CloseStage;
import org.farthing.protocol.message.SettlementCalendar;

/**
 * Plays a scenario on nodes in processes of their own, as {@link Playing} does on nodes in this
 * one, while a {@link Killer} ends some of them.
 */
final class PlayUnderFire {

  private static final SettlementCalendar DAYS = SettlementCalendar.WITHOUT_WAITS;
  private static final long PATIENCE_NANOS = 180_000_000_000L;

  /** Within which an event, or what it sets off, is under way. */
  private static final int EVENT_MILLIS = 50;

  /** What posting takes a node that has just come up; one that is warm takes a tenth. */
  private static final int POSTING_MILLIS = 400;

  private static final int SETTLEMENT_MILLIS = 800;

  private final Scenario scenario;
  private final SortedMap<String, NodeProcess> nodes;
  private final MembersOverHttp members;
  private final FileClock calendar;
  private final Killer killer;
  private final Consumer<String> progress;
  private final Map<YearMonth, Map<String, Long>> fundsAfter = new HashMap<>();

  /**
   * Prepares to play.
   *
   * @param nodes the scenario's, by name
   * @param calendar theirs
   * @param progress told in few words how far it has come
   */
  PlayUnderFire(
      Scenario scenario,
      SortedMap<String, NodeProcess> nodes,
      MembersOverHttp members,
      FileClock calendar,
      Killer killer,
      Consumer<String> progress) {
    this.scenario = scenario;
    this.nodes = nodes;
    this.members = members;
    this.calendar = calendar;
    this.killer = killer;
    this.progress = progress;
  }

  /**
   * From the first event to the close of the last month.
   *
   * @param kills of each month of the scenario
   */
  List<EventOutcome> play(List<List<Kill>> kills) throws IOException, InterruptedException {
    List<EventOutcome> outcomes = new ArrayList<>();
    List<Scenario.Event> events = scenario.eventsByTime();
    for (int i = 0; i < scenario.months().size(); i++) {
      YearMonth month = scenario.months().get(i);
      Instant cutOff = DAYS.cutOff(month);
      boolean last = i + 1 == scenario.months().size();
      List<Scenario.Event> before =
          events.stream()
              .skip(outcomes.size())
              .takeWhile(event -> last || event.at().isBefore(cutOff))
              .toList();
      outcomes.addAll(exchange(before, kills.get(i)));
      calendar.set(cutOff);
      close(month, kills.get(i));
      progress.accept(month + " is closed; so far " + killer);
    }
    return outcomes;
  }

  /**
   * One month; while it is settled, a node and its server are killed, and go on from a copy of
   * their disk that is older by a day and knows nothing of the settlement.
   */
  List<EventOutcome> playRestored(String victim) throws IOException, InterruptedException {
    NodeProcess node = Objects.requireNonNull(nodes.get(victim));
    YearMonth month = scenario.months().getFirst();
    List<EventOutcome> outcomes = exchange(scenario.eventsByTime(), List.of());
    calendar.set(DAYS.cutOff(month).minus(Duration.ofDays(1)));
    node.killWithServer();
    node.place().copy();
    node.startAgain();
    awaitRest();
    calendar.set(DAYS.cutOff(month));
    for (NodeProcess each : nodes.values()) {
      advance(each, month, CloseStage.POSTED);
    }
    for (NodeProcess each : nodes.values()) {
      advance(each, month, CloseStage.STATED);
      awaitRest();
    }
    node.killWithServer();
    node.place().putCopyBack();
    node.startAgain();
    closeEntirely(month);
    return outcomes;
  }

  /** The nodes'. */
  List<String> names() {
    return List.copyOf(nodes.keySet());
  }

  /** The funds of members right after a month's close, by handle. */
  Map<String, Long> fundsAfter(YearMonth month) {
    return Objects.requireNonNull(fundsAfter.get(month));
  }

  private List<EventOutcome> exchange(List<Scenario.Event> events, List<Kill> kills)
      throws IOException, InterruptedException {
    List<EventOutcome> outcomes = new ArrayList<>();
    killer.working(true);
    for (int i = 0; i < events.size(); i++) {
      for (Kill kill : kills) {
        double place = kill.moment() * events.size();
        if (kill.phase() == Phase.EXCHANGE && (int) place == i) {
          strike(kill, (long) ((place - i) * EVENT_MILLIS));
        }
      }
      calendar.set(events.get(i).at());
      outcomes.add(members.carryOut(events.get(i)));
    }
    awaitRest();
    return outcomes;
  }

  private void strike(Kill kill, long afterMillis) {
    NodeProcess victim = List.copyOf(nodes.values()).get(kill.victim());
    progress.accept(kill.toString());
    killer.strike(kill, victim, afterMillis);
  }

  /** As without fire: own postings everywhere first, then one debtor after the other, by name. */
  private void close(YearMonth month, List<Kill> kills) throws InterruptedException {
    killer.working(true);
    for (NodeProcess node : nodes.values()) {
      for (Kill kill : kills) {
        if (kill.phase() == Phase.POSTING && node.place().name().equals(nameOf(kill))) {
          strike(kill, (long) Math.pow(POSTING_MILLIS, kill.moment()));
        }
      }
      advance(node, month, CloseStage.POSTED);
    }
    awaitRest();
    killer.working(true);
    for (Kill kill : kills) {
      if (kill.phase() == Phase.SETTLEMENT) {
        strike(kill, (long) (kill.moment() * SETTLEMENT_MILLIS));
      }
    }
    for (NodeProcess node : nodes.values()) {
      advance(node, month, CloseStage.STATED);
      awaitRest();
    }
    closeEntirely(month);
  }

  private void closeEntirely(YearMonth month) throws InterruptedException {
    for (NodeProcess node : nodes.values()) {
      advance(node, month, CloseStage.CLOSED);
    }
    fundsAfter.put(month, funds());
  }

  private String nameOf(Kill kill) {
    return List.copyOf(nodes.keySet()).get(kill.victim());
  }

  /** Again and again while the node or its database is away; a broken ledger is no such reason. */
  private void advance(NodeProcess node, YearMonth month, CloseStage upTo)
      throws InterruptedException {
    long began = System.nanoTime();
    String answer = node.ask("advance " + month + " " + upTo);
    while (!answer.equals(upTo.name())) {
      if (answer.startsWith(KillableNode.FAILED + " invariant_broken")
          || System.nanoTime() - began > PATIENCE_NANOS) {
        throw new IllegalStateException(
            "Node %s does not come to %s in %s: %s"
                .formatted(node.place().name(), upTo, month, answer));
      }
      Thread.sleep(20);
      answer = node.ask("advance " + month + " " + upTo);
    }
  }

  /** Until every killed process is back, and nothing is left to say. */
  private void awaitRest() throws InterruptedException {
    long began = System.nanoTime();
    List<String> before = List.of();
    List<String> now = answers();
    while (!now.equals(before) || !now.stream().allMatch(it -> it.startsWith(KillableNode.REST))) {
      if (System.nanoTime() - began > PATIENCE_NANOS) {
        throw new IllegalStateException("The nodes do not come to rest: " + now);
      }
      Thread.sleep(5);
      before = now;
      now = answers();
    }
    killer.working(false);
    if (killer.awaitRecovery()) {
      awaitRest();
    }
  }

  private List<String> answers() throws InterruptedException {
    List<String> answers = new ArrayList<>();
    for (NodeProcess node : nodes.values()) {
      answers.add(node.ask(KillableNode.REST));
    }
    return answers;
  }

  private Map<String, Long> funds() throws InterruptedException {
    Map<String, Long> funds = new HashMap<>();
    for (Scenario.Member member : scenario.members()) {
      funds.put(member.handle().toString(), members.funds(member.handle()));
    }
    return funds;
  }
}
