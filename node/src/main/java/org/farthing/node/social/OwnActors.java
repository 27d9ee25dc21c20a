package org.farthing.node.social;

import java.util.Optional;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;

/** Which ids are those of actors of this node. */
final class OwnActors {

  private final LocalIds ids;
  private final Members members;

  OwnActors(LocalIds ids, Members members) {
    this.ids = ids;
    this.members = members;
  }

  LocalIds ids() {
    return ids;
  }

  /** What the member of an actor here has chosen; nothing was for the node's own actor. */
  ActorProfile profile(Transaction tx, ActorId actor) {
    return ids.memberName(actor)
        .flatMap(name -> members.profile(tx, name))
        .orElse(ActorProfile.EMPTY);
  }

  /** The actor of this id, the node's own included; none when it is not of this node. */
  Optional<ActorId> find(Transaction tx, String id) {
    return id.equals(ids.node().toString()) ? Optional.of(ids.node()) : member(tx, id);
  }

  /** The member's actor of this id. */
  Optional<ActorId> member(Transaction tx, String id) {
    return LocalPath.of(ids, id)
        .map(path -> new ActorId(LocalPath.id(ids, path)))
        .flatMap(ids::memberName)
        .flatMap(name -> members.find(tx, name))
        .map(member -> ids.member(member.name()));
  }
}
