package org.farthing.node.flattr;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.ReceivedStore.Kept;
import org.farthing.node.flattr.ReceivedStore.OwnLog;
import org.farthing.node.identity.Identities;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.settlement.CreatorSide;
import org.farthing.protocol.settlement.CreatorSide.Standing;
import org.farthing.protocol.settlement.ReceivedFlattr;
import org.farthing.protocol.settlement.StatementCheck.Receipted;

/**
 * The creator's side of flattrs and gifts from other nodes: counted, waiting or refused, and
 * answered, in the transaction that handles the message. Thread-safe.
 *
 * <p>The log of a peer and month is locked while one of its flattrs is decided on.
 */
public final class ReceivedFlattrs {

  private final InstantSource calendar;
  private final ThingAddresses addresses;
  private final Function<YearMonth, CreatorSide> rulesOf;
  private final LocalCreators creators;
  private final Receiving receiving;
  private final Peers peers;
  private final Suspensions suspensions;
  private final Receipts receipts;
  private final Identities identities;
  private final UnknownThings unknown;

  /**
   * @param rulesOf what holds in a month
   * @param unknown looks whether things are their creators' of which nobody here has said so
   */
  public ReceivedFlattrs(
      InstantSource calendar,
      ThingAddresses addresses,
      Function<YearMonth, CreatorSide> rulesOf,
      LocalCreators creators,
      Receiving receiving,
      Peers peers,
      Suspensions suspensions,
      Receipts receipts,
      Identities identities,
      UnknownThings unknown) {
    this.calendar = calendar;
    this.addresses = addresses;
    this.rulesOf = rulesOf;
    this.creators = creators;
    this.receiving = receiving;
    this.peers = peers;
    this.suspensions = suspensions;
    this.receipts = receipts;
    this.identities = identities;
    this.unknown = unknown;
  }

  /** A donor of another node flattrs something of a member here. */
  public void arrived(Transaction tx, Flattr flattr, String digest, Peer from) {
    boolean open = MonthGate.pass(tx, flattr.period());
    Optional<Creator> creator =
        ThingStore.creator(tx, flattr.creator()).filter(it -> it.member().isPresent());
    Optional<Thing> thing = thing(tx, flattr);
    Standing standing = standing(tx, flattr, creator, thing, from);
    answer(
        tx,
        new Arrival(flattr, digest, open, standing, creator, from),
        kept ->
            ReceivedStore.store(
                tx,
                kept,
                Subject.of(flattr),
                thing.map(Thing::id).orElse(null),
                calendar.instant()));
    if (standing == Standing.UNKNOWN) {
      identities
          .memberHere(tx, flattr.creator())
          .ifPresent(member -> unknown.seek(tx, flattr.thing().toString(), member));
      lookAgain(tx, flattr);
    }
  }

  /** A donor of another node gives a member here an amount. */
  public void arrived(Transaction tx, Gift gift, String digest, Peer from) {
    boolean open = MonthGate.pass(tx, gift.period());
    Optional<Creator> creator = creators.find(tx, gift.creator());
    Standing standing = standing(tx, gift, creator, from);
    answer(
        tx,
        new Arrival(gift, digest, open, standing, creator, from),
        kept -> ReceivedStore.storeGift(tx, kept, gift.amount().micros(), calendar.instant()));
  }

  /**
   * What has come, and how it finds things here.
   *
   * @param open whether its month takes changes
   */
  private record Arrival(
      Donation donation,
      String digest,
      boolean open,
      Standing standing,
      Optional<Creator> creator,
      Peer from) {}

  /**
   * Decides on what has come, and answers.
   *
   * @param store stores it, when it was not known
   */
  private void answer(Transaction tx, Arrival arrival, Consumer<Kept> store) {
    YearMonth period = arrival.donation().period();
    Peer from = arrival.from();
    OwnLog log = receipts.lock(tx, period, from);
    Optional<Kept> known = ReceivedStore.find(tx, arrival.donation().id());
    CreatorSide.Step step =
        rulesOf
            .apply(period)
            .arrived(
                known.map(Kept::flattr),
                arrival.donation(),
                arrival.digest(),
                arrival.standing(),
                log.last() + 1,
                arrival.open() ? calendar.instant() : Instant.MAX);
    if (known.isEmpty()) {
      receipts.requireWritable(log, period, from);
      store.accept(
          new Kept(step.flattr(), from.id(), arrival.creator().map(Creator::id).orElse(null)));
      receipts.write(tx, step.flattr(), from, log, log.last());
    }
    receipts.send(tx, step, from);
  }

  /** Who became the thing's creator while this flattr was stored has not seen it. */
  private void lookAgain(Transaction tx, Flattr flattr) {
    ThingStore.lock(tx, flattr.thing().toString())
        .filter(thing -> thing.creator().map(Creator::actor).equals(Optional.of(flattr.creator())))
        .ifPresent(thing -> creatorIsKnown(tx, thing, thing.creator().orElseThrow()));
  }

