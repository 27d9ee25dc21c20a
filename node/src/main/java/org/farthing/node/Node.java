package org.farthing.node;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.Departures;
import org.farthing.node.account.Members;
import org.farthing.node.account.Profiles;
import org.farthing.node.account.RevokedMail;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.bot.FlattrBot;
import org.farthing.node.federation.Backlog;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.outbox.Deliveries;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.LinkedLikes;
import org.farthing.node.flattr.Subscriptions;
import org.farthing.node.flattr.Things;
import org.farthing.node.guard.DomainBlocks;
import org.farthing.node.identity.Identities;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Balance;
import org.farthing.node.ledger.Breach;
import org.farthing.node.notice.MailWorker;
import org.farthing.node.notice.Notices;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.IncomingPayments;
import org.farthing.node.payout.PaymentOrders;
import org.farthing.node.payout.PayoutDecisions;
import org.farthing.node.payout.Payouts;
import org.farthing.node.payout.Reversals;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Suspension;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.proof.Proofs;
import org.farthing.node.publication.Publications;
import org.farthing.node.settlement.LineHolds;
import org.farthing.node.settlement.MonthClose;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.settlement.PairDecisions;
import org.farthing.node.signin.SignIn;
import org.farthing.node.social.Social;
import org.farthing.node.web.admin.MonthEnd;
import org.farthing.node.witness.Witnesses;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running node: started, asked, closed. The same for {@code serve}, {@code demo}, {@code play}
 * and the tests.
 */
public final class Node implements AutoCloseable {

  private static final String VERSION = "0.1.0";
  private static final Duration SET_UP_LIFETIME = Duration.ofDays(1);

  private final NodeParts parts;
  private @Nullable HttpServer server;
  private @Nullable RevokedMail revokedMail;
  private @Nullable MailWorker mail;

