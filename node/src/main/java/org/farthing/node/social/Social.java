package org.farthing.node.social;

import org.farthing.node.account.Members;
import org.farthing.node.federation.Federation;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;

/** The parts of this package, put together. */
public final class Social {

  private final SocialSettings settings;
  private final Followers followers;

  public Social(Database database, LocalIds ids, Members members, Federation federation) {
    this.settings = new SocialSettings(database, members, ids);
    this.followers = new Followers(database, federation.outbox(), settings);
  }

  public SocialSettings settings() {
    return settings;
  }

  public Followers followers() {
    return followers;
  }
}
