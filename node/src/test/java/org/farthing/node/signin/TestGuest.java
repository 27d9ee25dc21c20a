package org.farthing.node.signin;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.farthing.node.NodeSetup;
import org.farthing.node.account.KeyFile;
import org.farthing.node.identity.ShownActor;
import org.farthing.node.platform.database.Database;
import org.farthing.protocol.activity.ActorId;

/**
 * A browser of somebody who has shown an account elsewhere, and can join with it.
 *
 * @param cookie as the header has it
 * @param path of the page where they join
 */
public record TestGuest(String cookie, String path) {

  public static TestGuest of(NodeSetup setup, String handle) {
    try (Database database = Database.open(setup.database(), 2)) {
      FediverseVisits visits =
          new FediverseVisits(
              database, new KeyFile(setup.keyFile()).open(), InstantSource.system());
      Secret browser = Secret.fresh();
      ActorId actor = ActorId.of("https://social.example/users/guest");
      FediverseGuest guest =
          new FediverseGuest(
              new ShownActor(actor, List.of()),
              handle,
              "A guest",
              new Onward(LocalPath.HOME, Map.of()),
              "");
      Secret ticket = visits.receive(Forms.token(browser), guest);
      return new TestGuest(
          "farthing_form_" + setup.origin().port() + "=" + browser.text(),
          FediverseJoinRoutes.at(ticket));
    }
  }
}
