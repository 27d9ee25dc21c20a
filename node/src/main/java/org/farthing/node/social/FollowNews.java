package org.farthing.node.social;

import java.time.Instant;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;

/** Whoever has to know, in the same transaction, that somebody wants to follow a member here. */
@FunctionalInterface
public interface FollowNews {

  /**
   * They wait until the member says yes or no.
   *
   * @param name as others find them
   */
  void asked(Transaction tx, MemberId member, ActorId follower, String name, Instant at);
}
