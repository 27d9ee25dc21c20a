package org.farthing.node.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.farthing.node.platform.database.Transaction;

/**
 * Exports the ledger as a journal that passes {@code hledger check --strict}. Safe for use by many
 * threads.
 *
 * <p>One hledger transaction per transfer, in the order of their sequence. What a pending transfer
 * sets aside is shown on an account of its own, {@code …:reserved}, until it is resolved. hledger
 * reads by date, and dates need not ascend with the sequence: therefore balances are asserted once,
 * in a last transaction of the latest date. They are asserted as the accounts cache them, so that
 * hledger recomputes these.
 */
public final class Journal {
  private final LedgerStore store = new LedgerStore();

  /**
   * Writes the whole ledger, holding its accounts in memory but never its transfers.
   *
   * @param tx from {@code Database.snapshot}
   */
  public void write(Transaction tx, Appendable out, JournalNames names) throws IOException {
    JournalWriter writer = new JournalWriter(out, names, store.accounts(tx));
    writer.head();
    try {
      store.stream(tx, writer::transferUnchecked);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.assertions();
  }
}
