package org.farthing.node.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.farthing.node.ledger.StoredTransfer.Resolved;

/** The sums of a pass over all transfers, and what was wrong on the way. */
final class Recount {
  /** Beyond that many, more of them tell nothing more. */
  private static final int MOST_BREACHES = 1000;

  private static final Set<String> KINDS = names(TransferKind.values());
  private static final Set<String> CODES = names(TransferCode.values());
  private static final Set<String> SIDES = names(NormalSide.values());

  private final List<Breach> breaches = new ArrayList<>();
  private final AccountSums counted = new AccountSums();
  private Totals all = Totals.ZERO;

  void add(StoredTransfer row) {
    if (!KINDS.contains(row.kind())) {
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
      counted.debit(row.debit(), posted, pending);
      counted.credit(row.credit(), posted, pending);
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
    if (!CODES.contains(row.code())) {
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

  /** Compares what an account says with what was counted. Each of them once, after all rows. */
  void compare(StoredAccount account) {
    compare(account, counted.take(account.id()));
    requireNotNegative(account);
    all = all.plus(account.totals());
  }

  /** After the last account. */
  void finish() {
    counted
        .notTaken()
        .forEach(
            id ->
                report(
                    "unknown_account",
                    "ledger_account " + id,
                    "transfers name it, but it is not there"));
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
        SIDES.contains(account.normalSide())
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

  private static Set<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.toUnmodifiableSet());
  }
}
