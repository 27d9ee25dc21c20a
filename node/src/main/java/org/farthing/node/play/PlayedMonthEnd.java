package org.farthing.node.play;

import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.platform.schedule.Worker;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.settlement.MonthClose;
import org.farthing.node.web.admin.MonthEnd;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.SettlementCalendar;

/**
 * Ends the month for all nodes of a play, at an admin's word, and closes what is over by itself for
 * as long as that takes: nodes that are none of the play may be away.
 */
final class PlayedMonthEnd implements MonthEnd, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(PlayedMonthEnd.class.getName());

  /** How long an admin waits for nodes of others. */
  private static final Duration FOR_OTHERS = Duration.ofSeconds(5);

  /** How long an admin waits for the nodes of the play. */
  private static final Duration AT_MOST = Duration.ofMinutes(1);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final Duration GO_ON = Duration.ofSeconds(5);
  private static final List<CloseStage> STEPS =
      List.of(CloseStage.POSTED, CloseStage.STATED, CloseStage.CLOSED);

  private final SettableClock calendar;
  private final Collection<PlayedNode> nodes;
  private final Set<ActorId> played;
  private final Set<YearMonth> over = new ConcurrentSkipListSet<>();
  private final ReentrantLock moving = new ReentrantLock();
  private final Worker worker;

  /**
   * @param nodes by name, in the order of names
   */
  PlayedMonthEnd(SettableClock calendar, Map<String, PlayedNode> nodes) {
    this.calendar = calendar;
    this.nodes = nodes.values();
    this.played = this.nodes.stream().map(PlayedNode::actor).collect(Collectors.toSet());
    this.worker = Worker.start("end of the month", GO_ON, this::goOn);
  }

  @Override
  public boolean isOffered() {
    return true;
  }

  @Override
  public boolean isNow(YearMonth month) {
    return month.equals(YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC)));
  }

  @Override
  public Ending end(YearMonth month) {
    moveOn(month);
    long began = System.nanoTime();
    while (!waiting(month).isEmpty()) {
      Duration waited = Duration.ofNanos(System.nanoTime() - began);
      Duration patience = waitsForOthers(month) ? FOR_OTHERS : AT_MOST;
      if (waited.compareTo(patience) > 0) {
        return Ending.WAITS;
      }
      worker.wake();
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return Ending.CLOSED;
  }

  private void moveOn(YearMonth month) {
    moving.lock();
    try {
      if (isNow(month)) {
        over.add(month);
        calendar.set(SettlementCalendar.WITHOUT_WAITS.cutOff(month));
      }
    } finally {
      moving.unlock();
    }
  }

  @Override
  public List<Waiting> waiting(YearMonth month) {
    return over.contains(month)
        ? nodes.stream()
            .filter(each -> close(each).stage(month) != CloseStage.CLOSED)
            .map(each -> waiting(each, month))
            .toList()
        : List.of();
  }

  private Waiting waiting(PlayedNode node, YearMonth month) {
    return new Waiting(
        node.node().origin().authority(),
        awaited(node, month).map(actor -> actor.origin().authority()).distinct().sorted().toList());
  }

  /** A month waits for those before it as well. */
  private Stream<ActorId> awaited(PlayedNode node, YearMonth month) {
    return over.stream()
        .filter(each -> !each.isAfter(month))
        .flatMap(each -> close(node).awaited(each).stream());
  }

  private boolean waitsForOthers(YearMonth month) {
    return nodes.stream()
        .flatMap(each -> awaited(each, month))
        .anyMatch(actor -> !played.contains(actor));
  }

  /** As far as each month comes: what one node waits for holds up no other. */
  private boolean goOn() {
    for (YearMonth month : over) {
      STEPS.forEach(step -> nodes.forEach(each -> advance(each, month, step)));
    }
    over.removeIf(month -> waiting(month).isEmpty());
    return false;
  }

  private static void advance(PlayedNode node, YearMonth month, CloseStage upTo) {
    try {
      CloseStage _ = close(node).advance(month, upTo);
    } catch (Problem e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} waits with {1}: {2}", node.name(), month, e.detail());
    }
  }

  private static MonthClose close(PlayedNode node) {
    return node.node().monthClose();
  }

  @Override
  public void close() {
    worker.close();
  }
}
