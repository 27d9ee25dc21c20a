package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.DEPOSIT_REVERSAL;

import java.util.List;
import java.util.UUID;
import org.farthing.node.platform.database.Transaction;

/** The rows that stand for transfers of no month, as they stand, unjudged: for the check alone. */
final class MonthlessStore {

  private MonthlessStore() {}

  record ReversalRow(UUID deposit, UUID member, long fromFundsMicros, long receivableMicros) {}

  static List<ReversalRow> reversals(Transaction tx) {
    return tx.dsl()
        .selectFrom(DEPOSIT_REVERSAL)
        .fetch(
            row ->
                new ReversalRow(
                    row.getDepositId(),
                    row.getMemberId(),
                    row.getFromFundsMicros(),
                    row.getReceivableMicros()));
  }
}
