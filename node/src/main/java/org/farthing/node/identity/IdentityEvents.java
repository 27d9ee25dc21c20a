package org.farthing.node.identity;

import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;

/** What follows from what members prove, which is for those above to say. */
public interface IdentityEvents {

  /** In the transaction that stores the proof; other nodes are told besides. */
  void proved(Transaction tx, Identity identity);

  /** Something is proved no more, in the transaction that stores so. */
  void unproved(Transaction tx, MemberId member);

  /**
   * The last account that signs a member in is about to be removed.
   *
   * @throws org.farthing.node.platform.http.Problem when that is not to be
   */
  void removing(Transaction tx, MemberId member);
}
