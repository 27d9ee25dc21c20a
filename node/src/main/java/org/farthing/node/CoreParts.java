package org.farthing.node;

import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.KeyFile;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.account.NodeSecret;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.KeyHistories;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.guard.BlockedServers;
import org.farthing.node.guard.DomainBlocks;
import org.farthing.node.image.Images;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Sealer;
import org.farthing.node.ledger.Seals;
import org.farthing.node.notice.Letters;
import org.farthing.node.notice.MailQueue;
import org.farthing.node.notice.MailWorker;
import org.farthing.node.notice.NoticeLetters;
import org.farthing.node.notice.Notices;
import org.farthing.node.payout.Receivables;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.AddressRule;
import org.farthing.node.platform.http.Destinations;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.HostLookup;
import org.farthing.node.platform.http.OutboundLimits;
import org.farthing.node.platform.mail.MailServer;
import org.farthing.node.signin.SignIn;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * What all else stands on: addresses, keys, the database, the books, members and how they sign in.
 */
final class CoreParts {

  final NodeSetup setup;
  final InstantSource calendar;
  final InstantSource system;
  final CurrencyUnit currency;
  final LocalIds ids;
  final byte[] tagSecret;
  final Database database;
  final AuditLog audit;
  final Peers peers;
  final DomainBlocks blocks;
  final BlockedServers blocked;
  final GuardedHttpClient client;
  final NodeSecret secret;
  final Images images;
  final Ledger ledger;
  final ActorKeyRing keys;
  final KeyHistories histories;
  final Members members;
  final ApiTokens tokens;

  /** Whether the node has a bot: nobody is called as it would be. */
  final boolean hasBot;

  final MailQueue mailQueue;
  final Notices notices;
  final SignIn signIn;
  final RequestSigner requests;
  final ActivitySigner signer;
  final Seals seals;
  final Sealer sealer;
  final OwnPolicies policies;
  final Receivables receivables;

  CoreParts(NodeSetup configured) {
    this.database = Database.open(configured.database(), configured.connections());
    this.setup = NodeIdentity.inItsMoney(database, configured);
    this.calendar = setup.clocks().calendar();
    this.system = setup.clocks().system();
    this.currency = setup.terms().currency();
    this.ids = new LocalIds(setup.origin());
    this.secret = new KeyFile(setup.keyFile()).open();
    this.tagSecret = secret.derive("donor tags");
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
    this.blocked = new BlockedServers(blocks, this::hasAccountsWith);
    this.client = new GuardedHttpClient(destinations(blocked), OutboundLimits.STANDARD);
    this.images = new Images(database, client, system);
    this.ledger = new Ledger();
    this.keys = new ActorKeyRing(database, secret, ids, system);
    this.histories = new KeyHistories(ids, keys, system);
    this.members = new Members(database, keys, ids, calendar);
    this.tokens = new ApiTokens(database, system);
    this.hasBot = !members.isTaken(LocalIds.BOT_NAME);
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
    this.requests = new RequestSigner(ids, keys, system);
    this.signer = new ActivitySigner(keys, system);
    this.seals = new Seals(database, signer, ids);
    this.sealer = new Sealer(seals, system);
    this.policies = OwnPolicies.adopt(setup.terms(), database, ids, signer, calendar);
    this.receivables = new Receivables(ledger, calendar);
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

  private Optional<String> confirmedAddress(Transaction tx, MemberId member) {
    return signIn.confirmedAddress(tx, member);
  }

  /** Sends letters; nothing where no server is configured. */
  Optional<MailWorker> startMail() {
    String domain = URI.create(setup.origin().toString()).getHost();
    Letters told = new NoticeLetters(notices, setup.origin(), currency, signIn.languages());
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
}
