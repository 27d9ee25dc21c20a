package org.farthing.node.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a server is started with, the first time and each time after: always at the same socket, so
 * that who was given its address finds its successor there.
 *
 * @param syncing whether what is committed survives a failure of the machine, not only the server's
 */
record ServerLaunch(
    ServerBinary binary,
    DataFolder folder,
    Path socket,
    String user,
    int bufferPoolMegabytes,
    boolean syncing) {

  private static final System.Logger LOG = System.getLogger(ServerLaunch.class.getName());

  /** A socket's path has 108 bytes at most, with the zero byte at its end. */
  private static final int LONGEST_SOCKET_PATH = 107;

  /** With the socket beside the data where that is short enough, else in a private folder. */
  static ServerLaunch of(
      ServerBinary binary, DataFolder folder, String user, int bufferPoolMegabytes, boolean syncing)
      throws IOException {
    Path beside = folder.root().resolve("socket");
    Path socket =
        beside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH
            ? beside
            : Files.createTempDirectory(Path.of("/tmp"), "farthing-").resolve("socket");
    return new ServerLaunch(binary, folder, socket, user, bufferPoolMegabytes, syncing);
  }

  /**
   * The command line.
   *
   * @param word by which this server is known from any other
   */
  List<String> command(String word) {
    return List.of(
        binary.server().toString(),
        "--no-defaults",
        "--basedir=" + binary.base(),
        "--datadir=" + folder.data(),
        "--tmpdir=" + folder.data(),
        "--socket=" + socket,
        "--pid-file=" + folder.pidFile(),
        "--report-host=" + word,
        "--user=" + user,
        "--skip-networking",
        "--skip-ssl",
        "--skip-name-resolve",
        "--character-set-server=utf8mb4",
        "--collation-server=utf8mb4_bin",
        "--default-time-zone=+00:00",
        "--transaction-isolation=READ-COMMITTED",
        "--innodb-flush-log-at-trx-commit=1",
        "--debug-no-sync=" + (syncing ? "OFF" : "ON"),
        "--innodb-lock-wait-timeout=10",
        "--innodb-buffer-pool-size=" + bufferPoolMegabytes + "M",
        "--innodb-buffer-pool-dump-at-shutdown=OFF",
        "--innodb-buffer-pool-load-at-startup=OFF",
        "--aria-pagecache-buffer-size=8M",
        "--key-buffer-size=1M",
        "--max-connections=1000",
        "--max-allowed-packet=64M");
  }

  void removeSocket() {
    try {
      Files.deleteIfExists(socket);
      if (!socket.startsWith(folder.root())) {
        Files.deleteIfExists(socket.getParent());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the socket {0} cannot be removed: {1}", socket, e);
    }
  }
}
