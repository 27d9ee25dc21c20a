package org.farthing.node.witness;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.farthing.node.ledger.Seals;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.schedule.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Has each peer asked once a day of the calendar, and one that cannot be reached once an hour. A
 * calendar that jumps by weeks brings one question, not one for each day.
 */
final class WitnessWorker implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WitnessWorker.class.getName());
  private static final Duration POLL = Duration.ofMinutes(1);
  private static final Duration DAILY = Duration.ofDays(1);
  private static final Duration AGAIN = Duration.ofHours(1);

  private final Database database;
  private final InstantSource calendar;
  private final Peers peers;
  private final Seals seals;
  private final Witness witness;
  private final ReentrantLock asking = new ReentrantLock();
  private final Map<Integer, Instant> failed = new HashMap<>();
  private @Nullable Worker worker;
  private boolean started;

  WitnessWorker(
      Database database, InstantSource calendar, Peers peers, Seals seals, Witness witness) {
    this.database = database;
    this.calendar = calendar;
    this.peers = peers;
    this.seals = seals;
    this.witness = witness;
  }

  void start() {
    worker = Worker.start("witnessing", POLL, this::step);
  }

  private boolean step() {
    // A node that has only just begun has things to do that cannot wait.
    if (started) {
      askDue();
    }
    started = true;
    return false;
  }

  /** Asks those that are due, one after the other; what this node has booked is sealed before. */
  void askDue() {
    asking.lock();
    try {
      List<Peer> due = due();
      if (!due.isEmpty()) {
        seals.sealAll();
        due.forEach(this::ask);
      }
    } finally {
      asking.unlock();
    }
  }

  private List<Peer> due() {
    Instant now = calendar.instant();
    return database.read(
        tx -> {
          Map<Integer, Instant> asked = WitnessStore.asked(tx);
          return peers.all(tx).stream()
              .filter(peer -> isOver(asked.get(peer.id()), DAILY, now))
              .filter(peer -> isOver(failed.get(peer.id()), Duration.ZERO, now))
              .toList();
        });
  }

  private static boolean isOver(@Nullable Instant since, Duration pause, Instant now) {
    return since == null || !now.isBefore(since.plus(pause));
  }

  private void ask(Peer peer) {
    switch (witness.ask(peer)) {
      case Witness.Outcome.Consistent _, Witness.Outcome.Caught _ -> failed.remove(peer.id());
      case Witness.Outcome.NoHead no -> failed(peer, DAILY, no.reason());
      case Witness.Outcome.Unreachable not -> failed(peer, AGAIN, not.reason());
    }
  }

  private void failed(Peer peer, Duration pause, String reason) {
    failed.put(peer.id(), calendar.instant().plus(pause));
    LOG.log(System.Logger.Level.DEBUG, "{0} is not witnessed: {1}", peer.actor(), reason);
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
  }
}
