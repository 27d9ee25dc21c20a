package org.farthing.node.bench;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Entry;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.PendingTransfer;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.settlement.CloseStage;

/**
 * A month of 3 million flattrs by 100 000 donors: splitting and summing against a bare ordered scan
 * of the same rows, and closing the month twice.
 */
final class CloseRate {

  private static final YearMonth MONTH = YearMonth.of(2026, 10);
  private static final int DONORS = Integer.getInteger("donors", 100_000);
  private static final int FLATTRS = Integer.getInteger("flattrs", 3_000_000);
  private static final int ROUNDS = 5;
  private static final int CREATORS = 1_000;
  private static final int AT_ONCE = 1_000;
  private static final long BUDGET = 2_000_003;

  private CloseRate() {}

  public static void main(String[] args) throws Exception {
    try (BenchNode bench = BenchNode.start(Instant.parse("2026-10-01T00:00:00Z"), 8);
        Database database = Database.open(bench.address(), 4)) {
      prepare(bench, database);
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        long scan = timed("bare scan", () -> scan(bench));
        ratios[round] = timed("split and sum", () -> split(bench, database)) / (double) scan;
      }
      Arrays.sort(ratios);
      System.out.printf("split / scan %.2f, the median (at most 3)%n", ratios[ROUNDS / 2]);
      bench.calendar().set(Instant.parse("2026-11-04T00:00:00Z"));
      long first = timed("close", () -> close(bench));
      long second = timed("close again", () -> close(bench));
      System.out.printf("again / first %.4f (at most 0.05)%n", second / (double) first);
      System.out.printf(
          "heap %d MB%n", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20);
    }
  }

  private interface Work {
    long run() throws Exception;
  }

  private static long timed(String what, Work work) throws Exception {
    long began = System.nanoTime();
    long result = work.run();
    long took = System.nanoTime() - began;
    System.out.printf("%-14s %8d ms  (%d)%n", what, took / 1_000_000, result);
    return took;
  }

  /** Reads what the split reads, and nothing else. */
  private static long scan(BenchNode bench) throws SQLException {
    try (Connection connection = bench.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(1000);
      long rows = 0;
      try (ResultSet flattrs =
          statement.executeQuery(
              "select donor_id, id, creator_id, anonymous from flattr"
                  + " where period = '2026-10' and state = 'counted' order by donor_id, id")) {
        while (flattrs.next()) {
          if (flattrs.getObject(1, UUID.class) != null
              && flattrs.getObject(2, UUID.class) != null) {
            rows += flattrs.getLong(3) > 0 && !flattrs.getBoolean(4) ? 1 : 0;
          }
        }
      }
      return rows;
    }
  }

  private static long split(BenchNode bench, Database database) {
    Map<Long, Long> sums = new HashMap<>();
    database.execute(
        tx ->
            new MonthShares(bench.node().origin())
                .each(
                    tx,
                    MONTH,
                    donor -> {
                      for (int i = 0; i < donor.size(); i++) {
                        sums.merge(donor.creator(i), donor.shareMicros(i), Long::sum);
                      }
                    }));
    return sums.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long close(BenchNode bench) {
    return bench.node().monthClose().advance(MONTH, CloseStage.CLOSED) == CloseStage.CLOSED ? 1 : 0;
  }

  private static void prepare(BenchNode bench, Database database) throws Exception {
    List<UUID> donors = new ArrayList<>();
    try (Connection connection = bench.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < DONORS + CREATORS; i++) {
        UUID id = Uuid7.next();
        statement.addBatch(
            "insert into member (id, name, display_name, created_at) values ('%s', 'm%d', 'm', now())"
                .formatted(id, i));
        if (i < DONORS) {
          donors.add(id);
          statement.addBatch(
              "insert into reservation (period, member_id, amount_micros, transfer_id) values"
                  + " ('2026-10', '%s', %d, '%s')".formatted(id, BUDGET, reservation(id).value()));
        } else {
          statement.addBatch(
              "insert into creator (id, actor, member_id) values (%d, 'http://localhost/%d', '%s')"
                  .formatted(i - DONORS + 1, i, id));
          statement.addBatch(
              "insert into thing (id, url, url_hash, creator_id, added_at) values (%1$d, '%1$d',"
                      .formatted(i - DONORS + 1)
                  + " unhex(sha2('%1$d', 256)), %1$d, now())".formatted(i - DONORS + 1));
        }
        if (i % AT_ONCE == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
      connection.commit();
    }
    reserve(database, donors);
    insertFlattrs(bench, donors);
  }

  private static void reserve(Database database, List<UUID> donors) {
    Ledger ledger = new Ledger();
    for (int from = 0; from < donors.size(); from += AT_ONCE) {
      List<Entry> entries = new ArrayList<>();
      for (UUID donor : donors.subList(from, Math.min(from + AT_ONCE, donors.size()))) {
        Voucher voucher = new Voucher(TransferCode.RESERVE, "bench", MONTH, Instant.EPOCH);
        Voucher deposit = new Voucher(TransferCode.DEPOSIT, "bench", null, Instant.EPOCH);
        Account funds = new Account.MemberFunds(donor);
        entries.add(
            new Transfer(
                TransferId.of("deposit:" + donor), new Account.Bank(), funds, BUDGET, deposit));
        entries.add(
            new PendingTransfer(
                new Transfer(
                    reservation(donor), funds, new Account.Giving(MONTH), BUDGET, voucher)));
      }
      database.write(tx -> ledger.book(tx, entries).orThrow());
    }
  }

  private static TransferId reservation(UUID donor) {
    return TransferId.of("reserve:" + donor);
  }

  /** Donor by donor, as the rows lie. */
  private static void insertFlattrs(BenchNode bench, List<UUID> donors) throws SQLException {
    int each = FLATTRS / DONORS;
    try (Connection connection = bench.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      StringBuilder rows = new StringBuilder();
      int inBatch = 0;
      for (int donor = 0; donor < donors.size(); donor++) {
        for (int i = 0; i < each; i++) {
          rows.append(inBatch == 0 ? "" : ",")
              .append("('2026-10','%s','%s',".formatted(donors.get(donor), Uuid7.next()))
              .append("%1$d,%1$d,'counted',0,now(6))".formatted((donor * 31 + i) % CREATORS + 1));
          inBatch++;
        }
        if (inBatch >= 5 * AT_ONCE || donor == donors.size() - 1) {
          statement.execute(
              "insert into flattr (period, donor_id, id, thing_id, creator_id, state, anonymous,"
                  + " recorded_at) values "
                  + rows);
          connection.commit();
          rows.setLength(0);
          inBatch = 0;
        }
      }
    }
  }
}
