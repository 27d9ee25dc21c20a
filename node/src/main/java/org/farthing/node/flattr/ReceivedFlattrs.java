package org.farthing.node.flattr;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.ReceiptLogStore.OwnLog;
import org.farthing.node.flattr.ReceivedStore.Fresh;
import org.farthing.node.flattr.ReceivedStore.Kept;
import org.farthing.node.identity.Identities;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.settlement.CreatorSide;
import org.farthing.protocol.settlement.CreditorBooks.Answered;
import org.farthing.protocol.settlement.ReceivedFlattr;
import org.farthing.protocol.settlement.StatementCheck.Receipted;

/**
 * The creator's side of flattrs and gifts from other nodes: counted, waiting or refused, and
 * answered, in the transaction that handles the message. Thread-safe.
 *
 * <p>The log of a peer and month is locked while its flattrs are decided on.
 */
public final class ReceivedFlattrs {

  private final InstantSource calendar;
  private final Function<YearMonth, CreatorSide> rulesOf;
  private final LocalCreators creators;
  private final Receipts receipts;
  private final Standings standings;
  private final WaitingFlattrs waiting;
  private final Arrivals arrivals;

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
    this.rulesOf = rulesOf;
    this.creators = creators;
    this.receipts = receipts;
    this.standings = new Standings(addresses, creators, receiving, suspensions, identities);
    this.waiting = new WaitingFlattrs(calendar, rulesOf, standings, receiving, peers, receipts);
    this.arrivals =
        new Arrivals(calendar, rulesOf, standings, receipts, identities, unknown, waiting);
  }

  /**
   * A flattr that has come.
   *
   * @param digest of the Like
   */
  public record Arrived(Flattr flattr, String digest) {}

  /** Donors of another node flattr things of members here, in this order. */
  public void arrived(Transaction tx, List<Arrived> flattrs, Peer from) {
    arrivals.flattrs(tx, flattrs, from);
  }

  /** A donor of another node gives a member here an amount. */
  public void arrived(Transaction tx, Gift gift, String digest, Peer from) {
    arrivals.gift(tx, gift, digest, from);
  }

  /** A donor of another node takes a flattr back, perhaps before it came. */
  public void undone(Transaction tx, Unflattr undo, Peer from) {
    Flattr flattr = undo.flattr();
    OpenLog log = receipts.open(tx, flattr.period(), from);
    Optional<ReceivedFlattr> known = ReceivedStore.find(tx, flattr.id()).map(Kept::flattr);
    CreatorSide.Step step =
        rulesOf.apply(flattr.period()).undone(known, undo, log.next(), log.isAgreed());
    if (!known.equals(Optional.of(step.flattr()))) {
      log.requireWritable();
      keep(tx, known, step.flattr(), Subject.of(flattr), from);
      log.enter(step.flattr());
    }
    log.say(step);
    log.write();
  }

  private void keep(
      Transaction tx,
      Optional<ReceivedFlattr> before,
      ReceivedFlattr after,
      Subject subject,
      Peer from) {
    if (before.isPresent()) {
      ReceivedStore.update(tx, after);
    } else {
      Kept kept = new Kept(after, from.id(), null);
      ReceivedStore.store(tx, List.of(new Fresh(kept, subject, null, null)), calendar.instant());
    }
  }

  /** A member here gives from now on in this month: what waited for that is counted. */
  void countWaitingFor(Transaction tx, MemberId member, YearMonth period) {
    waiting.countWaitingFor(tx, member, period);
  }

  /** A thing has been shown to be a member's here: what waited for that is decided on anew. */
  void creatorIsKnown(Transaction tx, Thing thing, Creator creator) {
    waiting.creatorIsKnown(tx, thing, creator);
  }

  /** The creators for whom something of a peer's donors waits until they give. */
  public List<Long> creatorsWaiting(Transaction tx, YearMonth period, Peer from) {
    return ReceivedStore.creatorsWaiting(tx, period, from.id());
  }

  /**
   * Counts what waits for a creator who gives by now: it may have been passed over when they began.
   */
  public void countWaiting(Transaction tx, long creator, YearMonth period, Peer from) {
    waiting.countWaiting(tx, creator, period, from);
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
    Fresh fresh =
        switch (donation.orElseThrow()) {
          case Flattr it ->
              new Fresh(kept, Subject.of(it), standings.thing(tx, it).orElse(null), null);
          case Gift it -> new Fresh(kept, null, null, it.amount().micros());
        };
    ReceivedStore.store(tx, List.of(fresh), calendar.instant());
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
    return receipts.open(tx, period, from).mayWrite();
  }

  /**
   * How far this node's log of a peer's donors in a month has come: what counts is the same as long
   * as this is.
   */
  public record LogState(long last, long restoredTo) {}

  /** How the log stands, and stays until the transaction ends. */
  public LogState logState(Transaction tx, YearMonth period, Peer from) {
    OwnLog log = ReceiptLogStore.lock(tx, period, from.id());
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

  /** What has become of something that a peer's donors gave in a month, and what they were told. */
  public Optional<Answered> answered(
      Transaction tx, YearMonth period, Peer from, ActivityId flattr) {
    return ReceivedStore.find(tx, flattr)
        .filter(kept -> kept.peer() == from.id() && kept.flattr().period().equals(period))
        .map(Kept::flattr)
        .map(it -> new Answered(it.status(), receipts.evidence(it)));
  }

  /** How this node's log of a peer's donors in a month stands, in the words of the protocol. */
  public FlattrCheckpoint checkpoint(Transaction tx, YearMonth period, Peer from) {
    return receipts.checkpoint(tx, period, from);
  }

  /**
   * The months of which no statement of a peer's is agreed to, as far as something of its donors
   * has come in them; none is agreed to until the transaction ends.
   */
  public List<YearMonth> lockUnagreed(Transaction tx, int peer) {
    return ReceiptLogStore.lockUnagreed(tx, peer);
  }

  /** A peer's statement of what counts is agreed to: from now on no flattr of it is undone. */
  public void agreed(Transaction tx, YearMonth period, int peer) {
    ReceiptLogStore.lock(tx, period, peer);
    ReceiptLogStore.setAgreed(tx, period, peer);
  }
}
