package org.farthing.node;

import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.KeyFile;
import org.farthing.node.account.Members;
import org.farthing.node.account.NodeSecret;
import org.farthing.node.account.RevokedMail;
import org.farthing.node.api.ApiRoutes;
import org.farthing.node.api.OperationsRoutes;
import org.farthing.node.api.RequestCounter;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.Backlog;
import org.farthing.node.federation.Federation;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.ActorRoutes;
import org.farthing.node.federation.actor.KeyHistories;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.actor.WellKnownRoutes;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.figures.PublicFigures;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.FlattrAnswers;
import org.farthing.node.flattr.FlattrMessages;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.LostFlattrs;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.flattr.Receipts;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.flattr.Receiving;
import org.farthing.node.flattr.Things;
import org.farthing.node.flattr.UnclaimedFlattrs;
import org.farthing.node.flattr.checkpoint.LogExchange;
import org.farthing.node.flattr.log.Forks;
import org.farthing.node.flattr.log.LogGuard;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Balance;
import org.farthing.node.ledger.Breach;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.SealCheck;
import org.farthing.node.ledger.Sealer;
import org.farthing.node.ledger.Seals;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.IncomingPayments;
import org.farthing.node.payout.PaymentOrders;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.payout.Receivables;
import org.farthing.node.payout.Reversals;
import org.farthing.node.payout.TestRail;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.peer.PeerPolicies;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.peer.Peers;
import org.farthing.node.peer.PolicyRoutes;
import org.farthing.node.peer.Suspension;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.http.AddressRule;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.OutboundLimits;
import org.farthing.node.proof.ForkProofs;
import org.farthing.node.proof.PeerKeyHistories;
import org.farthing.node.proof.ProofRoutes;
import org.farthing.node.proof.Proofs;
import org.farthing.node.proof.ProofsAcross;
import org.farthing.node.proof.ProofsWithin;
import org.farthing.node.settlement.MonthClose;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.settlement.NodeCheck;
import org.farthing.node.settlement.PairDecisions;
import org.farthing.node.settlement.Settlement;
import org.farthing.node.web.WebRoutes;
import org.farthing.node.witness.Witnesses;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.settlement.CreatorSide;
import org.farthing.protocol.signature.PublishedKey;
import org.jspecify.annotations.Nullable;

/**
 * A running node: everything built with plain constructors, started and closed. The same for {@code
 * serve}, {@code demo}, {@code play} and the tests.
 */
public final class Node implements AutoCloseable {

  private static final String VERSION = "0.1.0";
  private static final Duration SET_UP_LIFETIME = Duration.ofDays(1);

  private final NodeSetup setup;
  private final LocalIds ids;
  private final Database database;
  private final GuardedHttpClient client;
  private final Ledger ledger;
  private final Sealer sealer;
  private final ActorKeyRing keys;
  private final KeyHistories histories;
  private final Members members;
  private final ApiTokens tokens;
  private final OwnPolicies policies;
  private final Peers peers;
  private final Suspensions suspensions;
  private final Things things;
  private final Creators creators;
  private final Giving giving;
  private final Flattrs flattrs;
  private final ReceivedFlattrs received;
  private final FlattrAnswers answers;
  private final AuditLog audit;
  private final Deposits deposits;
  private final PaymentRail rail;
  private final IncomingPayments incoming;
  private final PaymentOrders orders;
  private final Reversals reversals;
  private final Federation federation;
  private final OfferedAgain offeredAgain;
  private final LogExchange logs;
  private final Settlement settlement;
  private final PublicFigures figures;
  private final Witnesses witnesses;
  private final Proofs proofs;
  private final ForkProofs forkProofs;
  private @Nullable HttpServer server;
  private @Nullable RevokedMail revokedMail;

