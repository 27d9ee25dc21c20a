package org.farthing.node.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running {@code mariadbd} that is our child.
 *
 * <p>Each start gives the server a random word ({@code --report-host}) and believes only a server
 * that knows it, so an orphan of an earlier run is never mistaken for our own.
 */
final class ServerProcess implements AutoCloseable {
  /** Long enough for InnoDB to recover from a crash under load. */
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration UPGRADE_LIMIT = Duration.ofMinutes(10);

  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private final Process process;
  private final ServerLaunch launch;
  private final String word;

  private ServerProcess(Process process, ServerLaunch launch, String word) {
    this.process = process;
    this.launch = launch;
    this.word = word;
  }

  /** How a connection to the server's socket is made. */
  @FunctionalInterface
  interface Connector {
    Connection connect() throws SQLException;
  }

  static ServerProcess start(ServerLaunch launch) throws IOException, InterruptedException {
    DataFolder folder = launch.folder();
    Files.deleteIfExists(launch.socket());
    Files.writeString(folder.socketRecord(), launch.socket().toString());
    if (Files.exists(folder.log())) {
      Files.move(
          folder.log(),
          folder.root().resolve("server.log.old"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    String word = HexFormat.of().formatHex(random);
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SETPRIV)) {
      command.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "TERM"));
    }
    command.addAll(launch.command(word));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.data().toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.log().toFile());
    return new ServerProcess(fork(builder), launch, word);
  }

  /**
   * Starts the process from a thread that lives as long as it does: the kernel sends a parent's
   * death signal when the forking <em>thread</em> ends.
   */
  private static Process fork(ProcessBuilder builder) throws IOException, InterruptedException {
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("mariadbd-parent")
        .start(
            () -> {
              try {
                Process child = builder.start();
                started.complete(child);
                child.onExit().join();
              } catch (IOException | RuntimeException e) {
                started.completeExceptionally(e);
              }
            });
    try {
      return started.get();
    } catch (ExecutionException e) {
      throw new IOException("mariadbd cannot be run: " + e.getCause(), e);
    }
  }

  long pid() {
    return process.pid();
  }

  /**
   * Waits until the server has ended, however that came; its exit status, 128 + signal if killed.
   */
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /** Returns once our child answers on the socket. */
  void awaitReady(Connector connector) throws InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      if (!process.isAlive()) {
        throw new DatabaseRefused(
            "MariaDB ended while starting with status %d; see %s."
                .formatted(process.exitValue(), launch.folder().log()));
      }
      if (Files.exists(launch.socket()) && answers(connector)) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new DatabaseRefused(
            "MariaDB did not answer within %d minutes; see %s."
                .formatted(START_LIMIT.toMinutes(), launch.folder().log()));
      }
      Thread.sleep(10);
    }
  }

  private boolean answers(Connector connector) {
    try (Connection connection = connector.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@report_host")) {
      row.next();
      if (!word.equals(row.getString(1))) {
        throw new DatabaseRefused(
            "Another MariaDB answers on " + launch.socket() + " than was started.");
      }
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /**
   * Ends a server that an earlier node left behind in this folder. The folder's lock is held, so
   * nobody is served by it any more.
   */
  static void endFormer(DataFolder folder) throws IOException {
    Long pid = folder.formerServer();
    if (pid == null) {
      return;
    }
    Optional<ProcessHandle> former = ProcessHandle.of(pid).filter(each -> serves(each, folder));
    if (former.isEmpty()) {
      return;
    }
    former.get().destroy();
    try {
      former.get().onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new DatabaseRefused(
          "The database folder %s is in use by process %d, a MariaDB left over from an earlier run that does not end."
              .formatted(folder.root(), pid),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseRefused("Starting the database was interrupted.", e);
    }
  }

  private static boolean serves(ProcessHandle handle, DataFolder folder) {
    return handle
        .info()
        .arguments()
        .map(arguments -> List.of(arguments).contains("--datadir=" + folder.data()))
        .orElse(false);
  }

  /** Brings the system tables up to this server's version. */
  void upgrade() throws IOException, InterruptedException {
    Path program = launch.binary().base().resolve("bin").resolve("mariadb-upgrade");
    if (!Files.isExecutable(program)) {
      throw new DatabaseRefused("The upgrade needs " + program + ", which is not installed.");
    }
    Path log = launch.folder().root().resolve("upgrade.log");
    Process upgrade =
        new ProcessBuilder(
                program.toString(),
                "--no-defaults",
                "--socket=" + launch.socket(),
                "--user=" + launch.user(),
                "--skip-ssl")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!upgrade.waitFor(UPGRADE_LIMIT.toSeconds(), TimeUnit.SECONDS) || upgrade.exitValue() != 0) {
      upgrade.destroyForcibly();
      throw new DatabaseRefused("The upgrade of the database failed; see " + log + ".");
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
