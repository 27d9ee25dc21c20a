package org.farthing.node.settlement.said;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ProofCheck;
import org.farthing.node.federation.inbox.Inbox;
import org.farthing.node.federation.inbox.NodeAddress;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.SettlementPage;
import org.farthing.protocol.settlement.PairEvent.Contact;
import org.farthing.protocol.settlement.PairEvent.SettlementRecalled;
import org.farthing.protocol.settlement.Unsaid;
import org.jspecify.annotations.Nullable;

/**
 * Asks each peer, once after each start and before anything is said of a month with it, what both
 * have said of months that are not done: a node whose backup was restored finds out here what it
 * has signed and been told since. Thread-safe.
 *
 * <p>A peer that cannot be asked is waited for until the node has run for a day: what is due in a
 * settlement has days, and no firewall between the two may hold up a month for ever.
 */
public final class Recall implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Recall.class.getName());
  private static final Duration PATIENCE = Duration.ofDays(1);

  /** What they have shown is handled by then, and what we said to it is heard. */
  private static final Duration TIME_TO_HEAR = Duration.ofHours(1);

  private static final Pattern OWN_ID = Pattern.compile("/settlements/([0-9]{4}-[0-9]{2})/.+");
  private static final Mandate SHOWN =
      Mandate.ofNode("Signed here and lost with a restored backup; the other node has shown it.");

  private final Database database;
  private final Clocks clocks;
  private final Instant start;
  private final LocalIds ids;
  private final AuditLog audit;
  private final Inbox inbox;
  private final Outbox outbox;
  private final ProofCheck proofs;
  private final SaidFetch fetch;
  private final RetrySchedule retries;
  private final BiFunction<Transaction, Peer, YearMonth> oldestOpen;
  private final LaterOffers laterOffers;
  private final Runnable wake;
  private final Map<Integer, Question> questions = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param retries when a peer that could not be asked is asked again
   * @param oldestOpen the first month with a peer about which there may be news
   * @param laterOffers what was offered while a peer could not be asked
   * @param wake has the settlement go on
   */
  public Recall(
      Database database,
      Clocks clocks,
      LocalIds ids,
      AuditLog audit,
      Inbox inbox,
      Outbox outbox,
      ProofCheck proofs,
      GuardedHttpClient client,
      RequestSigner signer,
      RetrySchedule retries,
      BiFunction<Transaction, Peer, YearMonth> oldestOpen,
      LaterOffers laterOffers,
      Runnable wake) {
    this.database = database;
    this.clocks = clocks;
    this.start = clocks.calendar().instant();
    this.ids = ids;
    this.audit = audit;
    this.inbox = inbox;
    this.outbox = outbox;
    this.proofs = proofs;
    this.fetch = new SaidFetch(client, signer);
    this.retries = retries;
    this.oldestOpen = oldestOpen;
    this.laterOffers = laterOffers;
    this.wake = wake;
  }

  /** What a peer is asked, by one thread at a time. */
  private static final class Question {
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Instant answeredAtOrNull;
    private int failures;
    private Instant nextTry = Instant.MIN;
    private @Nullable String obstacleOrNull;

    boolean isAnswered() {
      return answeredAtOrNull != null;
    }
  }

  /**
   * Asks a peer, unless that was done since the start. Not to be called within a transaction.
   *
   * @return why nothing may be said of a month with it now
   */
  public Optional<String> obstacle(Peer peer) {
    Question question = question(peer);
    if (question.isAnswered()) {
      return Optional.empty();
    }
    question.lock.lock();
    try {
      if (!question.isAnswered() && !clocks.system().instant().isBefore(question.nextTry)) {
        ask(peer, question);
      }
      return question.isAnswered() || isPatienceOver()
          ? Optional.empty()
          : Optional.ofNullable(question.obstacleOrNull);
    } finally {
      question.lock.unlock();
    }
  }

  /** What is known from a peer, since this node was started, of what both have said before. */
  public Contact contact(Peer peer) {
    Instant now = clocks.calendar().instant();
    Instant answeredAt = question(peer).answeredAtOrNull;
    if (answeredAt != null) {
      boolean isHeard = !now.isBefore(answeredAt.plus(TIME_TO_HEAR));
      return isHeard ? Contact.ASKED : Contact.STARTING;
    }
    boolean hasWaited = !now.isBefore(start.plus(PATIENCE.multipliedBy(2)));
    return hasWaited ? Contact.UNREACHABLE : Contact.STARTING;
  }

  /**
   * Lets what a peer says of a month wait until the peer was asked.
   *
   * @throws ProtocolException early, {@code not_asked_yet}
   */
  public void requireAsked(Peer peer) {
    if (question(peer).isAnswered() || isPatienceOver()) {
      return;
    }
    underWay.incrementAndGet();
    asking.execute(
        () -> {
          try {
            obstacle(peer);
          } finally {
            underWay.decrementAndGet();
          }
        });
    throw ProtocolException.early("not_asked_yet", "What was said before is asked for first.");
  }

  /** Whether a peer is being asked. */
  public boolean isAsking() {
    return underWay.get() > 0;
  }

  private Question question(Peer peer) {
    return questions.computeIfAbsent(peer.id(), _ -> new Question());
  }

  private boolean isPatienceOver() {
    return !clocks.calendar().instant().isBefore(start.plus(PATIENCE));
  }

  private void ask(Peer peer, Question question) {
    Optional<String> obstacle = ask(peer);
    if (obstacle.isEmpty()) {
      question.answeredAtOrNull = clocks.calendar().instant();
      inbox.hurry(peer.actor());
      wake.run();
      return;
    }
    question.failures++;
    question.obstacleOrNull = obstacle.get();
    double jitter = ThreadLocalRandom.current().nextDouble();
    Duration pause = retries.pauseAfter(question.failures, Duration.ZERO, jitter);
    question.nextTry = clocks.system().instant().plus(pause);
    CompletableFuture.delayedExecutor(pause.toMillis() + 1, TimeUnit.MILLISECONDS).execute(wake);
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} cannot be asked what was settled with it, so pay it nothing: {1}",
        peer.actor(),
        obstacle.get());
  }

  private Optional<String> ask(Peer peer) {
    YearMonth first = database.read(tx -> oldestOpen.apply(tx, peer));
    List<JsonObject> ours = new ArrayList<>();
    List<JsonObject> theirs = new ArrayList<>();
    Optional<String> obstacle =
        fetch.pages(
            peer,
            first,
            (SettlementPage page) -> {
              ours.addAll(page.yours());
              theirs.addAll(page.own());
            });
    if (obstacle.isPresent()) {
      return obstacle;
    }
    // All of ours first: what they have said leads to it.
    for (JsonObject document : ours) {
      Optional<String> refused = takeOurs(peer, document);
      if (refused.isPresent()) {
        return refused;
      }
    }
    theirs.forEach(document -> takeTheirs(peer, document));
    return Optional.empty();
  }

  /** What this node has signed is signed, whatever the copy that was restored knows of it. */
  private Optional<String> takeOurs(Peer peer, JsonObject document) {
    FarthingMessage message =
        MonthWord.read(document).filter(it -> it.actor().equals(ids.node())).orElse(null);
    if (message == null || !isTo(document, peer.actor())) {
      return Optional.empty();
    }
    Matcher id = OWN_ID.matcher(message.id().uri().getPath());
    if (!id.matches() || database.read(tx -> isInBooks(tx, peer, message))) {
      return Optional.empty();
    }
    if (!proofs.isProven(document, ids.node())) {
      return Optional.of(message.id() + " is shown as this node's, and not proven by its keys.");
    }
    YearMonth period = YearMonth.parse(id.group(1));
    try {
      boolean lost = database.write(tx -> takeOurs(tx, peer, period, message, document));
      if (lost) {
        LOG.log(
            System.Logger.Level.WARNING, "{0} was lost here; it is taken in again.", message.id());
      }
    } catch (ProtocolException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} was offered twice, and the first offer cannot be made again: {1}",
          message.id(),
          e.getMessage());
    }
    return Optional.empty();
  }

  /** Whether there is nothing to be learned from it. */
  private boolean isInBooks(Transaction tx, Peer peer, FarthingMessage message) {
    return SaidStore.isKnown(tx, message.id()) && settledOtherwise(tx, peer, message).isEmpty();
  }

  private Optional<SettlementRecalled> settledOtherwise(
      Transaction tx, Peer peer, FarthingMessage message) {
    return Unsaid.settledBy(message).filter(it -> laterOffers.isAnother(tx, peer, it));
  }

  private boolean takeOurs(
      Transaction tx, Peer peer, YearMonth period, FarthingMessage message, JsonObject document) {
    Optional<SettlementRecalled> settled = settledOtherwise(tx, peer, message);
    boolean lost = outbox.bodies(tx, List.of(SaidStore.hash(message.id()))).isEmpty();
    SaidStore.insert(tx, period, peer.id(), true, message.id(), message.published(), lost);
    if (lost) {
      outbox.keepDelivered(tx, document, peer.inbox());
    } else if (settled.isPresent()) {
      SaidStore.recall(tx, message.id(), message.published());
      outbox.keepDeliveredInstead(tx, document, peer.inbox());
    } else {
      return false;
    }
    settled.ifPresent(before -> laterOffers.takeBack(tx, peer, before));
    String subject = "peer:" + peer.id() + " " + period + " " + message.id();
    audit.record(tx, SHOWN, "settlement-recalled", subject, List.of());
    return true;
  }

  /** As if it had just arrived. */
  private void takeTheirs(Peer peer, JsonObject document) {
    FarthingMessage message =
        MonthWord.read(document).filter(it -> it.actor().equals(peer.actor())).orElse(null);
    if (message == null || database.read(tx -> isInInbox(tx, message))) {
      return;
    }
    if (!proofs.isProven(document, peer.actor())) {
      LOG.log(System.Logger.Level.WARNING, "{0} is not proven by its node.", message.id());
      return;
    }
    ActivityDocument activity = new ActivityDocument(document);
    inbox.take(
        new VerifiedActivity(
            activity.id(),
            activity.actor(),
            activity,
            DocumentDigest.of(document),
            true,
            new NodeAddress(peer.actor(), peer.inbox()),
            clocks.system().instant()));
  }

  private boolean isInInbox(Transaction tx, FarthingMessage message) {
    return !inbox.bodies(tx, List.of(SaidStore.hash(message.id()))).isEmpty();
  }

  private static boolean isTo(JsonObject document, ActorId peer) {
    JsonValue to = document.getOrDefault("to", JsonValue.EMPTY_JSON_ARRAY);
    return to.getValueType() == JsonValue.ValueType.ARRAY
        && to.asJsonArray().stream()
            .anyMatch(
                it -> it instanceof JsonString text && text.getString().equals(peer.toString()));
  }

  /** What is asked now is asked again after the next start. */
  @Override
  public void close() {
    asking.shutdownNow();
  }
}
