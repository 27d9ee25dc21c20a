package org.farthing.node.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.ledger.StoredTransfer.Resolved;

/** The sums of a pass over all transfers, and what was wrong on the way. */
final class Recount {
  /** Beyond that many, more of them tell nothing more. */
  private static final int MOST_BREACHES = 1000;

  private final List<Breach> breaches = new ArrayList<>();
  private final Map<Long, Totals> totals = new HashMap<>();

  void add(StoredTransfer row) {
    if (!isOne(TransferKind.class, row.kind())) {
      malformed(row, "its kind is " + row.kind());
      return;
    }
    TransferKind kind = TransferKind.valueOf(row.kind());
    requireForm(row);
    if (kind.resolves()) {
      requireResolution(row, kind);
    } else if (row.pendingId() != null) {
      malformed(row, "it resolves " + row.pendingId() + " but is " + kind);
    }
    long posted = kind.posted(row.amountMicros());
    long pending = kind.pending(row.amountMicros(), row.setAside());
    try {
      totals.merge(row.debit(), Totals.ofDebit(posted, pending), Totals::plus);
      totals.merge(row.credit(), Totals.ofCredit(posted, pending), Totals::plus);
    } catch (ArithmeticException _) {
      malformed(row, "its amount of %d goes beyond all bounds".formatted(row.amountMicros()));
    }
  }

  private void requireForm(StoredTransfer row) {
    if (row.amountMicros() <= 0) {
      malformed(row, "its amount is " + row.amountMicros());
    }
    if (row.debit() == row.credit()) {
      malformed(row, "it debits and credits account " + row.debit());
    }
    if (!isOne(TransferCode.class, row.code())) {
      malformed(row, "its code is " + row.code());
    }
  }

  private void requireResolution(StoredTransfer row, TransferKind kind) {
    Resolved resolved = row.resolves();
    if (resolved == null) {
      unfitting(row, "there is no transfer " + row.pendingId());
      return;
    }
    if (!resolved.kind().equals(TransferKind.PENDING.name())) {
      unfitting(row, "what it resolves is " + resolved.kind());
    }
    if (resolved.sequence() >= row.sequence()) {
      unfitting(row, "what it resolves comes after it");
    }
    if (resolved.debit() != row.debit() || resolved.credit() != row.credit()) {
      unfitting(row, "what it resolves is between other accounts");
    }
    boolean fits =
        kind == TransferKind.VOID
            ? row.amountMicros() == resolved.amountMicros()
            : row.amountMicros() <= resolved.amountMicros();
    if (!fits) {
      unfitting(
          row, "its amount is %d of %d".formatted(row.amountMicros(), resolved.amountMicros()));
    }
  }

  /** Compares what the accounts say with what was counted. */
  void compare(List<StoredAccount> accounts) {
    Totals all = Totals.ZERO;
    for (StoredAccount each : accounts) {
      Totals counted = totals.remove(each.id());
      compare(each, counted == null ? Totals.ZERO : counted);
      requireNotNegative(each);
      all = all.plus(each.totals());
    }
    for (Long id : totals.keySet()) {
      report("unknown_account", "ledger_account " + id, "transfers name it, but it is not there");
    }
    if (all.debitsPosted() != all.creditsPosted() || all.debitsPending() != all.creditsPending()) {
      report("unbalanced", "ledger_account", "debits and credits differ: " + all);
    }
  }

  void usedTwice(UUID id) {
    report("id_used_twice", "ledger_transfer " + id, "more than one row bears or resolves it");
  }

  List<Breach> breaches() {
    return List.copyOf(breaches);
  }

  private void compare(StoredAccount account, Totals counted) {
    if (!account.totals().equals(counted)) {
      report(
          "balance_differs",
          where(account),
          "it says %s, its transfers add up to %s".formatted(account.totals(), counted));
    }
    try {
      NormalSide side = account.account().normalSide();
      if (!side.name().equals(account.normalSide())) {
        report("unknown_account", where(account), "its normal side is " + account.normalSide());
      }
    } catch (IllegalArgumentException _) {
      report("unknown_account", where(account), "no account has this code");
    }
  }

  private void requireNotNegative(StoredAccount account) {
    Totals totals = account.totals();
    boolean overdrawn =
        isOne(NormalSide.class, account.normalSide())
            && totals.balance(NormalSide.valueOf(account.normalSide())).availableMicros() < 0;
    if (overdrawn || totals.anyNegative()) {
      report("negative", where(account), totals.toString());
    }
  }

  private static String where(StoredAccount account) {
    return "ledger_account %d (%s)".formatted(account.id(), account.code());
  }

  private void malformed(StoredTransfer row, String detail) {
    report("malformed_transfer", where(row), detail);
  }

  private void unfitting(StoredTransfer row, String detail) {
    report("unfitting_resolution", where(row), detail);
  }

  private static String where(StoredTransfer row) {
    return "ledger_transfer %d (%s)".formatted(row.sequence(), row.id());
  }

  private void report(String code, String where, String detail) {
    if (breaches.size() < MOST_BREACHES) {
      breaches.add(new Breach(code, where, detail));
    }
  }

  private static <E extends Enum<E>> boolean isOne(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants()).anyMatch(each -> each.name().equals(name));
  }
}
