package org.farthing.node.flattr.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.flattr.FlattrMessages;
import org.farthing.node.flattr.MonthGate;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.flattr.UnplacedFlattrs;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.LogHead;
import org.farthing.protocol.message.SettlementCalendar;

/**
 * Before a month is split, this node makes sure with each peer that may have answered something
 * which has not arrived: it reads the peer's final log, and sees to it that the peer has heard of
 * what was taken back. A peer that does not answer is waited for until the grace is over.
 * Thread-safe.
 */
public final class Reconciliation {

  private static final System.Logger LOG = System.getLogger(Reconciliation.class.getName());

  private final Database database;
  private final InstantSource calendar;
  private final Function<YearMonth, SettlementCalendar> daysOf;
  private final Duration grace;
  private final Peers peers;
  private final PairLogs logs;
  private final UnplacedFlattrs unplaced;
  private final Function<YearMonth, Set<ActorId>> unasked;
  private final PeerLogCatchUp catchUp;
  private final Outbox outbox;
  private final OfferedAgain offeredAgain;
  private final Map<YearMonth, Set<ActorId>> awaited = new ConcurrentHashMap<>();

  /**
   * @param unasked the peers whose logs of a month are still to be asked for since the start, so
   *     that something given to them may be lost here
   */
  Reconciliation(
      Database database,
      InstantSource calendar,
      Function<YearMonth, SettlementCalendar> daysOf,
      Duration grace,
      Peers peers,
      PairLogs logs,
      UnplacedFlattrs unplaced,
      Function<YearMonth, Set<ActorId>> unasked,
      PeerLogCatchUp catchUp,
      Outbox outbox,
      OfferedAgain offeredAgain) {
    this.database = database;
    this.calendar = calendar;
    this.daysOf = daysOf;
    this.grace = grace;
    this.peers = peers;
    this.logs = logs;
    this.unplaced = unplaced;
    this.unasked = unasked;
    this.catchUp = catchUp;
    this.outbox = outbox;
    this.offeredAgain = offeredAgain;
  }

  /**
   * Asks every peer that there is something to ask. Not to be called within a transaction.
   *
   * @param month whose cut-off has passed
   * @return whether the month can be split
   */
  public boolean isDone(YearMonth month) {
    boolean patient = isPatient(month);
    Map<Peer, Future<Optional<String>>> asked = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Peer peer : database.read(tx -> concerned(tx, month))) {
        LogKey log = new LogKey(month, peer.id(), false);
        asked.put(peer, threads.submit(() -> obstacle(peer, log)));
      }
    }
    Set<ActorId> waited = new LinkedHashSet<>();
    for (Map.Entry<Peer, Future<Optional<String>>> each : asked.entrySet()) {
      Optional<String> obstacle = each.getValue().resultNow();
      if (obstacle.isPresent()) {
        waited.add(each.getKey().actor());
        LOG.log(
            System.Logger.Level.WARNING,
            patient ? "{0} waits for {1}: {2}" : "{0} is split without {1}: {2}",
            month,
            each.getKey().actor(),
            obstacle.get());
      }
    }
    awaited.put(month, patient ? Set.copyOf(waited) : Set.of());
    return !patient || waited.isEmpty();
  }

  /** Whom a month waited for when it was last asked whether it can be split, since the start. */
  public Set<ActorId> awaited(YearMonth month) {
    return awaited.getOrDefault(month, Set.of());
  }

  /**
   * Nothing that counts in the month changes any more. What came to nothing is kept, to be offered
   * again.
   */
  public void finish(Transaction tx, YearMonth month) {
    MonthGate.shutForAnswers(tx, month);
    offeredAgain.keep(tx, month);
  }

  private List<Peer> concerned(Transaction tx, YearMonth month) {
    Stream<Peer> open = unplaced.peersWithOpen(tx, month).stream().map(id -> peers.get(tx, id));
    Stream<Peer> unknown =
        unasked.apply(month).stream().flatMap(actor -> peers.find(tx, actor).stream());
    return Stream.concat(open, unknown).distinct().toList();
  }

  private boolean isPatient(YearMonth month) {
    Instant end = daysOf.apply(month).cutOff(month).plus(grace);
    return calendar.instant().isBefore(end);
  }

  /** What is still to be waited for, if anything is. */
  private Optional<String> obstacle(Peer peer, LogKey log) {
    return switch (catchUp.catchUp(peer, log)) {
      case Fetched.Not<LogHead> not -> Optional.of(not.reason());
      case Fetched.Nothing<LogHead> _ -> Optional.of("It does not know this node.");
      case Fetched.Got<LogHead> it when !it.value().closed() ->
          Optional.of("Its log is not closed.");
      case Fetched.Got<LogHead> it -> obstacle(peer, log, it.value());
    };
  }

  private Optional<String> obstacle(Peer peer, LogKey log, LogHead head) {
    List<ActivityId> unheard =
        database.write(
            tx -> {
              List<ActivityId> counted = logs.counted(tx, log, unplaced.undone(tx, log));
              counted.forEach(
                  flattr -> outbox.repeat(tx, FlattrMessages.undoOf(flattr), peer.inbox()));
              return counted;
            });
    if (!unheard.isEmpty()) {
      return Optional.of("It has not heard that " + unheard.size() + " were taken back.");
    }
    return database.write(tx -> logs.missing(tx, log, head.highest())).isEmpty()
        ? Optional.empty()
        : Optional.of("It does not show all of its log.");
  }
}
