package org.farthing.node.signin;

import java.time.InstantSource;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.database.Database;
import org.farthing.protocol.activity.Origin;

/** All that joining and signing in is made of. */
public final class SignIn {

  private final Origin origin;
  private final Sessions sessions;

  public SignIn(Database database, Origin origin, InstantSource system) {
    this.origin = origin;
    this.sessions = new Sessions(database, system);
  }

  /** Who asks for pages. */
  public Visitors visitors(Pages pages) {
    return new Visitors(sessions, pages, origin);
  }
}
