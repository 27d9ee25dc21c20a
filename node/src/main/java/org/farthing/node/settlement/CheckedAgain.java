package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.settlement.Findings;

/**
 * What comes of a statement whose lines are taken as they stand, whatever is receipted here: one
 * that was disputed and that its debtor has admitted, or that was answered before and whose answer
 * was lost. It gives what its lines give, less what was credited of it before, as long as all whom
 * it names are creators here.
 */
final class CheckedAgain {

  private CheckedAgain() {}

  /**
   * @param admitted whether its debtor has admitted it: then what is in dispute counts, too
   */
  static Findings of(Transaction tx, YearMonth period, int peer, Findings found, boolean admitted) {
    Map<ActorId, Long> credited = RevenueStore.grossOf(tx, period, peer);
    Map<ActorId, Long> rest = new HashMap<>();
    (admitted ? found.statedMicrosOf() : found.grossMicrosOf())
        .forEach(
            (creator, stated) -> {
              long micros = stated - credited.getOrDefault(creator, 0L);
              if (micros != 0) {
                rest.put(creator, micros);
              }
            });
    List<Dispute> disputes = new ArrayList<>(found.disputes());
    if (!rest.keySet().stream().allMatch(creator -> RevenueStore.isPayee(tx, creator))) {
      disputes.add(new Dispute(null, Dispute.Code.UNKNOWN, "It names a creator who is not here."));
    }
    List<StatementLine> corrections = admitted ? List.of() : found.corrections();
    return new Findings(disputes, rest, Map.of(), corrections, found.sumOf());
  }
}