  private Node(NodeSetup setup, RetrySchedule retries) {
    this.setup = setup;
    InstantSource calendar = setup.clocks().calendar();
    InstantSource system = setup.clocks().system();
    CurrencyUnit currency = setup.terms().currency();
    this.ids = new LocalIds(setup.origin());
    NodeSecret secret = new KeyFile(setup.keyFile()).open();
    byte[] tagSecret = secret.derive("donor tags");
    this.database = Database.open(setup.database(), setup.connections());
    NodeIdentity.confirm(database, setup.origin(), currency);
    AddressRule rule =
        NodeIdentity.isLoopback(setup.origin()) ? AddressRule.LOOPBACK : AddressRule.GLOBAL;
    this.client = new GuardedHttpClient(rule, OutboundLimits.STANDARD);
    this.ledger = new Ledger();
    this.keys = new ActorKeyRing(database, secret, ids, system);
    this.histories = new KeyHistories(ids, keys, system);
    this.members = new Members(database, keys, ids, calendar);
    this.tokens = new ApiTokens(database, system);
    RequestSigner requests = new RequestSigner(ids, keys, system);
    ActivitySigner documents = new ActivitySigner(keys, system);
    Seals seals = new Seals(database, documents, ids);
    this.sealer = new Sealer(seals, system);
    this.federation = new Federation(database, ids, keys, client, _ -> false, retries, system);
    ActorDirectory directory = federation.directory();
    this.policies = OwnPolicies.adopt(setup.terms(), database, ids, documents, calendar);
    this.peers = new Peers(calendar);
    PeerPolicies peerPolicies = new PeerPolicies(database, client, requests, directory, calendar);
    PeerMail mail = new PeerMail(ids, federation.outbox(), keys, system);
    this.audit = new AuditLog(database, calendar);
    Receivables receivables = new Receivables(ledger, calendar);
    this.deposits = new Deposits(database, ledger, receivables, audit, calendar);
    this.reversals = new Reversals(database, ledger, deposits, audit, calendar);
    this.rail = setup.rail().apply(database);
    this.incoming =
        new IncomingPayments(database, ledger, audit, rail, calendar, this::wakeSettlement);
    this.orders = new PaymentOrders(database, ledger, audit, calendar, this::wakeSettlement);
    this.giving =
        new Giving(
            database,
            ledger,
            receivables,
            calendar,
            month -> policies.of(month).minimumBudgetMicros());
    this.suspensions = new Suspensions(calendar);
    Receiving receiving = new Receiving(month -> policies.of(month).giveToGet());
    Forks forks = new Forks(calendar, peers, _ -> wakeSettlement());
    PairLogs pairLogs = new PairLogs(federation.inbox(), federation.outbox(), forks);
    LogGuard guard = new LogGuard(database, system);
    this.received =
        new ReceivedFlattrs(
            calendar,
            month -> new CreatorSide(currency, policies.of(month).calendar()),
            receiving,
            peers,
            suspensions,
            new Receipts(
                calendar, ids, month -> policies.version(month).digest(), pairLogs, guard, mail));
    this.answers = new FlattrAnswers(ids, pairLogs);
    FlattrMessages messages = new FlattrMessages(ids, currency, tagSecret, members, peers, mail);
    this.things =
        new Things(
            database,
            calendar,
            ids,
            new UnclaimedFlattrs(
                calendar, month -> policies.of(month).calendar(), receiving, received, messages));
    this.creators = new Creators(database, ids, members, directory, peers, things);
    this.flattrs =
        new Flattrs(
            database,
            calendar,
            month -> policies.of(month).calendar(),
            Uuid7::next,
            things,
            suspensions,
            giving,
            receiving,
            received,
            messages);
    this.offeredAgain =
        new OfferedAgain(database, calendar, flattrs, setup.flattrs().offeredAgainMonths());
    this.logs =
        new LogExchange(
            database,
            setup.clocks(),
            ids,
            month -> policies.of(month).calendar(),
            setup.flattrs().grace(),
            retries,
            federation,
            keys,
            client,
            peers,
            mail,
            peerRequests(),
            pairLogs,
            forks,
            guard,
            received,
            answers,
            new LostFlattrs(
                database,
                calendar,
                ids,
                members,
                tagSecret,
                things,
                giving,
                received,
                messages,
                federation.outbox()),
            offeredAgain,
            this::wakeSettlement);
    this.figures = new PublicFigures(database, calendar);
    this.witnesses =
        new Witnesses(
            database,
            setup.clocks(),
            ids,
            keys,
            directory,
            client,
            requests,
            peers,
            peerRequests(),
            seals);
    this.settlement =
        new Settlement(
            database,
            calendar,
            ids,
            currency,
            tagSecret,
            ledger,
            audit,
            receivables,
            policies,
            peers,
            peerPolicies,
            mail,
            suspensions,
            setup.mostOwedMicros(),
            received,
            logs.reconciliation(),
            rail,
            incoming,
            client,
            requests,
            federation.inbox(),
            forks);
    PeerKeyHistories peerHistories = new PeerKeyHistories(database, client, requests, system);
    this.forkProofs = new ForkProofs(database, forks, peerHistories);
    this.proofs =
        new Proofs(
            database,
            ids.origin(),
            flattrs,
            new ProofsWithin(
                database,
                ids,
                currency,
                members,
                giving,
                policies,
                settlement.monthClose(),
                histories,
                documents),
            new ProofsAcross(
                database,
                ids,
                members,
                peers,
                peerPolicies,
                pairLogs,
                settlement.statedLines(federation.inbox(), federation.outbox()),
                histories,
                peerHistories),
            client,
            requests);
  }

