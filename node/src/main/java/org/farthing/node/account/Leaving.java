package org.farthing.node.account;

import org.farthing.node.platform.database.Transaction;

/** Told of a member who leaves, once their followers are. */
@FunctionalInterface
public interface Leaving {

  /** Takes away what is not to outlast the member. */
  void left(Transaction tx, Member member);
}
