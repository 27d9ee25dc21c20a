package org.farthing.node.federation.actor;

import jakarta.json.JsonObject;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;

/** Takes to an actor's followers what it has to say. Implemented where followers are kept. */
@FunctionalInterface
public interface FollowerMail {

  /** Of actors whom nobody follows. */
  FollowerMail NONE = (_, _, _) -> {};

  /**
   * Stores one delivery for each inbox of the followers, in the transaction that gives rise to it.
   *
   * @param owner an actor of this node
   * @param signed with the owner's proof
   */
  void deliver(Transaction tx, ActorId owner, JsonObject signed);
}
