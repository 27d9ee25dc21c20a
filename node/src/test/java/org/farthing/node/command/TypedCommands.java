package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.database.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what is typed, each with a configuration and a database of its own. */
abstract class TypedCommands {

  @TempDir Path folder = Path.of("");
  private Path config = Path.of("");

  /** Where the commands keep what they do. */
  final DatabaseAddress database = TestDatabase.address();

  /** What the last command said. */
  String out = "";

  /** What it complained of. */
  String err = "";

  @BeforeEach
  void configure() throws IOException {
    config = folder.resolve("farthing.yaml");
    Files.writeString(
        config,
        """
        currency: EUR
        payments:
          rail: manual
        keys:
          file: %s
        database:
          url: %s?localSocket=%s&sslMode=disable
          user: %s
        """
            .formatted(
                folder.resolve("node.key"),
                database.url(),
                database.properties().get("localSocket"),
                database.properties().get("user")));
  }

  void succeeds(String... words) {
    assertThat(run(words)).as(Arrays.toString(words) + err).isEqualTo(ExitStatus.OK);
  }

  void fails(int status, String... words) {
    assertThat(run(words)).as(Arrays.toString(words) + out).isEqualTo(status);
  }

  private int run(String... words) {
    StringWriter said = new StringWriter();
    StringWriter complained = new StringWriter();
    boolean works = !List.of("payment", "deposit").contains(String.join(" ", words));
    Stream<String> where = works ? Stream.of("--config", config.toString()) : Stream.empty();
    String[] all = Stream.concat(Stream.of(words), where).toArray(String[]::new);
    int status = Main.run(all, new PrintWriter(said, true), new PrintWriter(complained, true));
    out = said.toString();
    err = complained.toString();
    return status;
  }
}