  /** A donor of another node takes a flattr back, perhaps before it came. */
  public void undone(Transaction tx, Unflattr undo, Peer from) {
    Flattr flattr = undo.flattr();
    OwnLog log = receipts.lock(tx, flattr.period(), from);
    Optional<Kept> known = ReceivedStore.find(tx, flattr.id());
    CreatorSide.Step step =
        rulesOf
            .apply(flattr.period())
            .undone(known.map(Kept::flattr), undo, log.last() + 1, log.agreed());
    if (!known.map(Kept::flattr).equals(Optional.of(step.flattr()))) {
      receipts.requireWritable(log, flattr.period(), from);
    }
    if (known.isEmpty()) {
      Kept kept = new Kept(step.flattr(), from.id(), null);
      ReceivedStore.store(tx, kept, Subject.of(flattr), null, calendar.instant());
    } else {
      changed(tx, known.get(), step.flattr(), from, log, log.last());
    }
    receipts.send(tx, step, from);
  }

  /** A member here gives from now on in this month: what waited for that is counted. */
  void countWaitingFor(Transaction tx, MemberId member, YearMonth period) {
    Optional<Creator> creator = ThingStore.creator(tx, member);
    if (creator.isEmpty()) {
      return;
    }
    long id = creator.get().id();
    FlattrStore.countWaitingFor(tx, id, period);
    GiftStore.countWaitingFor(tx, id, period);
    for (int peer : ReceivedStore.peersWaiting(tx, period, id)) {
      count(tx, id, period, peers.get(tx, peer));
    }
  }

  /**
   * Counts what waits of a peer's donors for a creator, unless the log is not to be written yet.
   */
  private void count(Transaction tx, long creator, YearMonth period, Peer from) {
    OwnLog log = receipts.lock(tx, period, from);
    if (receipts.mayWrite(log, period, from) && !isSuspended(tx, from)) {
      List<Kept> waiting = ReceivedStore.waiting(tx, period, creator, from.id());
      reconsider(tx, waiting, Standing.RECEIVING, from, log);
    }
  }

  private void reconsider(
      Transaction tx, List<Kept> waiting, Standing standing, Peer from, OwnLog log) {
    long last = log.last();
    for (Kept kept : waiting) {
      CreatorSide.Step step =
          rulesOf
              .apply(kept.flattr().period())
              .reconsidered(kept.flattr(), standing, last + 1, calendar.instant());
      last = changed(tx, kept, step.flattr(), from, log, last);
      receipts.send(tx, step, from);
    }
  }

  /** A thing has been shown to be a member's here: what waited for that is decided on anew. */
  void creatorIsKnown(Transaction tx, Thing thing, Creator creator) {
    Subject subject = new Subject(thing.url(), creator.actor());
    creator
        .member()
        .ifPresent(
            member ->
                UnclaimedStore.months(tx, subject).stream()
                    .filter(month -> MonthGate.pass(tx, month))
                    .forEach(month -> decide(tx, thing, creator, member, month)));
  }

  private void decide(
      Transaction tx, Thing thing, Creator creator, MemberId member, YearMonth period) {
    Subject subject = new Subject(thing.url(), creator.actor());
    boolean receives = receiving.receives(tx, member, period);
    for (int peer : UnclaimedStore.peers(tx, subject, period)) {
      Peer from = peers.get(tx, peer);
      OwnLog log = receipts.lock(tx, period, from);
      // What is passed over now is counted by countWaiting, once the log may be written.
      boolean counts = receives && receipts.mayWrite(log, period, from) && !isSuspended(tx, from);
      List<Kept> waiting = UnclaimedStore.waiting(tx, subject, period, peer);
      UnclaimedStore.setCreator(tx, subject, period, peer, thing.id(), creator.id());
      reconsider(tx, waiting, counts ? Standing.RECEIVING : Standing.NOT_RECEIVING, from, log);
    }
  }

  /** The creators for whom something of a peer's donors waits until they give. */
  public List<Long> creatorsWaiting(Transaction tx, YearMonth period, Peer from) {
    return ReceivedStore.creatorsWaiting(tx, period, from.id());
  }

  /**
   * Counts what waits for a creator who gives by now: it may have been passed over when they began.
   */
  public void countWaiting(Transaction tx, long creator, YearMonth period, Peer from) {
    boolean receives =
        ThingStore.creator(tx, creator)
            .flatMap(Creator::member)
            .filter(member -> receiving.receives(tx, member, period))
            .isPresent();
    if (receives && MonthGate.pass(tx, period)) {
      count(tx, creator, period, from);
    }
  }

