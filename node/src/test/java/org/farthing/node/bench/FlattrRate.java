package org.farthing.node.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * node, against bare one-row durable commits on the same MariaDB. 32 connections each.
 */
final class FlattrRate {

  private static final int CONNECTIONS = 32;
  private static final int DONORS = 320;
  private static final int THINGS = 2_000;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration RUN = Duration.ofSeconds(10);

  private FlattrRate() {}

  /** One connection's loop: does one thing, which must have become durable. */
  private interface Client extends AutoCloseable {
    void once() throws Exception;

    @Override
    void close() throws IOException, SQLException;
  }

  public static void main(String[] args) throws Exception {
    try (BenchNode bench = BenchNode.start(Instant.parse("2026-11-10T12:00:00Z"), 40)) {
      List<String> tokens = prepare(bench.node());
      int port = bench.node().origin().port();
      AtomicLong next = new AtomicLong();
      double commits = rate("bare commits", () -> new Commits(bench.connect()));
      double flattrs = rate("flattrs", () -> new Clicks(port, tokens, next));
      double again = rate("bare commits", () -> new Commits(bench.connect()));
      System.out.printf("ratio %.2f (at least 0.25)%n", flattrs / ((commits + again) / 2));
    }
  }

  private static List<String> prepare(Node node) {
    Member creator = member(node, "creator");
    for (int i = 0; i < THINGS; i++) {
      node.things().register(url(i), null, creator.id(), creator.name());
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

  private static String url(long thing) {
    return "https://creator.example/" + thing;
  }

  private static double rate(String what, Callable<Client> clients)
      throws InterruptedException, ExecutionException {
    run(clients, WARM_UP);
    long done = run(clients, RUN);
    double rate = done / (double) RUN.toSeconds();
    System.out.printf("%-14s %8.0f / s%n", what, rate);
    return rate;
  }

  private static long run(Callable<Client> clients, Duration duration)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + duration.toNanos();
    List<Future<Long>> loops = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        loops.add(
            threads.submit(
                () -> {
                  long count = 0;
                  try (Client client = clients.call()) {
                    while (System.nanoTime() < end) {
                      client.once();
                      count++;
                    }
                  }
                  return count;
                }));
      }
      long sum = 0;
      for (Future<Long> loop : loops) {
        sum += loop.get();
      }
      return sum;
    }
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

  /** Posts one flattr on a connection that is kept alive; each a pair not clicked before. */
  private static final class Clicks implements Client {

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final List<String> tokens;
    private final AtomicLong next;

    Clicks(int port, List<String> tokens, AtomicLong next) throws IOException {
      this.socket = new Socket("localhost", port);
      socket.setTcpNoDelay(true);
      this.out = socket.getOutputStream();
      this.in = new BufferedInputStream(socket.getInputStream());
      this.tokens = tokens;
      this.next = next;
    }

    @Override
    public void once() throws IOException {
      long number = next.getAndIncrement();
      long thing = number / DONORS;
      if (thing >= THINGS) {
        throw new IllegalStateException("All pairs are used up: raise THINGS.");
      }
      byte[] body = ("{\"url\":\"" + url(thing) + "\"}").getBytes(StandardCharsets.UTF_8);
      String head =
          "POST /api/v1/flattrs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Accept: application/json\r\nAuthorization: Bearer "
              + tokens.get((int) (number % DONORS))
              + "\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      out.write((head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
      String status = line();
      if (!status.startsWith("HTTP/1.1 201")) {
        throw new IllegalStateException("Not recorded: " + status);
      }
      skipAnswer();
    }

    private void skipAnswer() throws IOException {
      int length = 0;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(header.substring("content-length:".length()).strip());
        }
      }
      in.skipNBytes(length);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IOException("The connection ended.");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
