package org.farthing.node;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Profiles;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.FlattrAnswers;
import org.farthing.node.flattr.FlattrMessages;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.GiftAnswers;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.LinkedLikes;
import org.farthing.node.flattr.LocalCreators;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.flattr.Receipts;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.flattr.Receiving;
import org.farthing.node.flattr.SoughtThings;
import org.farthing.node.flattr.Subscriptions;
import org.farthing.node.flattr.Thing;
import org.farthing.node.flattr.ThingAddresses;
import org.farthing.node.flattr.Things;
import org.farthing.node.flattr.Tries;
import org.farthing.node.flattr.UnclaimedFlattrs;
import org.farthing.node.flattr.log.Forks;
import org.farthing.node.flattr.log.LogGuard;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.identity.Identification;
import org.farthing.node.identity.Identities;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityEvents;
import org.farthing.node.notice.FlattrNotices;
import org.farthing.node.notice.MonthNotices;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.publication.Publications;
import org.farthing.node.signin.SignIn;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.settlement.CreatorSide;

/** Flattrs, given and received, and what they are given to. */
final class FlattrParts {

  private static final Pattern THING = Pattern.compile("/things/[1-9][0-9]{0,17}");

  final Giving giving;
  final MonthNotices monthNotices;
  final Suspensions suspensions;
  final Forks forks;
  final PairLogs pairLogs;
  final LogGuard guard;
  final Identification identification;
  final ReceivedFlattrs received;
  final FlattrAnswers answers;
  final FlattrMessages messages;
  final Things things;
  final Publications publications;
  final Creators creators;
  final SoughtThings sought;
  final Flattrs flattrs;
  final LinkedLikes linkedLikes;
  final Gifts gifts;
  final OfferedAgain offeredAgain;
  final Subscriptions subscriptions;

  /**
   * @param forked is told of logs that were signed twice
   */
  FlattrParts(CoreParts core, FediverseParts fediverse, Consumer<Forks.Fork> forked) {
    this.giving =
        new Giving(
            core.database,
            core.ledger,
            core.receivables,
            core.calendar,
            month -> core.policies.of(month).minimumBudgetMicros());
    this.monthNotices = new MonthNotices(core.database, giving, core.notices, core.calendar);
    this.suspensions = new Suspensions(core.calendar, it -> core.blocks.isSuspended(it.uri()));
    FlattrNotices flattrNotices = new FlattrNotices(core.notices);
    Receiving receiving =
        new Receiving(month -> core.policies.of(month).giveToGet(), flattrNotices);
    this.forks = new Forks(core.calendar, core.peers, forked);
    this.pairLogs =
        new PairLogs(fediverse.federation.inbox(), fediverse.federation.outbox(), forks);
    this.guard = new LogGuard(core.database, core.system);
    this.identification =
        new Identification(
            core.database,
            core.ids,
            core.members,
            fediverse.directory,
            core.keys,
            core.client,
            core.requests,
            core.signer,
            core.peers,
            fediverse.mail,
            this::creatorHere,
            new ProfileNews(fediverse.profiles, core.signIn),
            core.system);
    Identities identities = identification.identities();
    LocalCreators localCreators = new LocalCreators(core.ids, core.members);
    this.received =
        new ReceivedFlattrs(
            core.calendar,
            new ThingAddresses(core.ids.origin()),
            month -> new CreatorSide(core.currency, core.policies.of(month).calendar()),
            localCreators,
            receiving,
            core.peers,
            suspensions,
            new Receipts(
                core.calendar,
                core.ids,
                month -> core.policies.version(month).digest(),
                pairLogs,
                guard,
                fediverse.mail),
            identities,
            this::seek);
    Tries tries = new Tries(core.calendar, flattrNotices);
    this.answers =
        new FlattrAnswers(
            core.ids,
            pairLogs,
            new GiftAnswers(pairLogs, core.ledger, core.calendar),
            this::things,
            tries);
    this.messages =
        new FlattrMessages(
            core.ids, core.currency, core.tagSecret, core.members, core.peers, fediverse.mail);
    this.things =
        new Things(
            core.database,
            core.calendar,
            core.ids,
            new UnclaimedFlattrs(
                core.calendar,
                month -> core.policies.of(month).calendar(),
                receiving,
                received,
                messages,
                identities),
            identities);
    this.publications =
        new Publications(
            core.database,
            core.calendar,
            core.ids,
            things,
            core.signer,
            fediverse.followerMail,
            fediverse::applauseOf);
    this.creators =
        new Creators(
            core.database,
            core.ids,
            core.members,
            fediverse.directory,
            core.peers,
            things,
            localCreators,
            identification.finder(),
            publications,
            core.system);
    this.sought =
        new SoughtThings(
            core.database, things, identification.finder(), creators, identities, core.system);
    this.flattrs =
        new Flattrs(
            core.database,
            core.calendar,
            month -> core.policies.of(month).calendar(),
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
            core.database,
            core.ids.origin(),
            identities,
            flattrs,
            fediverse.social.reactions()::taken,
            core.system);
    this.gifts =
        new Gifts(
            core.database,
            core.calendar,
            core.currency,
            Uuid7::next,
            core.ledger,
            suspensions,
            giving,
            receiving,
            messages,
            identities);
    this.offeredAgain =
        new OfferedAgain(
            core.database, core.calendar, flattrs, core.setup.flattrs().offeredAgainMonths());
    this.subscriptions =
        new Subscriptions(core.database, core.calendar, Uuid7::next, creators, flattrs, tries);
  }

  /** Things of members have pages here, and can be liked and answered. */
  Optional<ActorId> authorOfThing(Transaction tx, String path) {
    return THING.matcher(path).matches()
        ? things
            .find(tx, Long.parseLong(path.substring(path.lastIndexOf('/') + 1)))
            .flatMap(Thing::creator)
            .filter(creator -> creator.member().isPresent())
            .map(Creator::actor)
        : Optional.empty();
  }

  private Optional<MemberId> creatorHere(String url) {
    return things.find(url).flatMap(Thing::creator).flatMap(Creator::member);
  }

  /** What is proved stands in profiles, and has things looked for. */
  private final class ProfileNews implements IdentityEvents {

    private final Profiles profiles;
    private final SignIn signIn;

    ProfileNews(Profiles profiles, SignIn signIn) {
      this.profiles = profiles;
      this.signIn = signIn;
    }

    @Override
    public void proved(Transaction tx, Identity identity) {
      sought.proved(tx, identity.member(), identity.value());
      tx.afterCommit(() -> profiles.announce(identity.member()));
    }

    @Override
    public void unproved(Transaction tx, MemberId member) {
      tx.afterCommit(() -> profiles.announce(member));
    }

    @Override
    public void removing(Transaction tx, MemberId member) {
      signIn.requireOtherWay(tx, member);
    }
  }

  private void seek(Transaction tx, String url, MemberId creator) {
    sought.seek(tx, url, creator);
  }

  private Things things() {
    return things;
  }
}
