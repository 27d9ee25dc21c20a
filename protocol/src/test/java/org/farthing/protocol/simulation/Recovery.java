package org.farthing.protocol.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.farthing.protocol.message.CheckpointAnswer;
import org.farthing.protocol.message.CheckpointOffer;
import org.farthing.protocol.message.Claim;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.settlement.GivenFlattr;
import org.farthing.protocol.settlement.PairEvent;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.farthing.protocol.settlement.ReceivedFlattr;
import org.farthing.protocol.settlement.Unsaid;
import org.farthing.protocol.simulation.Tables.Given;
import org.farthing.protocol.simulation.Tables.Incoming;
import org.farthing.protocol.simulation.Tables.Kept;
import org.farthing.protocol.simulation.Tables.Said;

/**
 * An old backup of a node, and how the node finds out from its peers what it has lost with it: as
 * the node's {@code OwnLogRecovery}, {@code PeerLogCatchUp} and {@code LostFlattrs} do. A backup is
 * restored only if nothing but flattrs came since: docs/operating/install.md.
 */
final class Recovery {

  private static final Duration BETWEEN_QUESTIONS = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final PlayedNode node;
  private final Scenario scenario;
  private final World world;

  /** The logs, by period and peer, that may be longer than this node remembers. */
  private final Set<String> unknown = new HashSet<>();

  /** Months that went on while some peer could not be asked. */
  private final NavigableSet<YearMonth> unasked = new TreeSet<>();

  private Runnable restore = () -> {};
  private String settledThen = "";
  private String givenHereThen = "";
  private Instant restoredAt = Instant.MIN;
  private Instant askAt = Instant.MIN;
  private Instant askedAt = Instant.MIN;

  Recovery(PlayedNode node, Scenario scenario, World world) {
    this.node = node;
    this.scenario = scenario;
    this.world = world;
  }

  void backUp() {
    restore = node.tables.store.backUp();
    settledThen = settled();
    givenHereThen = givenHere();
  }

  /**
   * Puts the backup in place of what is there, unless a month has moved on since and something was
   * given within this node that nobody else knows: then what it has stated cannot be stated again.
   */
  void restore() {
    if (!settledThen.equals(settled()) && !givenHereThen.equals(givenHere())) {
      return;
    }
    world.note(node.name() + " is restored from a backup");
    node.countForAll(Fault.RESTORED_BACKUP);
    restore.run();
    startsAgain();
  }

  /** From now on it asks each peer what it may have lost, before it says anything of months. */
  void startsAgain() {
    restoredAt = world.now();
    for (YearMonth period : scenario.periods()) {
      for (int peer = 0; peer < scenario.nodes().size(); peer++) {
        if (peer != node.index) {
          unknown.add(Tables.key(period, peer));
        }
      }
    }
    node.wakeAt(world.now());
  }

  /** With what has been taken in about months, and their sender is told, though not handled yet. */
  private String settled() {
    List<String> waiting =
        node.tables.waiting.all().stream()
            .filter(it -> !isAboutFlattr(it.message()))
            .map(Incoming::id)
            .toList();
    return node.tables.stages.under("")
        + " "
        + new TreeMap<>(node.tables.months.under(""))
        + " "
        + waiting;
  }

  private static boolean isAboutFlattr(FarthingMessage message) {
    return switch (message) {
      case Donation _, Unflattr _, FlattrAnswer _, Claim _, CheckpointOffer _, CheckpointAnswer _ ->
          true;
      case StatementOffer _,
          StatementAnswer _,
          SettlementOffer _,
          SettlementAnswer _,
          PaymentOffer _,
          PaymentAnswer _ ->
          false;
    };
  }

  private String givenHere() {
    return new TreeMap<>(node.tables.own.under("")).toString();
  }

  /**
   * Whether this node may say something about months to a peer: who does not answer is waited for a
   * day.
   */
  boolean mayTalk(YearMonth period, int peer) {
    if (isWhole(period, peer)) {
      return true;
    }
    boolean hasWaited = !world.now().isBefore(restoredAt.plus(PATIENCE));
    if (hasWaited) {
      goesOnUnasked(period);
    }
    return hasWaited;
  }

  /** Some peer could not be asked what was lost of a month, and is waited for no longer. */
  void goesOnUnasked(YearMonth period) {
    unasked.add(period);
  }

  /** Whether a month, or one before, went on without all that this node had lost of it. */
  boolean wentOnUnasked(YearMonth period) {
    return !unasked.headSet(period, true).isEmpty();
  }

  /** A peer that can be asked gets an hour to answer what it is told then. */
  PairEvent.Contact contact(YearMonth period, int peer) {
    if (isWhole(period, peer)) {
      boolean hasHadTime = !world.now().isBefore(askedAt.plus(BETWEEN_QUESTIONS));
      return hasHadTime ? PairEvent.Contact.ASKED : PairEvent.Contact.STARTING;
    }
    boolean hasWaited = !world.now().isBefore(restoredAt.plus(PATIENCE.multipliedBy(2)));
    return hasWaited ? PairEvent.Contact.UNREACHABLE : PairEvent.Contact.STARTING;
  }

  boolean isWhole(YearMonth period, int peer) {
    return !unknown.contains(Tables.key(period, peer));
  }

