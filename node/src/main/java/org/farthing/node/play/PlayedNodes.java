package org.farthing.node.play;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.farthing.node.Node;
import org.farthing.node.NodeSetup;
import org.farthing.node.account.MemberId;
import org.farthing.node.guard.GuardTerms;
import org.farthing.node.payout.TestRail;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.platform.database.EmbeddedMariaDb;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.signin.Registration;
import org.farthing.node.signin.SignInTerms;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * The nodes of a scenario, each with its own database, server, workers and keys, on loopback ports.
 * One MariaDB holds all databases; the folder goes when they are closed.
 */
final class PlayedNodes implements AutoCloseable {

  private static final int CONNECTIONS = 10;

  /** A played month's unclaimed flattrs end with it, as the scenarios' rules have it. */
  static final NodeSetup.Unanswered UNANSWERED = new NodeSetup.Unanswered(Duration.ofDays(1), 0);

  private final Path folder;
  private final EmbeddedMariaDb server;
  private final SortedMap<String, PlayedNode> nodes = new TreeMap<>();

  private PlayedNodes(Path folder, EmbeddedMariaDb server) {
    this.folder = folder;
    this.server = server;
  }

  /** Starts them all, with their members. */
  static PlayedNodes start(Scenario scenario, SettableClock calendar) throws IOException {
    Path folder = Files.createTempDirectory("farthing-play");
    EmbeddedMariaDb server =
        EmbeddedMariaDb.start(EmbeddedMariaDb.Options.in(folder.resolve("mariadb")));
    PlayedNodes played = new PlayedNodes(folder, server);
    try {
      for (Scenario.Node node : scenario.nodes()) {
        played.nodes.put(node.name(), played.start(scenario, node, calendar));
      }
      return played;
    } catch (RuntimeException | IOException e) {
      played.close();
      throw e;
    }
  }

  private PlayedNode start(Scenario scenario, Scenario.Node of, SettableClock calendar)
      throws IOException {
    int port = freePort();
    Node node =
        Node.start(
            new NodeSetup(
                Origin.of("http://localhost:" + port),
                "localhost",
                port,
                server.database("node_" + of.name()),
                CONNECTIONS,
                folder.resolve(of.name() + ".key"),
                terms(scenario.currency(), of),
                new Clocks(calendar, Clocks.ofSystem().system()),
                _ -> new TestRail(),
                false,
                UNANSWERED,
                NodeSetup.ANY_DEBT,
                false,
                GuardTerms.STANDARD,
                SignInTerms.of(Registration.OPEN),
                NodeSetup.USUAL_PAYOUT_MINIMUM));
    Map<String, MemberId> members = new HashMap<>();
    for (Scenario.Member member : scenario.members()) {
      if (member.handle().node().equals(of.name())) {
        String name = member.handle().name();
        members.put(name, node.members().create(PlayedNode.accountName(name), name).id());
      }
    }
    return new PlayedNode(of.name(), node, members);
  }

  static PolicyTerms terms(String currency, Scenario.Node of) {
    return new PolicyTerms(
        CurrencyUnit.of(currency),
        of.feeBasisPoints(),
        of.minimumBudgetMicros(),
        of.netMinimumMicros(),
        of.giveToGet(),
        SettlementCalendar.WITHOUT_WAITS,
        List.of(TestRail.NAME));
  }

  /** Others could take it before the node does; then the node does not start, and says so. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** By name, in the order of names. */
  SortedMap<String, PlayedNode> byName() {
    return nodes;
  }

  @Override
  public void close() {
    nodes.values().forEach(played -> played.node().close());
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      System.getLogger(PlayedNodes.class.getName())
          .log(System.Logger.Level.WARNING, "What was played in is left: " + folder, e);
    }
  }
}
