package org.farthing.node.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.farthing.protocol.money.CurrencyUnit;

/** Writes one journal, from head to assertions. Debits are positive, as hledger has it. */
final class JournalWriter {
  private static final int MICRO_DIGITS = 6;

  private final Appendable out;
  private final CurrencyUnit currency;

  /** By the account's id. */
  private final Map<Long, Names> names = new HashMap<>();

  /** What the accounts say, by name. */
  private final SortedMap<String, Long> balances = new TreeMap<>();

  private final Set<String> declared = new HashSet<>();
  private LocalDate latest = LocalDate.MIN;

  private record Names(String free, String reserved) {}

  JournalWriter(Appendable out, JournalNames journalNames, List<StoredAccount> accounts) {
    this.out = out;
    this.currency = journalNames.currency();
    JournalAccounts named = new JournalAccounts(journalNames);
    for (StoredAccount each : accounts) {
      Account account = each.account();
      Names both = new Names(named.free(account), named.reserved(account));
      names.put(each.id(), both);
      Totals totals = each.totals();
      long reserved = totals.debitsPending();
      balances.merge(
          both.free(), totals.debitsPosted() - totals.creditsPosted() + reserved, Long::sum);
      balances.merge(both.reserved(), -reserved, Long::sum);
    }
  }

  void head() throws IOException {
    out.append("; The whole ledger of a Farthing node.\n");
    out.append("decimal-mark .\n");
    out.append("commodity 1000.000000 ").append(currency.code()).append("\n\n");
    for (Names each : names.values()) {
      declare(each.free());
    }
  }

  private void declare(String account) throws IOException {
    if (declared.add(account)) {
      out.append("account ").append(account).append('\n');
    }
  }

  void transferUnchecked(StoredTransfer row) {
    try {
      transfer(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void transfer(StoredTransfer row) throws IOException {
    Names debit = names(row.debit());
    Names credit = names(row.credit());
    long amount = row.amountMicros();
    switch (TransferKind.valueOf(row.kind())) {
      case POSTED -> {
        open(row);
        posting(debit.free(), amount);
        posting(credit.free(), -amount);
      }
      case PENDING -> {
        // Few accounts ever have something set aside: those are declared where it happens first.
        declare(debit.reserved());
        open(row);
        posting(debit.free(), amount);
        posting(debit.reserved(), -amount);
      }
      case POST -> {
        open(row);
        posting(debit.reserved(), row.setAside());
        posting(credit.free(), -amount);
        if (row.setAside() > amount) {
          posting(debit.free(), amount - row.setAside());
        }
      }
      case VOID -> {
        open(row);
        posting(debit.reserved(), amount);
        posting(debit.free(), -amount);
      }
    }
  }

  private Names names(long account) {
    Names found = names.get(account);
    if (found == null) {
      throw new IllegalStateException(
          "a transfer names account %d, which is not there".formatted(account));
    }
    return found;
  }

  private void open(StoredTransfer row) throws IOException {
    LocalDate date = LocalDate.ofInstant(row.bookedAt(), ZoneOffset.UTC);
    latest = date.isAfter(latest) ? date : latest;
    out.append('\n').append(date.toString());
    out.append(" (").append(Long.toString(row.sequence())).append(") ");
    out.append(row.code().toLowerCase(Locale.ROOT)).append(' ');
    out.append(JournalAccounts.description(row.reference())).append('\n');
  }

  private void posting(String account, long micros) throws IOException {
    out.append("    ").append(account).append("  ").append(amount(micros)).append('\n');
  }

  /** The balances at the end; nothing when there was no transfer to date them by. */
  void assertions() throws IOException {
    if (latest.equals(LocalDate.MIN)) {
      return;
    }
    out.append('\n').append(latest.toString()).append(" balances\n");
    for (Map.Entry<String, Long> each : balances.entrySet()) {
      if (declared.contains(each.getKey())) {
        out.append("    ").append(each.getKey()).append("  ").append(amount(0));
        out.append(" = ").append(amount(each.getValue())).append('\n');
      }
    }
  }

  private String amount(long micros) {
    return BigDecimal.valueOf(micros, MICRO_DIGITS).toPlainString() + " " + currency.code();
  }
}
