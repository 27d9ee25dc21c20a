package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;

/**
 * Flattrs between this node and a peer that have no place in a log, so that a log cannot bring them
 * back, or of which this node does not know whether they have.
 */
public final class UnplacedFlattrs {

  private static final UUID FIRST = new UUID(0, 0);

  private final LocalIds ids;

  public UnplacedFlattrs(LocalIds ids) {
    this.ids = ids;
  }

  /**
   * Some of those that wait here, when the log is ours, or were sent and not receipted.
   *
   * @param after the last of the page before, as it was given; empty for the first
   */
  public List<ActivityId> page(Transaction tx, LogKey log, String after, int most) {
    if (log.ours()) {
      return ReceivedStore.waiting(tx, log.period(), log.peer(), after, most);
    }
    UUID last =
        after.isEmpty()
            ? FIRST
            : FlattrId.of(ActivityId.of(after), ids.origin()).map(FlattrId::uuid).orElse(FIRST);
    return UnplacedStore.unanswered(tx, log.period(), log.peer(), last, most).stream()
        .map(id -> id.activity(ids.origin()))
        .toList();
  }

  /** Those given to a peer in a month and taken back. */
  public List<ActivityId> undone(Transaction tx, LogKey log) {
    return UnplacedStore.undone(tx, log.period(), log.peer()).stream()
        .map(id -> id.activity(ids.origin()))
        .toList();
  }

  /** The peers that were sent a flattr in a month which may stand otherwise with them by now. */
  public List<Integer> peersWithOpen(Transaction tx, YearMonth period) {
    return UnplacedStore.peersWithOpen(tx, period);
  }
}
