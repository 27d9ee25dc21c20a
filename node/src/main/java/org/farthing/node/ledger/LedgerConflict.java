package org.farthing.node.ledger;

/**
 * An entry contradicts what is booked: its id stands for something else, or what it resolves is not
 * there to be resolved. A fault of the caller; nothing was booked.
 */
public final class LedgerConflict extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LedgerConflict(TransferId id, String contradiction) {
    super("transfer %s %s".formatted(id, contradiction));
  }
}
