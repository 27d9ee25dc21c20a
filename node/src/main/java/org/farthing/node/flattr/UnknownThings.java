package org.farthing.node.flattr;

import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;

/** Where things are taken to of which a flattr from elsewhere says that they are a member's. */
@FunctionalInterface
public interface UnknownThings {

  /** Has it looked for whether the thing is the member's, after the commit. */
  void seek(Transaction tx, String url, MemberId creator);
}
