package org.farthing.node.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Posts requests that lie ready over connections that are kept alive, and takes the time. */
final class Posts {

  private static final int CONNECTIONS = 8;

  private Posts() {}

  /**
   * How it went.
   *
   * @param p99 of the waits for an answer, in nanoseconds
   */
  record Result(int requests, long nanos, long p99) {
    double perSecond() {
      return requests * 1e9 / nanos;
    }

    double p99Millis() {
      return p99 / 1e6;
    }
  }

  /**
   * Sends each once.
   *
   * @throws IllegalStateException at an answer other than 202
   */
  static Result send(URI server, List<byte[]> requests) throws Exception {
    AtomicInteger next = new AtomicInteger();
    long began = System.nanoTime();
    List<Future<long[]>> loops = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (int i = 0; i < CONNECTIONS; i++) {
        loops.add(threads.submit(() -> loop(server, requests, next)));
      }
    }
    long nanos = System.nanoTime() - began;
    List<long[]> waits = new ArrayList<>();
    for (Future<long[]> loop : loops) {
      waits.add(loop.get());
    }
    long[] all = waits.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return new Result(requests.size(), nanos, all[(int) Math.ceil(all.length * 0.99) - 1]);
  }

  private static long[] loop(URI server, List<byte[]> requests, AtomicInteger next)
      throws IOException {
    long[] waits = new long[requests.size()];
    int done = 0;
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
        long began = System.nanoTime();
        out.write(requests.get(i));
        String answer = answer(in);
        waits[done++] = System.nanoTime() - began;
        if (!answer.startsWith("HTTP/1.1 202 ")) {
          throw new IllegalStateException(answer);
        }
      }
    }
    return Arrays.copyOf(waits, done);
  }

  /** Until its length says that it is whole, or its last chunk. */
  private static String answer(InputStream in) throws IOException {
    byte[] buffer = new byte[16_384];
    int read = 0;
    while (true) {
      int more = in.read(buffer, read, buffer.length - read);
      if (more < 0) {
        throw new IOException("The connection ended.");
      }
      read += more;
      String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
      if (isWhole(text)) {
        return text;
      }
    }
  }

  private static boolean isWhole(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    String head = text.substring(0, end).toLowerCase(Locale.ROOT);
    int length = head.indexOf("content-length: ");
    if (length < 0) {
      return !head.contains("transfer-encoding: chunked") || text.endsWith("0\r\n\r\n");
    }
    int lineEnd = head.indexOf("\r\n", length);
    String number = head.substring(length + 16, lineEnd < 0 ? head.length() : lineEnd).strip();
    return text.length() >= end + 4 + Integer.parseInt(number);
  }
}
