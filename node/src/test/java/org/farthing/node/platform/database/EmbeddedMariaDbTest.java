package org.farthing.node.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("crash")
final class EmbeddedMariaDbTest {
  /** Initialised by the first test and used by most, since that takes a second or more. */
  @TempDir private static Path shared;

  private Path folder = shared;

  @Test
  void dataSurvivesARestart() {
    try (EmbeddedMariaDb server = start();
        Database database = Database.open(server.database("node"), 2)) {
      database.execute(
          tx -> tx.dsl().execute("INSERT INTO node_setting VALUES ('currency', 'XTS')"));
    }

    try (EmbeddedMariaDb server = start();
        Database database = Database.open(server.database("node"), 2)) {
      String value =
          database.read(
              tx ->
                  tx.dsl()
                      .fetchSingle("SELECT value FROM node_setting")
                      .get(DSL.field("value", String.class)));
      assertThat(value).isEqualTo("XTS");
    }
    assertThat(folder.resolve("owner")).doesNotExist();
    assertThat(folder.resolve("socket")).doesNotExist();
  }

  @Test
  void secondOpenerInThisProcessIsRefusedAndHarmsNothing() {
    try (EmbeddedMariaDb server = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOf(DatabaseRefused.class)
          .hasMessage(
              "The database folder %s is in use by process %d."
                  .formatted(folder, ProcessHandle.current().pid()));
      assertThat(server.database("still_there").url()).endsWith("/still_there");
    }
  }

  @Test
  void secondProcessIsRefusedUntilTheFirstIsKilledWhichEndsItsServer() throws Exception {
    Process holder = hold();
    try (BufferedReader answer = holder.inputReader()) {
      ProcessHandle server = ProcessHandle.of(Long.parseLong(answer.readLine())).orElseThrow();
      assertThatThrownBy(this::start)
          .isInstanceOf(DatabaseRefused.class)
          .hasMessageEndingWith("is in use by process " + holder.pid() + ".");

      holder.destroyForcibly().waitFor();

      server.onExit().get(20, TimeUnit.SECONDS);
      try (EmbeddedMariaDb next = start()) {
        assertThat(next.pid()).isNotEqualTo(server.pid());
      }
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void serverLeftOverFromAnEarlierRunIsEndedAndNotTalkedTo() throws Exception {
    start().close();
    DataFolder data = new DataFolder(folder);
    ServerBinary binary = data.choose(EmbeddedMariaDb.Options.in(folder).cache(), false);
    try (ServerProcess orphan =
        ServerProcess.start(
            ServerLaunch.of(binary, data, System.getProperty("user.name"), 16, true))) {
      await(data.pidFile());

      try (EmbeddedMariaDb server = start()) {
        assertThat(server.pid()).isNotEqualTo(orphan.pid());
        assertThat(ProcessHandle.of(orphan.pid()).filter(ProcessHandle::isAlive)).isEmpty();
      }
    }
  }

  @Test
  void killedServerIsStartedAgainAndWhatItInterruptedIsRunAgain() throws Exception {
    try (EmbeddedMariaDb server = start();
        Database database = Database.open(server.database("killed"), 2)) {
      database.execute(tx -> tx.dsl().execute("INSERT INTO node_setting VALUES ('a', 'kept')"));
      ProcessHandle killed = ProcessHandle.of(server.pid()).orElseThrow();

      database.execute(
          tx -> {
            tx.dsl().execute("INSERT INTO node_setting VALUES ('b', 'run again')");
            if (killed.isAlive()) {
              killed.destroyForcibly();
              killed.onExit().join();
            }
            tx.dsl().execute("INSERT INTO node_setting VALUES ('c', 'run again')");
          });

      assertThat(names(database)).containsExactly("a", "b", "c");
      assertThat(server.pid()).isNotEqualTo(killed.pid());
      assertThat(server.lost().toCompletableFuture()).isNotDone();
    }
  }

  private static List<String> names(Database database) {
    return database.read(
        tx -> tx.dsl().fetch("SELECT name FROM node_setting").getValues(0, String.class));
  }

  @Test
  void serverThatIsClosedWhileItComesUpAgainStaysDown() throws Exception {
    ProcessHandle killed;
    try (EmbeddedMariaDb server = start()) {
      killed = ProcessHandle.of(server.pid()).orElseThrow();
      killed.destroyForcibly();
    }

    try (EmbeddedMariaDb next = start()) {
      assertThat(next.pid()).isNotEqualTo(killed.pid());
      assertThat(ProcessHandle.current().children().filter(this::serves))
          .extracting(ProcessHandle::pid)
          .containsExactly(next.pid());
    }
  }

  private boolean serves(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("--datadir=" + folder);
  }

  @Test
  void folderOfAnotherVersionIsRefused() throws Exception {
    start().close();
    Path record = folder.resolve("data/farthing-server.properties");
    String before = Files.readString(record);

    Files.writeString(record, "version=99.1.2\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining("was written by MariaDB 99.1.2")
        .hasMessageContaining("too old to open");

    Files.writeString(record, "version=10.11.6\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining("was written by MariaDB 10.11.6")
        .hasMessageContaining("make a copy of the folder");
    Files.writeString(record, before);
    assertThat(folder.resolve("owner")).doesNotExist();
  }

  @Test
  void interruptedInitialisationIsBegunAnew(@TempDir Path fresh) throws Exception {
    folder = fresh;
    Files.createDirectories(folder.resolve("data.new/mysql"));
    Files.writeString(folder.resolve("data.new/mysql/half"), "written");

    try (EmbeddedMariaDb server = start()) {
      assertThat(server.database("node").url()).endsWith("/node");
    }
    assertThat(folder.resolve("data.new")).doesNotExist();
    assertThat(folder.resolve("data/mysql/half")).doesNotExist();
  }

  @Test
  void foldersTooLongForASocketWork(@TempDir Path fresh) {
    folder = fresh.resolve("a".repeat(60)).resolve("b".repeat(60));

    try (EmbeddedMariaDb server = start()) {
      assertThat(server.database("node").properties().getOrDefault("localSocket", ""))
          .startsWith("/tmp/")
          .hasSizeLessThan(108);
    }
  }

  @Test
  void foreignFolderIsLeftAlone(@TempDir Path fresh) throws Exception {
    folder = fresh;
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/precious"), "photographs");

    assertThatThrownBy(this::start)
        .isInstanceOf(DatabaseRefused.class)
        .hasMessageContaining("was not written by Farthing");
    assertThat(folder.resolve("data/precious")).hasContent("photographs");
  }

  private EmbeddedMariaDb start() {
    return EmbeddedMariaDb.start(EmbeddedMariaDb.Options.in(folder));
  }

  private Process hold() throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            DatabaseHolder.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void await(Path file) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!Files.exists(file)) {
      assertThat(System.nanoTime()).as("waiting for " + file).isLessThan(deadline);
      Thread.sleep(10);
    }
  }
}
