package org.farthing.node.payout;

import org.farthing.node.platform.database.Transaction;

/** The settlements that payments to other nodes are for. */
@FunctionalInterface
public interface PaidSettlements {

  /**
   * The bank has returned what was paid for a settlement: it is owed again, and will be ordered
   * anew.
   *
   * @param reference of the settlement
   * @return false when nothing changes, for the peer has confirmed that it has the payment
   */
  boolean takeBack(Transaction tx, int peer, String reference);
}
