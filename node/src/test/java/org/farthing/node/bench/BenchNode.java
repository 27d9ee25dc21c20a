package org.farthing.node.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.farthing.node.Node;
import org.farthing.node.NodeSetup;
import org.farthing.node.payout.TestRail;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.database.EmbeddedMariaDb;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.money.CurrencyUnit;

/** A serving node on a MariaDB of its own in a new folder. */
final class BenchNode implements AutoCloseable {

  private final EmbeddedMariaDb server;
  private final DatabaseAddress address;
  private final SettableClock calendar;
  private final Node node;

  private BenchNode(
      EmbeddedMariaDb server, DatabaseAddress address, SettableClock calendar, Node node) {
    this.server = server;
    this.address = address;
    this.calendar = calendar;
    this.node = node;
  }

  static BenchNode start(Instant now, int connections) throws IOException {
    Path folder = Files.createTempDirectory("farthing-bench");
    EmbeddedMariaDb server =
        EmbeddedMariaDb.start(
            new EmbeddedMariaDb.Options(
                folder.resolve("mariadb"),
                EmbeddedMariaDb.Options.in(folder).cache(),
                1024,
                false));
    DatabaseAddress address = server.database("bench");
    SettableClock calendar = new SettableClock(now);
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Node node =
        Node.start(
            new NodeSetup(
                Origin.of("http://localhost:" + port),
                "localhost",
                port,
                address,
                connections,
                folder.resolve("key"),
                new PolicyTerms(
                    CurrencyUnit.XTS,
                    1000,
                    2_000_000,
                    1_000_000,
                    true,
                    SettlementCalendar.WITHOUT_WAITS,
                    List.of(TestRail.NAME)),
                new Clocks(calendar, Clocks.ofSystem().system()),
                new TestRail(),
                false));
    return new BenchNode(server, address, calendar, node);
  }

  Node node() {
    return node;
  }

  SettableClock calendar() {
    return calendar;
  }

  DatabaseAddress address() {
    return address;
  }

  /** A connection past the node, for baselines and bulk data. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    address.properties().forEach(properties::setProperty);
    properties.setProperty("useServerPrepStmts", "true");
    properties.setProperty("disablePipeline", "true");
    return DriverManager.getConnection(address.url(), properties);
  }

  @Override
  public void close() {
    node.close();
    server.close();
  }
}
