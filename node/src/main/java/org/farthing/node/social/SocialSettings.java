package org.farthing.node.social;

import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;

/** What members have chosen about following. Thread-safe. */
public final class SocialSettings {

  /**
   * @param followsByRequest whether the member wants to be asked before somebody follows them
   * @param showFollows whether anybody may see whom they follow and who follows them; how many it
   *     is, anybody may
   */
  public record Choice(boolean followsByRequest, boolean showFollows) {

    static final Choice NONE = new Choice(false, false);
  }

  private final Database database;
  private final Members members;
  private final LocalIds ids;

  SocialSettings(Database database, Members members, LocalIds ids) {
    this.database = database;
    this.members = members;
    this.ids = ids;
  }

  public Choice of(MemberId member) {
    return database.read(tx -> SettingStore.find(tx, member));
  }

  public void choose(MemberId member, Choice choice) {
    database.execute(tx -> SettingStore.save(tx, member, choice));
  }

  /** What the member of an actor here has chosen; nothing was for the node's own actor. */
  Choice of(Transaction tx, ActorId actor) {
    Optional<MemberId> member =
        ids.memberName(actor).flatMap(name -> members.find(tx, name)).map(it -> it.id());
    return member.map(id -> SettingStore.find(tx, id)).orElse(Choice.NONE);
  }
}
