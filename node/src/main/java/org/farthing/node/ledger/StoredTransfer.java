package org.farthing.node.ledger;

import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code ledger_transfer} as it stands there, unjudged.
 *
 * @param resolves the row that this one resolves, null also when there is none of that id
 */
record StoredTransfer(
    long sequence,
    UUID id,
    String kind,
    @Nullable UUID pendingId,
    long debit,
    long credit,
    long amountMicros,
    String code,
    String reference,
    @Nullable YearMonth period,
    Instant bookedAt,
    @Nullable Resolved resolves) {

  /** As much of a resolved row as tells whether it could be resolved so. */
  record Resolved(long sequence, String kind, long debit, long credit, long amountMicros) {}

  long setAside() {
    return resolves == null ? 0 : resolves.amountMicros();
  }
}
