package org.farthing.node.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.platform.LongNumbers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.settlement.CloseStage;
import org.farthing.protocol.activity.ActorId;

/**
 * A month of many flattrs: splitting and summing against a bare ordered scan of the same rows and
 * against SQL, and closing it, with the lines of statements to other nodes, twice.
 */
final class CloseRate {

  private static final YearMonth MONTH = YearMonth.of(2026, 10);
  private static final int DONORS = Integer.getInteger("donors", 100_000);
  private static final int FLATTRS = Integer.getInteger("flattrs", 3_000_000);
  private static final int ROUNDS = Integer.getInteger("rounds", 5);
  private static final int CREATORS = Integer.getInteger("creators", 1_000);
  private static final int PEERS = Integer.getInteger("peers", 10);

  /** How many of the creators are at other nodes, in percent. */
  private static final int ELSEWHERE = Integer.getInteger("elsewhere", 50);

  private CloseRate() {}

  public static void main(String[] args) throws Exception {
    Instant begins = Instant.parse("2026-10-01T00:00:00Z");
    String data = System.getProperty("data", "");
    try (BenchNode bench =
            data.isEmpty()
                ? BenchNode.start(begins, 8)
                : BenchNode.start(begins, 8, Path.of(data));
        Database database = Database.open(bench.address(), 4)) {
      if (scan(bench) == 0) {
        timed(bench, "fill", () -> fill(bench, database));
      }
      if (Boolean.getBoolean("fill")) {
        return;
      }
      long scan = compareWithScan(bench, database);
      if (Boolean.parseBoolean(System.getProperty("sql", "true"))) {
        long bySql = timed(bench, "by SQL", () -> bySql(bench));
        long split = timed(bench, "split and sum", () -> split(bench, database));
        System.out.printf("SQL / split %.2f (at least 3)%n", bySql / (double) split);
      }
      bench.calendar().set(Instant.parse("2026-11-20T00:00:00Z"));
      long before = timed(bench, "bare scan", () -> scan(bench));
      StageTimes stages = new StageTimes();
      long first = timed(bench, "close", () -> close(bench));
      long after = timed(bench, "bare scan", () -> scan(bench));
      long second = timed(bench, "close again", () -> close(bench));
      long fastest = Math.min(scan, Math.min(before, after));
      long work = stages.between(CloseStage.RECONCILED, CloseStage.STATED);
      System.out.printf(
          "lines, trees, posting %d ms; / scan %.2f (at most 8); by the fastest scan %.2f%n",
          work / 1_000_000, work / ((before + after) / 2.0), work / (double) fastest);
      System.out.printf(
          "close with all checks of the books / scan %.2f; by the fastest scan %.2f%n",
          first / ((before + after) / 2.0), first / (double) fastest);
      System.out.printf("again / first %.4f (at most 0.05)%n", second / (double) first);
      System.out.printf("heap %d MB at most (at most 1024)%n", peakHeap() >> 20);
    }
  }

  private static long fill(BenchNode bench, Database database) throws SQLException {
    List<ActorId> peers =
        IntStream.range(0, PEERS)
            .mapToObj(peer -> ActorId.of("http://localhost:" + (1 + peer) + "/actor"))
            .toList();
    new MonthData(MONTH, DONORS, FLATTRS, CREATORS, peers, ELSEWHERE).fill(bench, database);
    return FLATTRS;
  }

