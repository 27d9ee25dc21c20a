package org.farthing.node.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;

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

  /** All entries from an instant on, oldest first. */
  public List<AuditEntry> since(Instant from) {
    return database.read(tx -> AuditLogStore.since(tx, from));
  }
}
