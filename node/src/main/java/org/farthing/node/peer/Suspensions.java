package org.farthing.node.peer;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * With which peers no flattrs are exchanged for now: since what they owe would only grow (product
 * rule 16), or since an admin has paused it. The two stand beside each other. Months that are under
 * way are settled all the same. Thread-safe.
 */
public final class Suspensions {

  private static final System.Logger LOG = System.getLogger(Suspensions.class.getName());

  private final InstantSource calendar;
  private final Predicate<ActorId> blocked;

  /**
   * @param blocked with which node an admin has said to exchange none; never waits
   */
  public Suspensions(InstantSource calendar, Predicate<ActorId> blocked) {
    this.calendar = calendar;
    this.blocked = blocked;
  }

  /** Whether an admin has shut a peer out, whatever it owes. */
  public boolean isBlocked(Transaction tx, int peer) {
    return PeerStore.find(tx, peer).filter(this::isBlocked).isPresent();
  }

  /** As {@link #isBlocked(Transaction, int)}, of one that was read already. */
  public boolean isBlocked(Peer peer) {
    return blocked.test(peer.actor());
  }

  /** Whatever stands between flattrs of a peer and this node; of two things what an admin said. */
  public Optional<Suspension> of(Transaction tx, int peer) {
    return PeerStore.pause(tx, peer).or(() -> byItself(tx, peer));
  }

  /** That without what an admin said: it comes and goes with what the peer does. */
  public Optional<Suspension> byItself(Transaction tx, int peer) {
    return PeerStore.suspension(tx, peer);
  }

  /**
   * An admin exchanges no flattrs with a peer until one says otherwise. Said again, it changes
   * nothing.
   *
   * @return whether it is new
   */
  public boolean pause(Transaction tx, int peer, String reason) {
    return PeerStore.setPaused(tx, peer, reason, calendar.instant());
  }

  /**
   * Ends that; what the peer has itself to answer for stays.
   *
   * @return whether it was paused
   */
  public boolean endPause(Transaction tx, int peer) {
    return PeerStore.setGoingOn(tx, peer);
  }

  /** That an admin exchanges no flattrs with any peer, those included that become known later. */
  public Optional<Suspension> ofAll(Transaction tx) {
    return PeerStore.pauseOfAll(tx);
  }

  /**
   * Peers that become known are paused from now on, too. Said again, it changes nothing.
   *
   * @return whether it is new
   */
  public boolean pauseNewOnes(Transaction tx, String reason) {
    return PeerStore.setAllPaused(tx, reason, calendar.instant());
  }

  /**
   * Ends that, but not the pause of any peer that is known.
   *
   * @return the peers that were paused with it; empty when it was not so
   */
  public Optional<List<Integer>> endPauseOfNewOnes(Transaction tx) {
    Optional<Suspension> all = PeerStore.pauseOfAll(tx);
    return all.filter(_ -> PeerStore.setAllGoingOn(tx)).map(it -> PeerStore.pausedWith(tx, it));
  }

  /** The last month that is not held against a peer any more. */
  public Optional<YearMonth> resumedThrough(Transaction tx, int peer) {
    return PeerStore.resumedThrough(tx, peer);
  }

  /** Holds nothing of these months against a peer any more. */
  public void resume(Transaction tx, int peer, YearMonth through) {
    PeerStore.resume(tx, peer, through);
  }

  /** Says how it stands with a peer now; as before, most of the time. */
  public void set(Transaction tx, Peer peer, Suspension.@Nullable Reason reasonOrNull) {
    Suspension.@Nullable Reason before =
        byItself(tx, peer.id()).map(Suspension::reason).orElse(null);
    if (before == reasonOrNull) {
      return;
    }
    PeerStore.suspend(tx, peer.id(), reasonOrNull, calendar.instant());
    tx.afterCommit(
        () ->
            LOG.log(
                System.Logger.Level.WARNING,
                reasonOrNull == null
                    ? "Flattrs are exchanged with {0} again."
                    : "No flattrs are exchanged with {0} for now: {1}.",
                peer.actor(),
                reasonOrNull == null ? "" : inWords(reasonOrNull)));
  }

  private static String inWords(Suspension.Reason reason) {
    return switch (reason) {
      case LATE -> "it is late for too long";
      case FORK -> "it has signed two things where only one can be true";
      case EXPOSURE -> "it owes more than is allowed";
      case PAUSED -> "an admin has paused it";
    };
  }
}
