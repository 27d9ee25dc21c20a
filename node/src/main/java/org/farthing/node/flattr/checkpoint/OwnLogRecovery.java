package org.farthing.node.flattr.checkpoint;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.inbox.Inbox;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.flattr.OwnLogs;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.flattr.checkpoint.FetchedActivities.Entry;
import org.farthing.node.flattr.checkpoint.FetchedActivities.Like;
import org.farthing.node.flattr.checkpoint.LogFetch.SignedHead;
import org.farthing.node.flattr.log.LogGuard;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.flattr.log.PairLogs.Range;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Database;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.LogPage;

/**
 * Asks a peer how much it knows of a log of ours, once after each start, and takes in again what
 * this node has signed and lost: the answers by this node's own proof, the flattrs by that of their
 * donors. Thread-safe.
 */
final class OwnLogRecovery {

  private static final System.Logger LOG = System.getLogger(OwnLogRecovery.class.getName());

  private final Database database;
  private final LocalIds ids;
  private final Inbox inbox;
  private final Outbox outbox;
  private final PairLogs logs;
  private final LogGuard guard;
  private final LogFetch fetch;
  private final FetchedActivities activities;
  private final ReceivedFlattrs received;
  private final Runnable whenKnown;

  /**
   * @param whenKnown told each time that nothing of a log can be lost any more
   */
  OwnLogRecovery(
      Database database,
      LocalIds ids,
      Inbox inbox,
      Outbox outbox,
      PairLogs logs,
      LogGuard guard,
      LogFetch fetch,
      FetchedActivities activities,
      ReceivedFlattrs received,
      Runnable whenKnown) {
    this.database = database;
    this.ids = ids;
    this.inbox = inbox;
    this.outbox = outbox;
    this.logs = logs;
    this.guard = guard;
    this.fetch = fetch;
    this.activities = activities;
    this.received = received;
    this.whenKnown = whenKnown;
  }

  /**
   * Asks, recovers, and then lets this node write on in the log.
   *
   * @return why it may not yet; empty when it may
   */
  Optional<String> ask(Peer peer, LogKey log, UUID start) {
    return switch (fetch.head(peer, log)) {
      case Fetched.Not<SignedHead> not -> Optional.of(not.reason());
      case Fetched.Nothing<SignedHead> _ -> recovered(peer, log, start);
      case Fetched.Got<SignedHead> it ->
          recover(peer, log, it.value().head().highest()).or(() -> recovered(peer, log, start));
    };
  }

  private Optional<String> recover(Peer peer, LogKey log, long highest) {
    for (Range missing : missing(log, highest)) {
      guard.lost(log);
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} knows entries {1} to {2} of our log of {3}, which are lost here.",
          peer.actor(),
          missing.from(),
          missing.upTo(),
          log.period());
      Optional<String> obstacle = recover(peer, log, missing);
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    // A page may leave out what its bytes are not at hand of; a place once signed is never free.
    List<Range> left = missing(log, highest);
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of("Entries that this node has signed are still missing: " + left);
  }

  private List<Range> missing(LogKey log, long highest) {
    return database.write(tx -> logs.missing(tx, log, highest));
  }

  private Optional<String> recovered(Peer peer, LogKey log, UUID start) {
    database.execute(tx -> OwnLogs.asked(tx, log, start));
    guard.known(log);
    Optional<String> obstacle = takeWaiting(peer, log);
    countWaiting(peer, log);
    inbox.hurry(peer.actor());
    whenKnown.run();
    return obstacle;
  }

  private Optional<String> recover(Peer peer, LogKey log, Range range) {
    AtomicBoolean whole = new AtomicBoolean(true);
    AtomicLong next = new AtomicLong(range.from());
    Optional<String> obstacle =
        fetch.pages(
            peer,
            fetch.entries(peer, log, range, true),
            page -> {
              if (whole.get() && !takeIn(peer, log, page, next)) {
                whole.set(false);
              }
            });
    return obstacle.or(
        () ->
            whole.get()
                ? Optional.empty()
                : Optional.of("Not all that this node has signed can be taken in again."));
  }

  /**
   * Takes in what follows in the order of the log, and stops where something is left out: without
   * what comes before it an entry would stand beyond a gap.
   *
   * @param next the place that is to be filled, moved on with each entry
   * @return whether nothing was left out; what else stands on the page is nobody's
   */
  private boolean takeIn(Peer peer, LogKey log, LogPage page, AtomicLong next) {
    Map<ActivityId, Like> likes = new HashMap<>();
    page.flattrs().stream()
        .flatMap(document -> activities.like(document, peer.actor()).stream())
        .forEach(like -> likes.put(like.flattr().id(), like));
    for (JsonObject document : page.answers()) {
      Optional<Entry> entry =
          activities
              .entry(document, ids.node())
              .filter(it -> it.entry().period().equals(log.period()));
      if (entry.isPresent()) {
        LogEntry place = entry.get().entry();
        Optional<Like> like =
            Optional.ofNullable(likes.get(place.flattr())).filter(it -> fits(it, place));
        if (place.sequence() != next.get() || !takeIn(peer, entry.get(), like)) {
          return false;
        }
        next.incrementAndGet();
      }
    }
    return true;
  }

  private static boolean fits(Like like, LogEntry entry) {
    return entry.digestOrNull() == null
        || entry.digestOrNull().equals(DocumentDigest.of(like.document()));
  }

  private boolean takeIn(Peer peer, Entry entry, Optional<Like> like) {
    boolean restored =
        database.write(
            tx -> {
              boolean done = received.restored(tx, entry.entry(), like.map(Like::flattr), peer);
              if (done) {
                outbox.keepDelivered(tx, entry.document(), peer.inbox());
                like.ifPresent(it -> inbox.keep(tx, activities.verified(it.document(), peer)));
              }
              return done;
            });
    if (restored) {
      LOG.log(System.Logger.Level.INFO, "{0} is taken in again.", entry.answer().id());
    } else {
      LOG.log(
          System.Logger.Level.ERROR,
          "{0} was signed here and cannot be taken in again.",
          entry.answer().id());
    }
    return restored;
  }

  /** What the peer has sent and got no receipt for is handled as if it came now. */
  private Optional<String> takeWaiting(Peer peer, LogKey log) {
    return fetch.pages(
        peer,
        fetch.waiting(peer, log),
        page ->
            page.flattrs().stream()
                .flatMap(document -> activities.like(document, peer.actor()).stream())
                .filter(like -> like.flattr().period().equals(log.period()))
                .forEach(like -> inbox.take(activities.verified(like.document(), peer))));
  }

  /** What could not be counted before the peer was asked is counted now. */
  private void countWaiting(Peer peer, LogKey log) {
    for (long creator : database.read(tx -> received.creatorsWaiting(tx, log.period(), peer))) {
      database.execute(tx -> received.countWaiting(tx, creator, log.period(), peer));
    }
  }
}
