package org.farthing.node.flattr;

import java.time.YearMonth;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;

/** Whoever has to know, in the same transaction, what comes to members without their doing. */
public interface FlattrNews {

  /** Something given in a month counts only once its creator gives in it, too. Said repeatedly. */
  void waits(Transaction tx, MemberId creator, YearMonth month);

  /** A subscription's thing takes no more flattrs from its donor. */
  void ended(Transaction tx, Subscription subscription);

  /** A donor lacks the means for a subscription in a month. Said at each try. */
  void lacksMeans(Transaction tx, Subscription subscription, YearMonth month);
}
