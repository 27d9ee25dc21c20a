package org.farthing.node.federation.outbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.schedule.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Delivers what is in the outbox. What was just stored is handed over in memory; all else is
 * claimed from the database: with a lease in a short transaction, which is over before anything is
 * sent. So it can die at any point, and several processes can work on one database. What is sent
 * twice that way its receiver takes once.
 */
final class DeliveryWorker implements AutoCloseable {

  /** After which others see to a delivery; far longer than it takes, unless the host is slow. */
  static final Duration LEASE = Duration.ofSeconds(10);

  private static final System.Logger LOG = System.getLogger(DeliveryWorker.class.getName());
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final int AT_ONCE_PER_HOST = 8;
  private static final int MOST_WAITING_PER_HOST = 64;
  private static final int MOST_HOSTS = 10_000;

  private final Database database;
  private final OutboxStore store;
  private final DeliverySender sender;
  private final RetrySchedule schedule;
  private final InstantSource system;
  private final Lanes lanes = new Lanes(AT_ONCE_PER_HOST);

  /** By host: what was handed over and is not yet under way. */
  private final Cache<String, Queue<Delivery>> waiting =
      Caffeine.newBuilder().maximumSize(MOST_HOSTS).build();

  /** Keys of what is under way from here, so that the end of its lease does not double it. */
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /** Hosts for which there may be more to claim once a request to them ends. */
  private final Set<String> crowded = ConcurrentHashMap.newKeySet();

  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable Worker claimer;

  DeliveryWorker(
      Database database,
      OutboxStore store,
      DeliverySender sender,
      RetrySchedule schedule,
      InstantSource system) {
    this.database = database;
    this.store = store;
    this.sender = sender;
    this.schedule = schedule;
    this.system = system;
  }

  void start() {
    claimer = Worker.start("deliveries", POLL, this::claim);
  }

  /** Has the worker look for what is due. */
  void wake() {
    Worker running = claimer;
    if (running != null) {
      running.wake();
    }
  }

  /** Whether a delivery to this host can be handed over, rather than left to be claimed. */
  boolean hasRoom(String host) {
    return claimer != null
        && !requests.isShutdown()
        && !lanes.isPaused(host, system.instant())
        && waiting(host).size() < MOST_WAITING_PER_HOST;
  }

  /** Takes a delivery that was stored with a lease. */
  void handOver(Delivery delivery) {
    waiting(delivery.host()).add(delivery);
    sendWaiting(delivery.host());
    if (lanes.isPaused(delivery.host(), system.instant())) {
      // The host went down after there had been room.
      letGo(delivery.host());
    }
  }

  /** A host that has just sent something is up: what waits for it is tried at once. */
  void heardFrom(String host) {
    if (lanes.revive(host)) {
      database.execute(
          tx -> {
            store.hurry(tx, host, system.instant());
            tx.afterCommit(this::wake);
          });
    }
  }

  private Queue<Delivery> waiting(String host) {
    return waiting.get(host, _ -> new ConcurrentLinkedQueue<>());
  }

  private void sendWaiting(String host) {
    Queue<Delivery> queue = waiting(host);
    while (!queue.isEmpty() && lanes.begin(host, 1, system.instant()) == 1) {
      Delivery next = queue.poll();
      if (next == null || !send(host, next)) {
        lanes.giveBack(host, 1);
      }
    }
  }

  private boolean claim() {
    Instant now = system.instant();
    Map<String, Instant> hosts = database.read(store::hosts);
    hosts.forEach(
        (host, nextTry) -> {
          if (!nextTry.isAfter(now)) {
            claim(host, now);
          }
        });
    return false;
  }

  private void claim(String host, Instant now) {
    int begun = lanes.begin(host, AT_ONCE_PER_HOST, now);
    if (begun == 0) {
      crowded.add(host);
      return;
    }
    List<Delivery> claimed =
        database.write(tx -> store.claim(tx, host, begun, now, now.plus(LEASE)));
    if (claimed.size() == begun) {
      crowded.add(host);
    }
    long sent = claimed.stream().filter(delivery -> send(host, delivery)).count();
    lanes.giveBack(host, begun - (int) sent);
  }

