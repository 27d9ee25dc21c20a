package org.farthing.node.signin;

import java.time.InstantSource;
import org.farthing.node.NodeSetup;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Database;

/**
 * A browser in which a member is signed in already.
 *
 * @param cookie as the header has it
 * @param csrf what its forms carry
 */
public record TestSession(String cookie, String csrf) {

  public static TestSession of(NodeSetup setup, MemberId member) {
    try (Database database = Database.open(setup.database(), 2)) {
      Sessions sessions = new Sessions(database, InstantSource.system());
      Secret secret = sessions.begin(member, "test");
      return new TestSession(
          "farthing_" + setup.origin().port() + "=" + secret.text(), Forms.token(secret));
    }
  }
}
