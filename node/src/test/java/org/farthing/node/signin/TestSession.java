package org.farthing.node.signin;

import java.time.InstantSource;
import org.farthing.node.NodeSetup;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.protocol.activity.Origin;

/**
 * A browser in which a member is signed in already.
 *
 * @param cookie as the header has it
 * @param csrf what its forms carry
 */
public record TestSession(String cookie, String csrf) {

  public static TestSession of(NodeSetup setup, MemberId member) {
    return of(setup.database(), setup.origin(), member);
  }

  public static TestSession of(DatabaseAddress address, Origin origin, MemberId member) {
    try (Database database = Database.open(address, 2)) {
      Sessions sessions = new Sessions(database, InstantSource.system());
      Secret secret = sessions.begin(member, "test");
      return new TestSession(
          "farthing_" + origin.port() + "=" + secret.text(), Forms.token(secret));
    }
  }
}
