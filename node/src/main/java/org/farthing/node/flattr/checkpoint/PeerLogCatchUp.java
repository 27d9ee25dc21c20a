package org.farthing.node.flattr.checkpoint;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.inbox.Inbox;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.flattr.FlattrAnswers;
import org.farthing.node.flattr.LostFlattrs;
import org.farthing.node.flattr.checkpoint.FetchedActivities.Entry;
import org.farthing.node.flattr.checkpoint.LogFetch.SignedHead;
import org.farthing.node.flattr.log.Forks;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.flattr.log.PairLogs.Range;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.LogHead;
import org.farthing.protocol.message.LogPage;
import org.farthing.protocol.settlement.LogComparison;
import org.farthing.protocol.settlement.TreeState;

/**
 * Brings this node's copy of a peer's log up to the peer's own: fetches exactly what is missing,
 * and handles each answer as if it had just arrived. Flattrs that only the peer remembers are
 * recorded again. Thread-safe.
 */
final class PeerLogCatchUp {

  private static final System.Logger LOG = System.getLogger(PeerLogCatchUp.class.getName());

  private final Database database;
  private final LocalIds ids;
  private final Inbox inbox;
  private final Outbox outbox;
  private final PairLogs logs;
  private final Forks forks;
  private final LogHeads heads;
  private final LogFetch fetch;
  private final FetchedActivities activities;
  private final FlattrAnswers answers;
  private final LostFlattrs lost;

  PeerLogCatchUp(
      Database database,
      LocalIds ids,
      Inbox inbox,
      Outbox outbox,
      PairLogs logs,
      Forks forks,
      LogHeads heads,
      LogFetch fetch,
      FetchedActivities activities,
      FlattrAnswers answers,
      LostFlattrs lost) {
    this.database = database;
    this.ids = ids;
    this.inbox = inbox;
    this.outbox = outbox;
    this.logs = logs;
    this.forks = forks;
    this.heads = heads;
    this.fetch = fetch;
    this.activities = activities;
    this.answers = answers;
    this.lost = lost;
  }

  /**
   * Reads the peer's log as far as it has come.
   *
   * @return the peer's head, up to which this node now holds all that the peer has shown
   */
  Fetched<LogHead> catchUp(Peer peer, LogKey log) {
    return switch (fetch.head(peer, log)) {
      case Fetched.Got<SignedHead> it -> catchUp(peer, log, it.value());
      case Fetched.Nothing<SignedHead> _ -> new Fetched.Nothing<>();
      case Fetched.Not<SignedHead> not -> new Fetched.Not<>(not.reason());
    };
  }

  private Fetched<LogHead> catchUp(Peer peer, LogKey log, SignedHead signed) {
    LogHead head = signed.head();
    for (Range missing : database.write(tx -> logs.missing(tx, log, head.highest()))) {
      Optional<String> obstacle = fetch(peer, log, missing);
      if (obstacle.isPresent()) {
        return new Fetched.Not<>(obstacle.get());
      }
    }
    FlattrCheckpoint theirs = head.checkpoint();
    TreeState held = database.write(tx -> logs.grow(tx, log, theirs.count()));
    switch (LogComparison.of(held, theirs)) {
      case SAME -> database.execute(tx -> logs.agreed(tx, log, theirs.count()));
      case FORKED -> findFork(peer, log, signed, held);
      case AHEAD ->
          LOG.log(
              System.Logger.Level.WARNING,
              "{0} shows {1} entries of its log of {2}, and has signed {3}.",
              peer.actor(),
              theirs.count(),
              log.period(),
              held.size());
      case BEHIND ->
          LOG.log(
              System.Logger.Level.WARNING,
              "{0} does not show all of its log of {1}.",
              peer.actor(),
              log.period());
    }
    return new Fetched.Got<>(head);
  }

  /**
   * @return why it could not all be fetched
   */
  private Optional<String> fetch(Peer peer, LogKey log, Range range) {
    return fetch.pages(
        peer,
        fetch.entries(peer, log, range, false),
        page -> page.answers().forEach(document -> take(peer, log, document)));
  }

