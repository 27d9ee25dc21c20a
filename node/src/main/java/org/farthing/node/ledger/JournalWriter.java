package org.farthing.node.ledger;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes one journal, from head to assertions. Debits are positive, as hledger has it. */
final class JournalWriter {
  private final JournalText text;

  /** By the account's id. */
  private final Map<Long, Names> names = new HashMap<>();

  /** What the accounts say, by name. */
  private final SortedMap<String, Long> balances = new TreeMap<>();

  private final SortedMap<String, Long> opening = new TreeMap<>();
  private final Set<String> declared = new HashSet<>();
  private LocalDate latest = LocalDate.MIN;

  private record Names(String free, String reserved) {}

  private record Posting(String account, long micros) {}

  JournalWriter(Appendable out, JournalNames journalNames, List<StoredAccount> accounts) {
    this.text = new JournalText(out, journalNames.currency());
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

  void headOfAll() {
    text.head("The whole ledger of a Farthing node.");
    names.values().forEach(each -> declare(each.free()));
  }

  void headOf(YearMonth month) {
    text.head("The ledger of a Farthing node in " + month + ".");
  }

  private void declare(String account) {
    if (declared.add(account)) {
      text.account(account);
    }
  }

  /** A transfer that the opening balances contain. */
  void before(StoredTransfer row) {
    postings(row).forEach(each -> opening.merge(each.account(), each.micros(), Long::sum));
  }

  /** A transfer that the last balances do not contain. */
  void after(StoredTransfer row) {
    postings(row).forEach(each -> balances.merge(each.account(), -each.micros(), Long::sum));
  }

  /** The balances at the beginning: as each transfer is balanced, so are they together. */
  void opening(LocalDate date) {
    opening.values().removeIf(micros -> micros == 0);
    if (!opening.isEmpty()) {
      opening.keySet().forEach(this::declare);
      text.transaction(date, "opening balances");
      opening.forEach(text::posting);
    }
  }

  void transfer(StoredTransfer row) {
    List<Posting> postings = postings(row);
    // Few accounts ever have something set aside: those are declared where it happens first.
    postings.forEach(each -> declare(each.account()));
    LocalDate date = LocalDate.ofInstant(row.bookedAt(), ZoneOffset.UTC);
    latest = date.isAfter(latest) ? date : latest;
    text.transaction(
        date,
        "(%d) %s %s"
            .formatted(
                row.sequence(),
                row.code().toLowerCase(Locale.ROOT),
                JournalAccounts.description(row.reference())));
    postings.forEach(each -> text.posting(each.account(), each.micros()));
  }

  private List<Posting> postings(StoredTransfer row) {
    Names debit = names(row.debit());
    Names credit = names(row.credit());
    long amount = row.amountMicros();
    return switch (TransferKind.valueOf(row.kind())) {
      case POSTED ->
          List.of(new Posting(debit.free(), amount), new Posting(credit.free(), -amount));
      case PENDING ->
          List.of(new Posting(debit.free(), amount), new Posting(debit.reserved(), -amount));
      case POST -> {
        List<Posting> postings = new ArrayList<>();
        postings.add(new Posting(debit.reserved(), row.setAside()));
        postings.add(new Posting(credit.free(), -amount));
        if (row.setAside() > amount) {
          postings.add(new Posting(debit.free(), amount - row.setAside()));
        }
        yield postings;
      }
      case VOID ->
          List.of(new Posting(debit.reserved(), amount), new Posting(debit.free(), -amount));
    };
  }

  private Names names(long account) {
    Names found = names.get(account);
    if (found == null) {
      throw new IllegalStateException(
          "a transfer names account %d, which is not there".formatted(account));
    }
    return found;
  }

  /** The balances after the latest transfer; nothing when there was none to date them by. */
  void assertions() {
    if (!latest.equals(LocalDate.MIN)) {
      assertions(latest);
    }
  }

  /** The balances of the accounts that were named, and of all that are not empty. */
  void assertions(LocalDate date) {
    balances.forEach(
        (account, micros) -> {
          if (micros != 0) {
            declare(account);
          }
        });
    if (!declared.isEmpty()) {
      text.transaction(date, "balances");
      balances.forEach(
          (account, micros) -> {
            if (declared.contains(account)) {
              text.assertion(account, micros);
            }
          });
    }
  }
}
