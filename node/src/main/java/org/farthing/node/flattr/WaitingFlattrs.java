package org.farthing.node.flattr;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.ReceivedStore.Kept;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.settlement.CreatorSide;
import org.farthing.protocol.settlement.CreatorSide.Standing;

/**
 * What came from other nodes and waits: until its creator gives, or until it is known whose the
 * thing is. Thread-safe.
 */
final class WaitingFlattrs {

  private final InstantSource calendar;
  private final Function<YearMonth, CreatorSide> rulesOf;
  private final Standings standings;
  private final Receiving receiving;
  private final Peers peers;
  private final Receipts receipts;

  WaitingFlattrs(
      InstantSource calendar,
      Function<YearMonth, CreatorSide> rulesOf,
      Standings standings,
      Receiving receiving,
      Peers peers,
      Receipts receipts) {
    this.calendar = calendar;
    this.rulesOf = rulesOf;
    this.standings = standings;
    this.receiving = receiving;
    this.peers = peers;
    this.receipts = receipts;
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
   * Counts what waits for a creator who gives by now: it may have been passed over when they began.
   */
  void countWaiting(Transaction tx, long creator, YearMonth period, Peer from) {
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
   * Counts what waits of a peer's donors for a creator, unless the log is not to be written yet.
   */
  private void count(Transaction tx, long creator, YearMonth period, Peer from) {
    OpenLog log = receipts.open(tx, period, from);
    if (log.mayWrite() && !standings.isSuspended(tx, from)) {
      List<Kept> waiting = ReceivedStore.waiting(tx, period, creator, from.id());
      reconsider(tx, waiting, Standing.RECEIVING, period, log);
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
      OpenLog log = receipts.open(tx, period, from);
      // What is passed over now is counted by countWaiting, once the log may be written.
      boolean counts = receives && log.mayWrite() && !standings.isSuspended(tx, from);
      List<Kept> waiting = UnclaimedStore.waiting(tx, subject, period, peer);
      UnclaimedStore.setCreator(tx, subject, period, peer, thing.id(), creator.id());
      Standing standing = counts ? Standing.RECEIVING : Standing.NOT_RECEIVING;
      reconsider(tx, waiting, standing, period, log);
    }
  }

  private void reconsider(
      Transaction tx, List<Kept> waiting, Standing standing, YearMonth period, OpenLog log) {
    CreatorSide rules = rulesOf.apply(period);
    for (Kept kept : waiting) {
      CreatorSide.Step step =
          rules.reconsidered(kept.flattr(), standing, log.next(), calendar.instant());
      if (!step.flattr().equals(kept.flattr())) {
        ReceivedStore.update(tx, step.flattr());
        log.enter(step.flattr());
      }
      log.say(step);
    }
    log.write();
  }
}
