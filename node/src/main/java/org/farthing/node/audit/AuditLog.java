package org.farthing.node.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/** Keeps who put what right. Thread-safe. */
public final class AuditLog {

  private final Database database;
  private final InstantSource calendar;

  public AuditLog(Database database, InstantSource calendar) {
    this.database = database;
    this.calendar = calendar;
  }

  /**
   * Adds an entry in the transaction that does what it tells of.
   *
   * @param transfers booked already, in this transaction
   * @return the entry's id
   */
  public long record(
      Transaction tx, Mandate mandate, String action, String subject, List<TransferId> transfers) {
    return AuditLogStore.insert(tx, calendar.instant(), mandate, action, subject, transfers);
  }

  /**
   * Which entries are meant.
   *
   * @param by only what was done on this one's word; of everybody when empty
   * @param action only what was done of this kind; all when empty
   */
  public record Filter(String by, String action) {}

  /**
   * Entries, the newest first.
   *
   * @param beforeOrNull the id that the last page ended with; null for the first page
   */
  public List<AuditEntry> newest(Filter filter, @Nullable Long beforeOrNull, int most) {
    return database.read(tx -> AuditLogStore.page(tx, filter, beforeOrNull, most));
  }

  /** All entries from an instant on, oldest first. */
  public List<AuditEntry> since(Instant from) {
    return database.read(tx -> AuditLogStore.since(tx, from));
  }
}
