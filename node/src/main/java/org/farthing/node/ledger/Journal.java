package org.farthing.node.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
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
    JournalWriter writer = new JournalWriter(out, names, AccountStore.accounts(tx));
    unwrapped(
        () -> {
          writer.headOfAll();
          store.stream(tx, writer::transfer);
          writer.assertions();
        });
  }

  /**
   * Writes what was booked in a month of the calendar, between the balances before and after it.
   * Those before are summed up from the transfers before, those after are what the accounts cache
   * less the transfers after: so here, too, hledger recomputes what the accounts say.
   *
   * @param tx from {@code Database.snapshot}
   */
  public void writeMonth(Transaction tx, Appendable out, JournalNames names, YearMonth month)
      throws IOException {
    Instant from = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant next = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    JournalWriter writer = new JournalWriter(out, names, AccountStore.accounts(tx));
    unwrapped(
        () -> {
          writer.headOf(month);
          store.streamBefore(tx, from, writer::before);
          store.streamFrom(tx, next, writer::after);
          writer.opening(month.atDay(1));
          store.streamBetween(tx, from, next, writer::transfer);
          writer.assertions(month.atEndOfMonth());
        });
  }

  private static void unwrapped(Runnable writing) throws IOException {
    try {
      writing.run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
