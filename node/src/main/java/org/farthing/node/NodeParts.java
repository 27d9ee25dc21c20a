package org.farthing.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.bot.BotActors;
import org.farthing.node.bot.FlattrBot;
import org.farthing.node.federation.actor.ActorCollection;
import org.farthing.node.federation.actor.LocalActors;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.directory.ProofCheck;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.figures.PublicFigures;
import org.farthing.node.flattr.LikedThings;
import org.farthing.node.flattr.LostFlattrs;
import org.farthing.node.flattr.checkpoint.LogExchange;
import org.farthing.node.flattr.log.Forks;
import org.farthing.node.identity.Identities;
import org.farthing.node.ledger.Breach;
import org.farthing.node.ledger.SealCheck;
import org.farthing.node.look.Assets;
import org.farthing.node.payout.TestRail;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.proof.ForkProofs;
import org.farthing.node.proof.PeerKeyHistories;
import org.farthing.node.proof.Proofs;
import org.farthing.node.proof.ProofsAcross;
import org.farthing.node.proof.ProofsWithin;
import org.farthing.node.publication.PinnedThings;
import org.farthing.node.publication.PublishedOutbox;
import org.farthing.node.realmoney.RealMoney;
import org.farthing.node.settlement.BookChecks;
import org.farthing.node.settlement.NodeCheck;
import org.farthing.node.settlement.Settlement;
import org.farthing.node.social.Liked;
import org.farthing.node.social.Mentioned;
import org.farthing.node.web.admin.MonthEnd;
import org.farthing.node.witness.Witnesses;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.PublishedKey;

/**
 * All that a node is made of, built with plain constructors, each from what was built before it.
 * Nothing of it works by itself until it is started.
 */
