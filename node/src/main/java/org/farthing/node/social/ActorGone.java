package org.farthing.node.social;

import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;

/** Told, in the same transaction, of an actor elsewhere that has said itself that it is no more. */
@FunctionalInterface
public interface ActorGone {

  void gone(Transaction tx, ActorId actor);
}
