package org.farthing.node.platform.database;

import org.jooq.exception.DataAccessException;

/**
 * The database cannot be reached now. What was to be written most likely is not, but may be when
 * the connection broke while it was committed: whoever tries again must bear either.
 */
public final class DatabaseAway extends DataAccessException {
  private static final long serialVersionUID = 1L;

  DatabaseAway() {
    super("The database is given up.");
  }

  DatabaseAway(Throwable cause) {
    super("The database does not answer: " + cause.getMessage(), cause);
  }
}