  /** Asks each peer of which it has to be known what it has seen of this node. */
  void ask() {
    if (unknown.isEmpty() || world.now().isBefore(askAt)) {
      return;
    }
    askAt = world.now().plus(BETWEEN_QUESTIONS);
    for (String key : new TreeSet<>(unknown)) {
      YearMonth period = YearMonth.parse(key.substring(0, 7));
      int peer = Integer.parseInt(key.substring(8));
      Optional<PlayedNode> other = world.reach(node.index, peer, "lost of " + period);
      if (other.isPresent() && ask(period, other.get())) {
        unknown.remove(key);
        askedAt = world.now();
        node.hurry(peer);
        node.wakeAt(askedAt.plus(BETWEEN_QUESTIONS));
      }
    }
    if (!unknown.isEmpty()) {
      node.wakeAt(askAt);
    }
  }

  private boolean ask(YearMonth period, PlayedNode peer) {
    Stage stage = node.stage(period, peer.index);
    return node.transact(
            "recovers its log of " + period + " from " + peer.name(),
            stage,
            () -> recoverOwnLog(period, peer))
        && node.transact(
            "recovers what it gave in " + period + " to " + peer.name(),
            stage,
            () -> recoverGiven(period, peer))
        && node.transact(
            "recovers what was said of " + period + " to " + peer.name(),
            stage,
            () -> recoverSaid(period, peer));
  }

  /** As {@code Recall} does: our own words first, then theirs as if they had just arrived. */
  private void recoverSaid(YearMonth period, PlayedNode peer) {
    String ofUs = Tables.key(period, node.index) + "/";
    List<Said> all = new ArrayList<>(peer.tables.said.under(ofUs).values());
    peer.tables.waiting.all().stream()
        .filter(it -> it.from() == node.index && !isAboutFlattr(it.message()))
        .filter(it -> world.periodOf(it.message(), node.index).equals(period))
        .forEach(it -> all.add(new Said(it.message(), false, false)));
    for (Said said : all) {
      if (!said.ours()) {
        takeInOurs(said.message(), peer, period);
      }
    }
    for (Said said : all) {
      if (said.ours()) {
        takeIn(said.message(), peer, period);
      }
    }
  }

  private void takeInOurs(FarthingMessage message, PlayedNode peer, YearMonth period) {
    Optional<PairEvent.SettlementRecalled> settled =
        Unsaid.settledBy(message)
            .filter(node.settlement.month(period, peer.index)::isOfferedOtherwise);
    boolean lost = node.post.sentBefore(message, peer.index, period);
    if (!lost && settled.isPresent()) {
      node.post.sentOtherwiseBefore(message, peer.index, period);
    }
    if (lost || settled.isPresent()) {
      node.settlement.words.recall(message, period, peer.index);
    }
    settled.ifPresent(it -> node.settlement.apply(period, peer.index, it, node.now()));
  }

  private void takeIn(FarthingMessage message, PlayedNode peer, YearMonth period) {
    world.shown(message, period);
    String id = message.id().toString();
    if (!node.tables.inbox.has(id)) {
      String digest =
          DocumentDigest.of(MessageWriter.write(message, scenario.nodes().get(node.index).actor()));
      node.tables.inbox.put(id, digest);
      node.tables.waiting.put(id, new Incoming(id, peer.index, message, digest));
    }
  }

  private void recoverOwnLog(YearMonth period, PlayedNode peer) {
    String log = Tables.key(period, node.index) + "/";
    for (LogEntry entry : List.copyOf(peer.tables.peerEntries.under(log).values())) {
      Donation like = peer.flattrs.given(entry.flattr());
      node.creators.restored(entry, like, peer.index);
    }
    for (Given given : peer.tables.given.all()) {
      if (given.creatorNode() == node.index && given.flattr().period().equals(period)) {
        takeWaiting(given, peer);
      }
    }
  }

  /** What has no place in the log is handled as if it came now. */
  private void takeWaiting(Given given, PlayedNode peer) {
    String id = given.flattr().id().toString();
    boolean open =
        switch (given.flattr().status()) {
          case GivenFlattr.Status.Sent _, GivenFlattr.Status.Unclaimed _ -> true;
          case GivenFlattr.Status.Counted _,
              GivenFlattr.Status.Refused _,
              GivenFlattr.Status.Undone _ ->
              false;
        };
    if (open && !node.tables.received.has(id) && !node.tables.inbox.has(id)) {
      String digest = given.flattr().digest();
      node.tables.inbox.put(id, digest);
      node.tables.waiting.put(id, new Incoming(id, peer.index, given.message(), digest));
    }
  }

  private void recoverGiven(YearMonth period, PlayedNode peer) {
    for (FlattrAnswer answer : peer.creators.shown(period, node.index, node.now())) {
      if (!node.flattrs.isKept(period, peer.index, answer)) {
        read(answer, peer);
      }
    }
    for (Kept kept : peer.tables.received.all()) {
      Donation message = kept.messageOrNull();
      boolean isOurs = kept.from() == node.index && kept.flattr().period().equals(period);
      if (isOurs
          && message != null
          && kept.flattr().status() instanceof ReceivedFlattr.Status.Waiting) {
        node.flattrs.recorded(message, peer.index, node.now());
      }
    }
  }

  /** Takes an answer from a peer's log; should this node have lost the flattr, that too. */
  void read(FlattrAnswer answer, PlayedNode peer) {
    String id = answer.flattr().toString();
    Donation like = peer.tables.received.find(id).map(Kept::messageOrNull).orElse(null);
    boolean known =
        node.tables.given.has(id)
            || (like != null && node.flattrs.recorded(like, peer.index, node.now()));
    if (known) {
      if (answer instanceof FlattrAnswer.UndoReceipt) {
        node.flattrs.undoneBefore(answer.flattr());
      }
      node.flattrs.answered(answer, peer.index);
    } else {
      LogEntry.of(answer).ifPresent(entry -> node.flattrs.keep(entry, peer.index));
    }
    node.tables.inbox.put(answer.id().toString(), "read in the log");
  }
}
