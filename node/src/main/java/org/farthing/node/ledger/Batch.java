package org.farthing.node.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.ledger.Booking.InsufficientBalance;

/** What entries, one after the other, do to accounts and transfers. Touches no database. */
final class Batch {
  private final Map<Account, Totals> totals;
  private final Map<TransferId, BookedTransfer> known;
  private final Map<TransferId, TransferId> resolutions;
  private final List<BookedTransfer> added = new ArrayList<>();
  private final Map<Account, Totals> changed = new LinkedHashMap<>();

  /**
   * @param totals of every account concerned
   * @param known what is booked under the ids that the entries bear or resolve
   * @param resolutions by what those that are resolved are resolved
   */
  Batch(
      Map<Account, Totals> totals,
      Map<TransferId, BookedTransfer> known,
      Map<TransferId, TransferId> resolutions) {
    this.totals = totals;
    this.known = new HashMap<>(known);
    this.resolutions = new HashMap<>(resolutions);
  }

  /**
   * @throws LedgerConflict when the entry contradicts what is booked
   */
  void add(Entry entry) {
    BookedTransfer row = row(entry);
    BookedTransfer stored = known.get(row.id());
    if (stored == null) {
      append(row);
    } else if (!stored.repeats(row)) {
      throw new LedgerConflict(row.id(), "is booked with other content");
    }
  }

  private BookedTransfer row(Entry entry) {
    return switch (entry) {
      case Transfer transfer -> BookedTransfer.of(transfer, TransferKind.POSTED);
      case PendingTransfer(Transfer transfer) -> BookedTransfer.of(transfer, TransferKind.PENDING);
      case PostPending post ->
          pending(post.id(), post.pending()).posted(post.id(), post.amountMicros(), post.voucher());
      case VoidPending release ->
          pending(release.id(), release.pending()).voided(release.id(), release.voucher());
    };
  }

  private BookedTransfer pending(TransferId id, TransferId pending) {
    BookedTransfer row = known.get(pending);
    if (row == null || row.kind() != TransferKind.PENDING) {
      throw new LedgerConflict(id, "resolves " + pending + ", which is no pending transfer");
    }
    return row;
  }

  private void append(BookedTransfer row) {
    long setAside = row.pending() == null ? 0 : resolve(row, row.pending());
    long posted = row.kind().posted(row.amountMicros());
    long pending = row.kind().pending(row.amountMicros(), setAside);
    change(row.debit(), Totals.ofDebit(posted, pending));
    change(row.credit(), Totals.ofCredit(posted, pending));
    known.put(row.id(), row);
    added.add(row);
  }

  /** Returns what the pending transfer set aside. */
  private long resolve(BookedTransfer row, TransferId pending) {
    TransferId earlier = resolutions.putIfAbsent(pending, row.id());
    if (earlier != null) {
      throw new LedgerConflict(
          row.id(), "resolves %s, which %s resolved".formatted(pending, earlier));
    }
    long setAside = pending(row.id(), pending).amountMicros();
    if (row.amountMicros() > setAside) {
      throw new LedgerConflict(
          row.id(),
          "posts %d of the %d that %s set aside".formatted(row.amountMicros(), setAside, pending));
    }
    return setAside;
  }

  private void change(Account account, Totals change) {
    Totals before = changed.getOrDefault(account, totals.getOrDefault(account, Totals.ZERO));
    changed.put(account, before.plus(change));
  }

  /** The first account that would be below zero at the end of the batch. */
  Optional<InsufficientBalance> shortage() {
    for (Map.Entry<Account, Totals> each : changed.entrySet()) {
      long available = each.getValue().balance(each.getKey().normalSide()).availableMicros();
      if (available < 0) {
        return Optional.of(new InsufficientBalance(each.getKey(), -available));
      }
    }
    return Optional.empty();
  }

  List<BookedTransfer> added() {
    return added;
  }

  /** The new totals of the accounts that are not as they were. */
  Map<Account, Totals> changed() {
    return changed;
  }
}
