package org.farthing.node.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jooq.Configuration;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultConnectionProvider;
import org.jspecify.annotations.Nullable;

/**
 * A migrated database and its pool of connections. Safe for use by many threads.
 *
 * <p>Work may be run more than once, each time in a new transaction: whatever it does besides
 * queries must bear that. A transaction is never opened within another.
 */
public final class Database implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  /** With doubling pauses, the last reruns come after more than a second of contention. */
  private static final int MOST_RUNS = 30;

  private static final int CONNECTIONS_AT_REST = 2;

  private static final long FIRST_PAUSE_MILLIS = 2;
  private static final long LONGEST_PAUSE_MILLIS = 250;

  private final HikariDataSource pool;
  private final Configuration jooq;
  private volatile boolean givenUp;

  private Database(HikariDataSource pool) {
    this.pool = pool;
    this.jooq = new DefaultConfiguration().derive(SQLDialect.MARIADB).derive(settings());
  }

  /**
   * Connects to a database and brings its schema up to date.
   *
   * @param connections how many there are at most, from 1
   * @throws DatabaseRefused when it cannot be reached or its schema is not ours to use
   */
  public static Database open(DatabaseAddress address, int connections) {
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(configuration(address, connections));
    } catch (HikariPool.PoolInitializationException e) {
      throw new DatabaseRefused(
          "The database %s cannot be reached: %s"
              .formatted(address, String.valueOf(e.getCause() == null ? e : e.getCause())),
          e);
    }
    try {
      Migrations.apply(pool, address);
      return new Database(pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariConfig configuration(DatabaseAddress address, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setJdbcUrl(address.url());
    // Statements prepared on the server are parsed once per connection, not once per execution.
    config.addDataSourceProperty("useServerPrepStmts", "true");
    config.addDataSourceProperty("prepStmtCacheSize", "500");
    address.properties().forEach(config::addDataSourceProperty);
    config.setMaximumPoolSize(connections);
    if (connections > CONNECTIONS_AT_REST) {
      config.setMinimumIdle(CONNECTIONS_AT_REST);
      config.setIdleTimeout(Duration.ofMinutes(2).toMillis());
    }
    config.setConnectionTimeout(Duration.ofSeconds(30).toMillis());
    config.setInitializationFailTimeout(Duration.ofSeconds(3).toMillis());
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setRegisterMbeans(false);
    return config;
  }

  private static Settings settings() {
    return new Settings()
        // Few different lengths: each is a statement that a connection prepares and keeps.
        .withInListPadding(true)
        .withRenderSchema(false)
        .withRenderCatalog(false)
        .withExecuteLogging(false)
        .withAttachRecords(false)
        .withFetchWarnings(false)
        .withDebugInfoOnStackTrace(false);
  }

  /**
   * Runs {@code work} in a transaction, commits, and returns its answer.
   *
   * @throws DatabaseAway when the database cannot be reached, or no longer
   */
  public <T extends @Nullable Object> T write(Function<Transaction, T> work) {
    for (int run = 1; ; run++) {
      try {
        return once(work);
      } catch (DatabaseAway e) {
        throw e;
      } catch (DataAccessException e) {
        boolean lost = isConnectionLost(e);
        if (run == MOST_RUNS || !(lost || gaveWay(e))) {
          throw lost ? new DatabaseAway(e) : e;
        }
        pause(run);
      }
    }
  }

  /** Runs {@code work} in a transaction and commits. */
  public void execute(Consumer<Transaction> work) {
    this.<@Nullable Void>write(
        tx -> {
          work.accept(tx);
          return null;
        });
  }

  /**
   * Runs {@code work}, which only reads, in a transaction. Each of its queries sees what is
   * committed when that query begins.
   */
  public <T extends @Nullable Object> T read(Function<Transaction, T> work) {
    return write(work);
  }

  /**
   * Runs {@code work}, which only reads, in a transaction whose queries all see what was committed
   * when the first of them began: for what must agree across several queries.
   */
  public <T extends @Nullable Object> T snapshot(Function<Transaction, T> work) {
    return write(
        tx -> {
          tx.dsl().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
          return work.apply(tx);
        });
  }

  /**
   * A connection that is lost before the commit has changed nothing, and the work is run again on
   * another one; none to be had, or one lost in the commit, is a {@link DatabaseAway}.
   */
  private <T extends @Nullable Object> T once(Function<Transaction, T> work) {
    if (givenUp) {
      throw new DatabaseAway();
    }
    Transaction transaction;
    T answer;
    try (Connection connection = pool.getConnection()) {
      try {
        transaction =
            new Transaction(DSL.using(jooq.derive(new DefaultConnectionProvider(connection))));
        answer = work.apply(transaction);
        connection.commit();
      } catch (Throwable e) {
        rollBack(connection, e);
        throw e;
      }
    } catch (SQLException e) {
      throw isConnectionLost(e)
          ? new DatabaseAway(e)
          : new DataAccessException("The database does not commit: " + e.getMessage(), e);
    }
    transaction.actionsAfterCommit().forEach(Database::runAfterCommit);
    return answer;
  }

  private static void rollBack(Connection connection, Throwable reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }

  /** What is committed stands: a failing action must not make it look as if it did not. */
  private static void runAfterCommit(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "an action after a commit failed", e);
    }
  }

  /** Whether MariaDB, or the work itself, ended the transaction in favour of another one. */
  private static boolean gaveWay(DataAccessException failure) {
    if (failure instanceof RunAgain) {
      return true;
    }
    return isCausedBy(failure, sql -> sql.getErrorCode() == 1213 || sql.getErrorCode() == 1205);
  }

  /** By SQL state: 08 is that of every exception of connections. */
  private static boolean isConnectionLost(Exception failure) {
    return isCausedBy(
        failure,
        sql ->
            sql instanceof SQLTransientConnectionException
                || String.valueOf(sql.getSQLState()).startsWith("08"));
  }

  private static boolean isCausedBy(Exception failure, Predicate<SQLException> of) {
    for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SQLException sql && of.test(sql)) {
        return true;
      }
    }
    return false;
  }

  private static void pause(int run) {
    long most = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << run);
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(most) + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataAccessException("interrupted while waiting to run a transaction again", e);
    }
  }

  /** The database does not come back: nothing waits for it any more. */
  public void giveUp() {
    givenUp = true;
  }

  /** Whether the database answers now, for health checks. */
  public boolean isAlive() {
    try (Connection connection = pool.getConnection()) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Closes all connections; work that is under way fails. */
  @Override
  public void close() {
    pool.close();
  }
}
