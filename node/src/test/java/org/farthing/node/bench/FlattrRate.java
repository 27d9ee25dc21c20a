package org.farthing.node.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;

/**
 * Flattrs a second through the API, durable, by donors who have reserved, on known things of this
 * node, against bare one-row durable commits on the same MariaDB. 32 connections each, in turns.
 */
final class FlattrRate {

  private static final int CONNECTIONS = 32;
  private static final int DONORS = 320;
  private static final int THINGS = 5_000;
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("seconds", 10));

  private FlattrRate() {}

  /** One connection's loop: does one thing, which must have become durable. */
  interface Client extends AutoCloseable {
    void once() throws IOException, SQLException;

    @Override
    void close() throws IOException, SQLException;
  }

  public static void main(String[] args) throws Exception {
    try (BenchNode bench = BenchNode.start(Instant.parse("2026-11-10T12:00:00Z"), 40)) {
      requireDurability(bench);
      List<String> tokens = prepare(bench.node());
      AtomicLong clicks = new AtomicLong();
      Callable<Client> commit = () -> new Commits(bench.connect());
      Callable<Client> click =
          () -> new Clicks(bench.node().origin(), tokens, THINGS, clicks::getAndIncrement);
      run(commit, WARM_UP);
      run(click, WARM_UP);
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        double before = rate(bench, "bare commits", commit);
        double flattrs = rate(bench, "flattrs", click);
        double after = rate(bench, "bare commits", commit);
        ratios[round] = flattrs / ((before + after) / 2);
        System.out.printf("ratio %.2f (at least 0.25)%n", ratios[round]);
      }
    }
  }

  private static void requireDurability(BenchNode bench) throws SQLException {
    try (Connection connection = bench.connect();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("select @@innodb_flush_log_at_trx_commit")) {
      row.next();
      if (row.getInt(1) != 1) {
        throw new IllegalStateException("Commits are not durable.");
      }
    }
  }

  private static List<String> prepare(Node node) {
    Member creator = member(node, "creator");
    for (int i = 0; i < THINGS; i++) {
      node.things().register(Clicks.url(i), null, creator.id(), creator.name());
    }
    Member other = member(node, "other");
    node.things().register("https://other.example/", null, other.id(), other.name());
    node.flattrs().record(creator.id(), "https://other.example/", false);
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < DONORS; i++) {
      Member donor = member(node, "donor" + i);
      node.flattrs().record(donor.id(), "https://other.example/", false);
      tokens.add(node.tokens().issue(donor.id(), "bench"));
    }
    return tokens;
  }

  private static Member member(Node node, String name) {
    Member member = node.members().create(name, name);
    MemberId id = member.id();
    node.deposits().confirm(id.value(), 10_000_000, name);
    node.giving().setBudget(id, 2_000_000);
    return member;
  }

  private static double rate(BenchNode bench, String what, Callable<Client> clients)
      throws InterruptedException, ExecutionException {
    CpuTimes before = CpuTimes.of(bench);
    Load load = run(clients, RUN);
    CpuTimes used = CpuTimes.of(bench).minus(before);
    double rate = load.done() / (double) RUN.toSeconds();
    System.out.printf(
        "%-12s %7.0f / s;  CPU for each: client %d, node %d, database %d µs%n",
        what,
        rate,
        load.clientNanos() / load.done() / 1000,
        (used.processNanos() - load.clientNanos()) / load.done() / 1000,
        used.databaseNanos() / load.done() / 1000);
    return rate;
  }

  /**
   * What clients have done.
   *
   * @param clientNanos time on a processor that they took themselves
   */
  private record Load(long done, long clientNanos) {
    Load plus(Load other) {
      return new Load(done + other.done, clientNanos + other.clientNanos);
    }
  }

  private static Load run(Callable<Client> clients, Duration duration)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + duration.toNanos();
    List<Future<Load>> loops = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        loops.add(threads.submit(() -> loop(clients, end)));
      }
      Load sum = new Load(0, 0);
      for (Future<Load> loop : loops) {
        sum = sum.plus(loop.get());
      }
      return sum;
    }
  }

  private static Load loop(Callable<Client> clients, long end) throws Exception {
    long count = 0;
    long began = CpuTimes.ofThisThread();
    try (Client client = clients.call()) {
      while (System.nanoTime() < end) {
        client.once();
        count++;
      }
    }
    return new Load(count, CpuTimes.ofThisThread() - began);
  }

  /** Inserts one row and commits. */
  private static final class Commits implements Client {

    private final Connection connection;
    private final PreparedStatement insert;

    Commits(Connection connection) throws SQLException {
      this.connection = connection;
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "create table if not exists bare (id bigint auto_increment primary key, text"
                + " char(36))");
      }
      this.insert = connection.prepareStatement("insert into bare (text) values (uuid())");
    }

    @Override
    public void once() throws SQLException {
      insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
