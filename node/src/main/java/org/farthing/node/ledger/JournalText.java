package org.farthing.node.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.farthing.protocol.money.CurrencyUnit;

/** The lines that a journal consists of. A failure to write is unchecked. */
final class JournalText {
  private static final int MICRO_DIGITS = 6;

  private final Appendable out;
  private final CurrencyUnit currency;

  JournalText(Appendable out, CurrencyUnit currency) {
    this.out = out;
    this.currency = currency;
  }

  void head(String comment) {
    write(
        """
        ; %s
        decimal-mark .
        commodity 1000.000000 %s

        """
            .formatted(comment, currency.code()));
  }

  void account(String name) {
    write("account " + name + "\n");
  }

  /** The first line of a transaction. */
  void transaction(LocalDate date, String description) {
    write("\n" + date + " " + description + "\n");
  }

  void posting(String account, long micros) {
    write("    " + account + "  " + amount(micros) + "\n");
  }

  /** Moves nothing, and says what stands there. */
  void assertion(String account, long micros) {
    write("    " + account + "  " + amount(0) + " = " + amount(micros) + "\n");
  }

  private String amount(long micros) {
    return BigDecimal.valueOf(micros, MICRO_DIGITS).toPlainString() + " " + currency.code();
  }

  private void write(String text) {
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
