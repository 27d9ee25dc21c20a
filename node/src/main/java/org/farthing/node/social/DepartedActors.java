package org.farthing.node.social;

import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;

/** Actors elsewhere that are no more: nothing of theirs stays here. */
final class DepartedActors {

  private DepartedActors() {}

  /**
   * Removes the follows, the applause, the posts and the blocks of an actor, and what members have
   * said of its posts. Should it come back it is heard as anybody is.
   */
  static void remove(Transaction tx, ActorId actor) {
    SocialActorStore.lock(tx, actor);
    SocialActorStore.unblockEverybody(tx, actor);
    FollowerStore.removeEverywhere(tx, actor);
    FollowingStore.removeEverywhere(tx, actor);
    ReactionStore.removeAllOf(tx, actor);
    PostStore.removeAllOf(tx, actor);
    OwnReactionStore.removePostsOf(tx, actor);
  }
}
