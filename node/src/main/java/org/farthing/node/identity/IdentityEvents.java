package org.farthing.node.identity;

import org.farthing.node.platform.database.Transaction;

/** What follows when a member has proved something, which is for those above to say. */
@FunctionalInterface
public interface IdentityEvents {

  /** In the transaction that stores the proof; other nodes are told besides. */
  void proved(Transaction tx, Identity identity);
}
