package org.farthing.node.flattr;

import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;

/** Members here as creators, whether they have shown anything to be theirs or not. Thread-safe. */
public final class LocalCreators {

  private final LocalIds ids;
  private final Members members;

  public LocalCreators(LocalIds ids, Members members) {
    this.ids = ids;
    this.members = members;
  }

  /** The member whom an actor's id names. */
  Optional<Creator> find(Transaction tx, ActorId actor) {
    return ids.memberName(actor)
        .flatMap(name -> members.find(tx, name))
        .map(member -> of(tx, member));
  }

  Creator of(Transaction tx, Member member) {
    return Things.localCreator(tx, member.id(), ids.member(member.name()));
  }
}
