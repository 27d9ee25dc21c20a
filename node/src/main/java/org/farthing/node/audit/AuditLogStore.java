package org.farthing.node.audit;

import static org.farthing.node.generated.Tables.AUDIT_ENTRY;
import static org.farthing.node.generated.Tables.AUDIT_TRANSFER;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.platform.database.Transaction;

/** The rows of the audit log. */
final class AuditLogStore {

  private AuditLogStore() {}

  static long insert(
      Transaction tx,
      Instant at,
      Mandate mandate,
      String action,
      String subject,
      List<TransferId> transfers) {
    long id =
        tx.dsl()
            .insertInto(AUDIT_ENTRY)
            .set(AUDIT_ENTRY.HAPPENED_AT, at)
            .set(AUDIT_ENTRY.DONE_BY, mandate.by())
            .set(AUDIT_ENTRY.ACTION, action)
            .set(AUDIT_ENTRY.SUBJECT, subject)
            .set(AUDIT_ENTRY.REASON, mandate.reason())
            .returningResult(AUDIT_ENTRY.ID)
            .fetchSingle()
            .value1();
    for (TransferId transfer : transfers) {
      tx.dsl()
          .insertInto(AUDIT_TRANSFER)
          .set(AUDIT_TRANSFER.AUDIT_ID, id)
          .set(AUDIT_TRANSFER.TRANSFER_ID, transfer.value())
          .execute();
    }
    return id;
  }

  static List<AuditEntry> since(Transaction tx, Instant from) {
    Map<Long, List<TransferId>> transfers =
        tx.dsl()
            .select(AUDIT_TRANSFER.AUDIT_ID, AUDIT_TRANSFER.TRANSFER_ID)
            .from(AUDIT_TRANSFER)
            .join(AUDIT_ENTRY)
            .on(AUDIT_ENTRY.ID.eq(AUDIT_TRANSFER.AUDIT_ID))
            .where(AUDIT_ENTRY.HAPPENED_AT.ge(from))
            .fetchGroups(row -> row.value1(), row -> new TransferId(row.value2()));
    return tx.dsl()
        .selectFrom(AUDIT_ENTRY)
        .where(AUDIT_ENTRY.HAPPENED_AT.ge(from))
        .orderBy(AUDIT_ENTRY.ID)
        .fetch(
            row ->
                new AuditEntry(
                    row.getId(),
                    row.getHappenedAt(),
                    new Mandate(row.getDoneBy(), row.getReason()),
                    row.getAction(),
                    row.getSubject(),
                    transfers.getOrDefault(row.getId(), List.of())));
  }
}
