package org.farthing.protocol.simulation;

import java.time.YearMonth;
import java.util.List;
import java.util.SortedMap;
import org.farthing.protocol.money.Cover;
import org.farthing.protocol.money.Fee;
import org.farthing.protocol.money.Revenue;

/**
 * A node's ledger: double-entry, each transfer under an id of its own and once. Debits count up, so
 * that what a node has is positive, what it owes is negative, and all together is zero.
 */
final class Books {

  private static final long MINOR_UNIT = 10_000;

  private final Store.Table<Long> balances;
  private final Store.Table<Boolean> booked;
  private final Tables tables;
  private final Fee fee;
  private final boolean honest;
  private boolean changed;

  /**
   * @param honest whether anything need hold at all
   */
  Books(Tables tables, Fee fee, boolean honest) {
    this.honest = honest;
    this.balances = tables.store.table();
    this.booked = tables.store.table();
    this.tables = tables;
    this.fee = fee;
  }

  /** What is on an account, never negative. */
  long of(String account) {
    return Math.abs(balances.find(account).orElse(0L));
  }

  /** All accounts of a kind: debits above zero, credits below. */
  SortedMap<String, Long> under(String kind) {
    return balances.under(kind + "/");
  }

  /** What is on all accounts of a kind. */
  long sum(String kind) {
    return Math.abs(balances.under(kind + "/").values().stream().mapToLong(Long::longValue).sum());
  }

  void move(String id, String debit, String credit, long micros) {
    if (micros == 0) {
      return;
    }
    require(micros > 0, id + " moves " + micros);
    require(!booked.has(id), id + " is booked twice");
    booked.put(id, true);
    balances.put(debit, Math.addExact(balances.find(debit).orElse(0L), micros));
    balances.put(credit, Math.subtractExact(balances.find(credit).orElse(0L), micros));
    changed = true;
  }

  /** What a creator receives from donors here: available at once. */
  void postOwn(YearMonth period, String creator, long grossMicros) {
    long feeMicros = topUp(period, creator, grossMicros);
    String id = period + "/own/" + creator;
    move("revenue " + id, "giving/" + period, "available/" + creator, grossMicros - feeMicros);
    move("fee " + id, "giving/" + period, "fee-available/", feeMicros);
  }

  /**
   * What a creator receives of a peer's statement: pending, and owed by the peer. A second time
   * where the peer stands by lines that were left out at first.
   */
  void earn(YearMonth period, int peer, String creator, long grossMicros) {
    long feeMicros = topUp(period, creator, grossMicros);
    String key = pendingKey(peer, period, creator);
    long before = tables.earnedOf.find(key).orElse(0L);
    String id = period + "/" + peer + "/" + creator + (before == 0 ? "" : "/rest");
    move("revenue " + id, "claim/" + peer, "pending/" + creator, grossMicros - feeMicros);
    move("fee " + id, "claim/" + peer, "fee-pending/", feeMicros);
    tables.earnedOf.put(key, before + grossMicros);
    Revenue<String> pending = tables.pending.find(key).orElse(new Revenue<>(period, creator, 0, 0));
    tables.pending.put(
        key,
        new Revenue<>(
            period,
            creator,
            pending.netMicros() + grossMicros - feeMicros,
            pending.feeMicros() + feeMicros));
  }

  /** What a creator has received of a peer's statement so far. */
  long earned(YearMonth period, int peer, String creator) {
    return tables.earnedOf.find(pendingKey(peer, period, creator)).orElse(0L);
  }

  private long topUp(YearMonth period, String creator, long grossMicros) {
    String key = period + "/" + creator;
    long before = tables.grossOfMonth.find(key).orElse(0L);
    tables.grossOfMonth.put(key, before + grossMicros);
    return fee.topUp(before, grossMicros);
  }

  /**
   * @param upTo the last month whose revenue is concerned
   * @param occasion what covers it, once a month and peer
   */
  void mature(YearMonth period, YearMonth upTo, int peer, Cover cover, String occasion) {
    for (Revenue<String> part : release(upTo, peer, cover)) {
      String id = occasion + "/" + period + "/" + peer + "/" + part.month() + "/" + part.creator();
      String creator = part.creator();
      move("mature " + id, "pending/" + creator, "available/" + creator, part.netMicros());
      move("mature fee " + id, "fee-pending/", "fee-available/", part.feeMicros());
    }
  }

  void writeOff(YearMonth period, int peer, long micros) {
    for (Revenue<String> part : release(period, peer, new Cover.UpTo(micros))) {
      String id = period + "/" + peer + "/" + part.month() + "/" + part.creator();
      move("write off " + id, "pending/" + part.creator(), "claim/" + peer, part.netMicros());
      move("write off fee " + id, "fee-pending/", "claim/" + peer, part.feeMicros());
    }
  }

  private List<Revenue<String>> release(YearMonth upTo, int peer, Cover cover) {
    List<Revenue<String>> concerned =
        tables.pending.under(peer + "/").values().stream()
            .filter(revenue -> !revenue.month().isAfter(upTo))
            .toList();
    List<Revenue<String>> parts = cover.release(concerned);
    for (Revenue<String> part : parts) {
      String key = pendingKey(peer, part.month(), part.creator());
      Revenue<String> before = tables.pending.find(key).orElseThrow();
      tables.pending.put(
          key,
          new Revenue<>(
              part.month(),
              part.creator(),
              before.netMicros() - part.netMicros(),
              before.feeMicros() - part.feeMicros()));
    }
    return parts;
  }

  private static String pendingKey(int peer, YearMonth period, String creator) {
    return peer + "/" + period + "/" + creator;
  }

  /**
   * What must hold after each transaction.
   *
   * @param peers how many there are: of each, less than a minor unit may be owed and not held
   */
  void check(int peers) {
    if (!changed) {
      return;
    }
    changed = false;
    long total = 0;
    for (String kind : List.of("bank", "claim")) {
      for (var asset : balances.under(kind + "/").entrySet()) {
        require(asset.getValue() >= 0, asset + " is below zero");
        total += asset.getValue();
      }
    }
    for (String kind :
        List.of(
            "funds",
            "reserved",
            "giving",
            "stated",
            "owed",
            "pending",
            "available",
            "fee-pending",
            "fee-available")) {
      for (var debt : balances.under(kind + "/").entrySet()) {
        require(debt.getValue() <= 0, debt + " is below zero");
        total += debt.getValue();
      }
    }
    require(total == 0, "the books do not balance: " + total);
    long promised = sum("funds") + sum("reserved") + sum("available") + sum("fee-available");
    require(
        sum("bank") > promised - peers * MINOR_UNIT,
        "the bank has " + sum("bank") + " for " + promised);
  }

  boolean has(String id) {
    return booked.has(id);
  }

  void require(boolean holds, String what) {
    if (honest && !holds) {
      throw new AssertionError(what);
    }
  }
}
