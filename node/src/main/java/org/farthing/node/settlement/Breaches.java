package org.farthing.node.settlement;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.farthing.node.ledger.Breach;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** What a check has found so far. Of one thread. */
final class Breaches {

  /** Beyond that many, more of them tell nothing more. */
  private static final int MOST = 1000;

  private final List<Breach> found = new ArrayList<>();

  void add(String code, String where, String detail) {
    add(new Breach(code, where, detail));
  }

  void add(Breach breach) {
    if (found.size() < MOST) {
      found.add(breach);
    }
  }

  /** Two figures that are to be the same: one recomputed, one found. */
  void expect(
      String code,
      String where,
      String what,
      @Nullable Object expectedOrNull,
      @Nullable Object foundOrNull) {
    if (!Objects.equals(expectedOrNull, foundOrNull)) {
      add(code, where, "%s: expected %s, found %s".formatted(what, expectedOrNull, foundOrNull));
    }
  }

  /**
   * Runs a part of a check. Rows that cannot even be read are a breach, and no reason to leave out
   * the other parts; a database that does not answer is not.
   */
  void guarded(String where, Runnable part) {
    try {
      part.run();
    } catch (DataAccessException e) {
      // jOOQ says in an SQLException, too, that it cannot convert a value; but without a state.
      SQLException cause = e.getCause(SQLException.class);
      if (cause != null && cause.getSQLState() != null) {
        throw e;
      }
      add("unreadable", where, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      add("unreadable", where, String.valueOf(e));
    }
  }

  List<Breach> all() {
    return List.copyOf(found);
  }
}