final class NodeParts implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(NodeParts.class.getName());

  final CoreParts core;
  final FediverseParts fediverse;
  final MoneyParts money;
  final FlattrParts flattr;
  final FlattrBot bot;
  final LogExchange logs;
  final Settlement settlement;
  final PublicFigures figures;
  final Witnesses witnesses;
  final Proofs proofs;
  final ForkProofs forkProofs;
  final BookChecks bookChecks;
  final RealMoney realMoney;
  final AtomicReference<MonthEnd> monthEnd = new AtomicReference<>(MonthEnd.none());

  /** Put together anew when real money is turned on, as an admin wished. */
  static NodeParts toStart(NodeSetup setup, RetrySchedule retries) {
    NodeParts parts = new NodeParts(setup, retries);
    boolean turned;
    try {
      turned = parts.realMoney.carryOut();
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
    if (!turned) {
      return parts;
    }
    parts.close();
    return new NodeParts(setup, retries);
  }

  NodeParts(NodeSetup setup, RetrySchedule retries) {
    this.core = new CoreParts(setup);
    this.fediverse = new FediverseParts(core, retries, new Later());
    this.money = new MoneyParts(core, this::fundsCameIn, this::takeBack, this::wakeSettlement);
    this.flattr = new FlattrParts(core, fediverse, this::forked);
    this.bot =
        new FlattrBot(
            core.database,
            core.ids,
            flattr.identification.identities(),
            flattr.creators,
            flattr.flattrs,
            fediverse.social.shownPosts(),
            fediverse.social.direct(),
            core.signIn.languages(),
            core.system);
    this.logs =
        new LogExchange(
            core.database,
            core.setup.clocks(),
            core.ids,
            month -> core.policies.of(month).calendar(),
            core.setup.flattrs().grace(),
            retries,
            fediverse.federation,
            core.keys,
            core.client,
            core.peers,
            fediverse.mail,
            peerRequests(),
            flattr.pairLogs,
            flattr.forks,
            flattr.guard,
            flattr.received,
            flattr.answers,
            new LostFlattrs(
                core.database,
                core.calendar,
                core.ids,
                core.members,
                core.tagSecret,
                flattr.things,
                flattr.giving,
                flattr.received,
                flattr.gifts,
                flattr.messages,
                fediverse.federation.outbox()),
            flattr.offeredAgain,
            this::wakeSettlement);
    this.figures = new PublicFigures(core.database, core.calendar);
    this.witnesses =
        new Witnesses(
            core.database,
            core.setup.clocks(),
            core.ids,
            core.keys,
            fediverse.directory,
            core.client,
            core.requests,
            core.peers,
            peerRequests(),
            core.seals);
    this.settlement =
        new Settlement(
            core.database,
            core.setup.clocks(),
            core.ids,
            core.currency,
            core.tagSecret,
            core.ledger,
            core.audit,
            core.members,
            core.receivables,
            core.policies,
            core.peers,
            fediverse.peerPolicies,
            fediverse.mail,
            flattr.suspensions,
            core.setup.mostOwedMicros(),
            flattr.received,
            logs.reconciliation(),
            money.rail,
            money.incoming,
            core.client,
            core.requests,
            new ProofCheck(core.ids, core.keys, fediverse.directory),
            retries,
            fediverse.federation.inbox(),
            fediverse.federation.outbox(),
            flattr.forks,
            money.moneyNotices);
    PeerKeyHistories peerHistories =
        new PeerKeyHistories(core.database, core.client, core.requests, core.system);
    this.forkProofs = new ForkProofs(core.database, flattr.forks, peerHistories);
    this.proofs =
        new Proofs(
            core.database,
            core.ids.origin(),
            flattr.flattrs,
            flattr.gifts,
            new ProofsWithin(
                core.database,
                core.ids,
                core.currency,
                core.members,
                flattr.giving,
                core.policies,
                settlement.monthClose(),
                core.histories,
                core.signer),
            new ProofsAcross(
                core.database,
                core.ids,
                core.members,
                core.peers,
                fediverse.peerPolicies,
                flattr.pairLogs,
                settlement.statedLines(),
                core.histories,
                peerHistories),
            core.client,
            core.requests);
    this.bookChecks = new BookChecks(core.database, core.calendar, this::check);
    this.realMoney =
        new RealMoney(
            core.database,
            core.calendar,
            core.currency,
            !hasNoRealMoney(),
            core.seals,
            core.policies,
            core.audit,
            this::check);
  }

  /** Whether nothing here costs or pays anything. */
  boolean hasNoRealMoney() {
    return core.currency.isPlayMoney() || money.rail.name().equals(TestRail.NAME);
  }

  /** Begins to handle what comes, and to do what is due. */
  void start() {
    core.blocks.start();
    core.policies.start();
    core.images.start();
    fediverse.federation.start(
        new InboundActivities(
            core.peers,
            flattr.received,
            flattr.answers,
            logs.checkpoints(),
            settlement.inbox(),
            flattr.sought,
            fediverse.social.inbox()));
    fediverse.social.start();
    logs.start();
    flattr.identification.start();
    flattr.sought.start();
    flattr.linkedLikes.start();
    startBot();
    flattr.subscriptions.start();
    settlement.start(core.setup.closesMonths());
    core.sealer.start();
    witnesses.start();
    bookChecks.start();
    flattr.monthNotices.start();
  }

  private void startBot() {
    if (core.hasBot) {
      bot.start();
    } else {
      LOG.log(
          System.Logger.Level.WARNING,
          "There is no flattr bot: a member is or was called {0}",
          LocalIds.BOT_NAME);
    }
  }

  /** Ends all of it, what was started or not. */
  @Override
  public void close() {
    flattr.monthNotices.close();
    witnesses.close();
    flattr.subscriptions.close();
    bot.close();
    flattr.linkedLikes.close();
    flattr.sought.close();
    flattr.identification.close();
    settlement.close();
    logs.close();
    bookChecks.close();
    fediverse.social.close();
    fediverse.federation.close();
    core.sealer.close();
    core.images.close();
    core.policies.close();
    core.blocks.close();
    core.client.close();
    core.database.close();
  }

  /** All that does not agree in the books. */
  List<Breach> check() {
    List<PublishedKey> published = core.keys.published(core.ids.node());
    Map<String, NodeCheck.Part> others =
        Map.of(
            "ledger_seal",
            tx -> new SealCheck().breaches(tx, published),
            "witness_evidence",
            witnesses::breaches);
    return core.database.snapshot(tx -> settlement.nodeCheck().breaches(tx, others));
  }

  /** What it has waited for, or has to know, has come; what follows from that is its to say. */
  private void wakeSettlement() {
    settlement.wake();
  }

  /** What has come to be when it is asked for. */
  private final class Later implements FediverseParts.Later {

    @Override
    public Optional<ActorId> authorOfThing(Transaction tx, String path) {
      return flattr.authorOfThing(tx, path);
    }

    @Override
    public Liked linkedLikes() {
      return flattr.linkedLikes;
    }

    @Override
    public Mentioned bot() {
      return bot;
    }

    @Override
    public Identities identities() {
      return flattr.identification.identities();
    }

    @Override
    public void actorGone(Transaction tx, ActorId actor) {
      flattr.things.withdrawAll(tx, actor);
    }

    /** What does not outlast a member who leaves. */
    @Override
    public void left(Transaction tx, Member member) {
      flattr.publications.left(tx, member.id());
      core.signIn.erase(tx, member.id());
      flattr.subscriptions.left(tx, member.id());
      flattr.linkedLikes.left(tx, member.id());
      bot.left(tx, member.id());
      identities().left(tx, member.id());
      money.payouts.left(tx, member.id().value());
      fediverse.social.left(tx, core.ids.member(member.name()));
    }
  }

  private void forked(Forks.Fork fork) {
    forkProofs.remember(fork.peer().actor());
    wakeSettlement();
  }

  private void fundsCameIn(Transaction tx, UUID member) {
    flattr.subscriptions.haveMeans(tx, new MemberId(member));
  }

  private boolean takeBack(Transaction tx, int peer, String reference) {
    return settlement.takeBack(tx, peer, reference);
  }

  /** Who can be found here: the members, and the bot if there is one. */
  LocalActors actors(Assets assets) {
    return core.hasBot
        ? new BotActors(
            core.members,
            core.ids,
            core.keys.known(core.ids.bot()).getFirst().validFrom(),
            assets.icons().getFirst().path())
        : core.members;
  }

  /** What actors here show, but for what is empty. */
  List<ActorCollection> collections() {
    return List.of(
        new PublishedOutbox(
            core.ids,
            core.members,
            flattr.publications,
            fediverse.social.ownReactions(),
            fediverse::applauseOf),
        new PinnedThings(core.ids, core.members, flattr.publications),
        fediverse.social.followers().followers(),
        fediverse.social.followers().following(),
        new LikedThings(core.database, core.ids, core.members, fediverse.social.ownReactions()));
  }

  PeerRequests peerRequests() {
    return new PeerRequests(
        core.ids.origin(), fediverse.federation.directory(), core.setup.clocks().system());
  }
}
