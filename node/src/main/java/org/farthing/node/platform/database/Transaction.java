package org.farthing.node.platform.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Cursor;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.exception.DataAccessException;

/**
 * An open transaction, handed to stores as their first argument.
 *
 * <p>Only {@link Database} opens one. It is bound to one connection and one thread, and worthless
 * once the work it was handed to has returned.
 */
public final class Transaction {
  /** Enough rows for few round trips, few enough to stay small. */
  private static final int ROWS_AT_ONCE = 1000;

  private final DSLContext dsl;
  private final List<Runnable> afterCommit = new ArrayList<>();

  Transaction(DSLContext dsl) {
    this.dsl = dsl;
  }

  /** Queries within this transaction. */
  public DSLContext dsl() {
    return dsl;
  }

  /**
   * Has {@code action} run once this transaction is committed, and not when it is rolled back: the
   * way to wake the worker for what was just stored. It must be quick and must not fail.
   */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  List<Runnable> actionsAfterCommit() {
    return List.copyOf(afterCommit);
  }

  /**
   * Hands each row to {@code reader} as it arrives, holding a thousand at a time however many there
   * are. No other query may run in this transaction until it returns: the driver would first read
   * all that is left into memory.
   */
  public <R extends Record> void stream(ResultQuery<R> query, Consumer<? super R> reader) {
    try (Cursor<R> rows = query.fetchSize(ROWS_AT_ONCE).fetchLazy()) {
      for (R row : rows) {
        reader.accept(row);
      }
    }
  }

  /**
   * As {@link #stream}, with the bare row of JDBC: for millions of rows, where a record each would
   * cost more than the query.
   */
  public void scan(ResultQuery<?> query, RowReader reader) {
    try (ResultSet rows = query.fetchSize(ROWS_AT_ONCE).fetchResultSet()) {
      while (rows.next()) {
        reader.read(rows);
      }
    } catch (SQLException e) {
      throw new DataAccessException("A row cannot be read: " + e.getMessage(), e);
    }
  }

  /** Reads the columns of the current row, counted from 1. */
  @FunctionalInterface
  public interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
