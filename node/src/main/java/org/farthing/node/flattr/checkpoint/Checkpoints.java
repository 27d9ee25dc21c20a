package org.farthing.node.flattr.checkpoint;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.OwnLogs;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.CheckpointAnswer;
import org.farthing.protocol.message.CheckpointOffer;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.settlement.LogComparison;
import org.farthing.protocol.settlement.TreeState;

/** Checkpoints as they are offered and answered. Thread-safe. */
public final class Checkpoints {

  private static final System.Logger LOG = System.getLogger(Checkpoints.class.getName());
  private static final int KEY_BYTES = 16;

  private final InstantSource calendar;
  private final LocalIds ids;
  private final PairLogs logs;
  private final LogHeads heads;
  private final PeerMail mail;
  private final BiConsumer<Topic, Optional<CheckpointOffer>> whenLacking;

  /**
   * @param whenLacking told of each log of which a peer seems to hold what this node does not, ours
   *     or the peer's
   */
  Checkpoints(
      InstantSource calendar,
      LocalIds ids,
      PairLogs logs,
      LogHeads heads,
      PeerMail mail,
      BiConsumer<Topic, Optional<CheckpointOffer>> whenLacking) {
    this.calendar = calendar;
    this.ids = ids;
    this.logs = logs;
    this.heads = heads;
    this.mail = mail;
    this.whenLacking = whenLacking;
  }

  /** Offers a checkpoint over all of a log of ours. */
  void offer(Transaction tx, Peer peer, LogKey log) {
    long last = OwnLogs.lock(tx, log);
    OwnLogs.covered(tx, log);
    FlattrCheckpoint checkpoint = heads.checkpoint(peer, log, logs.grow(tx, log, last));
    Instant now = calendar.instant();
    String key = key(peer.actor() + " " + log.period() + " " + now);
    ActivityId id = id("/checkpoints/" + key + "/" + checkpoint.count());
    mail.send(tx, new CheckpointOffer(id, ids.node(), checkpoint, now), peer);
  }

  /**
   * A peer offers a checkpoint of its log.
   *
   * @throws ProtocolException {@code wrong_parties} when it is not about flattrs from here
   */
  public void offered(Transaction tx, CheckpointOffer offer, Peer from) {
    FlattrCheckpoint theirs = offer.checkpoint();
    if (!theirs.debtor().equals(ids.node())) {
      throw new ProtocolException("wrong_parties", "The checkpoint is about others.");
    }
    LogKey log = new LogKey(theirs.period(), from.id(), false);
    TreeState held = logs.grow(tx, log, theirs.count());
    answer(tx, from, log, offer.id(), held);
    switch (LogComparison.of(held, theirs)) {
      case SAME -> logs.agreed(tx, log, theirs.count());
      case AHEAD -> {}
      case BEHIND, FORKED ->
          tx.afterCommit(() -> whenLacking.accept(Topic.of(from, log), Optional.of(offer)));
    }
  }

  /** Answers an offer again, once this node holds exactly what it is about. */
  void answerAgain(Transaction tx, CheckpointOffer offer, Peer from) {
    LogKey log = new LogKey(offer.checkpoint().period(), from.id(), false);
    TreeState held = logs.tree(tx, log);
    if (LogComparison.of(held, offer.checkpoint()) == LogComparison.SAME) {
      answer(tx, from, log, offer.id(), held);
    }
  }

  private void answer(Transaction tx, Peer peer, LogKey log, ActivityId offer, TreeState held) {
    FlattrCheckpoint ours = heads.checkpoint(peer, log, held);
    ActivityId id = id("/checkpoints/answers/" + key(offer.toString()) + "/" + ours.count());
    mail.send(tx, new CheckpointAnswer(id, ids.node(), offer, ours, calendar.instant()), peer);
  }

  /**
   * A peer says what it holds of a log of ours.
   *
   * @throws ProtocolException {@code wrong_parties} when it is not about flattrs to here
   */
  public void answered(Transaction tx, CheckpointAnswer answer, Peer from) {
    FlattrCheckpoint theirs = answer.checkpoint();
    if (!theirs.creditor().equals(ids.node())) {
      throw new ProtocolException("wrong_parties", "The checkpoint is about others.");
    }
    LogKey log = new LogKey(theirs.period(), from.id(), true);
    long last = OwnLogs.lock(tx, log);
    if (theirs.count() > last) {
      OwnLogs.unasked(tx, log);
      tx.afterCommit(() -> whenLacking.accept(Topic.of(from, log), Optional.empty()));
      return;
    }
    // The tree covers what was offered last; an answer about less says what is on its way there.
    switch (LogComparison.of(logs.tree(tx, log), theirs)) {
      case SAME -> logs.agreed(tx, log, theirs.count());
      case AHEAD, BEHIND -> {}
      case FORKED ->
          LOG.log(
              System.Logger.Level.WARNING,
              "{0} holds other entries of our log of {1} than these.",
              from.actor(),
              log.period());
    }
  }

  private ActivityId id(String path) {
    return new ActivityId(ids.origin().resolve(path));
  }

  private static String key(String text) {
    byte[] hash = Sha256.of(text);
    return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
  }
}
