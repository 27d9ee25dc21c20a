package org.farthing.node;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.Departures;
import org.farthing.node.account.LastAdmin;
import org.farthing.node.account.Member;
import org.farthing.node.account.Moves;
import org.farthing.node.account.Profiles;
import org.farthing.node.federation.Federation;
import org.farthing.node.federation.actor.ActorDocuments;
import org.farthing.node.federation.actor.FollowerMail;
import org.farthing.node.federation.actor.ProvenLinks;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.outbox.Deliveries;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.identity.Identities;
import org.farthing.node.identity.MemberLinks;
import org.farthing.node.notice.FollowNotices;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.peer.PeerPolicies;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.publication.Applause;
import org.farthing.node.settlement.MoneyTies;
import org.farthing.node.signin.fediverse.FediverseAccounts;
import org.farthing.node.social.Liked;
import org.farthing.node.social.Mentioned;
import org.farthing.node.social.Reactions;
import org.farthing.node.social.Social;
import org.farthing.protocol.activity.ActorId;

/** What joins a node to other servers: messages both ways, actors, followers and applause. */
final class FediverseParts {

  final Federation federation;
  final Deliveries deliveries;
  final Social social;
  final FollowerMail followerMail;
  final ActorDirectory directory;
  final ProvenLinks provenLinks;
  final ActorDocuments documents;
  final Profiles profiles;
  final Moves moves;
  final Departures departures;
  final PeerPolicies peerPolicies;
  final PeerMail mail;

  /** Where people sign in with accounts elsewhere; empty when they do not. */
  final Optional<FediverseAccounts> accounts;

  /**
   * @param retries when what could not be delivered to a node is tried again
   * @param later what is built after this
   */
  FediverseParts(CoreParts core, RetrySchedule retries, Later later) {
    this.federation =
        new Federation(
            core.database,
            core.ids,
            core.keys,
            core.client,
            core.blocked,
            retries,
            RetrySchedule.TO_SERVERS,
            this::inboxGone,
            core.system);
    this.deliveries = new Deliveries(core.database, core.system);
    this.social =
        new Social(
            core.database,
            core.ids,
            core.members,
            federation,
            core.signer,
            core.client,
            core.requests,
            later::authorOfThing,
            later::linkedLikes,
            core.hasBot,
            later::bot,
            core.blocks::isSilenced,
            core.blocks::isSuspended,
            new FollowNotices(core.notices),
            core.audit,
            later::actorGone,
            retries,
            core.system);
    this.followerMail = social.followers()::deliver;
    this.directory = federation.directory();
    this.provenLinks = new MemberLinks(later::identities);
    this.documents = new ActorDocuments(core.ids, core.keys, provenLinks);
    this.profiles =
        new Profiles(core.database, core.ids, documents, core.keys, followerMail, core.system);
    this.moves = new Moves(core.ids, core.members, profiles, directory);
    this.departures =
        new Departures(
            core.database,
            core.ids,
            core.tokens,
            documents,
            core.keys,
            followerMail,
            directory,
            federation.outbox(),
            List.of(new LastAdmin(core.members), new MoneyTies(core.ledger)),
            later::left,
            core.setup.clocks());
    this.peerPolicies =
        new PeerPolicies(core.database, core.client, core.requests, directory, core.calendar);
    this.mail = new PeerMail(core.ids, federation.outbox(), core.keys, core.system);
    this.accounts =
        core.setup.signIn().fediverse() ? Optional.of(accounts(core)) : Optional.empty();
  }

  private FediverseAccounts accounts(CoreParts core) {
    return new FediverseAccounts(
        core.database,
        core.secret,
        core.client,
        directory,
        core.blocks::isSuspended,
        core.ids.origin(),
        core.system);
  }

  /** What it asks of parts that are built after it, and only once all are built. */
  interface Later {

    Optional<ActorId> authorOfThing(Transaction tx, String path);

    Liked linkedLikes();

    Mentioned bot();

    Identities identities();

    void left(Transaction tx, Member member);

    void actorGone(Transaction tx, ActorId actor);
  }

  private void inboxGone(Transaction tx, URI inbox) {
    social.inboxGone(tx, inbox);
  }

  /** What ordinary servers say to a thing. */
  Applause.Counts applauseOf(URI thing) {
    Reactions.Applause applause = social.reactions().of(thing.toString());
    return new Applause.Counts(
        applause.likes() + applause.emoji(),
        applause.announces(),
        social.posts().countAnswers(thing.toString()));
  }
}
