package org.farthing.node.flattr.log;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.farthing.node.federation.inbox.Inbox;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.TreeState;

/** The logs of this node and of its peers. Thread-safe. */
public final class PairLogs {

  private final Inbox inbox;
  private final Outbox outbox;
  private final Forks forks;

  public PairLogs(Inbox inbox, Outbox outbox, Forks forks) {
    this.inbox = inbox;
    this.outbox = outbox;
    this.forks = forks;
  }

  /** Sequences from one to another, both included. */
  public record Range(long from, long upTo) {}

  /** An entry with the answer that says so, in the bytes in which it was sent. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Signed(LogEntry entry, byte[] answer) {}

  /**
   * Writes an entry in its place in a log of ours.
   *
   * @param answer id of the answer that is sent in this transaction
   * @return false when the place is taken
   */
  public boolean append(Transaction tx, LogKey log, LogEntry entry, ActivityId answer) {
    return LogStore.insert(tx, log, entry, hash(answer));
  }

  /**
   * An entry with the answer that says so.
   *
   * @param answer id of the answer, which is sent in the same transaction
   */
  public record Answered(LogEntry entry, ActivityId answer) {}

  /** Writes on in a log of ours, in places that are known to be free. */
  public void append(Transaction tx, LogKey log, List<Answered> entries) {
    LogStore.insert(
        tx,
        log,
        entries.stream()
            .map(each -> new LogStore.Stored(each.entry(), hash(each.answer())))
            .toList());
  }

  /**
   * Keeps an entry of a peer's log, whatever has come of it before.
   *
   * @param answer id of the peer's answer, which is kept in the inbox
   * @return false when the peer has signed another entry for this place: both are evidence now, and
   *     the first one stays
   */
  public boolean keep(Transaction tx, Peer peer, LogEntry entry, ActivityId answer) {
    LogKey log = new LogKey(entry.period(), peer.id(), false);
    if (LogStore.insert(tx, log, entry, hash(answer))) {
      return true;
    }
    LogStore.Stored known = LogStore.find(tx, log, entry.sequence()).orElseThrow();
    if (known.entry().equals(entry)) {
      return true;
    }
    Map<String, byte[]> bodies = inbox.bodies(tx, List.of(known.answerHash(), hash(answer)));
    forks.found(
        tx,
        new Forks.Fork(peer, entry.period(), Forks.Kind.ENTRY, entry.sequence()),
        bodies.getOrDefault(hex(known.answerHash()), new byte[0]),
        bodies.getOrDefault(hex(hash(answer)), new byte[0]));
    return false;
  }

  /** The entry at a place of a log. */
  public Optional<LogEntry> find(Transaction tx, LogKey log, long sequence) {
    return LogStore.find(tx, log, sequence).map(LogStore.Stored::entry);
  }

  /**
   * Extends the tree over a log by what has no gap before it, up to that sequence, and locks it
   * until the transaction ends. It never shrinks.
   */
  public TreeState grow(Transaction tx, LogKey log, long upTo) {
    TreeState before = LogStore.lockTree(tx, log);
    MerkleTree tree = new MerkleTree(before);
    long[] last = {before.size()};
    LogStore.read(
        tx,
        log,
        before.size(),
        upTo,
        entry -> {
          if (entry.sequence() == last[0] + 1) {
            tree.add(entry.canonicalBytes());
            last[0]++;
          }
        });
    TreeState after = tree.state();
    if (after.size() > before.size()) {
      LogStore.setTree(tx, log, after);
    }
    return after;
  }

  /** The tree over a log as far as it has been extended, locked until the transaction ends. */
  public TreeState tree(Transaction tx, LogKey log) {
    return LogStore.lockTree(tx, log);
  }

  /** Both sides hold the same first entries. */
  public void agreed(Transaction tx, LogKey log, long count) {
    LogStore.setAgreed(tx, log, count);
  }

  /** The highest sequence in a log, 0 when it is empty. */
  public long highest(Transaction tx, LogKey log) {
    return LogStore.highest(tx, log);
  }

  /** What is missing of a log up to that sequence. */
  public List<Range> missing(Transaction tx, LogKey log, long upTo) {
    List<Range> missing = new ArrayList<>();
    long[] last = {LogStore.lockTree(tx, log).size()};
    LogStore.read(
        tx,
        log,
        last[0],
        upTo,
        entry -> {
          if (entry.sequence() > last[0] + 1) {
            missing.add(new Range(last[0] + 1, entry.sequence() - 1));
          }
          last[0] = entry.sequence();
        });
    if (last[0] < upTo) {
      missing.add(new Range(last[0] + 1, upTo));
    }
    return missing;
  }

  /** Which of these flattrs count by a log: receipted in it, and not undone. */
  public List<ActivityId> counted(Transaction tx, LogKey log, Collection<ActivityId> flattrs) {
    Set<String> undone = LogStore.undone(tx, log);
    return LogStore.receipted(tx, log, flattrs).stream()
        .filter(flattr -> !undone.contains(flattr.toString()))
        .toList();
  }

  /** Some of a log in its order; what the bytes are lost of is left out. */
  public List<Signed> page(Transaction tx, LogKey log, Range range, int most) {
    List<LogStore.Stored> entries = LogStore.page(tx, log, range.from(), range.upTo(), most);
    BiFunction<Transaction, Collection<byte[]>, Map<String, byte[]>> source =
        log.ours() ? outbox::bodies : inbox::bodies;
    Map<String, byte[]> bodies =
        source.apply(tx, entries.stream().map(LogStore.Stored::answerHash).toList());
    List<Signed> page = new ArrayList<>();
    for (LogStore.Stored each : entries) {
      byte[] body = bodies.get(hex(each.answerHash()));
      if (body != null) {
        page.add(new Signed(each.entry(), body));
      }
    }
    return page;
  }

  /** The Likes of flattrs, in the bytes in which they were sent, as far as they are kept. */
  public List<byte[]> likes(Transaction tx, Collection<ActivityId> flattrs, boolean ofPeer) {
    List<byte[]> hashes = flattrs.stream().map(PairLogs::hash).toList();
    return List.copyOf((ofPeer ? inbox.bodies(tx, hashes) : outbox.bodies(tx, hashes)).values());
  }

  /**
   * The Undos of flattrs that this node has counted, as far as they are kept under their usual ids.
   */
  public List<byte[]> undos(Transaction tx, Collection<ActivityId> flattrs) {
    List<byte[]> hashes =
        flattrs.stream().map(flattr -> hash(ActivityId.of(flattr + "/undo"))).toList();
    return List.copyOf(inbox.bodies(tx, hashes).values());
  }

  /** The logs, of this node and of peers, that have entries in that month or a later one. */
  public List<LogKey> since(Transaction tx, YearMonth first) {
    return LogStore.since(tx, first);
  }

  private static byte[] hash(ActivityId id) {
    return Sha256.of(id.toString());
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
