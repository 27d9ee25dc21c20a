package org.farthing.node.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /** In each round, for pages and for counts. */
  private static final int SECONDS = Integer.getInteger("seconds", 4);

  /** Turns are short, so that whatever else the machine does meets both alike. */
  private static final Duration TURN = Duration.ofMillis(500);

  private static final int TURNS = (int) (Duration.ofSeconds(SECONDS).toMillis() / TURN.toMillis());
  private static final String THING = "https://creator.example/popular";

  private CounterRate() {}

  public static void main(String[] args) throws Exception {
    try (BenchNode bench = BenchNode.start(Instant.parse("2026-11-10T12:00:00Z"), 20)) {
      long thing = prepare(bench.node());
      URI count = URI.create(bench.node().origin() + "/widget/count?url=" + THING);
      URI page = URI.create(bench.node().origin() + "/things/" + thing);
      for (int round = 0; round <= ROUNDS; round++) {
        long pages = 0;
        long counts = 0;
        for (int turn = 0; turn < TURNS; turn++) {
          pages += answers(page);
          counts += answers(count);
        }
        System.out.printf(
            "%spages %d / s, counts %d / s: %.1f times (at least 20)%n",
            round == 0 ? "to warm up: " : "",
            pages / SECONDS,
            counts / SECONDS,
            counts / (double) pages);
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

  /** How many come in one turn. */
  private static long answers(URI address) throws Exception {
    long end = System.nanoTime() + TURN.toNanos();
    List<Future<Long>> loops = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        loops.add(threads.submit(() -> loop(address, end)));
      }
      long sum = 0;
      for (Future<Long> loop : loops) {
        sum += loop.get();
      }
      return sum;
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

  /**
   * Asks for one address over and over. It shares the processors with the node, so it looks at no
   * more of an answer than where it ends.
   */
  private static final class Gets implements FlattrRate.Client {

    private static final byte[] OK = ascii("HTTP/1.1 200 ");
    private static final byte[] LENGTH = ascii("\r\ncontent-length: ");
    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");

    private final Socket socket;
    private final InputStream in;
    private final byte[] request;
    private final byte[] answer = new byte[32_768];

    Gets(URI address) throws IOException {
      this.socket = new Socket("localhost", address.getPort());
      socket.setTcpNoDelay(true);
      this.in = socket.getInputStream();
      String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
      this.request =
          ascii(
              "GET %s%s HTTP/1.1\r\nHost: %s\r\nAccept: text/html, */*\r\n\r\n"
                  .formatted(address.getRawPath(), query, address.getRawAuthority()));
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void once() throws IOException {
      socket.getOutputStream().write(request);
      int filled = read(0, answer.length);
      int head = find(END_OF_HEAD, filled);
      while (head < 0) {
        filled += read(filled, answer.length - filled);
        head = find(END_OF_HEAD, filled);
      }
      if (find(OK, OK.length) != 0) {
        throw new IllegalStateException("It answers otherwise than with 200.");
      }
      int left = head + END_OF_HEAD.length + length(head) - filled;
      while (left > 0) {
        left -= read(0, Math.min(left, answer.length));
      }
    }

    private int read(int at, int most) throws IOException {
      int count = in.read(answer, at, most);
      if (count <= 0) {
        throw new IOException("The node has closed the connection, or its headers have no end.");
      }
      return count;
    }

    private int length(int head) {
      int at = find(LENGTH, head);
      if (at < 0) {
        throw new IllegalStateException("It does not say how long its answer is.");
      }
      int length = 0;
      for (int i = at + LENGTH.length; answer[i] >= '0' && answer[i] <= '9'; i++) {
        length = 10 * length + answer[i] - '0';
      }
      return length;
    }

    /** Where these stand first, whether in large letters or small; -1 if nowhere. */
    private int find(byte[] wanted, int end) {
      for (int at = 0; at <= end - wanted.length; at++) {
        int same = 0;
        while (same < wanted.length && isSame(answer[at + same], wanted[same])) {
          same++;
        }
        if (same == wanted.length) {
          return at;
        }
      }
      return -1;
    }

    private static boolean isSame(byte one, byte other) {
      return one == other || Character.toLowerCase(one) == Character.toLowerCase(other);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
