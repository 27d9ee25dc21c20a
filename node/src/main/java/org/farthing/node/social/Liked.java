package org.farthing.node.social;

import java.net.URI;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** Who is asked first about a Like of something here: it may be more than applause. */
@FunctionalInterface
public interface Liked {

  /** Likes are applause. */
  Liked APPLAUSE = (_, _, _, _) -> false;

  /**
   * Returns whether the Like is taken for something else, and so is no applause.
   *
   * @param object of this node
   */
  boolean liked(Transaction tx, ActorId actor, URI object, ActivityId like);
}
