package org.farthing.node.payout;

import java.util.UUID;
import org.farthing.node.platform.database.Transaction;

/** Whoever waits for a member's means has to know, in the same transaction, that funds came in. */
public interface FundsNews {

  void cameIn(Transaction tx, UUID member);
}
