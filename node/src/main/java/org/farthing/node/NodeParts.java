package org.farthing.node;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.Departures;
import org.farthing.node.account.KeyFile;
import org.farthing.node.account.LastAdmin;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.account.Moves;
import org.farthing.node.account.NodeSecret;
import org.farthing.node.account.Profiles;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.federation.Federation;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.ActorCollection;
import org.farthing.node.federation.actor.ActorDocuments;
import org.farthing.node.federation.actor.FollowerMail;
import org.farthing.node.federation.actor.KeyHistories;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.ProvenLinks;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.outbox.Deliveries;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.figures.PublicFigures;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.FlattrAnswers;
import org.farthing.node.flattr.FlattrMessages;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.GiftAnswers;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.LikedThings;
import org.farthing.node.flattr.LinkedLikes;
import org.farthing.node.flattr.LocalCreators;
import org.farthing.node.flattr.LostFlattrs;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.flattr.Receipts;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.flattr.Receiving;
import org.farthing.node.flattr.SoughtThings;
import org.farthing.node.flattr.Subscriptions;
import org.farthing.node.flattr.Thing;
import org.farthing.node.flattr.ThingAddresses;
import org.farthing.node.flattr.Things;
import org.farthing.node.flattr.UnclaimedFlattrs;
import org.farthing.node.flattr.checkpoint.LogExchange;
import org.farthing.node.flattr.log.Forks;
import org.farthing.node.flattr.log.LogGuard;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.guard.BlockedServers;
import org.farthing.node.guard.DomainBlocks;
import org.farthing.node.identity.Identification;
import org.farthing.node.identity.Identities;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityEvents;
import org.farthing.node.identity.MemberLinks;
import org.farthing.node.ledger.Breach;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.SealCheck;
import org.farthing.node.ledger.Sealer;
import org.farthing.node.ledger.Seals;
import org.farthing.node.notice.FlattrNotices;
import org.farthing.node.notice.Letters;
import org.farthing.node.notice.MailQueue;
import org.farthing.node.notice.MailWorker;
import org.farthing.node.notice.MoneyNotices;
import org.farthing.node.notice.MonthNotices;
import org.farthing.node.notice.NoticeLetters;
import org.farthing.node.notice.Notices;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.IncomingPayments;
import org.farthing.node.payout.PaymentOrders;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.payout.PayoutDecisions;
import org.farthing.node.payout.Payouts;
import org.farthing.node.payout.Receivables;
import org.farthing.node.payout.Reversals;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.peer.PeerPolicies;
import org.farthing.node.peer.PeerRequests;
import org.farthing.node.peer.Peers;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.AddressRule;
import org.farthing.node.platform.http.Destinations;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.HostLookup;
import org.farthing.node.platform.http.OutboundLimits;
import org.farthing.node.platform.mail.MailServer;
import org.farthing.node.proof.ForkProofs;
import org.farthing.node.proof.PeerKeyHistories;
import org.farthing.node.proof.Proofs;
import org.farthing.node.proof.ProofsAcross;
import org.farthing.node.proof.ProofsWithin;
import org.farthing.node.publication.Applause;
import org.farthing.node.publication.PinnedThings;
import org.farthing.node.publication.Publications;
import org.farthing.node.publication.PublishedOutbox;
import org.farthing.node.settlement.BookChecks;
import org.farthing.node.settlement.MoneyTies;
import org.farthing.node.settlement.NodeCheck;
import org.farthing.node.settlement.Settlement;
import org.farthing.node.signin.SignIn;
import org.farthing.node.social.Liked;
import org.farthing.node.social.Reactions;
import org.farthing.node.social.Social;
import org.farthing.node.web.admin.MonthEnd;
import org.farthing.node.witness.Witnesses;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.settlement.CreatorSide;
import org.farthing.protocol.signature.PublishedKey;

/**
 * All that a node is made of, built with plain constructors, each from what was built before it.
 * Nothing of it works by itself yet: {@link Node} starts and closes it.
 */
final class NodeParts {

  private static final Pattern THING = Pattern.compile("/things/[1-9][0-9]{0,17}");

