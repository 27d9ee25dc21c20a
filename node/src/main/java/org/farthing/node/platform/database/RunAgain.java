package org.farthing.node.platform.database;

import org.jooq.exception.DataAccessException;

/**
 * Thrown by work that another transaction has overtaken: it is rolled back and run again whole, as
 * if MariaDB had made it give way.
 */
public final class RunAgain extends DataAccessException {
  private static final long serialVersionUID = 1L;

  public RunAgain(String reason) {
    super(reason);
  }
}