  /** What it has waited for, or has to know, has come; what follows from that is its to say. */
  private void wakeSettlement() {
    settlement.wake();
  }

  /** Starts a node; it serves, handles and settles when this returns. */
  public static Node start(NodeSetup setup) {
    return start(setup, RetrySchedule.BETWEEN_NODES);
  }

  /**
   * Starts a node.
   *
   * @param retries when what could not be delivered or handled is tried again
   */
  static Node start(NodeSetup setup, RetrySchedule retries) {
    Node node = new Node(setup, retries);
    try {
      WebRoutes web = node.web();
      node.server =
          HttpServer.start(
              setup.host(), setup.port(), web.errorPage(), routes -> node.route(routes, web));
      node.federation.start(
          new InboundActivities(
              node.peers,
              node.received,
              node.answers,
              node.logs.checkpoints(),
              node.settlement.inbox()));
      node.revokedMail =
          new RevokedMail(
              node.database, node.keys, node.federation.outbox(), setup.clocks().system());
      node.logs.start();
      node.settlement.start(setup.closesMonths());
      node.sealer.start();
      node.witnesses.start();
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** Opens a node for commands: it serves nothing, and leaves what is to be sent to who serves. */
  public static Node open(NodeSetup setup) {
    return new Node(setup, RetrySchedule.BETWEEN_NODES);
  }

  /** The origin that the data in a database was made under, if there is data. */
  public static Optional<Origin> storedOrigin(DatabaseAddress address) {
    try (Database database = Database.open(address, 2)) {
      return database.read(NodeIdentity::storedOrigin);
    }
  }

  private void route(HttpRouting.Builder routes, WebRoutes web) {
    InstantSource calendar = setup.clocks().calendar();
    RequestCounter requests = new RequestCounter();
    ApiRoutes api =
        new ApiRoutes(
            database,
            calendar,
            setup.origin(),
            currency(),
            noRealMoney(),
            tokens,
            members,
            things,
            creators,
            ledger,
            giving,
            flattrs,
            offeredAgain,
            proofs,
            deposits);
    routes
        .addFilter(requests)
        .register(new ActorRoutes(ids, members, keys, histories, web::member))
        .register(new WellKnownRoutes(ids, members, VERSION, figures::ofNodeInfo))
        .register(new PolicyRoutes(policies, calendar))
        .register(settlement.routes(peerRequests()))
        .register(logs.routes())
        .register(witnesses.routes())
        .register(new ProofRoutes(database, peers, peerRequests(), proofs))
        .register(federation::routes)
        .register(web, api)
        .register(
            new OperationsRoutes(
                database,
                tokens,
                requests,
                api::recorded,
                federation::backlog,
                witnesses::unsettled));
  }

  private PeerRequests peerRequests() {
    return new PeerRequests(ids.origin(), federation.directory(), setup.clocks().system());
  }

  private WebRoutes web() {
    return new WebRoutes(
        database, ids, members, tokens, things, policies, figures, currency(), noRealMoney());
  }

  private boolean noRealMoney() {
    return currency().isPlayMoney() || rail.name().equals(TestRail.NAME);
  }

  public Origin origin() {
    return setup.origin();
  }

  public CurrencyUnit currency() {
    return setup.terms().currency();
  }

  /** Where the first admin sets the node up; none once there are members. */
  public Optional<URI> setUpLink() {
    return members.count() > 0
        ? Optional.empty()
        : Optional.of(
            setup.origin().resolve("/set-up?token=" + tokens.issueForSetUp(SET_UP_LIFETIME)));
  }

  /** The ids of its actors. */
  public LocalIds ids() {
    return ids;
  }

  /** The keys of its actors. */
  public ActorKeyRing keys() {
    return keys;
  }

  public Members members() {
    return members;
  }

  public ApiTokens tokens() {
    return tokens;
  }

  public Things things() {
    return things;
  }

  public Creators creators() {
    return creators;
  }

  public Giving giving() {
    return giving;
  }

  public Flattrs flattrs() {
    return flattrs;
  }

  public Deposits deposits() {
    return deposits;
  }

  /** What other nodes have paid, as it is recorded by hand. */
  public IncomingPayments incoming() {
    return incoming;
  }

  /** What other nodes are paid by hand. */
  public PaymentOrders orders() {
    return orders;
  }

  /** All nodes that this one has to do with. */
  public List<Peer> peers() {
    return database.read(peers::all);
  }

  /** Whether, and why, no flattrs are exchanged with a peer for now. */
  public Optional<Suspension> suspension(Peer peer) {
    return database.read(tx -> suspensions.of(tx, peer.id()));
  }

  /** What an admin decides about months with other nodes. */
  public PairDecisions pairDecisions() {
    return settlement.decisions();
  }

  /** How a transfer that was wrong is undone. */
  public Reversals reversals() {
    return reversals;
  }

  public AuditLog audit() {
    return audit;
  }

  public MonthClose monthClose() {
    return settlement.monthClose();
  }

  public MonthFigures figures() {
    return new MonthFigures(database, setup.origin(), peers);
  }

  /** What stands on an account of the ledger. */
  public Balance balance(Account account) {
    return database.read(tx -> ledger.balance(tx, account));
  }

  public Exports exports() {
    return new Exports(database, currency(), members, peers, witnesses, forkProofs);
  }

  /** What is wrong with the node's books; empty when all agrees. */
  public List<Breach> check() {
    List<PublishedKey> published = keys.published(ids.node());
    Map<String, NodeCheck.Part> parts =
        Map.of(
            "ledger_seal",
            tx -> new SealCheck().breaches(tx, published),
            "witness_evidence",
            witnesses::breaches);
    return database.snapshot(tx -> settlement.nodeCheck().breaches(tx, parts));
  }

  /** What donors and creators can take home of a flattr. */
  public Proofs proofs() {
    return proofs;
  }

  /**
   * An admin has looked into what a peer's sealed log did: it is no longer reported.
   *
   * @return how many cases that settles
   */
  public int settleEvidence(Peer peer, Mandate mandate) {
    return database.write(
        tx -> {
          int settled = witnesses.settle(tx, peer.id(), setup.clocks().calendar().instant());
          if (settled > 0) {
            audit.record(tx, mandate, "peer-evidence-settled", "peer:" + peer.id(), List.of());
          }
          return settled;
        });
  }

  /** Who holds whom to their ledgers. */
  public Witnesses witnesses() {
    return witnesses;
  }

  /** What the node still has to do for others. */
  public Backlog backlog() {
    return federation.backlog();
  }

  /** Whether settling goes on by itself; if not, it waits for a message or for time. */
  public boolean isSettling() {
    return !settlement.isIdle() || !logs.isIdle();
  }

  /** The database does not come back: whoever waits for it, {@link #close} too, fails at once. */
  public void giveUpDatabase() {
    database.giveUp();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    if (revokedMail != null) {
      revokedMail.close();
    }
    witnesses.close();
    settlement.close();
    logs.close();
    federation.close();
    sealer.close();
    client.close();
    database.close();
  }
}
