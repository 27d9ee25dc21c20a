package org.farthing.node.platform.database;

import java.nio.file.Path;

/** Runs in a JVM of its own: opens the folder it is given, says its server's process id, waits. */
final class DatabaseHolder {
  private DatabaseHolder() {}

  public static void main(String[] args) throws InterruptedException {
    try (EmbeddedMariaDb server =
        EmbeddedMariaDb.start(EmbeddedMariaDb.Options.in(Path.of(args[0])))) {
      System.out.println(server.pid());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
