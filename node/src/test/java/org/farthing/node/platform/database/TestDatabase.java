package org.farthing.node.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh, migrated database for a test class, on the one MariaDB that all tests of a JVM share.
 *
 * <pre>{@code
 * @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();
 * …
 * DATABASE.get().write(tx -> …);
 * }</pre>
 *
 * <p>A test that needs several databases takes an {@link #address()} for each.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private @Nullable Database database;

  /** The URL with all options in it, as a configuration has it. */
  public static String wholeUrl(DatabaseAddress address) {
    return address.properties().entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining("&", address.url() + "?", ""));
  }

  /** The address of a new and empty database. */
  public static DatabaseAddress address() {
    return Server.SHARED.database("test_" + NUMBER.incrementAndGet());
  }

  /** This test class's database. */
  public Database get() {
    if (database == null) {
      throw new IllegalStateException("register it as a static field with @RegisterExtension");
    }
    return database;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    database = Database.open(address(), 16);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    get().close();
  }

  /** Started with the first test that asks for it, ended and deleted with the JVM. */
  private static final class Server {
    static final EmbeddedMariaDb SHARED = start();

    private static EmbeddedMariaDb start() {
      try {
        Path folder = Files.createTempDirectory("farthing-tests-");
        EmbeddedMariaDb server =
            EmbeddedMariaDb.startWithoutSyncing(EmbeddedMariaDb.Options.in(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void end(EmbeddedMariaDb server, Path folder) {
      server.close();
      try {
        Folders.delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
