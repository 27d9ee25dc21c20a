package org.farthing.node.audit;

import static org.farthing.node.generated.Tables.AUDIT_ENTRY;
import static org.farthing.node.generated.Tables.AUDIT_TRANSFER;
import static org.jooq.impl.DSL.noCondition;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.farthing.node.generated.tables.records.AuditEntryRecord;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

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
    return entries(
        tx,
        AUDIT_ENTRY.HAPPENED_AT.ge(from),
        tx.dsl()
            .selectFrom(AUDIT_ENTRY)
            .where(AUDIT_ENTRY.HAPPENED_AT.ge(from))
            .orderBy(AUDIT_ENTRY.ID)
            .fetch());
  }

  static List<AuditEntry> page(
      Transaction tx, AuditLog.Filter filter, @Nullable Long beforeOrNull, int most) {
    List<AuditEntryRecord> rows =
        tx.dsl()
            .selectFrom(AUDIT_ENTRY)
            .where(
                beforeOrNull == null ? noCondition() : AUDIT_ENTRY.ID.lt(beforeOrNull),
                filter.by().isEmpty() ? noCondition() : AUDIT_ENTRY.DONE_BY.eq(filter.by()),
                filter.action().isEmpty() ? noCondition() : AUDIT_ENTRY.ACTION.eq(filter.action()))
            .orderBy(AUDIT_ENTRY.ID.desc())
            .limit(most)
            .fetch();
    return entries(
        tx, AUDIT_ENTRY.ID.in(rows.stream().map(AuditEntryRecord::getId).toList()), rows);
  }

  private static List<AuditEntry> entries(
      Transaction tx, Condition same, List<AuditEntryRecord> rows) {
    Map<Long, List<TransferId>> transfers =
        tx.dsl()
            .select(AUDIT_TRANSFER.AUDIT_ID, AUDIT_TRANSFER.TRANSFER_ID)
            .from(AUDIT_TRANSFER)
            .join(AUDIT_ENTRY)
            .on(AUDIT_ENTRY.ID.eq(AUDIT_TRANSFER.AUDIT_ID))
            .where(same)
            .fetchGroups(row -> row.value1(), row -> new TransferId(row.value2()));
    return rows.stream()
        .map(
            row ->
                new AuditEntry(
                    row.getId(),
                    row.getHappenedAt(),
                    new Mandate(row.getDoneBy(), row.getReason()),
                    row.getAction(),
                    row.getSubject(),
                    transfers.getOrDefault(row.getId(), List.of())))
        .toList();
  }
}
