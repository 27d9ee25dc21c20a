package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.log.Forks;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.peer.Suspension;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.said.OwnWords;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.settlement.Standing;
import org.jspecify.annotations.Nullable;

/**
 * How peers keep to their months, and with whom therefore no flattrs are exchanged. Thread-safe.
 */
final class Standings {

  private static final Mandate NOTHING_LATE = Mandate.ofNode("Nothing of theirs is late any more.");

  private final Database database;
  private final Ledger ledger;
  private final AuditLog audit;
  private final Peers peers;
  private final PairMonths pairs;
  private final Suspensions suspensions;
  private final Forks forks;
  private final OwnWords words;
  private final long mostOwedMicros;

  /**
   * @param mostOwedMicros what a peer may owe before no more flattrs of its donors are taken
   */
  Standings(
      Database database,
      Ledger ledger,
      AuditLog audit,
      Peers peers,
      PairMonths pairs,
      Suspensions suspensions,
      Forks forks,
      OwnWords words,
      long mostOwedMicros) {
    this.database = database;
    this.ledger = ledger;
    this.audit = audit;
    this.peers = peers;
    this.pairs = pairs;
    this.suspensions = suspensions;
    this.forks = forks;
    this.words = words;
    this.mostOwedMicros = mostOwedMicros;
  }

  /** Looks at all peers. */
  void update() {
    database.execute(
        tx -> {
          Map<Integer, List<PairMonth>> awaited = new HashMap<>();
          PairMonthStore.awaited(tx)
              .forEach(
                  row ->
                      awaited.computeIfAbsent(row.peer(), _ -> new ArrayList<>()).add(row.month()));
          for (Peer peer : peers.all(tx)) {
            set(tx, peer, reason(tx, peer, awaited.getOrDefault(peer.id(), List.of())));
          }
        });
  }

  private void set(Transaction tx, Peer peer, Suspension.@Nullable Reason reasonOrNull) {
    boolean wasLate =
        suspensions
            .byItself(tx, peer.id())
            .filter(it -> it.reason() == Suspension.Reason.LATE)
            .isPresent();
    suspensions.set(tx, peer, reasonOrNull);
    if (wasLate && reasonOrNull == null) {
      audit.record(tx, NOTHING_LATE, "peer-suspension-ends", "peer:" + peer.id(), List.of());
    }
  }

  private Suspension.@Nullable Reason reason(Transaction tx, Peer peer, List<PairMonth> awaited) {
    @Nullable YearMonth resumed = suspensions.resumedThrough(tx, peer.id()).orElse(null);
    boolean forked =
        forks
            .last(tx, peer.id())
            .filter(month -> resumed == null || month.isAfter(resumed))
            .isPresent();
    if (forked) {
      return Suspension.Reason.FORK;
    }
    boolean late =
        awaited.stream()
            .filter(month -> resumed == null || month.period().isAfter(resumed))
            // What this node lost with a restored backup may be what it takes them to owe it.
            .filter(month -> words.unsaid(tx, month.period(), peer.id()).isEmpty())
            .map(month -> pairs.standing(tx, peer, month))
            .anyMatch(it -> it == Standing.SUSPENDED || it == Standing.DEFAULTED);
    if (late) {
      return Suspension.Reason.LATE;
    }
    boolean owesTooMuch =
        !awaited.isEmpty()
            && ledger.balance(tx, new Account.OwedBy(peer.id())).postedMicros() > mostOwedMicros;
    return owesTooMuch ? Suspension.Reason.EXPOSURE : null;
  }
}