  /** The fastest scan. */
  private static long compareWithScan(BenchNode bench, Database database) throws Exception {
    double[] ratios = new double[ROUNDS];
    long fastest = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long scan = timed(bench, "bare scan", () -> scan(bench));
      ratios[round] = timed(bench, "split and sum", () -> split(bench, database)) / (double) scan;
      fastest = Math.min(fastest, scan);
    }
    Arrays.sort(ratios);
    System.out.printf("split / scan %.2f, the median (at most 2.5)%n", ratios[ROUNDS / 2]);
    return fastest;
  }

  private interface Work {
    long run() throws Exception;
  }

  /** Returns nanoseconds; on a busy machine, processor time says more. */
  private static long timed(BenchNode bench, String what, Work work) throws Exception {
    long began = System.nanoTime();
    Duration own = BenchNode.ownTime();
    Duration server = bench.serverTime();
    long result = work.run();
    long took = System.nanoTime() - began;
    System.out.printf(
        "%-14s %8d ms; processor: here %d ms, database %d ms  (%d)%n",
        what,
        took / 1_000_000,
        BenchNode.ownTime().minus(own).toMillis(),
        bench.serverTime().minus(server).toMillis(),
        result);
    return took;
  }

  /** Reads what the split reads, in the same form, and nothing else. */
  private static long scan(BenchNode bench) throws SQLException {
    try (Connection connection = bench.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(1000);
      long rows = 0;
      try (ResultSet flattrs =
          statement.executeQuery(
              "select cast(donor_id as binary(16)), cast(id as binary(16)), creator_id, anonymous"
                  + " from flattr where period = '2026-10' and state = 'counted'"
                  + " order by donor_id, id")) {
        while (flattrs.next()) {
          if (flattrs.getBytes(1).length == flattrs.getBytes(2).length) {
            rows += flattrs.getLong(3) > 0 && !flattrs.getBoolean(4) ? 1 : 0;
          }
        }
      }
      return rows;
    }
  }

  private static long split(BenchNode bench, Database database) {
    LongNumbers creators = new LongNumbers();
    long[] sums = new long[CREATORS];
    database.execute(
        tx ->
            new MonthShares(bench.node().origin())
                .each(
                    tx,
                    MONTH,
                    donor -> {
                      for (int i = 0; i < donor.size(); i++) {
                        sums[creators.number(donor.creator(i))] += donor.shareMicros(i);
                      }
                    }));
    return Arrays.stream(sums).sum();
  }

  private static long bySql(BenchNode bench) throws SQLException {
    try (Connection connection = bench.connect();
        Statement statement = connection.createStatement();
        ResultSet sum =
            statement.executeQuery(
                """
                select sum(micros) from (
                  select creator_id, sum(share + (place <= remainder)) as micros from (
                    select f.creator_id, r.amount_micros div c.n as share, r.amount_micros mod c.n as remainder,
                      row_number() over (
                        partition by f.donor_id
                        order by unhex(sha2(concat('%s/flattrs/', f.id), 256))) as place
                    from flattr f
                    join reservation r on r.period = f.period and r.member_id = f.donor_id
                    join (
                      select donor_id, count(*) as n from flattr
                      where period = '2026-10' and state = 'counted' group by donor_id) c
                      on c.donor_id = f.donor_id
                    where f.period = '2026-10' and f.state = 'counted') shares
                  group by creator_id) sums
                """
                    .formatted(bench.node().origin()))) {
      sum.next();
      return sum.getLong(1);
    }
  }

  /** When a close came to each stage, from what it logs. */
  private static final class StageTimes extends Handler {

    private final Map<CloseStage, Long> nanos = new ConcurrentHashMap<>();
    // The log manager would let go of it.
    private final Logger log = Logger.getLogger("org.farthing.node.settlement.MonthClose");

    StageTimes() {
      log.addHandler(this);
    }

    @Override
    public void publish(LogRecord event) {
      if (event.getParameters() != null
          && event.getParameters().length == 2
          && event.getParameters()[1] instanceof CloseStage stage) {
        nanos.put(stage, System.nanoTime());
      }
    }

    long between(CloseStage from, CloseStage to) {
      return Objects.requireNonNull(nanos.get(to)) - Objects.requireNonNull(nanos.get(from));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** As far as it comes without the other nodes, which do not answer. */
  private static long close(BenchNode bench) {
    return bench.node().monthClose().advance(MONTH, CloseStage.STATED) == CloseStage.STATED ? 1 : 0;
  }

  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }
}
