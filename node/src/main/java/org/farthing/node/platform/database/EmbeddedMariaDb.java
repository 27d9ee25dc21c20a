package org.farthing.node.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * A MariaDB server of our own: a child process with its data in a folder, reached by a Unix socket
 * and by nothing else.
 *
 * <p>It ends with this object, and with this JVM however that ends (where {@code setpriv} is
 * installed, as on every usual Linux). A server that ends by itself is started again; connections
 * that were open then fail, new ones wait for it. One server can host many databases. Safe for use
 * by many threads.
 */
public final class EmbeddedMariaDb implements AutoCloseable {
  private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /**
   * How a server is to be run.
   *
   * @param folder for the data; made when missing
   * @param cache where a bundled server is unpacked to, shared by all nodes of a user
   * @param bufferPoolMegabytes memory for pages, at least 16
   * @param upgrade whether a folder written by an older server may be opened by a newer one, for
   *     good
   */
  public record Options(Path folder, Path cache, int bufferPoolMegabytes, boolean upgrade) {
    public Options {
      folder = folder.toAbsolutePath().normalize();
      if (bufferPoolMegabytes < 16) {
        throw new IllegalArgumentException("a buffer pool has at least 16 MB");
      }
    }

    /** What suits a node: 128 MB of buffer pool, the user's cache folder, no upgrade. */
    public static Options in(Path folder) {
      return new Options(folder, userCache(), 128, false);
    }

    private static Path userCache() {
      String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
      Path base =
          configured.startsWith("/")
              ? Path.of(configured)
              : Path.of(System.getProperty("user.home"), ".cache");
      return base.resolve("farthing");
    }
  }

  private final FolderLock lock;
  private final ServerKeeper keeper;
  private final Map<String, String> login;

  private EmbeddedMariaDb(FolderLock lock, ServerKeeper keeper, Map<String, String> login) {
    this.lock = lock;
    this.keeper = keeper;
    this.login = login;
  }

  private static Map<String, String> login(Path socket, String user) {
    return Map.of(
        "user",
        user,
        "localSocket",
        socket.toString(),
        "sslMode",
        "disable",
        "connectTimeout",
        "5000");
  }

  /**
   * Starts the server, making its folder on first use, and returns once it answers.
   *
   * @throws DatabaseRefused when the folder is in use, was written by another version, or the
   *     server does not come up
   */
  public static EmbeddedMariaDb start(Options options) {
    return start(options, true);
  }

  /** For tests, whose data nobody needs once the machine has failed. */
  static EmbeddedMariaDb startWithoutSyncing(Options options) {
    return start(options, false);
  }

  private static EmbeddedMariaDb start(Options options, boolean syncing) {
    try {
      Files.createDirectories(options.folder());
      FolderLock lock = FolderLock.take(options.folder());
      try {
        return startLocked(options, syncing, lock);
      } catch (IOException | InterruptedException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new DatabaseRefused(
          "The database folder " + options.folder() + " cannot be used: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseRefused("Starting the database was interrupted.", e);
    }
  }

  private static EmbeddedMariaDb startLocked(Options options, boolean syncing, FolderLock lock)
      throws IOException, InterruptedException {
    String user = System.getProperty("user.name");
    DataFolder folder = new DataFolder(options.folder());
    ServerBinary binary = folder.choose(options.cache(), options.upgrade());
    folder.initialise(binary, user);
    ServerProcess.endFormer(folder);
    ServerLaunch launch =
        ServerLaunch.of(binary, folder, user, options.bufferPoolMegabytes(), syncing);
    Map<String, String> login = login(launch.socket(), user);
    ServerProcess process = ServerProcess.start(launch);
    try {
      process.awaitReady(() -> connect(login));
      if (!folder.writtenBy(binary)) {
        process.upgrade();
        folder.recordWriter(binary);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      launch.removeSocket();
      throw e;
    }
    ServerKeeper keeper = new ServerKeeper(launch, process, () -> connect(login));
    return new EmbeddedMariaDb(lock, keeper, login);
  }

  /**
   * A database of the server that another process of this user runs on a folder; nothing when none
   * does.
   *
   * @param name of the database, which that process has made
   */
  public static Optional<DatabaseAddress> running(Path folder, String name) {
    DataFolder data = new DataFolder(folder.toAbsolutePath().normalize());
    try {
      if (!FolderLock.isHeldElsewhere(data.root()) || !Files.exists(data.socketRecord())) {
        return Optional.empty();
      }
      Path socket = Path.of(Files.readString(data.socketRecord()));
      return Optional.of(
          new DatabaseAddress(
              "jdbc:mariadb://localhost/" + name, login(socket, System.getProperty("user.name"))));
    } catch (IOException e) {
      throw new DatabaseRefused("The database folder " + folder + " cannot be read: " + e, e);
    }
  }

  /**
   * The address of a database of this server, which is made when it does not exist.
   *
   * @param name lower-case letters, digits and underscores, a letter first, at most 63
   */
  public DatabaseAddress database(String name) {
    if (!DATABASE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name for a database: " + name);
    }
    run("CREATE DATABASE IF NOT EXISTS " + name);
    return new DatabaseAddress("jdbc:mariadb://localhost/" + name, login);
  }

  /** Deletes a database with all that is in it; nothing when it does not exist. */
  public void drop(String name) {
    if (!DATABASE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name for a database: " + name);
    }
    run("DROP DATABASE IF EXISTS " + name);
  }

  private void run(String sql) {
    try (Connection connection = connect(login);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new DatabaseRefused("The embedded MariaDB refuses: " + sql, e);
    }
  }

  private static Connection connect(Map<String, String> login) throws SQLException {
    Properties properties = new Properties();
    properties.putAll(new HashMap<>(login));
    return DriverManager.getConnection("jdbc:mariadb://localhost/", properties);
  }

  /**
   * Done when the server has ended so often that it is not started again, with a sentence for the
   * operator: nothing works without it from then on.
   */
  public CompletionStage<DatabaseRefused> lost() {
    return keeper.lost();
  }

  /** The server's process id, for those who watch its memory or end it in a test. */
  public long pid() {
    return keeper.pid();
  }

  /** Ends the server, which writes all it holds; kills it after half a minute. */
  @Override
  public void close() {
    keeper.close();
    try {
      lock.close();
    } catch (IOException e) {
      throw new DatabaseRefused("The lock of the database folder cannot be given back.", e);
    }
  }
}
