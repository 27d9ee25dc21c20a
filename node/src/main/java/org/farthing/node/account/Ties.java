package org.farthing.node.account;

import java.util.Optional;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;

/** What still holds a member here. Implemented by the features that keep something of theirs. */
@FunctionalInterface
public interface Ties {

  /**
   * Why the member cannot leave yet, if so. Nothing new of theirs is recorded until the transaction
   * ends.
   */
  Optional<Problem> of(Transaction tx, MemberId member);
}