  /** Sends on a thread of its own, and returns whether it does: not what is under way already. */
  private boolean send(String host, Delivery delivery) {
    if (!underWay.add(delivery.key())) {
      return false;
    }
    requests.execute(() -> deliver(host, delivery));
    return true;
  }

  private void deliver(String host, Delivery delivery) {
    DeliveryOutcome outcome = attempt(delivery);
    leaveLane(host, outcome);
    try {
      if (outcome instanceof DeliveryOutcome.HostDown) {
        letGo(host);
      }
      sendWaiting(host);
      record(delivery, outcome);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, delivery.id() + " waits until its lease ends", e);
    } finally {
      underWay.remove(delivery.key());
    }
    if (crowded.remove(host)) {
      wake();
    }
  }

  private DeliveryOutcome attempt(Delivery delivery) {
    try {
      return sender.send(delivery);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, delivery.id() + " cannot be sent", e);
      return new DeliveryOutcome.Postponed("cannot be sent: " + e);
    }
  }

  private void leaveLane(String host, DeliveryOutcome outcome) {
    switch (outcome) {
      case DeliveryOutcome.Delivered _, DeliveryOutcome.Refused _, DeliveryOutcome.Postponed _ ->
          lanes.up(host);
      case DeliveryOutcome.HostDown down ->
          lanes.down(host, system.instant(), failures -> pause(failures, down.askedFor()));
    }
  }

  /** What was handed over waits for nothing but the end of the host's pause. */
  private void letGo(String host) {
    Queue<Delivery> queue = waiting(host);
    List<Delivery> handedOver = new ArrayList<>();
    for (Delivery next = queue.poll(); next != null; next = queue.poll()) {
      handedOver.add(next);
    }
    if (!handedOver.isEmpty()) {
      database.execute(tx -> store.letGo(tx, handedOver, system.instant()));
    }
  }

  private void record(Delivery delivery, DeliveryOutcome outcome) {
    switch (outcome) {
      case DeliveryOutcome.Delivered _ -> database.execute(tx -> store.delivered(tx, delivery));
      case DeliveryOutcome.Refused refused -> giveUp(delivery, refused.reason());
      case DeliveryOutcome.Postponed postponed ->
          postpone(delivery, postponed.reason(), Duration.ZERO);
      case DeliveryOutcome.HostDown down -> postpone(delivery, down.reason(), down.askedFor());
    }
  }

  private void postpone(Delivery delivery, String reason, Duration askedFor) {
    int failures = delivery.attempts() + 1;
    if (failures >= schedule.attempts()) {
      giveUp(delivery, reason);
      return;
    }
    Duration pause = pause(failures, askedFor);
    database.execute(tx -> store.postponed(tx, delivery, reason, system.instant().plus(pause)));
    if (pause.compareTo(POLL) < 0) {
      CompletableFuture.delayedExecutor(pause.toMillis() + 1, TimeUnit.MILLISECONDS)
          .execute(this::wake);
    }
    LOG.log(
        System.Logger.Level.INFO,
        "{0} to {1} waits for {2}: {3}",
        delivery.id(),
        delivery.inbox(),
        pause,
        reason);
  }

  private void giveUp(Delivery delivery, String reason) {
    database.execute(tx -> store.givenUp(tx, delivery, reason));
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} to {1} given up: {2}",
        delivery.id(),
        delivery.inbox(),
        reason);
  }

  private Duration pause(int failures, Duration askedFor) {
    return schedule.pauseAfter(failures, askedFor, ThreadLocalRandom.current().nextDouble());
  }

  /** Waits a little for requests under way; what does not end then is due again after its lease. */
  @Override
  public void close() {
    Worker running = claimer;
    if (running != null) {
      running.close();
    }
    requests.shutdown();
    try {
      if (!requests.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        requests.shutdownNow();
      }
    } catch (InterruptedException e) {
      requests.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
