package org.farthing.node;

import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.farthing.node.payout.TestRail;
import org.farthing.node.platform.database.EmbeddedMariaDb;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.protocol.activity.Origin;

/**
 * A node in a process of its own, with its database server beside it, to be killed: alice deposits
 * 10.00, and then it says the server's process id and waits.
 */
final class NodeWithOwnDatabase {

  private NodeWithOwnDatabase() {}

  static EmbeddedMariaDb server(Path folder) {
    return EmbeddedMariaDb.start(EmbeddedMariaDb.Options.in(folder.resolve("mariadb")));
  }

  static NodeSetup setup(Path folder, EmbeddedMariaDb server) {
    return new NodeSetup(
        Origin.of("http://localhost:65000"),
        "localhost",
        0,
        server.database("node"),
        8,
        folder.resolve("node.key"),
        TestNode.terms("XTS", true),
        new Clocks(TestNode.aCalendar(), Clocks.ofSystem().system()),
        _ -> new TestRail(),
        false);
  }

  @SuppressWarnings("SystemOut") // The test reads it.
  public static void main(String[] arguments) throws InterruptedException {
    Path folder = Path.of(arguments[0]);
    EmbeddedMariaDb server = server(folder);
    Node node = Node.start(setup(folder, server));
    UUID alice = node.members().create("alice", "Alice").id().value();
    node.deposits().confirm(alice, 10_000_000, "first");
    System.out.println(server.pid());
    new CountDownLatch(1).await();
  }
}
