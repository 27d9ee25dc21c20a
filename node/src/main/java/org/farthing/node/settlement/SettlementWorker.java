package org.farthing.node.settlement;

import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.flattr.ReceivedFlattrs.LogState;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.schedule.Worker;
import org.farthing.node.settlement.PairMonthStore.Row;
import org.farthing.node.settlement.ReviewBooks.Basis;
import org.farthing.node.settlement.said.OwnWords;
import org.farthing.node.settlement.said.Recall;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.settlement.Findings;
import org.farthing.protocol.settlement.PairEvent;
import org.farthing.protocol.settlement.PairMonth;
import org.jspecify.annotations.Nullable;

/**
 * Does for each pair and month that is not done what is due next and needs more than a transaction:
 * fetches and compares the lines of a statement, pays, looks for payments, and lets time pass.
 */
final class SettlementWorker implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(SettlementWorker.class.getName());
  private static final Duration POLL = Duration.ofSeconds(30);

  /** Who shows the lines of a long statement slowly keeps others waiting for no longer. */
  private static final Duration TURN = Duration.ofSeconds(5);

  private final Database database;
  private final InstantSource calendar;
  private final PairMonths pairs;
  private final Statements statements;
  private final Peers peers;
  private final ReceivedFlattrs received;
  private final StatementFetch fetch;
  private final PaymentRail rail;
  private final Standings standings;
  private final OwnWords words;
  private final Recall recall;
  private final Map<ReviewKey, StatementReview> reviews = new HashMap<>();
  private @Nullable Worker worker;
  private final AtomicLong wakeUps = new AtomicLong(1);
  private volatile long served;

  /** The reviews of what a peer states, which may wait for a page; of the worker's thread. */
  private record ReviewKey(YearMonth period, int peer) {}

  SettlementWorker(
      Database database,
      InstantSource calendar,
      PairMonths pairs,
      Statements statements,
      Peers peers,
      ReceivedFlattrs received,
      StatementFetch fetch,
      PaymentRail rail,
      Standings standings,
      OwnWords words,
      Recall recall) {
    this.database = database;
    this.calendar = calendar;
    this.pairs = pairs;
    this.statements = statements;
    this.peers = peers;
    this.received = received;
    this.fetch = fetch;
    this.rail = rail;
    this.standings = standings;
    this.words = words;
    this.recall = recall;
  }

  void start() {
    worker = Worker.start("settlement", POLL, this::step);
  }

  /** Has what is due looked for now. */
  void wake() {
    wakeUps.incrementAndGet();
    if (worker != null) {
      worker.wake();
    }
  }

  /** Whether nothing is left to do until a message comes or time passes. */
  boolean isIdle() {
    return served == wakeUps.get()
        && database.read(PairMonthStore::open).stream().noneMatch(this::isActionable);
  }

  private boolean isActionable(Row row) {
    PairMonth month = row.month();
    return !words.isStuck(month.period(), row.peer()) && isActionable(row.peer(), month);
  }

  private boolean isActionable(int peer, PairMonth month) {
    return waitsForRail(month)
        || canCheck(peer, month)
        || month.isToBeStatedAnew()
        || (isToBeStated(month) && database.read(tx -> isStatable(tx, peer, month)))
        || (month.carriedOrNull() == null
            && database.read(tx -> carriedTo(tx, peer, month)).isPresent());
  }

  /** Where a person tells what the bank does, they wake the worker. */
  private boolean waitsForRail(PairMonth month) {
    boolean open = month.paid() == PairMonth.Paid.ORDERED || month.paid() == PairMonth.Paid.NOTICED;
    return open && !rail.isByHand();
  }

  /** A statement is compared with receipts only once none of those can be lost. */
  private boolean canCheck(int peer, PairMonth month) {
    YearMonth period = month.period();
    return month.isToBeChecked()
        && hasReached(period, CloseStage.POSTED)
        && database.write(tx -> received.isWhole(tx, period, peers.get(tx, peer)));
  }

  private boolean step() {
    long serving = wakeUps.get();
    boolean changed = false;
    for (Row row : database.read(PairMonthStore::open)) {
      Peer peer = database.read(tx -> peers.get(tx, row.peer()));
      changed |= tryToAdvance(peer, row.month());
    }
    if (!changed) {
      standings.update();
      served = serving;
    }
    return changed;
  }

  /** A pair in trouble holds up no other. */
  private boolean tryToAdvance(Peer peer, PairMonth month) {
    try {
      return recall.obstacle(peer).isEmpty() && advance(peer, month);
    } catch (ProtocolException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} waits: {1}", month.period(), e.getMessage());
      return false;
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "The settlement of " + month.period() + " with " + peer.actor() + " fails",
          e);
      return false;
    }
  }

  /** Returns whether the pair's month is another than before. */
  private boolean advance(Peer peer, PairMonth month) {
    YearMonth period = month.period();
    if (canCheck(peer.id(), month)) {
      return check(peer, month);
    }
    if (month.isToBeStatedAnew()) {
      statements.stateAnew(peer, period);
      return true;
    }
    return (isToBeStated(month) && statements.stateLate(peer, period))
        || (month.carriedOrNull() == null && database.write(tx -> carry(tx, peer, month)))
        || goesByRail(peer, month)
        || apply(peer, month, new PairEvent.TimePassed(recall.contact(peer)));
  }

  /** Not with all else, or not with its month. */
  private boolean isToBeStated(PairMonth month) {
    return month.ours() == PairMonth.Ours.NONE && hasReached(month.period(), CloseStage.STATED);
  }

  private boolean isStatable(Transaction tx, int peer, PairMonth month) {
    return statements.isStatable(tx, peers.get(tx, peer), month.period());
  }

  /** Pays, or looks for a payment; returns whether that changes anything. */
  private boolean goesByRail(Peer peer, PairMonth month) {
    return switch (month.paid()) {
      case ORDERED -> pay(peer, month);
      case NOTICED -> look(peer, month);
      case NONE -> rail.isByHand() && awaitsPayment(peer, month) && look(peer, month);
      case SENT, CONFIRMED, WRITTEN_OFF -> false;
    };
  }

  /** What the months before leave, once they are netted. */
  private boolean carry(Transaction tx, Peer peer, PairMonth month) {
    Optional<PairMonth.Carried> carried = carriedTo(tx, peer.id(), month);
    carried.ifPresent(it -> pairs.apply(tx, peer, month.period(), new PairEvent.Carried(it)));
    return carried.isPresent();
  }

  /** Not before ours is stated: one before it may not be known to this node yet, which was away. */
  private Optional<PairMonth.Carried> carriedTo(Transaction tx, int peer, PairMonth month) {
    if (CloseStore.stage(tx, month.period()).compareTo(CloseStage.STATED) < 0) {
      return Optional.empty();
    }
    Optional<PairMonth> before = PairMonthStore.before(tx, month.period(), peer);
    return before.isEmpty()
        ? Optional.of(PairMonth.Carried.NOTHING)
        : before.get().carriedOn(pairs.us());
  }

  private boolean check(Peer peer, PairMonth month) {
    Statement statement = month.theirStatement().orElseThrow();
    ReviewKey key = new ReviewKey(month.period(), peer.id());
    StatementReview review = review(key, Objects.requireNonNull(month.their().offerOrNull()), peer);
    return switch (review.goOn(page -> fetch.fetch(statement, page), TURN)) {
      case StatementReview.Outcome.Done it -> {
        reviews.remove(key);
        yield database.write(tx -> checked(tx, peer, review, statement, it.findings()));
      }
      case StatementReview.Outcome.NotNow it -> {
        LOG.log(System.Logger.Level.WARNING, "{0} waits: {1}", statement.id(), it.reason());
        yield false;
      }
      case StatementReview.Outcome.MoreToDo _ -> true;
    };
  }

  /** The one that waits for a page, or a new one. */
  private StatementReview review(ReviewKey key, StatementOffer offer, Peer peer) {
    Statement statement = offer.statement();
    LogState log = database.write(tx -> received.logState(tx, key.period(), peer));
    Basis basis = database.read(tx -> basis(tx, peer, offer));
    StatementReview begun = reviews.get(key);
    if (begun != null && begun.isOf(statement, log, basis)) {
      return begun;
    }
    StatementReview review =
        new StatementReview(
            statement,
            pairs.policy(key.period()),
            log,
            basis,
            ReceivedFlattrs.counted(database, key.period(), peer.id()),
            new ReviewBooks(database, received, key.period(), peer, basis));
    reviews.put(key, review);
    return review;
  }

  private Basis basis(Transaction tx, Peer peer, StatementOffer offer) {
    YearMonth period = offer.statement().period();
    return ReviewBooks.basis(tx, peer, offer, words.unsaid(tx, period, peer.id()));
  }

  /** Unless something has changed since the review began, which then begins anew. */
  private boolean checked(
      Transaction tx, Peer peer, StatementReview review, Statement statement, Findings findings) {
    YearMonth period = statement.period();
    PairMonth now = PairMonthStore.lock(tx, period, peer.id());
    LogState log = received.logState(tx, period, peer);
    StatementOffer offer = now.their().offerOrNull();
    if (offer == null) {
      return true;
    }
    Basis basis = basis(tx, peer, offer);
    if (!review.isOf(offer.statement(), log, basis)) {
      return true;
    }
    boolean again = now.theirs() == PairMonth.Theirs.ADMITTED;
    Findings found =
        again || basis.before().isPresent()
            ? CheckedAgain.of(tx, period, peer.id(), findings, again)
            : findings;
    FlattrCheckpoint shown = shown(tx, peer, period, found, basis);
    PairMonth after =
        pairs.apply(
            tx,
            peer,
            period,
            new PairEvent.StatementChecked(statement.id(), found.disputes(), shown),
            found.grossMicrosOf());
    if (after.theirs() == PairMonth.Theirs.AGREED
        || after.theirs() == PairMonth.Theirs.PARTLY_AGREED) {
      received.agreed(tx, period, peer.id());
      TakenCorrectionStore.insert(tx, statement, findings.corrections());
      ThingRevenueStore.replace(tx, period, peer.id(), found.sumOf());
    }
    // What is looked at again was noted the first time.
    boolean isNoted = again && StatementStore.isDisputed(tx, statement);
    if (!isNoted && !found.disputes().isEmpty()) {
      StatementStore.insertDisputes(tx, statement, found.disputes(), shown, calendar.instant());
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} is disputed in {1} points.",
          statement.id(),
          found.disputes().size());
    }
    return true;
  }

  /** How the log stands to which disputes refer; or stood, where they were made before. */
  private @Nullable FlattrCheckpoint shown(
      Transaction tx, Peer peer, YearMonth period, Findings found, Basis basis) {
    if (basis.before().isPresent()) {
      return basis.before().get().logOrNull();
    }
    return found.disputes().isEmpty() ? null : received.checkpoint(tx, period, peer);
  }

  private boolean pay(Peer peer, PairMonth month) {
    Settlement settlement = month.settlement().orElseThrow();
    Optional<PaymentOffer> announced =
        database.read(tx -> words.unsaid(tx, month.period(), peer.id()).find(PaymentOffer.class));
    if (announced.isPresent()) {
      rail.wasSent(peer.actor().toString(), settlement.paid(), settlement.reference());
      return apply(peer, month, new PairEvent.PaymentSent(announced.get().payment().rail()));
    }
    boolean sent = rail.send(peer.actor().toString(), settlement.paid(), settlement.reference());
    return sent && apply(peer, month, new PairEvent.PaymentSent(rail.name()));
  }

  /** A bank may show a payment before its payer says that it has left. */
  private static boolean awaitsPayment(Peer peer, PairMonth month) {
    return month.net().holds()
        && month
            .settlement()
            .filter(it -> it.payer().equals(peer.actor()) && it.paid().micros() > 0)
            .isPresent();
  }

  private boolean look(Peer peer, PairMonth month) {
    Settlement settlement = month.settlement().orElseThrow();
    Money arrived =
        rail.arrived(peer.actor().toString(), settlement.paid(), settlement.reference());
    return apply(peer, month, new PairEvent.PaymentShown(arrived.micros()));
  }

  private boolean apply(Peer peer, PairMonth month, PairEvent event) {
    PairMonth after = database.write(tx -> pairs.apply(tx, peer, month.period(), event));
    return !after.equals(month);
  }

  private boolean hasReached(YearMonth period, CloseStage stage) {
    return database.read(tx -> CloseStore.stage(tx, period)).compareTo(stage) >= 0;
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
  }
}
