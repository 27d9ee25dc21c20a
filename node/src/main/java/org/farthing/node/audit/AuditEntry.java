package org.farthing.node.audit;

import java.time.Instant;
import java.util.List;
import org.farthing.node.ledger.TransferId;

/**
 * Something that was put right.
 *
 * @param id ascends with time
 * @param at calendar time
 * @param action what was done, in kebab case: {@code deposit-reverse}
 * @param subject what it was done to: its kind, a colon and its id
 * @param transfers that were booked for it; none when nothing was to be moved
 */
public record AuditEntry(
    long id,
    Instant at,
    Mandate mandate,
    String action,
    String subject,
    List<TransferId> transfers) {

  public AuditEntry {
    transfers = List.copyOf(transfers);
  }
}
