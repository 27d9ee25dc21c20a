package org.farthing.node.flattr.log;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Consumer;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Transaction;

/**
 * Peers that have signed two logs for one month: both signed documents are kept as evidence.
 * Thread-safe.
 */
public final class Forks {

  private static final System.Logger LOG = System.getLogger(Forks.class.getName());

  private final InstantSource calendar;
  private final Peers peers;
  private final Consumer<Fork> listener;

  /**
   * @param listener told of each once it is stored
   */
  public Forks(InstantSource calendar, Peers peers, Consumer<Fork> listener) {
    this.calendar = calendar;
    this.peers = peers;
    this.listener = listener;
  }

  /** What was signed twice. */
  public enum Kind {
    /** Two answers with one sequence. */
    ENTRY,
    /** A checkpoint of so many entries that are not the signed ones. */
    CHECKPOINT
  }

  /**
   * What a peer has done.
   *
   * @param place the sequence of the entries, or the count of the checkpoint
   */
  public record Fork(Peer peer, YearMonth period, Kind kind, long place) {}

  /** Keeps the evidence of a fork; once for each place. */
  void found(Transaction tx, Fork fork, byte[] first, byte[] second) {
    if (ForkStore.insert(tx, fork, first, second, calendar.instant())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} has signed two logs of {1}: {2} {3}.",
          fork.peer().actor(),
          fork.period(),
          fork.kind(),
          fork.place());
      tx.afterCommit(() -> listener.accept(fork));
    }
  }

  /**
   * A peer's checkpoint does not fit the entries that it has signed.
   *
   * @param checkpoint as the peer has signed it
   * @param held what this node holds of the log
   */
  public void checkpointDiffers(
      Transaction tx, Peer peer, YearMonth period, long count, byte[] checkpoint, byte[] held) {
    found(tx, new Fork(peer, period, Kind.CHECKPOINT, count), checkpoint, held);
  }

  /** All that were found of a month, oldest first. */
  public List<Fork> of(Transaction tx, YearMonth period) {
    return ForkStore.of(tx, period, peer -> peers.get(tx, peer));
  }
}
