package org.farthing.node.social;

import java.time.Instant;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** Who is told of posts that mention the node's bot, in the transaction that takes them in. */
public interface Mentioned {

  /**
   * An actor elsewhere has published a post that mentions the bot.
   *
   * @param author of the post, who has signed what published it
   */
  void mentioned(Transaction tx, ActivityDocument post, ActorId author, Instant receivedAt);

  /** An actor has deleted a post, which may have mentioned the bot. */
  void deleted(Transaction tx, ActivityId post, ActorId by, Instant receivedAt);
}
