package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.UUID;
import org.farthing.node.platform.database.Transaction;

/** Whoever has to know, in the same transaction, what becomes of a creator's revenue. */
public interface RevenueNews {

  /**
   * It is available.
   *
   * @param month in which it was given
   * @param micros net of the fee
   */
  void arrived(Transaction tx, UUID member, YearMonth month, long micros);

  /** The node that owes it is in default; it stays pending. */
  void late(Transaction tx, UUID member, YearMonth month, long micros);
}
