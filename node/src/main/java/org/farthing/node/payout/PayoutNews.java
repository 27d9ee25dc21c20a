package org.farthing.node.payout;

import org.farthing.node.platform.database.Transaction;

/** Whoever has to know, in the same transaction, that a payout was sent, refused or came back. */
public interface PayoutNews {

  /**
   * @param payout as it stands now
   */
  void decided(Transaction tx, Payout payout);
}
