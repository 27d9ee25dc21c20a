package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.LOG_ENTRY;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The logs of a node from before there were logs are found in the messages that it has kept. */
final class PairLogMigrationTest {

  private final TwoNodes month = new TwoNodes();

  @AfterEach
  void close() {
    month.close();
  }

  @Test
  void logsAreMadeOfTheMessages() throws Exception {
    month.everybodyFlattrs();
    month.alice.undoes(month.bob.thing("poem"));
    awaitQuiet(month.a, month.b);

    for (TestNode node : List.of(month.a, month.b)) {
      List<String> before = log(node);
      assertThat(before).hasSize(6);
      node.inDatabaseDo(
          tx -> {
            tx.dsl().execute("DROP TRIGGER log_entry_no_update");
            tx.dsl().execute("DROP TRIGGER log_entry_no_delete");
            tx.dsl().execute("TRUNCATE TABLE log_entry");
          });

      for (String statement : restOfMigration()) {
        node.inDatabaseDo(tx -> tx.dsl().execute(statement));
      }

      assertThat(log(node)).isEqualTo(before);
      assertThat(node.node().check()).isEmpty();
    }
  }

  /** What follows once the table is there, in its order. */
  private static List<String> restOfMigration() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            PairLogMigrationTest.class.getResourceAsStream("/db/migration/V11__pair_log.sql"))) {
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(sql.split(";\n"))
          .map(String::strip)
          .filter(
              statement ->
                  statement.contains("into log_entry") || statement.contains(" on log_entry "))
          .toList();
    }
  }

  private static List<String> log(TestNode node) {
    return node.inDatabase(
        tx ->
            tx.dsl()
                .selectFrom(LOG_ENTRY)
                .orderBy(LOG_ENTRY.OURS, LOG_ENTRY.SEQUENCE)
                .fetch(row -> Arrays.deepToString(row.intoArray())));
  }
}