  private Node(NodeParts parts) {
    this.parts = parts;
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
    Node node = new Node(NodeParts.toStart(setup, retries));
    NodeParts parts = node.parts;
    try {
      NodeRoutes http = new NodeRoutes(parts, VERSION);
      node.server = HttpServer.start(setup.host(), setup.port(), http.errorPage(), http::route);
      parts.start();
      node.revokedMail =
          new RevokedMail(
              parts.core.database,
              parts.core.keys,
              parts.fediverse.federation.outbox(),
              setup.clocks().system());
      node.mail = parts.core.startMail().orElse(null);
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /** Has {@code begins} called once an admin's wish needs the node closed and started again. */
  public void whenToBeginAnew(Runnable begins) {
    parts.realMoney.whenWished(begins);
  }

  /** Opens a node for commands: it serves nothing, and leaves what is to be sent to who serves. */
  public static Node open(NodeSetup setup) {
    return new Node(new NodeParts(setup, RetrySchedule.BETWEEN_NODES));
  }

  /** The origin that the data in a database was made under, if there is data. */
  public static Optional<Origin> storedOrigin(DatabaseAddress address) {
    try (Database database = Database.open(address, 2)) {
      return database.read(NodeIdentity::storedOrigin);
    }
  }

  public Origin origin() {
    return parts.core.setup.origin();
  }

  public CurrencyUnit currency() {
    return parts.core.setup.terms().currency();
  }

  /** Where the first admin sets the node up; none once there are members. */
  public Optional<URI> setUpLink() {
    return parts.core.members.count() > 0
        ? Optional.empty()
        : Optional.of(
            parts
                .core
                .setup
                .origin()
                .resolve("/set-up?token=" + parts.core.tokens.issueForSetUp(SET_UP_LIFETIME)));
  }

  /** The ids of its actors. */
  public LocalIds ids() {
    return parts.core.ids;
  }

  /** The keys of its actors. */
  public ActorKeyRing keys() {
    return parts.core.keys;
  }

  public Members members() {
    return parts.core.members;
  }

  public Profiles profiles() {
    return parts.fediverse.profiles;
  }

  public LinkedLikes linkedLikes() {
    return parts.flattr.linkedLikes;
  }

  /** Whether there is a bot: nobody has its name. */
  public boolean hasBot() {
    return parts.core.hasBot;
  }

  /** Who is mentioned to flattr a post. */
  public FlattrBot bot() {
    return parts.bot;
  }

  /** How members leave. */
  public Departures departures() {
    return parts.fediverse.departures;
  }

  /** How members join and sign in. */
  public SignIn signIn() {
    return parts.core.signIn;
  }

  /** What members are told. */
  public Notices notices() {
    return parts.core.notices;
  }

  public ApiTokens tokens() {
    return parts.core.tokens;
  }

  public Things things() {
    return parts.flattr.things;
  }

  /** What creators here tell of their things. */
  public Publications publications() {
    return parts.flattr.publications;
  }

  public Creators creators() {
    return parts.flattr.creators;
  }

  /** Who members are elsewhere. */
  public Identities identities() {
    return parts.flattr.identification.identities();
  }

  public Giving giving() {
    return parts.flattr.giving;
  }

  public Flattrs flattrs() {
    return parts.flattr.flattrs;
  }

  public Subscriptions subscriptions() {
    return parts.flattr.subscriptions;
  }

  public Gifts gifts() {
    return parts.flattr.gifts;
  }

  public Deposits deposits() {
    return parts.money.deposits;
  }

  /** What other nodes have paid, as it is recorded by hand. */
  public IncomingPayments incoming() {
    return parts.money.incoming;
  }

  /** What other nodes are paid by hand. */
  public PaymentOrders orders() {
    return parts.money.orders;
  }

  /** What members are paid out. */
  public Payouts payouts() {
    return parts.money.payouts;
  }

  /** What admins do with it. */
  public PayoutDecisions payoutDecisions() {
    return parts.money.payoutDecisions;
  }

  /** All nodes that this one has to do with. */
  public List<Peer> peers() {
    return parts.core.database.read(parts.core.peers::all);
  }

  /** Whether, and why, no flattrs are exchanged with a peer for now. */
  public Optional<Suspension> suspension(Peer peer) {
    return parts.core.database.read(tx -> parts.flattr.suspensions.of(tx, peer.id()));
  }

  /** What an admin decides about months with other nodes. */
  public PairDecisions pairDecisions() {
    return parts.settlement.decisions();
  }

  /** What admins hold back of other nodes' statements. */
  public LineHolds lineHolds() {
    return parts.settlement.holds();
  }

  /** How a transfer that was wrong is undone. */
  public Reversals reversals() {
    return parts.money.reversals;
  }

  public AuditLog audit() {
    return parts.core.audit;
  }

  /** Followers, applause and answers: what ordinary servers have to do with this node. */
  public Social social() {
    return parts.fediverse.social;
  }

  /** Does something of several parts at once, or nothing of it. */
  void inTransaction(Consumer<Transaction> work) {
    parts.core.database.execute(work);
  }

  /** On what terms it works, by month. */
  public OwnPolicies policies() {
    return parts.core.policies;
  }

  public MonthClose monthClose() {
    return parts.settlement.monthClose();
  }

  public MonthFigures figures() {
    return new MonthFigures(parts.core.database, parts.core.setup.origin(), parts.core.peers);
  }

  /** What stands on an account of the ledger. */
  public Balance balance(Account account) {
    return parts.core.database.read(tx -> parts.core.ledger.balance(tx, account));
  }

  public Exports exports() {
    return new Exports(
        parts.core.database,
        currency(),
        parts.core.members,
        parts.core.peers,
        parts.witnesses,
        parts.forkProofs);
  }

  /** What is wrong with the node's books; empty when all agrees. */
  public List<Breach> check() {
    return parts.check();
  }

  /** Offers admins of this node that the month is ended before its time. */
  public void offer(MonthEnd monthEnd) {
    parts.monthEnd.set(monthEnd);
  }

  /** What donors and creators can take home of a flattr. */
  public Proofs proofs() {
    return parts.proofs;
  }

  /** Which servers it has to do with. */
  public DomainBlocks domainBlocks() {
    return parts.core.blocks;
  }

  /** Who holds whom to their ledgers. */
  public Witnesses witnesses() {
    return parts.witnesses;
  }

  /** What waits to be delivered. */
  public Deliveries deliveries() {
    return parts.fediverse.deliveries;
  }

  /** What the node still has to do for others. */
  public Backlog backlog() {
    return parts.fediverse.federation.backlog();
  }

  /** Has what became due looked for now: a clock was moved. */
  public void lookForWhatIsDue() {
    parts.settlement.timePassed();
  }

  /** Whether settling goes on by itself; if not, it waits for a message or for time. */
  public boolean isSettling() {
    return !parts.settlement.isIdle()
        || !parts.logs.isIdle()
        || !parts.flattr.sought.isIdle()
        || !parts.flattr.subscriptions.isIdle()
        || !parts.flattr.linkedLikes.isIdle()
        || !parts.bot.isIdle();
  }

  /** The database does not come back: whoever waits for it, {@link #close} too, fails at once. */
  public void giveUpDatabase() {
    parts.core.database.giveUp();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    if (revokedMail != null) {
      revokedMail.close();
    }
    if (mail != null) {
      mail.close();
    }
    parts.close();
  }
}