  final NodeSetup setup;
  final LocalIds ids;
  final Database database;
  final DomainBlocks blocks;
  final GuardedHttpClient client;
  final Ledger ledger;
  final Sealer sealer;
  final ActorKeyRing keys;
  final KeyHistories histories;
  final Members members;
  final ActorDocuments documents;
  final Profiles profiles;
  final Moves moves;
  final Departures departures;
  final ApiTokens tokens;
  final MailQueue mailQueue;
  final Notices notices;
  final MonthNotices monthNotices;
  final SignIn signIn;
  final ProvenLinks provenLinks = new MemberLinks(this::identities);
  final OwnPolicies policies;
  final Peers peers;
  final Suspensions suspensions;
  final Identification identification;
  final Things things;
  final Creators creators;
  final SoughtThings sought;
  final ActivitySigner signer;
  final Publications publications;
  final Giving giving;
  final Flattrs flattrs;
  final LinkedLikes linkedLikes;
  final Gifts gifts;
  final ReceivedFlattrs received;
  final FlattrAnswers answers;
  final AuditLog audit;
  final Deposits deposits;
  final PaymentRail rail;
  final IncomingPayments incoming;
  final PaymentOrders orders;
  final Reversals reversals;
  final Payouts payouts;
  final PayoutDecisions payoutDecisions;
  final Federation federation;
  final Deliveries deliveries;
  final OfferedAgain offeredAgain;
  final Subscriptions subscriptions;
  final LogExchange logs;
  final Settlement settlement;
  final Social social;
  final PublicFigures figures;
  final Witnesses witnesses;
  final Proofs proofs;
  final ForkProofs forkProofs;
  final PeerPolicies peerPolicies;
  final BookChecks bookChecks;
  final AtomicReference<MonthEnd> monthEnd = new AtomicReference<>(MonthEnd.none());