  /**
   * This node has signed an answer before and lost it since, with a restored backup.
   *
   * @param entry in the order of the sequences
   * @param donation the flattr or gift, when it was found, too
   * @return false when something else stands at its place, or the creator is not known here any
   *     more
   */
  public boolean restored(
      Transaction tx, LogEntry entry, Optional<Donation> donation, Peer donors) {
    Optional<Kept> known = ReceivedStore.find(tx, entry.flattr());
    Optional<Creator> creator = donation.flatMap(it -> creators.find(tx, it.creator()));
    if (known.isEmpty() && creator.isEmpty()) {
      return false;
    }
    if (!receipts.restore(tx, entry, donors)) {
      return false;
    }
    ReceivedFlattr flattr = CreatorSide.restored(known.map(Kept::flattr), entry);
    if (known.isPresent()) {
      ReceivedStore.update(tx, flattr);
      return true;
    }
    Kept kept = new Kept(flattr, donors.id(), creator.get().id());
    switch (donation.orElseThrow()) {
      case Flattr it ->
          ReceivedStore.store(
              tx,
              kept,
              Subject.of(it),
              thing(tx, it).map(Thing::id).orElse(null),
              calendar.instant());
      case Gift it -> ReceivedStore.storeGift(tx, kept, it.amount().micros(), calendar.instant());
    }
    return true;
  }

  /** How many flattrs of each peer's donors count in a month. */
  public Map<Integer, Integer> countedByPeer(Transaction tx, YearMonth period) {
    return ReceivedStore.countedByPeer(tx, period);
  }

  /**
   * Whether this node knows all that it has signed for a peer's donors in a month; if it does not
   * know that, it asks.
   */
  public boolean isWhole(Transaction tx, YearMonth period, Peer from) {
    return receipts.mayWrite(receipts.lock(tx, period, from), period, from);
  }

  /**
   * How far this node's log of a peer's donors in a month has come: what counts is the same as long
   * as this is.
   */
  public record LogState(long last, long restoredTo) {}

  /** How the log stands, and stays until the transaction ends. */
  public LogState logState(Transaction tx, YearMonth period, Peer from) {
    OwnLog log = receipts.lock(tx, period, from);
    return new LogState(log.last(), log.restoredTo());
  }

  /**
   * What counts of a peer's donors in a month, in ascending order of ids. Read some at a time, each
   * in a transaction of its own, so not to be used within one; true of one moment only when the
   * {@link #logState} was the same before and after.
   */
  public static Iterator<Receipted> counted(Database database, YearMonth period, int peer) {
    return new CountedReceipts(database, period, peer);
  }

  /** A peer's statement of what counts is agreed to: from now on no flattr of it is undone. */
  public void agreed(Transaction tx, YearMonth period, int peer) {
    ReceivedStore.lockLog(tx, period, peer);
    ReceivedStore.setAgreed(tx, period, peer);
  }

  private Optional<Thing> thing(Transaction tx, Flattr flattr) {
    return Things.find(tx, flattr.thing().toString(), addresses);
  }

  private Standing standing(
      Transaction tx, Flattr flattr, Optional<Creator> creator, Optional<Thing> thing, Peer from) {
    Optional<Standing> refused = refused(tx, flattr, from);
    if (refused.isPresent()) {
      return refused.get();
    }
    boolean known =
        creator.isPresent()
            && thing.flatMap(Thing::creator).filter(creator.get()::equals).isPresent();
    if (!known) {
      return Standing.UNKNOWN;
    }
    if (thing.get().withdrawn()) {
      return Standing.WITHDRAWN;
    }
    return standing(tx, creator.get(), flattr.period());
  }

  private Standing standing(Transaction tx, Gift gift, Optional<Creator> creator, Peer from) {
    return refused(tx, gift, from)
        .or(() -> creator.map(it -> standing(tx, it, gift.period())))
        .orElse(Standing.UNKNOWN);
  }

  private Standing standing(Transaction tx, Creator creator, YearMonth period) {
    MemberId member = creator.member().orElseThrow();
    return receiving.receives(tx, member, period) ? Standing.RECEIVING : Standing.NOT_RECEIVING;
  }

  /** Whatever it is given to: because of who gives it, or of their node. */
  private Optional<Standing> refused(Transaction tx, Donation donation, Peer from) {
    if (suspensions.isBlocked(from)) {
      return Optional.of(Standing.BLOCKED);
    }
    if (isSuspended(tx, from)) {
      return Optional.of(Standing.SUSPENDED);
    }
    Optional<MemberId> donor = identities.memberOf(tx, donation.actor());
    return donor.isPresent() && donor.equals(identities.memberHere(tx, donation.creator()))
        ? Optional.of(Standing.OWNER)
        : Optional.empty();
  }

  private boolean isSuspended(Transaction tx, Peer peer) {
    return suspensions.isBlocked(peer) || suspensions.of(tx, peer.id()).isPresent();
  }

  /**
   * @return the last sequence taken now
   */
  private long changed(
      Transaction tx, Kept before, ReceivedFlattr after, Peer from, OwnLog log, long last) {
    if (after.equals(before.flattr())) {
      return last;
    }
    ReceivedStore.update(tx, after);
    return receipts.write(tx, after, from, log, last);
  }
}
