package org.farthing.node.flattr.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.flattr.OwnLogs;
import org.farthing.node.flattr.UnplacedFlattrs;
import org.farthing.node.flattr.log.LogGuard;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.schedule.Worker;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.CheckpointOffer;
import org.farthing.protocol.message.LogHead;
import org.farthing.protocol.settlement.CheckpointSchedule;
import org.jspecify.annotations.Nullable;

/**
 * Offers checkpoints when they are due, offers again what came to nothing, and asks peers about
 * logs when there is reason to: each once after the start, and then when a checkpoint shows that
 * something is lacking.
 */
final class LogWorker implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(LogWorker.class.getName());
  private static final Duration POLL = Duration.ofSeconds(30);
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Database database;
  private final InstantSource calendar;
  private final InstantSource system;
  private final RetrySchedule retries;
  private final Peers peers;
  private final PairLogs logs;
  private final LogGuard guard;
  private final UnplacedFlattrs unplaced;
  private final Checkpoints checkpoints;
  private final OwnLogRecovery recovery;
  private final PeerLogCatchUp catchUp;
  private final OfferedAgain offeredAgain;
  private final Map<Topic, Question> questions = new ConcurrentHashMap<>();
  private final Set<ActorId> underWay = ConcurrentHashMap.newKeySet();
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong wakeUps = new AtomicLong(1);
  private volatile long served;
  private @Nullable Worker worker;

  LogWorker(
      Database database,
      InstantSource calendar,
      InstantSource system,
      RetrySchedule retries,
      Peers peers,
      PairLogs logs,
      LogGuard guard,
      UnplacedFlattrs unplaced,
      Checkpoints checkpoints,
      OwnLogRecovery recovery,
      PeerLogCatchUp catchUp,
      OfferedAgain offeredAgain) {
    this.database = database;
    this.calendar = calendar;
    this.system = system;
    this.retries = retries;
    this.peers = peers;
    this.logs = logs;
    this.guard = guard;
    this.unplaced = unplaced;
    this.checkpoints = checkpoints;
    this.recovery = recovery;
    this.catchUp = catchUp;
    this.offeredAgain = offeredAgain;
  }

  /**
   * What a peer is to be asked about a log.
   *
   * @param offerOrNull the checkpoint that is answered again once the log is caught up with
   */
  private record Question(int failures, Instant nextTry, @Nullable CheckpointOffer offerOrNull) {

    Optional<CheckpointOffer> offer() {
      return Optional.ofNullable(offerOrNull);
    }

    boolean isDue(Instant now) {
      return !nextTry.isAfter(now);
    }
  }

  void start() {
    guard.begin(
        (peer, period) ->
            ask(Topic.of(peer, new LogKey(period, peer.id(), true)), Optional.empty()));
    database.read(this::afterStart).forEach(topic -> ask(topic, Optional.empty()));
    worker = Worker.start("logs", POLL, this::step);
  }

  /** The logs of months that may not be settled yet: this node may have lost some of them. */
  private List<Topic> afterStart(Transaction tx) {
    YearMonth first = YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC)).minusMonths(1);
    Set<LogKey> all = new LinkedHashSet<>(logs.since(tx, first));
    all.addAll(OwnLogs.since(tx, first));
    for (YearMonth month : List.of(first, first.plusMonths(1))) {
      unplaced.peersWithOpen(tx, month).forEach(peer -> all.add(new LogKey(month, peer, false)));
    }
    return all.stream().map(log -> Topic.of(peer(tx, log), log)).toList();
  }

  /** Has the peer asked about a log soon; not again while it is waited for. */
  void ask(Topic topic, Optional<CheckpointOffer> offer) {
    Question question = new Question(0, system.instant(), offer.orElse(null));
    if (questions.putIfAbsent(topic, question) == null) {
      wake();
    } else if (offer.isPresent()) {
      questions.computeIfPresent(
          topic, (_, it) -> new Question(it.failures(), it.nextTry(), offer.get()));
    }
  }

  /** The peers whose own logs of a month are still to be asked for. */
  Set<ActorId> unasked(YearMonth month) {
    return questions.keySet().stream()
        .filter(topic -> !topic.ours() && topic.period().equals(month))
        .map(Topic::peer)
        .collect(Collectors.toSet());
  }

  private void wake() {
    wakeUps.incrementAndGet();
    if (worker != null) {
      worker.wake();
    }
  }

  /** Whether nothing is left to do until something happens or time passes; has due work done. */
  boolean isIdle() {
    List<Topic> due = due();
    boolean startable =
        due.stream().anyMatch(topic -> !underWay.contains(topic.peer()))
            || !uncovered().isEmpty()
            || offeredAgain.isDue();
    if (startable) {
      wake();
    }
    return !startable && due.isEmpty() && served == wakeUps.get();
  }

  private List<Topic> due() {
    return questions.entrySet().stream()
        .filter(each -> isDue(each.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean isDue(Question question) {
    return question.isDue(system.instant());
  }

  private List<LogKey> uncovered() {
    Instant today = CheckpointSchedule.startOfDay(calendar.instant());
    return database.read(tx -> OwnLogs.uncoveredSince(tx, today));
  }

  private boolean step() {
    long serving = wakeUps.get();
    uncovered().forEach(log -> database.execute(tx -> checkpoints.offer(tx, peer(tx, log), log)));
    offeredAgain.offerDue();
    due().stream().map(Topic::peer).distinct().filter(underWay::add).forEach(this::begin);
    served = serving;
    return false;
  }

  /** Asks a peer all that is due, on a thread of its own: one that is down holds up no other. */
  private void begin(ActorId peer) {
    asking.execute(
        () -> {
          try {
            due().stream()
                .filter(topic -> topic.peer().equals(peer))
                .forEach(
                    topic ->
                        Optional.ofNullable(questions.get(topic))
                            .ifPresent(question -> answer(topic, question)));
          } finally {
            underWay.remove(peer);
            wake();
          }
        });
  }

  private Peer peer(Transaction tx, LogKey log) {
    return peers.get(tx, log.peer());
  }

  private void answer(Topic topic, Question question) {
    Optional<String> obstacle;
    try {
      obstacle = tryToAnswer(topic, question);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "Asking about " + topic + " fails", e);
      obstacle = Optional.of(e.toString());
    }
    if (obstacle.isEmpty()) {
      questions.remove(topic, question);
      return;
    }
    int failures = question.failures() + 1;
    double jitter = ThreadLocalRandom.current().nextDouble();
    Duration pause = retries.pauseAfter(failures, Duration.ZERO, jitter);
    questions.computeIfPresent(
        topic, (_, it) -> new Question(failures, system.instant().plus(pause), it.offerOrNull()));
    wakeAfter(pause);
    LOG.log(System.Logger.Level.INFO, "{0} is asked about again: {1}", topic, obstacle.get());
  }

  /** So that a pause of milliseconds does not last until the next poll. */
  private void wakeAfter(Duration pause) {
    CompletableFuture.delayedExecutor(pause.toMillis() + 1, TimeUnit.MILLISECONDS)
        .execute(this::wake);
  }

  private Optional<String> tryToAnswer(Topic topic, Question question) {
    Peer peer = database.write(tx -> peers.ensure(tx, topic.peer(), topic.inbox()));
    LogKey log = topic.log(peer);
    if (log.ours()) {
      return guard.start().flatMap(start -> recovery.ask(peer, log, start));
    }
    Optional<String> obstacle =
        switch (catchUp.catchUp(peer, log)) {
          case Fetched.Not<LogHead> not -> Optional.of(not.reason());
          case Fetched.Nothing<LogHead> _ -> Optional.empty();
          case Fetched.Got<LogHead> _ -> catchUp.recordWaiting(peer, log);
        };
    if (obstacle.isEmpty()) {
      question
          .offer()
          .ifPresent(it -> database.execute(tx -> checkpoints.answerAgain(tx, it, peer)));
    }
    return obstacle;
  }

  /** Lets what is asked now end within five seconds; it is asked again after the next start. */
  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
    asking.shutdown();
    try {
      if (!asking.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        asking.shutdownNow();
      }
    } catch (InterruptedException e) {
      asking.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
