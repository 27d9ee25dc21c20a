package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.database.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code farthing deliveries} does and says. */
final class DeliveriesCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void waitForAHost() throws IOException {
    DatabaseAddress address = TestDatabase.address();
    String config =
        """
        database:
          url: "%s"
        keys:
          file: "%s"
        """
            .formatted(TestDatabase.wholeUrl(address), folder.resolve("node.key"));
    Files.writeString(folder.resolve("farthing.yaml"), config);
    try (Database database = Database.open(address, 2)) {
      database.execute(
          tx -> {
            tx.dsl()
                .execute(
                    "insert into outbound_message values (1, repeat('a', 32),"
                        + " 'https://a.example/1', '{}', '2026-11-05 10:00:00')");
            tx.dsl()
                .execute(
                    "insert into delivery (message, inbox_hash, inbox, host, state, attempts,"
                        + " next_try, error, give_up_at, tried_at) values (1, repeat('b', 32),"
                        + " 'https://social.example/inbox', 'social.example', 'pending', 3,"
                        + " '2026-11-06 10:00:00', concat('status 503\\n', repeat('x', 900)),"
                        + " '2026-11-08 10:00:00', '2026-11-05 11:00:00')");
            tx.dsl()
                .execute(
                    "insert into delivery (message, inbox_hash, inbox, host, state, attempts,"
                        + " next_try) values (1, repeat('c', 32), 'https://social.example/owed',"
                        + " 'social.example', 'pending', 0, '2026-11-06 10:00:00')");
          });
    }
  }

  @Test
  void queuesAreListedWithTheirLastErrorOnOneShortLine() {
    assertThat(run("deliveries", "list")).as("%s", err).isEqualTo(ExitStatus.OK);

    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("social.example: 2 since 2026-11-05T10:00:00Z, tried up to 3 times")
        .contains("status 503 xxx")
        .hasSizeLessThan(400);
  }

  @Test
  void whatWaitsForAHostIsShown() {
    assertThat(run("deliveries", "show", "Social.example")).isEqualTo(ExitStatus.OK);

    assertThat(said())
        .hasSize(2)
        .anyMatch(line -> line.contains("social.example/owed") && line.contains(", owed"))
        .anyMatch(line -> line.contains("until 2026-11-08T10:00:00Z"));
  }

  @Test
  void retryIsForAllThatWaits() {
    assertThat(run("deliveries", "retry", "social.example")).isEqualTo(ExitStatus.OK);
    assertThat(said()).containsExactly("Tried now: 2.");
  }

  @Test
  void dropKeepsWhatIsOwedAndIsAudited() {
    assertThat(run("deliveries", "drop", "social.example")).isEqualTo(ExitStatus.REFUSED);
    assertThat(run("deliveries", "drop", "social.example", "--reason", "it is dead"))
        .isEqualTo(ExitStatus.OK);
    assertThat(said()).last().isEqualTo("Given up: 1, kept: 1.");

    run("audit");
    assertThat(said())
        .anyMatch(line -> line.contains("deliveries-drop host:social.example"))
        .anyMatch(line -> line.contains("it is dead"));
    run("deliveries", "drop", "social.example", "--owed-too", "--reason", "really");
    assertThat(said()).last().isEqualTo("Given up: 1, kept: 0.");
  }

  private List<String> said() {
    return out.toString().lines().toList();
  }

  private int run(String... args) {
    Stream<String> all =
        Stream.concat(
            Stream.of(args), Stream.of("--config", folder.resolve("farthing.yaml").toString()));
    return Main.run(
        all.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
