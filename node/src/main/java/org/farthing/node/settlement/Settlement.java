package org.farthing.node.settlement;

import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.farthing.node.account.Members;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ProofCheck;
import org.farthing.node.federation.inbox.Inbox;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.flattr.checkpoint.Reconciliation;
import org.farthing.node.flattr.log.Forks;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.payout.IncomingPayments;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.payout.Receivables;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.peer.PeerPolicies;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.peer.Peers;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.node.platform.schedule.Worker;
import org.farthing.node.settlement.line.OwnLines;
import org.farthing.node.settlement.said.OwnWords;
import org.farthing.node.settlement.said.Recall;
import org.farthing.node.settlement.said.SaidRoutes;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** The parts of settlement put together; works from {@link #start} on. */
public final class Settlement implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Settlement.class.getName());
  private static final Duration BETWEEN_READINGS = Duration.ofHours(1);
  private static final Duration BETWEEN_CLOSES = Duration.ofMinutes(1);

  private final Database database;
  private final LocalIds ids;
  private final Peers peers;
  private final OwnLines ownLines;
  private final PairMonths pairs;
  private final NodeCheck check;
  private final Statements statements;
  private final MonthClose close;
  private final PairDecisions decisions;
  private final LineHolds holds;
  private final SettlementInbox inbox;
  private final SettlementWorker worker;
  private final Inbox messages;
  private final Outbox outbox;
  private final OwnWords words;
  private final Recall recall;
  private final PeerPolicies peerPolicies;
  private final InstantSource calendar;
  private @Nullable Worker closer;
  private @Nullable Worker policyReader;
  private @Nullable Worker missingReader;

  /**
   * Puts them together.
   *
   * @param tagSecret from which donors' tags are derived, never shown
   * @param messages those that came too early are looked at again as months go on
   * @param mostOwedMicros what a peer may owe before no more flattrs of its donors are taken
   */
  public Settlement(
      Database database,
      Clocks clocks,
      LocalIds ids,
      CurrencyUnit currency,
      byte[] tagSecret,
      Ledger ledger,
      AuditLog audit,
      Members members,
      Receivables receivables,
      OwnPolicies policies,
      Peers peers,
      PeerPolicies peerPolicies,
      PeerMail mail,
      Suspensions suspensions,
      long mostOwedMicros,
      ReceivedFlattrs received,
      Reconciliation reconciliation,
      PaymentRail rail,
      IncomingPayments incoming,
      GuardedHttpClient client,
      RequestSigner signer,
      ProofCheck proofs,
      RetrySchedule retries,
      Inbox messages,
      Outbox outbox,
      Forks forks,
      RevenueNews news) {
    this.peerPolicies = peerPolicies;
    this.calendar = clocks.calendar();
    this.messages = messages;
    this.outbox = outbox;
    this.words = new OwnWords(outbox);
    Revenues revenues = new Revenues(ledger, policies::fee, news);
    this.pairs =
        new PairMonths(
            calendar,
            audit,
            ids,
            ledger,
            incoming,
            revenues,
            new Returns(ledger, ids.origin()),
            policies,
            peerPolicies,
            mail,
            words,
            peer -> {
              wake();
              messages.hurry(peer.actor());
            });
    this.recall =
        new Recall(
            database,
            clocks,
            ids,
            audit,
            messages,
            outbox,
            proofs,
            client,
            signer,
            retries,
            (tx, peer) -> firstToAskAbout(tx, peer, calendar),
            pairs,
            this::wake);
    this.database = database;
    this.ids = ids;
    this.peers = peers;
    this.ownLines = new OwnLines(ids.origin(), tagSecret, peers);
    this.check = new NodeCheck(ledger, ids, currency, policies, peers, peerPolicies, ownLines);
    this.statements =
        new Statements(
            database,
            calendar,
            ids,
            currency,
            ledger,
            peers,
            peerPolicies,
            received,
            pairs,
            ownLines,
            recall);
    this.close =
        new MonthClose(
            database,
            ledger,
            receivables,
            calendar,
            month -> policies.of(month).calendar(),
            ids.origin(),
            reconciliation,
            revenues,
            ownLines,
            statements,
            check);
    this.decisions =
        new PairDecisions(
            database,
            calendar,
            ledger,
            audit,
            incoming,
            pairs,
            revenues,
            peers,
            suspensions,
            words,
            ids.origin());
    this.holds = new LineHolds(database, calendar, audit, ids, members, received);
    this.inbox =
        new SettlementInbox(
            calendar, ids.origin(), pairs, ownLines, messages, forks, words, recall);
    this.worker =
        new SettlementWorker(
            database,
            calendar,
            pairs,
            statements,
            peers,
            received,
            new StatementFetch(client, signer),
            rail,
            new Standings(
                database, ledger, audit, peers, pairs, suspensions, forks, words, mostOwedMicros),
            words,
            recall);
  }

  public MonthClose monthClose() {
    return close;
  }

  /** What recomputes all that this node has on its books. */
  public NodeCheck nodeCheck() {
    return check;
  }

  /** Where other nodes fetch what is for them alone. */
  public StatementRoutes routes(PeerRequests requests) {
    return new StatementRoutes(database, ids, peers, requests, ownLines);
  }

  /** Where other nodes ask what both have said. */
  public SaidRoutes saidRoutes(PeerRequests requests) {
    return new SaidRoutes(database, ids, peers, requests, messages, outbox);
  }

  /** The first month with a peer of which a copy of this node's database may not know the end. */
  private static YearMonth firstToAskAbout(Transaction tx, Peer peer, InstantSource calendar) {
    YearMonth wanted = firstWithNews(tx, peer, calendar);
    return PairMonthStore.firstOfBooks(tx).filter(wanted::isBefore).orElse(wanted);
  }

  private static YearMonth firstWithNews(Transaction tx, Peer peer, InstantSource calendar) {
    return PairMonthStore.oldestOpen(tx, peer.id())
        .or(
            () ->
                PairMonthStore.ofPeer(tx, peer.id()).stream()
                    .findFirst()
                    .map(newest -> newest.period().plusMonths(1)))
        .orElseGet(
            () ->
                YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC))
                    .minusMonths(PairMonthStore.MONTHS_LOOKED_BACK));
  }

  /** What an admin decides about a month with another node. */
  public PairDecisions decisions() {
    return decisions;
  }

  /** What admins hold back of other nodes' statements. */
  public LineHolds holds() {
    return holds;
  }

  /** As {@link org.farthing.node.payout.PaidSettlements} asks for. */
  public boolean takeBack(Transaction tx, int peer, String reference) {
    return pairs.takeBack(tx, peers.get(tx, peer), reference);
  }

  /** What is stated of single flattrs, and agreed to. */
  public StatedLines statedLines() {
    return new StatedLines(ids.origin(), ownLines, outbox::bodies, messages::bodies);
  }

  public SettlementInbox inbox() {
    return inbox;
  }

  /**
   * Starts to settle.
   *
   * @param closesMonths whether months are closed as they become due, and not only by command
   */
  public void start(boolean closesMonths) {
    worker.start();
    policyReader = Worker.start("policies of peers", BETWEEN_READINGS, this::readPolicies);
    missingReader = Worker.start("missing policies", BETWEEN_CLOSES, this::readMissingPolicies);
    if (closesMonths) {
      closer = Worker.start("month close", BETWEEN_CLOSES, this::closeDue);
    }
  }

  /** Has what is due looked for now. */
  public void wake() {
    worker.wake();
    if (closer != null) {
      closer.wake();
    }
  }

  /** Has what became due looked for now, after a clock was moved. */
  public void timePassed() {
    wake();
    if (policyReader != null) {
      policyReader.wake();
    }
    if (missingReader != null) {
      missingReader.wake();
    }
  }

  /** In the month itself: who is away when it is stated can still be stated what it is owed. */
  private boolean readPolicies() {
    YearMonth month = YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
    for (Peer peer : database.read(peers::all)) {
      peerPolicies.read(peer, month);
    }
    return false;
  }

  private boolean readMissingPolicies() {
    if (statements.readAgain()) {
      worker.wake();
    }
    return false;
  }

  /** Whether nothing is left to do until something happens or time passes. */
  public boolean isIdle() {
    return worker.isIdle() && !recall.isAsking();
  }

  /** One month in trouble, or one that waits for another node, holds up no other. */
  private boolean closeDue() {
    for (YearMonth month : close.due()) {
      try {
        close.advance(month, CloseStage.CLOSED);
      } catch (Problem e) {
        LOG.log(System.Logger.Level.WARNING, "{0} is not closed: {1}", month, e.detail());
      }
    }
    return false;
  }

  @Override
  public void close() {
    if (closer != null) {
      closer.close();
    }
    if (policyReader != null) {
      policyReader.close();
    }
    if (missingReader != null) {
      missingReader.close();
    }
    worker.close();
    recall.close();
  }
}
