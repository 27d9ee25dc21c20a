package org.farthing.node.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;

/** Brings a schema up to what the code expects, from {@code db/migration} on the class path. */
final class Migrations {
  /** You do not have the SUPER privilege and binary logging is enabled. */
  private static final int TRIGGERS_NEED_SUPER = 1419;

  private Migrations() {}

  static void apply(DataSource dataSource, DatabaseAddress address) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(dataSource)
            .locations("classpath:db/migration")
            .validateMigrationNaming(true)
            .load();
    try {
      MigrationInfo[] all = flyway.info().all();
      refuseNewer(all, address);
      if (Arrays.stream(all).anyMatch(each -> each.getState() == MigrationState.PENDING)) {
        refuseWithoutTriggers(dataSource, address);
        flyway.migrate();
      } else {
        flyway.validate();
      }
    } catch (FlywayException | SQLException e) {
      throw new DatabaseRefused(
          "The schema of %s cannot be brought up to date: %s".formatted(address, firstLine(e)), e);
    }
  }

  private static void refuseNewer(MigrationInfo[] all, DatabaseAddress address) {
    for (MigrationInfo each : all) {
      if (each.getState() == MigrationState.FUTURE_SUCCESS
          || each.getState() == MigrationState.FUTURE_FAILED) {
        throw new DatabaseRefused(
            "The schema of %s has version %s, which is newer than this Farthing knows; run the version that wrote it or a later one."
                .formatted(address, each.getVersion()));
      }
    }
  }

  /**
   * A schema change cannot be rolled back, so whether this user may create triggers is tried on a
   * table of its own before the first migration runs.
   */
  private static void refuseWithoutTriggers(DataSource dataSource, DatabaseAddress address)
      throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TABLE farthing_trigger_trial (id INT)");
      @Nullable SQLException refusal = null;
      try {
        statement.execute(
            "CREATE TRIGGER farthing_trigger_trial BEFORE DELETE ON farthing_trigger_trial FOR EACH"
                + " ROW SET @trial = 1");
      } catch (SQLException e) {
        refusal = e;
      }
      statement.execute("DROP TABLE farthing_trigger_trial");
      if (refusal != null && refusal.getErrorCode() == TRIGGERS_NEED_SUPER) {
        throw new DatabaseRefused(
            "The user of %s may not create triggers while the server writes a binary log; set log_bin_trust_function_creators=1 on the server or grant the user SUPER."
                .formatted(address),
            refusal);
      }
      if (refusal != null) {
        throw refusal;
      }
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("unknown error");
  }
}
