package org.farthing.node.flattr;

import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * Whom flattrs go to: a member here or an actor of a peer.
 *
 * @param id short for the actor in this database
 * @param memberOrNull set when the creator is a member of this node
 * @param peerOrNull set when the creator is a member of that peer
 */
public record Creator(
    long id, ActorId actor, @Nullable MemberId memberOrNull, @Nullable Integer peerOrNull) {

  public Creator {
    if ((memberOrNull == null) == (peerOrNull == null)) {
      throw new IllegalArgumentException(actor + " must be at exactly one node.");
    }
  }

  public Optional<MemberId> member() {
    return Optional.ofNullable(memberOrNull);
  }

  public Optional<Integer> peer() {
    return Optional.ofNullable(peerOrNull);
  }

  public boolean is(MemberId member) {
    return member.equals(memberOrNull);
  }
}