  NodeParts(NodeSetup setup, RetrySchedule retries) {
    this.setup = setup;
    InstantSource calendar = setup.clocks().calendar();
    InstantSource system = setup.clocks().system();
    CurrencyUnit currency = setup.terms().currency();
    this.ids = new LocalIds(setup.origin());
    NodeSecret secret = new KeyFile(setup.keyFile()).open();
    byte[] tagSecret = secret.derive("donor tags");
    this.database = Database.open(setup.database(), setup.connections());
    NodeIdentity.confirm(database, setup.origin(), currency);
    this.audit = new AuditLog(database, calendar);
    this.peers = new Peers(calendar);
    this.blocks =
        new DomainBlocks(
            database,
            audit,
            calendar,
            URI.create(setup.origin().toString()),
            setup.guard().onlyAllowedServers());
    BlockedServers blocked = new BlockedServers(blocks, this::hasAccountsWith);
    this.client = new GuardedHttpClient(destinations(blocked), OutboundLimits.STANDARD);
    this.ledger = new Ledger();
    this.keys = new ActorKeyRing(database, secret, ids, system);
    this.histories = new KeyHistories(ids, keys, system);
    this.members = new Members(database, keys, ids, calendar);
    this.tokens = new ApiTokens(database, system);
    this.mailQueue = new MailQueue(setup.signIn().mail().isPresent(), system);
    this.notices = new Notices(database, this::confirmedAddress, mailQueue, system);
    this.signIn =
        new SignIn(
            database,
            secret,
            members,
            setup.origin(),
            setup.signIn().registration(),
            notices,
            mailQueue,
            system);
    RequestSigner requests = new RequestSigner(ids, keys, system);
    this.signer = new ActivitySigner(keys, system);
    Seals seals = new Seals(database, signer, ids);
    this.sealer = new Sealer(seals, system);
    this.federation =
        new Federation(
            database,
            ids,
            keys,
            client,
            blocked,
            retries,
            RetrySchedule.TO_SERVERS,
            this::inboxGone,
            system);
    this.deliveries = new Deliveries(database, system);
    this.social =
        new Social(
            database,
            ids,
            members,
            federation,
            signer,
            client,
            requests,
            this::isOwnThing,
            this::linkedLikes,
            blocks::isSilenced,
            audit,
            retries,
            system);
    FollowerMail followerMail = social.followers()::deliver;
    ActorDirectory directory = federation.directory();
    this.documents = new ActorDocuments(ids, keys, provenLinks);
    this.profiles = new Profiles(database, ids, documents, keys, followerMail, system);
    this.moves = new Moves(ids, members, profiles, directory);
    this.departures =
        new Departures(
            database,
            ids,
            tokens,
            documents,
            keys,
            followerMail,
            directory,
            federation.outbox(),
            List.of(new LastAdmin(members), new MoneyTies(ledger)),
            this::left,
            setup.clocks());
    this.policies = OwnPolicies.adopt(setup.terms(), database, ids, signer, calendar);
    this.peerPolicies = new PeerPolicies(database, client, requests, directory, calendar);
    PeerMail mail = new PeerMail(ids, federation.outbox(), keys, system);
    Receivables receivables = new Receivables(ledger, calendar);
    this.deposits = new Deposits(database, ledger, receivables, audit, calendar);
    this.reversals = new Reversals(database, ledger, deposits, audit, calendar);
    this.payouts =
        new Payouts(database, ledger, receivables, calendar, currency, setup.payoutMinimumMicros());
    MoneyNotices moneyNotices = new MoneyNotices(notices);
    this.payoutDecisions = new PayoutDecisions(database, ledger, audit, moneyNotices, calendar);
    this.rail = setup.rail().apply(database);
    this.incoming =
        new IncomingPayments(database, ledger, audit, rail, calendar, this::wakeSettlement);
    this.orders =
        new PaymentOrders(database, ledger, audit, calendar, this::takeBack, this::wakeSettlement);
    this.giving =
        new Giving(
            database,
            ledger,
            receivables,
            calendar,
            month -> policies.of(month).minimumBudgetMicros());
    this.monthNotices = new MonthNotices(database, giving, notices, calendar);
    this.suspensions = new Suspensions(calendar, it -> blocks.isSuspended(it.uri()));
    FlattrNotices flattrNotices = new FlattrNotices(notices);
    Receiving receiving = new Receiving(month -> policies.of(month).giveToGet(), flattrNotices);
    Forks forks = new Forks(calendar, peers, this::forked);
    PairLogs pairLogs = new PairLogs(federation.inbox(), federation.outbox(), forks);
    LogGuard guard = new LogGuard(database, system);
    this.identification =
        new Identification(
            database,
            ids,
            members,
            directory,
            keys,
            client,
            requests,
            signer,
            peers,
            mail,
            this::creatorHere,
            new ProfileNews(),
            system);
    Identities identities = identification.identities();
    LocalCreators localCreators = new LocalCreators(ids, members);
    this.received =
        new ReceivedFlattrs(
            calendar,
            new ThingAddresses(ids.origin()),
            month -> new CreatorSide(currency, policies.of(month).calendar()),
            localCreators,
            receiving,
            peers,
            suspensions,
            new Receipts(
                calendar, ids, month -> policies.version(month).digest(), pairLogs, guard, mail),
            identities,
            this::seek);
    this.answers = new FlattrAnswers(ids, pairLogs, new GiftAnswers(pairLogs, ledger, calendar));
    FlattrMessages messages = new FlattrMessages(ids, currency, tagSecret, members, peers, mail);
    this.things =
        new Things(
            database,
            calendar,
            ids,
            new UnclaimedFlattrs(
                calendar,
                month -> policies.of(month).calendar(),
                receiving,
                received,
                messages,
                identities),
            identities);
    this.publications =
        new Publications(database, calendar, ids, things, signer, followerMail, this::applauseOf);
    this.creators =
        new Creators(
            database,
            ids,
            members,
            directory,
            peers,
            things,
            localCreators,
            identification.finder(),
            system);
    this.sought =
        new SoughtThings(database, things, identification.finder(), creators, identities, system);
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
            messages,
            identities);
    this.linkedLikes =
        new LinkedLikes(
            database, ids.origin(), identities, flattrs, social.reactions()::taken, system);
    this.gifts =
        new Gifts(
            database,
            calendar,
            currency,
            Uuid7::next,
            ledger,
            suspensions,
            giving,
            receiving,
            messages,
            identities);
    this.offeredAgain =
        new OfferedAgain(database, calendar, flattrs, setup.flattrs().offeredAgainMonths());
    this.subscriptions =
        new Subscriptions(database, calendar, Uuid7::next, creators, flattrs, flattrNotices);
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
                gifts,
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
            forks,
            moneyNotices);
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
                signer),
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
    this.bookChecks = new BookChecks(database, calendar, this::check);
  }

  /** All that does not agree in the books. */
  List<Breach> check() {
    List<PublishedKey> published = keys.published(ids.node());
    Map<String, NodeCheck.Part> others =
        Map.of(
            "ledger_seal",
            tx -> new SealCheck().breaches(tx, published),
            "witness_evidence",
            witnesses::breaches);
    return database.snapshot(tx -> settlement.nodeCheck().breaches(tx, others));
  }

  private Destinations destinations(BlockedServers blocked) {
    AddressRule rule =
        NodeIdentity.isLoopback(setup.origin()) ? AddressRule.LOOPBACK : AddressRule.GLOBAL;
    return new Destinations(
        rule, setup.guard().allow(), blocked::isOutOfReach, HostLookup.OF_SYSTEM);
  }

  private boolean hasAccountsWith(URI server) {
    return database.read(tx -> peers.isAnyAt(tx, Origin.of(server)));
  }

  /** What it has waited for, or has to know, has come; what follows from that is its to say. */
  private void wakeSettlement() {
    settlement.wake();
  }

  /** Things of members have pages here, and can be liked and answered. */
  private boolean isOwnThing(Transaction tx, String path) {
    return THING.matcher(path).matches()
        && things
            .find(tx, Long.parseLong(path.substring(path.lastIndexOf('/') + 1)))
            .flatMap(Thing::creator)
            .flatMap(Creator::member)
            .isPresent();
  }

  private Optional<MemberId> creatorHere(String url) {
    return things.find(url).flatMap(Thing::creator).flatMap(Creator::member);
  }

  /** What is proved stands in profiles, and has things looked for. */
  private final class ProfileNews implements IdentityEvents {

    @Override
    public void proved(Transaction tx, Identity identity) {
      sought.proved(tx, identity.member(), identity.value());
      tx.afterCommit(() -> profiles.announce(identity.member()));
    }

    @Override
    public void unproved(Transaction tx, MemberId member) {
      tx.afterCommit(() -> profiles.announce(member));
    }
  }

  private void inboxGone(Transaction tx, URI inbox) {
    social.inboxGone(tx, inbox);
  }

  private Liked linkedLikes() {
    return linkedLikes;
  }

  private Optional<String> confirmedAddress(Transaction tx, MemberId member) {
    return signIn.confirmedAddress(tx, member);
  }

  /** Sends letters; nothing where no server is configured. */
  Optional<MailWorker> startMail() {
    String domain = URI.create(setup.origin().toString()).getHost();
    Letters told = new NoticeLetters(notices, setup.origin(), currency());
    return setup
        .signIn()
        .mail()
        .map(
            terms ->
                MailWorker.start(
                    database,
                    new MailServer(terms, domain),
                    mailQueue,
                    purpose ->
                        switch (purpose) {
                          case NOTICE -> told;
                          case ADDRESS -> signIn.confirmations();
                          case PASSWORD -> signIn.resets();
                        },
                    setup.clocks().system()));
  }

  /** What does not outlast a member who leaves. */
  private void left(Transaction tx, Member member) {
    publications.left(tx, member.id());
    signIn.erase(tx, member.id());
    subscriptions.left(tx, member.id());
    linkedLikes.left(tx, member.id());
    identities().left(tx, member.id());
    payouts.left(tx, member.id().value());
    social.left(tx, ids.member(member.name()));
  }

  private Identities identities() {
    return identification.identities();
  }

  /** What ordinary servers say to a thing. */
  Applause.Counts applauseOf(URI thing) {
    Reactions.Applause applause = social.reactions().of(thing.toString());
    return new Applause.Counts(
        applause.likes() + applause.emoji(),
        applause.announces(),
        social.posts().countAnswers(thing.toString()));
  }

  private void seek(Transaction tx, String url, MemberId creator) {
    sought.seek(tx, url, creator);
  }

  private void forked(Forks.Fork fork) {
    forkProofs.remember(fork.peer().actor());
    wakeSettlement();
  }

  private boolean takeBack(Transaction tx, int peer, String reference) {
    return settlement.takeBack(tx, peer, reference);
  }

  /** What actors here show, but for what is empty. */
  List<ActorCollection> collections() {
    return List.of(
        new PublishedOutbox(ids, members, publications, this::applauseOf),
        new PinnedThings(ids, members, publications),
        social.followers().followers(),
        social.followers().following(),
        new LikedThings(database, ids, members));
  }

  PeerRequests peerRequests() {
    return new PeerRequests(ids.origin(), federation.directory(), setup.clocks().system());
  }

  CurrencyUnit currency() {
    return setup.terms().currency();
  }
}
