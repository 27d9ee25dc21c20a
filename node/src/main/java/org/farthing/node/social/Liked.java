package org.farthing.node.social;

import java.net.URI;
import java.time.Instant;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** Who is told of Likes, in the transaction that keeps them: one may become more than applause. */
public interface Liked {

  /**
   * Somebody likes something.
   *
   * @param object of this node, or of any other
   */
  void liked(Transaction tx, VerifiedActivity like, URI object);

  /** An actor takes its Like of this id back, if it has made such a one. */
  void undone(Transaction tx, ActivityId like, ActorId actor);

  /**
   * An actor takes back that it likes something.
   *
   * @param upTo what came later than that stands
   */
  void undone(Transaction tx, URI object, ActorId actor, Instant upTo);
}
