package org.farthing.node.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
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
public final class BenchNode implements AutoCloseable {

  private final Path folder;
  private final EmbeddedMariaDb server;
  private final DatabaseAddress address;
  private final SettableClock calendar;
  private final Node node;

  private BenchNode(
      Path folder,
      EmbeddedMariaDb server,
      DatabaseAddress address,
      SettableClock calendar,
      Node node) {
    this.folder = folder;
    this.server = server;
    this.address = address;
    this.calendar = calendar;
    this.node = node;
  }

  public static BenchNode start(Instant now, int connections) throws IOException {
    return start(now, connections, Files.createTempDirectory("farthing-bench"));
  }

  /**
   * A node whose data was perhaps left in the folder by an earlier run.
   *
   * @param folder where it stays
   */
  public static BenchNode start(Instant now, int connections, Path folder) throws IOException {
    EmbeddedMariaDb server =
        EmbeddedMariaDb.start(
            new EmbeddedMariaDb.Options(
                folder.resolve("mariadb"),
                EmbeddedMariaDb.Options.in(folder).cache(),
                1024,
                false));
    DatabaseAddress address = server.database("bench");
    SettableClock calendar = new SettableClock(now);
    int port = port(folder.resolve("port"));
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
                _ -> new TestRail(),
                false));
    return new BenchNode(folder, server, address, calendar, node);
  }

  /** The same as before, since the data belongs to an origin. */
  private static int port(Path file) throws IOException {
    if (Files.exists(file)) {
      return Integer.parseInt(Files.readString(file));
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, Integer.toString(socket.getLocalPort()));
      return socket.getLocalPort();
    }
  }

  /** Under which the node seals its private keys. */
  public Path keyFile() {
    return folder.resolve("key");
  }

  public Node node() {
    return node;
  }

  public SettableClock calendar() {
    return calendar;
  }

  public DatabaseAddress address() {
    return address;
  }

  /** Processor time that the database server has taken so far. */
  Duration serverTime() {
    return processorTime(ProcessHandle.of(server.pid()).orElseThrow());
  }

  /** Processor time that this process has taken so far. */
  static Duration ownTime() {
    return processorTime(ProcessHandle.current());
  }

  private static Duration processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  ProcessHandle serverProcess() {
    return ProcessHandle.of(server.pid()).orElseThrow();
  }

  /** A connection past the node, for baselines and bulk data. */
  public Connection connect() throws SQLException {
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
