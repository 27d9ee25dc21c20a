package org.farthing.node.social;

import java.util.Optional;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;

/** What can be liked, boosted and answered here. Implemented where it is kept. */
@FunctionalInterface
public interface OwnObjects {

  /**
   * Whose object it is; none when there is no such object.
   *
   * @param path of its id, {@code /things/7}
   */
  Optional<ActorId> author(Transaction tx, String path);
}
