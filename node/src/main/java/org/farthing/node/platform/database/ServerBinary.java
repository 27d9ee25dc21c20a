package org.farthing.node.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A MariaDB server that can be run.
 *
 * @param base the installation's root folder ({@code --basedir})
 * @param server the {@code mariadbd} program
 * @param installer the {@code mariadb-install-db} script
 */
record ServerBinary(Path base, Path server, Path installer, ServerVersion version) {
  /** The first series with native UUID columns that keep version 7 in order. */
  private static final ServerVersion OLDEST = new ServerVersion(10, 11, 5);

  private static final List<String> SYSTEM_FOLDERS =
      List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/mysql/bin", "/usr/bin", "/usr/libexec");

  /** The server that the system has installed, unless it is too old for us. */
  static Optional<ServerBinary> ofSystem() {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")), SYSTEM_FOLDERS.stream())
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, "mariadbd"))
        .filter(Files::isExecutable)
        .flatMap(server -> at(server).stream())
        .filter(binary -> binary.version().compareTo(OLDEST) >= 0)
        .findFirst();
  }

  /** The installation that {@code server} belongs to, if it is a whole one that runs. */
  static Optional<ServerBinary> at(Path server) {
    Path folder = server.toAbsolutePath().getParent();
    if (folder == null || folder.getParent() == null || !Files.isExecutable(server)) {
      return Optional.empty();
    }
    Path base = folder.getParent();
    return Stream.of("bin", "scripts", "sbin")
        .map(each -> base.resolve(each).resolve("mariadb-install-db"))
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(
            installer ->
                versionOf(server)
                    .map(version -> new ServerBinary(base, server, installer, version)));
  }

  private static Optional<ServerVersion> versionOf(Path server) {
    try {
      Process process =
          new ProcessBuilder(server.toString(), "--no-defaults", "--version")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return process.exitValue() == 0 ? ServerVersion.within(line) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
