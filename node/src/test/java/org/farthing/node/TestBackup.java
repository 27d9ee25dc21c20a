package org.farthing.node;

import java.util.List;
import org.farthing.node.platform.database.Transaction;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/** What a stopped node's database holds at one time, to be put back later. */
final class TestBackup {

  private static final String PREFIX = "backup_";

  private final TestNode node;

  private TestBackup(TestNode node) {
    this.node = node;
  }

  /** Copies all tables of a node that is stopped. */
  static TestBackup of(TestNode stopped) {
    stopped.inDatabaseDo(
        tx ->
            tables(tx)
                .forEach(
                    table ->
                        tx.dsl()
                            .execute(
                                "CREATE TABLE %s%s AS SELECT %s FROM %s"
                                    .formatted(PREFIX, table, columns(tx.dsl(), table), table))));
    return new TestBackup(stopped);
  }

  /** Puts all tables of the node, which is stopped again, back as they were. */
  void restore() {
    node.inDatabaseDo(
        tx -> {
          tx.dsl().execute("SET foreign_key_checks = 0");
          tables(tx).forEach(table -> restore(tx.dsl(), table));
        });
  }

  private static void restore(DSLContext dsl, String table) {
    dsl.execute("TRUNCATE TABLE " + table);
    // Row by row: MariaDB refuses INSERT … SELECT into a table that has triggers and no null.
    Result<Record> rows = dsl.fetch("SELECT * FROM " + PREFIX + table);
    rows.forEach(
        row ->
            dsl.insertInto(DSL.table(table))
                .columns(rows.fields())
                .values(row.intoArray())
                .execute());
  }

  private static List<String> tables(Transaction tx) {
    return tx.dsl()
        .fetch(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND"
                + " table_name NOT LIKE 'backup\\_%' AND table_name <> 'flyway_schema_history'")
        .map(row -> row.get(0, String.class));
  }

  /** Those that are not derived from others. */
  private static String columns(DSLContext dsl, String table) {
    return dsl.fetchSingle(
            "SELECT GROUP_CONCAT('`', column_name, '`') FROM information_schema.columns WHERE"
                + " table_schema = DATABASE() AND extra NOT LIKE '%GENERATED%' AND table_name = '"
                + table
                + "'")
        .get(0, String.class);
  }
}
