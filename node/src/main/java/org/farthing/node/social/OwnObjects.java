package org.farthing.node.social;

import org.farthing.node.platform.database.Transaction;

/** What can be liked, boosted and answered here. Implemented where it is kept. */
@FunctionalInterface
public interface OwnObjects {

  /**
   * Whether there is such an object.
   *
   * @param path of its id, {@code /things/7}
   */
  boolean exists(Transaction tx, String path);
}
