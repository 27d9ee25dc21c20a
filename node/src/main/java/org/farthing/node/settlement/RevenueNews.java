package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.UUID;
import org.farthing.node.platform.database.Transaction;

/** Whoever has to know, in the same transaction, that a creator's revenue is available. */
public interface RevenueNews {

  /**
   * @param month in which it was given
   * @param micros net of the fee
   */
  void arrived(Transaction tx, UUID member, YearMonth month, long micros);
}
