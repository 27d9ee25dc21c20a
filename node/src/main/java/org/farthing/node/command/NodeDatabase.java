package org.farthing.node.command;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.farthing.node.NodeConfig;
import org.farthing.node.NodeConfig.DatabaseChoice;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.database.DatabaseRefused;
import org.farthing.node.platform.database.EmbeddedMariaDb;
import org.jspecify.annotations.Nullable;

/** The configured database, with the embedded server around it where there is one. */
final class NodeDatabase implements AutoCloseable {

  private static final String NAME = "farthing";

  /** Enough for a command beside a node that serves. */
  private static final int COMMAND_CONNECTIONS = 3;

  private final DatabaseAddress address;
  private final int connections;
  private final @Nullable EmbeddedMariaDb server;

  private NodeDatabase(DatabaseAddress address, int connections, @Nullable EmbeddedMariaDb server) {
    this.address = address;
    this.connections = connections;
    this.server = server;
  }

  /** For a node that serves: nobody else opens its embedded database. */
  static NodeDatabase forServing(NodeConfig config) {
    return switch (config.database()) {
      case DatabaseChoice.External external ->
          new NodeDatabase(address(external), external.connections(), null);
      case DatabaseChoice.Embedded embedded -> started(embedded);
    };
  }

  /** For a command, which joins a serving node at its database, or opens the database itself. */
  static NodeDatabase forCommand(NodeConfig config) {
    return switch (config.database()) {
      case DatabaseChoice.External external ->
          new NodeDatabase(address(external), external.connections(), null);
      case DatabaseChoice.Embedded embedded ->
          EmbeddedMariaDb.running(embedded.folder(), NAME)
              .map(address -> new NodeDatabase(address, COMMAND_CONNECTIONS, null))
              .orElseGet(() -> started(embedded));
    };
  }

  private static NodeDatabase started(DatabaseChoice.Embedded embedded) {
    EmbeddedMariaDb server =
        EmbeddedMariaDb.start(
            new EmbeddedMariaDb.Options(
                embedded.folder(),
                EmbeddedMariaDb.Options.in(embedded.folder()).cache(),
                embedded.bufferPoolMegabytes(),
                embedded.upgrade()));
    return new NodeDatabase(server.database(NAME), embedded.connections(), server);
  }

  private static DatabaseAddress address(DatabaseChoice.External external) {
    Map<String, String> login = new HashMap<>();
    external.user().ifPresent(user -> login.put("user", user));
    external.password().ifPresent(password -> login.put("password", password));
    return new DatabaseAddress(external.url(), login);
  }

  /** Has {@code then} told when the embedded server ends for good by itself. */
  void whenLost(Consumer<DatabaseRefused> then) {
    if (server != null) {
      server.lost().thenAccept(then);
    }
  }

  /** How many at most. */
  int connections() {
    return connections;
  }

  DatabaseAddress address() {
    return address;
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
