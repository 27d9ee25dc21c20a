package org.farthing.node.federation.outbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
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
 * sent. The lease is renewed while it is under way or waits here. So it can die at any point, and
 * several processes can work on one database. What is sent twice that way its receiver takes once.
 */
final class DeliveryWorker implements AutoCloseable {

  /** After which others see to a delivery whose worker no longer renews it. */
  static final Duration LEASE = Duration.ofSeconds(10);

  private static final System.Logger LOG = System.getLogger(DeliveryWorker.class.getName());
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration FAREWELL = Duration.ofSeconds(2);
  private static final int AT_ONCE_PER_HOST = 8;
  private static final int MOST_WAITING_PER_HOST = 64;
  private static final int MOST_HOSTS = 10_000;

  private final Database database;
  private final OutboxStore store;
  private final DeliveryRecorder recorder;
  private final DeliverySender sender;
  private final RetrySchedules schedules;
  private final InstantSource system;
  private final Lanes lanes = new Lanes(AT_ONCE_PER_HOST);

  /** By host: what was handed over and is not yet under way. */
  private final Cache<String, Queue<Delivery>> waiting =
      Caffeine.newBuilder().maximumSize(MOST_HOSTS).build();

  private final Leases leases = new Leases();

  /** Hosts for which there is probably something to claim. */
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /** Hosts for which there may be more to claim once a request to them ends. */
  private final Set<String> crowded = ConcurrentHashMap.newKeySet();

  private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
  private Instant promptsSeen;

  /**
   * When the hosts of all that waits were looked through, which takes the longer the more it is.
   */
  private long looked = System.nanoTime() - BETWEEN_LOOKS.toNanos();

  private volatile @Nullable Worker claimer;

  DeliveryWorker(
      Database database,
      OutboxStore store,
      DeliverySender sender,
      DeliveryRecorder recorder,
      RetrySchedules schedules,
      InstantSource system) {
    this.database = database;
    this.store = store;
    this.sender = sender;
    this.recorder = recorder;
    this.schedules = schedules;
    this.system = system;
    this.promptsSeen = system.instant();
  }

  void start() {
    claimer = Worker.start("deliveries", POLL, this::claim);
  }

  /** Has the worker look for what is due for a host. */
  void wake(String host) {
    asked.add(host);
    Worker running = claimer;
    if (running != null) {
      running.wake();
    }
  }

  /** How many deliveries to this host can be handed over; others are left to be claimed. */
  int room(String host) {
    boolean takes =
        claimer != null && !requests.isShutdown() && !lanes.isPaused(host, system.instant());
    return takes ? Math.max(0, MOST_WAITING_PER_HOST - waiting(host).size()) : 0;
  }

  /**
   * Takes a delivery that was stored with a lease.
   *
   * @param leaseEnd when that ends
   */
  void handOver(Delivery delivery, Instant leaseEnd) {
    if (!leases.take(delivery, leaseEnd)) {
      return;
    }
    waiting(delivery.host()).add(delivery);
    sendWaiting(delivery.host());
    if (lanes.isPaused(delivery.host(), system.instant())) {
      // The host went down after there had been room.
      letGo(delivery.host());
    }
  }

  /** A host that has just sent something may be up again: what waits for it is tried. */
  void heardFrom(String host) {
    if (lanes.heardFrom(host, system.instant())) {
      hurry(host);
    }
  }

  /** Those that are leased, here or elsewhere, are left alone: they are under way. */
  private void hurry(String host) {
    Instant now = system.instant();
    database.execute(
        tx -> {
          store.hurry(tx, host, now.plus(LEASE), now);
          tx.afterCommit(() -> wake(host));
        });
  }

  private Queue<Delivery> waiting(String host) {
    return waiting.get(host, _ -> new ConcurrentLinkedQueue<>());
  }

  private void sendWaiting(String host) {
    Queue<Delivery> queue = waiting(host);
    while (!queue.isEmpty() && lanes.begin(host, 1, system.instant()) == 1) {
      Delivery next = queue.poll();
      if (next == null) {
        lanes.giveBack(host, 1);
      } else {
        send(host, next);
      }
    }
  }

  private boolean claim() {
    Instant now = system.instant();
    renewLeases(now);
    due(now).forEach(host -> claim(host, now));
    return false;
  }