  private void take(Peer peer, LogKey log, JsonObject document) {
    Optional<Entry> read =
        activities
            .entry(document, peer.actor())
            .filter(it -> it.entry().period().equals(log.period()));
    if (read.isEmpty()) {
      return;
    }
    Entry entry = read.get();
    if (!database.read(tx -> answers.isKnown(tx, entry.entry().flattr()))) {
      recordAgain(peer, log, entry);
    }
    if (entry.answer() instanceof FlattrAnswer.UndoReceipt
        && database.read(tx -> answers.stands(tx, entry.entry().flattr()))) {
      undoAgain(peer, log, entry);
    }
    try {
      database.execute(
          tx -> {
            inbox.keep(tx, activities.verified(document, peer));
            answers.answered(tx, entry.answer(), peer);
          });
    } catch (ProtocolException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} of {1} is refused: {2}",
          entry.answer().id(),
          log.period(),
          e.code());
      database.execute(
          tx -> {
            inbox.keepRefused(tx, activities.verified(document, peer), e);
            answers.keep(tx, entry.entry(), entry.answer().id(), peer);
          });
    }
  }

  private void recordAgain(Peer peer, LogKey log, Entry entry) {
    long sequence = entry.entry().sequence();
    URI address = fetch.entries(peer, log, new Range(sequence, sequence), true);
    if (fetch.page(peer, address) instanceof Fetched.Got<LogPage> page) {
      page.value().flattrs().stream()
          .flatMap(document -> activities.like(document, ids.node()).stream())
          .filter(like -> like.flattr().id().equals(entry.entry().flattr()))
          .forEach(like -> lost.record(like.flattr(), like.document(), peer));
    }
  }

  /** Nothing is undone on a peer's word alone: it has to show that of the donor. */
  private void undoAgain(Peer peer, LogKey log, Entry entry) {
    long sequence = entry.entry().sequence();
    URI address = fetch.entries(peer, log, new Range(sequence, sequence), true);
    if (fetch.page(peer, address) instanceof Fetched.Got<LogPage> page) {
      page.value().flattrs().stream()
          .flatMap(document -> activities.undo(document, ids.node()).stream())
          .filter(undo -> undo.undo().flattr().id().equals(entry.entry().flattr()))
          .forEach(undo -> undoAgain(peer, undo));
    }
  }

  private void undoAgain(Peer peer, FetchedActivities.Undo undo) {
    boolean undone =
        database.write(
            tx -> {
              boolean done = answers.undoneBefore(tx, undo.undo(), peer);
              if (done) {
                outbox.keepDelivered(tx, undo.document(), peer.inbox());
              }
              return done;
            });
    if (undone) {
      LOG.log(System.Logger.Level.INFO, "{0} is taken back again.", undo.undo().flattr().id());
    }
  }

  /** Records again what a peer keeps of donors here that this node has lost, though it waits. */
  Optional<String> recordWaiting(Peer peer, LogKey log) {
    return fetch.pages(
        peer,
        fetch.waiting(peer, log),
        page ->
            page.flattrs().stream()
                .flatMap(document -> activities.like(document, ids.node()).stream())
                .filter(like -> like.flattr().period().equals(log.period()))
                .filter(like -> !database.read(tx -> answers.isKnown(tx, like.flattr().id())))
                .forEach(like -> lost.record(like.flattr(), like.document(), peer)));
  }

  /**
   * The peer's checkpoint is not over the entries that it has signed: it has signed others for the
   * same places, which are evidence as soon as it shows them; else its checkpoint is.
   */
  private void findFork(Peer peer, LogKey log, SignedHead signed, TreeState held) {
    long count = held.size();
    if (database.read(tx -> isKnownToFork(tx, peer, log))) {
      return;
    }
    fetch(peer, log, new Range(1, count));
    database.execute(
        tx -> {
          if (!isKnownToFork(tx, peer, log)) {
            forks.checkpointDiffers(
                tx,
                peer,
                log.period(),
                count,
                bytes(signed.document()),
                bytes(heads.of(tx, peer, log).toDocument()));
          }
        });
  }

  private boolean isKnownToFork(Transaction tx, Peer peer, LogKey log) {
    return forks.of(tx, log.period()).stream().anyMatch(fork -> fork.peer().equals(peer));
  }

  private static byte[] bytes(JsonObject document) {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }
}
