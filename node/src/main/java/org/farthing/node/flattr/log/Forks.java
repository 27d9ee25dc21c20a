package org.farthing.node.flattr.log;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Transaction;

/**
 * Peers that have signed two things for one place: both signed documents are kept as evidence.
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
    CHECKPOINT,
    /** Two contents for one version of a statement. */
    STATEMENT,
    /** Two settlements of a month. */
    SETTLEMENT
  }

  /**
   * What a peer has done.
   *
   * @param place the sequence of the entries, the count of the checkpoint, or the version of the
   *     statement; 1 of a settlement
   */
  public record Fork(Peer peer, YearMonth period, Kind kind, long place) {}

  /** Keeps the evidence of a fork; once for each place. */
  void found(Transaction tx, Fork fork, byte[] first, byte[] second) {
    if (ForkStore.insert(tx, fork, first, second, calendar.instant())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} has signed two things for one place in {1}: {2} {3}.",
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

  /** A peer has stated two things where only one can be true. */
  public void statementDiffers(
      Transaction tx, Peer peer, YearMonth period, int version, byte[] first, byte[] second) {
    found(tx, new Fork(peer, period, Kind.STATEMENT, version), first, second);
  }

  /** A peer has offered two settlements of a month, of which there is one. */
  public void settlementDiffers(
      Transaction tx, Peer peer, YearMonth period, byte[] first, byte[] second) {
    found(tx, new Fork(peer, period, Kind.SETTLEMENT, 1), first, second);
  }

  /**
   * What shows it to others.
   *
   * @param first as the peer has signed it
   * @param second likewise; of a checkpoint, what this node holds of the log
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Evidence(Fork fork, byte[] first, byte[] second) {}

  /** All that was ever found, oldest first. */
  public List<Evidence> evidence(Transaction tx) {
    return ForkStore.evidence(tx, peer -> peers.get(tx, peer));
  }

  /** The last month in which a peer has signed two things. */
  public Optional<YearMonth> last(Transaction tx, int peer) {
    return ForkStore.last(tx, peer);
  }

  /** All that were found of a month, oldest first. */
  public List<Fork> of(Transaction tx, YearMonth period) {
    return ForkStore.of(tx, period, peer -> peers.get(tx, peer));
  }
}
