package org.farthing.node.platform.database;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server's data on disk, and which server wrote it.
 *
 * <pre>
 * FOLDER/lock, owner   who has it open
 * FOLDER/server.log    what the server said since its last start
 * FOLDER/data/         the server's own; data/farthing-server.properties names its version
 * </pre>
 *
 * <p>{@code data} appears whole or not at all: it is initialised under another name and then
 * renamed, the record of its writer within.
 */
record DataFolder(Path root) {
  private static final String RECORD = "farthing-server.properties";

  Path data() {
    return root.resolve("data");
  }

  /** Says where the socket of the running server is, for other processes of the same user. */
  Path socketRecord() {
    return root.resolve("socket.path");
  }

  Path log() {
    return root.resolve("server.log");
  }

  /**
   * The server to run over this folder: the one that wrote it, by the path it had or by its
   * version, else a newer one if {@code upgrade} says so.
   */
  ServerBinary choose(Path cache, boolean upgrade) throws IOException {
    Optional<Properties> record = record();
    if (record.isEmpty()) {
      return ServerBinary.ofSystem()
          .or(() -> BundledServer.unpack(cache))
          .orElseThrow(DataFolder::noServer);
    }
    ServerVersion writer =
        ServerVersion.within(record.get().getProperty("version", ""))
            .orElseThrow(() -> new DatabaseRefused(data().resolve(RECORD) + " is damaged."));
    Optional<ServerBinary> same =
        ServerBinary.at(Path.of(record.get().getProperty("binary", "/")))
            .filter(binary -> binary.version().equals(writer));
    if (same.isPresent()) {
      return same.get();
    }
    ServerBinary other = nearest(cache, writer);
    if (other.version().equals(writer)) {
      return other;
    }
    refuseUnlessUpgrade(writer, other, upgrade);
    return other;
  }

  private static ServerBinary nearest(Path cache, ServerVersion writer) {
    Optional<ServerBinary> system = ServerBinary.ofSystem();
    if (system.isPresent() && system.get().version().equals(writer)) {
      return system.get();
    }
    Optional<ServerBinary> bundled = BundledServer.unpack(cache);
    if (bundled.isPresent() && bundled.get().version().equals(writer)) {
      return bundled.get();
    }
    return system.or(() -> bundled).orElseThrow(DataFolder::noServer);
  }

  private void refuseUnlessUpgrade(ServerVersion writer, ServerBinary server, boolean upgrade) {
    if (server.version().compareTo(writer) < 0) {
      throw new DatabaseRefused(
          "The database folder %s was written by MariaDB %s, which %s (MariaDB %s) is too old to open; install MariaDB %s."
              .formatted(root, writer, server.server(), server.version(), writer));
    }
    if (!upgrade) {
      throw new DatabaseRefused(
          "The database folder %s was written by MariaDB %s and would be opened by the newer %s (MariaDB %s); make a copy of the folder, then allow the upgrade in the configuration and start again."
              .formatted(root, writer, server.server(), server.version()));
    }
  }

  private static DatabaseRefused noServer() {
    return new DatabaseRefused(
        "No MariaDB server was found; install one (on Debian: apt install mariadb-server) or"
            + " configure the URL of one that runs.");
  }

  private Optional<Properties> record() throws IOException {
    Path file = data().resolve(RECORD);
    if (!Files.isDirectory(data())) {
      return Optional.empty();
    }
    if (!Files.exists(file)) {
      throw new DatabaseRefused(
          data() + " exists but was not written by Farthing; choose another database folder.");
    }
    Properties record = new Properties();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      record.load(in);
    }
    return Optional.of(record);
  }

  /** Fills a new folder with the server's system tables; does nothing to one that is filled. */
  void initialise(ServerBinary binary, String user) throws IOException, InterruptedException {
    if (Files.isDirectory(data())) {
      return;
    }
    Path fresh = root.resolve("data.new");
    Folders.delete(fresh);
    Process installer =
        new ProcessBuilder(
                binary.installer().toString(),
                "--no-defaults",
                "--basedir=" + binary.base(),
                "--datadir=" + fresh,
                "--skip-test-db",
                "--force",
                "--auth-root-authentication-method=socket",
                "--auth-root-socket-user=" + user,
                "--skip-name-resolve",
                "--user=" + user)
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    if (!installer.waitFor(2, TimeUnit.MINUTES) || installer.exitValue() != 0) {
      installer.destroyForcibly();
      throw new DatabaseRefused("A new database could not be set up; see " + log() + ".");
    }
    writeRecord(fresh, binary);
    Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  boolean writtenBy(ServerBinary binary) throws IOException {
    return record()
        .map(record -> binary.version().toString().equals(record.getProperty("version")))
        .orElse(false);
  }

  /** Notes that {@code binary} is the server that writes this folder from now on. */
  void recordWriter(ServerBinary binary) throws IOException {
    writeRecord(data(), binary);
  }

  private static void writeRecord(Path folder, ServerBinary binary) throws IOException {
    Properties record = new Properties();
    record.setProperty("version", binary.version().toString());
    record.setProperty("binary", binary.server().toString());
    Path part = folder.resolve(RECORD + ".part");
    try (BufferedWriter out = Files.newBufferedWriter(part)) {
      record.store(out, "The MariaDB server that wrote this folder; no other may open it.");
    }
    Files.move(part, folder.resolve(RECORD), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The process id a server left behind in this folder, running or not. */
  @Nullable Long formerServer() throws IOException {
    Path file = pidFile();
    if (!Files.exists(file)) {
      return null;
    }
    String text = Files.readString(file).strip();
    return text.matches("\\d{1,9}") ? Long.valueOf(text) : null;
  }

  Path pidFile() {
    return data().resolve("mariadbd.pid");
  }
}
