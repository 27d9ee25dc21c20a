package org.farthing.node.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.farthing.node.Node;
import org.farthing.node.account.Member;

/**
 * Counts a second that buttons are told, against pages of things, which are counted and drawn anew
 * each time. In turns, over the same connections.
 */
final class CounterRate {

  private static final int CLIENTS = 16;
  private static final int FLATTRS = 200;
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final Duration RUN = Duration.ofSeconds(Integer.getInteger("seconds", 4));
  private static final String THING = "https://creator.example/popular";

  private CounterRate() {}

  public static void main(String[] args) throws Exception {
    try (BenchNode bench = BenchNode.start(Instant.parse("2026-11-10T12:00:00Z"), 20)) {
      long thing = prepare(bench.node());
      URI count = URI.create(bench.node().origin() + "/widget/count?url=" + THING);
      URI page = URI.create(bench.node().origin() + "/things/" + thing);
      rate(count);
      rate(page);
      for (int round = 0; round < ROUNDS; round++) {
        double pages = rate(page);
        double counts = rate(count);
        System.out.printf(
            "pages %.0f / s, counts %.0f / s: %.1f times (at least 20)%n",
            pages, counts, counts / pages);
      }
    }
  }

  private static long prepare(Node node) {
    Member creator = node.members().create("creator", "Creator");
    node.deposits().confirm(creator.id().value(), 10_000_000, "creator");
    node.giving().setBudget(creator.id(), 2_000_000);
    long thing = node.things().register(THING, "Popular", creator.id(), creator.name()).id();
    for (int i = 0; i < FLATTRS; i++) {
      Member donor = node.members().create("donor" + i, "Donor");
      node.deposits().confirm(donor.id().value(), 10_000_000, "donor " + i);
      node.giving().setBudget(donor.id(), 2_000_000);
      node.flattrs().record(donor.id(), THING, true);
    }
    return thing;
  }

  private static double rate(URI address) throws Exception {
    long end = System.nanoTime() + RUN.toNanos();
    List<Future<Long>> loops = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        loops.add(threads.submit(() -> loop(address, end)));
      }
      long sum = 0;
      for (Future<Long> loop : loops) {
        sum += loop.get();
      }
      return sum / (double) RUN.toSeconds();
    }
  }

  private static long loop(URI address, long end) throws IOException {
    long count = 0;
    try (Gets gets = new Gets(address)) {
      while (System.nanoTime() < end) {
        gets.once();
        count++;
      }
    }
    return count;
  }

  /** Asks for one address over and over; cheap, since it shares the processors with the node. */
  private static final class Gets implements FlattrRate.Client {

    private static final String LENGTH = "content-length: ";

    private final Socket socket;
    private final byte[] request;
    private final DataInputStream in;

    Gets(URI address) throws IOException {
      this.socket = new Socket("localhost", address.getPort());
      socket.setTcpNoDelay(true);
      this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 32_768));
      String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
      this.request =
          "GET %s%s HTTP/1.1\r\nHost: %s\r\nAccept: text/html, */*\r\n\r\n"
              .formatted(address.getRawPath(), query, address.getRawAuthority())
              .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void once() throws IOException {
      socket.getOutputStream().write(request);
      String status = line();
      if (!status.startsWith("HTTP/1.1 200 ")) {
        throw new IllegalStateException("It answers " + status);
      }
      int length = -1;
      for (String header = line(); !header.isEmpty(); header = line()) {
        if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
          length = Integer.parseInt(header.substring(LENGTH.length()));
        }
      }
      in.skipNBytes(length);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int read = in.read(); read != '\n'; read = in.read()) {
        if (read < 0) {
          throw new IOException("The node has closed the connection.");
        }
        if (read != '\r') {
          line.append((char) read);
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
