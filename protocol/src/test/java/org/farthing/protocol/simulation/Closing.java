package org.farthing.protocol.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.settlement.PairEvent;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.farthing.protocol.settlement.Unsaid;
import org.farthing.protocol.simulation.Tables.CloseStage;
import org.farthing.protocol.simulation.Tables.Given;
import org.jspecify.annotations.Nullable;

/**
 * Takes a node's months through their stages, and those with its peers through theirs, each step in
 * a transaction of its own.
 */
final class Closing {

  private static final Duration BETWEEN_QUESTIONS = Duration.ofHours(3);

  private final PlayedNode node;
  private final Scenario scenario;
  private final World world;
  private final @Nullable Hostility hostility;
  private Instant reconcileAt = Instant.MIN;

  Closing(PlayedNode node, Scenario scenario, World world, @Nullable Hostility hostility) {
    this.node = node;
    this.scenario = scenario;
    this.world = world;
    this.hostility = hostility;
  }

  void close(YearMonth period) {
    if (node.flattrs.stage(period) == CloseStage.OPEN && node.months.isCutOff(period, node.now())) {
      step(period, "cuts off", () -> node.months.reach(period, CloseStage.CUT_OFF));
    }
    if (node.flattrs.stage(period) == CloseStage.CUT_OFF
        && !node.now().isBefore(reconcileAt)
        && isReconciled(period)) {
      step(period, "has reconciled", () -> node.months.reach(period, CloseStage.RECONCILED));
    }
    if (node.flattrs.stage(period) == CloseStage.RECONCILED) {
      step(period, "splits", () -> split(period));
    }
    if (node.flattrs.stage(period) == CloseStage.POSTED
        && !node.now().isBefore(scenario.calendar().statementsDue(period))
        && node.months.isNextToBeStated(period)) {
      for (int peer : node.months.concerned(period)) {
        state(period, peer);
      }
      step(period, "has stated", () -> node.months.hasStated(period));
    }
    if (node.flattrs.stage(period) == CloseStage.STATED && node.months.isSettled(period)) {
      step(period, "closes", () -> node.months.reach(period, CloseStage.CLOSED));
    }
  }

  private void split(YearMonth period) {
    node.months.split(period);
    if (hostility != null) {
      hostility.omit(period);
    }
  }

  private void step(YearMonth period, String what, Runnable work) {
    node.transact(what + " " + period, Stage.OPEN, work);
  }

  void state(YearMonth period, int peer) {
    if (node.settlement.month(period, peer).ours() != PairMonth.Ours.NONE
        || !node.recovery.mayTalk(period, peer)
        || !isStatable(period, peer)) {
      return;
    }
    try {
      node.transact(
          "states " + period + " to " + peer,
          node.stage(period, peer),
          () -> {
            node.settlement.state(period, peer, inflation(period, peer), node.now());
            if (hostility != null) {
              hostility.fork(period, peer);
            }
          });
    } catch (ProtocolException e) {
      world.note(node.name() + " does not state: " + e.getMessage());
    }
  }

  /** Whether the peer's policy is known; from the default day on nothing rests on it any more. */
  private boolean isStatable(YearMonth period, int peer) {
    return !node.now().isBefore(scenario.calendar().inDefault(period))
        || node.settlement.words.unsaid(period, peer).find(StatementOffer.class).isPresent()
        || world.knowsPolicy(node.index, peer, period);
  }

  long inflation(YearMonth period, int peer) {
    return hostility == null ? 0 : hostility.inflation(period, peer);
  }

  /** Asks each peer of which it is not known what came of a flattr; a silent one not for ever. */
  private boolean isReconciled(YearMonth period) {
    boolean patient = node.months.isPatient(period, node.now());
    boolean done = true;
    reconcileAt = node.now().plus(BETWEEN_QUESTIONS);
    for (int peer = 0; peer < scenario.nodes().size(); peer++) {
      boolean unknown =
          !node.flattrs.isPlaced(period, peer) || !node.recovery.isWhole(period, peer);
      if (peer != node.index && unknown) {
        boolean reconciled = isReconciled(period, peer);
        if (!reconciled && !patient && !node.recovery.isWhole(period, peer)) {
          node.recovery.goesOnUnasked(period);
        }
        done &= reconciled || !patient;
      }
    }
    if (!done) {
      node.wakeAt(world.now().plus(BETWEEN_QUESTIONS));
    }
    return done;
  }

