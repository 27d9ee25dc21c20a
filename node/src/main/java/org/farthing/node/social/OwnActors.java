package org.farthing.node.social;

import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;

/** Which ids are those of actors of this node. */
final class OwnActors {

  private final LocalIds ids;
  private final Members members;
  private final boolean hasBot;

  OwnActors(LocalIds ids, Members members, boolean hasBot) {
    this.ids = ids;
    this.members = members;
    this.hasBot = hasBot;
  }

  LocalIds ids() {
    return ids;
  }

  /** What the member of an actor here has chosen; nothing was for the node's own actors. */
  ActorProfile profile(Transaction tx, ActorId actor) {
    return ids.memberName(actor)
        .flatMap(name -> members.profile(tx, name))
        .orElse(ActorProfile.EMPTY);
  }

  /** Whose actor it is; nobody's when it is the node's own. */
  Optional<MemberId> owner(Transaction tx, ActorId actor) {
    return ids.memberName(actor).flatMap(name -> members.find(tx, name)).map(Member::id);
  }

  /** The actor of this id, the node's own and its bot included; none when it is not of here. */
  Optional<ActorId> find(Transaction tx, String id) {
    if (id.equals(ids.node().toString())) {
      return Optional.of(ids.node());
    }
    return hasBot && id.equals(ids.bot().toString()) ? Optional.of(ids.bot()) : member(tx, id);
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
