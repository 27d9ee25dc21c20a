package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.settlement.StatementCheck.Findings;

/**
 * What comes of a statement that was disputed and that its debtor has admitted: it gives what its
 * lines give, less what was credited of it before, as long as all whom it names are creators here.
 */
final class CheckedAgain {

  private CheckedAgain() {}

  static Findings of(Transaction tx, YearMonth period, int peer, Findings found) {
    Map<ActorId, Long> credited = RevenueStore.grossOf(tx, period, peer);
    Map<ActorId, Long> rest = new HashMap<>();
    List<Dispute> disputes = new ArrayList<>(found.disputes());
    found
        .statedMicrosOf()
        .forEach(
            (creator, stated) -> {
              long micros = stated - credited.getOrDefault(creator, 0L);
              if (micros != 0) {
                rest.put(creator, micros);
              }
            });
    if (!rest.keySet().stream().allMatch(creator -> RevenueStore.isPayee(tx, creator))) {
      disputes.add(new Dispute(null, Dispute.Code.UNKNOWN, "It names a creator who is not here."));
    }
    return new Findings(disputes, rest, Map.of(), List.of(), found.sumOf());
  }
}