  /** Hosts that something may be due for: those somebody knows of, and now and then all. */
  private Set<String> due(Instant now) {
    Set<String> due = new HashSet<>();
    asked.removeIf(due::add);
    if (System.nanoTime() - looked >= BETWEEN_LOOKS.toNanos()) {
      looked = System.nanoTime();
      heedPrompts();
      database
          .read(store::hosts)
          .forEach(
              (host, nextTry) -> {
                if (!nextTry.isAfter(now)) {
                  due.add(host);
                }
              });
    }
    return due;
  }

  private void renewLeases(Instant now) {
    List<Delivery> ending = leases.endingBefore(now.plus(LEASE.dividedBy(2)));
    if (!ending.isEmpty()) {
      Instant end = now.plus(LEASE);
      database.execute(tx -> store.lease(tx, ending, end));
      leases.renewed(ending, end);
    }
  }

  /** Who asks may be another process: a host's pause is kept in memory. */
  private void heedPrompts() {
    Map<String, Instant> prompts = database.read(tx -> store.prompts(tx, promptsSeen));
    prompts.forEach(
        (host, asked) -> {
          lanes.revive(host);
          promptsSeen = asked.isAfter(promptsSeen) ? asked : promptsSeen;
        });
  }

  private void claim(String host, Instant now) {
    int begun = lanes.begin(host, AT_ONCE_PER_HOST, now);
    if (begun == 0) {
      crowded.add(host);
      return;
    }
    Instant leaseEnd = now.plus(LEASE);
    List<Delivery> claimed =
        database.write(tx -> store.claim(tx, host, begun, now, leaseEnd)).stream()
            .filter(delivery -> leases.take(delivery, leaseEnd))
            .toList();
    if (claimed.size() == begun) {
      crowded.add(host);
    }
    claimed.forEach(delivery -> send(host, delivery));
    lanes.giveBack(host, begun - claimed.size());
  }

  /** On a thread of its own. */
  private void send(String host, Delivery delivery) {
    requests.execute(() -> deliver(host, delivery));
  }

  private void deliver(String host, Delivery delivery) {
    DeliveryOutcome outcome = attempt(delivery);
    boolean isBack = leaveLane(host, outcome);
    try {
      if (outcome instanceof DeliveryOutcome.HostDown) {
        letGo(host);
      }
      sendWaiting(host);
      // Before what is recorded: a lease renewed after that would bring it back too early.
      leases.end(delivery);
      wakeAfter(host, recorder.record(delivery, outcome));
      if (isBack) {
        hurry(host);
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, delivery.id() + " waits until its lease ends", e);
    } finally {
      leases.end(delivery);
    }
    if (crowded.remove(host)) {
      wake(host);
    }
  }

  private void wakeAfter(String host, Duration pause) {
    if (pause.isPositive() && pause.compareTo(POLL) < 0) {
      CompletableFuture.delayedExecutor(pause.toMillis() + 1, TimeUnit.MILLISECONDS)
          .execute(() -> wake(host));
    }
  }

  private DeliveryOutcome attempt(Delivery delivery) {
    try {
      return sender.send(delivery, schedules.of(delivery));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, delivery.id() + " cannot be sent", e);
      return new DeliveryOutcome.Postponed("cannot be sent: " + e);
    }
  }

  /** Returns whether the host was down before and is no more. */
  private boolean leaveLane(String host, DeliveryOutcome outcome) {
    return switch (outcome) {
      case DeliveryOutcome.Delivered _,
          DeliveryOutcome.Refused _,
          DeliveryOutcome.Gone _,
          DeliveryOutcome.Postponed _ ->
          lanes.up(host);
      case DeliveryOutcome.HostDown down -> {
        lanes.down(
            host,
            system.instant(),
            failures ->
                schedules
                    .owed()
                    .pauseAfter(
                        failures, down.askedFor(), ThreadLocalRandom.current().nextDouble()));
        yield false;
      }
    };
  }

  /** What was handed over waits for nothing but the end of the host's pause. */
  private void letGo(String host) {
    Queue<Delivery> queue = waiting(host);
    List<Delivery> handedOver = new ArrayList<>();
    for (Delivery next = queue.poll(); next != null; next = queue.poll()) {
      handedOver.add(next);
    }
    if (!handedOver.isEmpty()) {
      handedOver.forEach(leases::end);
      database.execute(tx -> store.lease(tx, handedOver, system.instant()));
    }
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
