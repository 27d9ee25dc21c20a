package org.farthing.node.flattr.checkpoint;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.function.Function;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.OwnLogs;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.flattr.log.PairLogs;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.LogHead;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.TreeState;

/** What this node holds of logs, in the words of the protocol. Thread-safe. */
final class LogHeads {

  private final InstantSource calendar;
  private final LocalIds ids;
  private final Function<YearMonth, SettlementCalendar> daysOf;
  private final ActivitySigner signer;
  private final PairLogs logs;

  LogHeads(
      InstantSource calendar,
      LocalIds ids,
      Function<YearMonth, SettlementCalendar> daysOf,
      ActivitySigner signer,
      PairLogs logs) {
    this.calendar = calendar;
    this.ids = ids;
    this.daysOf = daysOf;
    this.signer = signer;
    this.logs = logs;
  }

  /** The checkpoint over what a tree covers of a log. */
  FlattrCheckpoint checkpoint(Peer peer, LogKey log, TreeState tree) {
    ActorId debtor = log.ours() ? peer.actor() : ids.node();
    ActorId creditor = log.ours() ? ids.node() : peer.actor();
    return new FlattrCheckpoint(
        log.period(), debtor, creditor, tree.size(), new MerkleTree(tree).root().toString());
  }

  /**
   * What this node holds of a log now. A log of ours is closed by the calendar: whatever is decided
   * later than this is decided after the cut-off, since the log is locked meanwhile.
   */
  LogHead of(Transaction tx, Peer peer, LogKey log) {
    if (log.ours()) {
      OwnLogs.lock(tx, log);
    }
    long highest = logs.highest(tx, log);
    TreeState tree = logs.grow(tx, log, highest);
    Instant now = calendar.instant();
    boolean closed = log.ours() && !now.isBefore(daysOf.apply(log.period()).cutOff(log.period()));
    return new LogHead(ids.node(), checkpoint(peer, log, tree), highest, closed, now);
  }

  /** Not to be called within a transaction. */
  JsonObject signed(LogHead head) {
    return signer.sign(head.toDocument(), ids.node());
  }
}