  private boolean isReconciled(YearMonth period, int peer) {
    Optional<PlayedNode> other = world.reach(node.index, peer, "log of " + period);
    if (other.isEmpty() || !catchUp(period, peer, other.get())) {
      return false;
    }
    List<Given> unheard = node.flattrs.unheard(period, peer);
    for (Given given : unheard) {
      String undo = given.flattr().id() + "/undo";
      node.transact("repeats " + undo, node.stage(period, peer), () -> node.post.repeat(undo));
    }
    return unheard.isEmpty() && other.get().flattrs.stage(period) != CloseStage.OPEN;
  }

  private boolean catchUp(YearMonth period, int peer, PlayedNode other) {
    for (FlattrAnswer answer : other.creators.shown(period, node.index, other.now())) {
      if (node.flattrs.isKept(period, peer, answer)) {
        continue;
      }
      boolean taken =
          node.transact(
              "reads " + answer.id(),
              node.stage(period, peer),
              () -> node.recovery.read(answer, other));
      if (!taken) {
        return false;
      }
    }
    return true;
  }

  void settle(YearMonth period, int peer) {
    Stage stage = node.stage(period, peer);
    PairMonth month = node.settlement.month(period, peer);
    boolean done =
        month.isDone() && month.ours() != PairMonth.Ours.PARTLY_AGREED && !isLeftOver(month);
    if (done || !node.recovery.mayTalk(period, peer)) {
      return;
    }
    try {
      advance(period, peer, stage);
      // Who has vanished shows nothing that what was said could be said again of.
      if (!node.now().isBefore(scenario.calendar().inDefault(period))) {
        releaseUnsaid(period, peer);
      }
    } catch (ProtocolException e) {
      world.note(node.name() + " waits: " + e.getMessage());
      releaseUnsaid(period, peer);
    }
  }

  /** Whether something may come of it, though it was given up. */
  static boolean isLeftOver(PairMonth month) {
    boolean isUnpaid = month.net().holds() && month.paid() != PairMonth.Paid.CONFIRMED;
    return month.trouble() == PairMonth.Trouble.DEFAULTED
        && (month.carriedOrNull() == null || isUnpaid);
  }

  private void advance(YearMonth period, int peer, Stage stage) {
    if (node.flattrs.stage(period).compareTo(CloseStage.STATED) >= 0) {
      state(period, peer);
    }
    if (node.settlement.month(period, peer).isToBeChecked()
        && node.flattrs.stage(period).compareTo(CloseStage.POSTED) >= 0
        && node.recovery.isWhole(period, peer)) {
      world
          .reach(node.index, peer, "lines of " + period)
          .flatMap(other -> linesFor(other, period))
          .ifPresent(
              lines ->
                  node.transact(
                      "checks " + period + " of " + peer,
                      stage,
                      () -> node.settlement.check(period, peer, lines, node.now())));
    }
    if (node.settlement.month(period, peer).isToBeStatedAnew()) {
      node.transact(
          "restates " + period + " to " + peer,
          node.stage(period, peer),
          () -> node.settlement.state(period, peer, inflation(period, peer), node.now()));
    }
    if (node.settlement.month(period, peer).trouble() == PairMonth.Trouble.FORKED && isNoon()) {
      node.transact(
          "releases " + period + " with " + peer,
          node.stage(period, peer),
          () -> node.settlement.apply(period, peer, new PairEvent.Released(), node.now()));
    }
    Optional<PairEvent> due = node.settlement.due(period, peer, node.now());
    due.ifPresent(
        event ->
            node.transact(
                event.getClass().getSimpleName() + " " + period + " with " + peer,
                node.stage(period, peer),
                () -> node.settlement.apply(period, peer, event, node.now())));
  }

  /**
   * A peer that has signed two things may show others than it did before the backup was restored.
   * Between honest nodes nobody has to help.
   */
  private void releaseUnsaid(YearMonth period, int peer) {
    Integer hostile = scenario.hostileOrNull();
    boolean isHostile = hostile != null && hostile == peer;
    Unsaid unsaid = node.settlement.words.unsaid(period, peer);
    if (isHostile && isNoon() && !unsaid.isEmpty() && !unsaid.isOfDebt()) {
      node.transact(
          "gives up what it said of " + period + " to " + peer,
          node.stage(period, peer),
          () -> node.settlement.words.giveUp(period, peer));
    }
  }

  /** When an admin looks at forks. */
  private boolean isNoon() {
    return world.now().atZone(ZoneOffset.UTC).getHour() == 12;
  }

  /** What another node shows as the lines of its statement to this one. */
  private Optional<List<StatementLine>> linesFor(PlayedNode other, YearMonth period) {
    boolean knowsThem = other.settlement.month(period, node.index).ourStatement().isPresent();
    return knowsThem
        ? Optional.of(other.settlement.bookings.lines(period, node.index))
        : Optional.empty();
  }
}
