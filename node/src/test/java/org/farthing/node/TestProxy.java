package org.farthing.node;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The network in front of a node: passes on what comes as it is told to, and remembers it. Speaks
 * as much HTTP/1.1 as nodes do; a connection carries one request.
 */
final class TestProxy implements AutoCloseable {

  /**
   * A request or an answer.
   *
   * @param head its lines, without the empty one
   * @param text its body, a character for each byte
   */
  record Message(List<String> head, String text) {

    Message {
      head = List.copyOf(head);
    }

    String firstLine() {
      return head.getFirst();
    }

    boolean isPost() {
      return firstLine().startsWith("POST ");
    }

    /** With another body of whatever length. */
    Message withText(String other) {
      List<String> lines = new ArrayList<>();
      head.forEach(
          line ->
              lines.add(
                  isNamed(line, "content-length") ? "Content-Length: " + other.length() : line));
      return new Message(lines, other);
    }

    private static boolean isNamed(String line, String name) {
      return line.toLowerCase(Locale.ROOT).startsWith(name + ":");
    }

    private int length() {
      return head.stream()
          .filter(line -> isNamed(line, "content-length"))
          .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
          .findFirst()
          .orElse(0);
    }

    /** For a connection that ends with it. */
    private byte[] bytes() {
      StringBuilder all = new StringBuilder();
      head.stream()
          .filter(line -> !isNamed(line, "connection"))
          .forEach(line -> all.append(line).append("\r\n"));
      all.append("Connection: close\r\n\r\n").append(text);
      return all.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** The node behind the proxy. */
  @FunctionalInterface
  interface Receiver {

    /** Has it take a request, and returns its answer. */
    Message send(Message request);
  }

  /** What becomes of a message on its way. */
  @FunctionalInterface
  interface Passage {

    /**
     * Passes a request on, or not.
     *
     * @return the answer; null to end the connection without one
     */
    @Nullable Message pass(Message request, Receiver node);
  }

  private final ServerSocket listener;
  private final int target;
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Message> posted = new CopyOnWriteArrayList<>();
  private volatile Passage passage = (request, node) -> node.send(request);

  private TestProxy(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
    connections.execute(this::listen);
  }

  /** Passes everything on to a port of this machine. */
  static TestProxy to(int port) {
    try {
      return new TestProxy(new ServerSocket(0, 50, InetAddress.getByName("localhost")), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Whatever was posted through it so far. */
  List<Message> posted() {
    return posted;
  }

  void pass(Passage other) {
    passage = other;
  }

  /**
   * From now on everything that is posted arrives at least twice, late and out of order, and every
   * third answer is lost, so that its message is sent again.
   */
  void beUnreliable(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    passage =
        (request, node) -> {
          int[] luck = new int[3];
          synchronized (random) {
            luck[0] = random.nextInt(30);
            luck[1] = random.nextInt(30);
            luck[2] = random.nextInt(3);
          }
          wait(luck[0]);
          Message answer = node.send(request);
          if (!request.isPost()) {
            return answer;
          }
          connections.execute(
              () -> {
                wait(luck[1]);
                node.send(request);
              });
          return luck[2] == 0 ? null : answer;
        };
  }

  /** Sends to the node again what was posted before. */
  void replay(List<Message> messages) {
    messages.forEach(this::forward);
  }

  private static void wait(int milliseconds) {
    LockSupport.parkNanos(milliseconds * 1_000_000L);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        connections.execute(() -> serve(client));
      } catch (IOException e) {
        // The proxy is closed.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      Message request = read(client.getInputStream());
      if (request.isPost()) {
        posted.add(request);
      }
      Message answer = passage.pass(request, this::forward);
      if (answer != null) {
        client.getOutputStream().write(answer.bytes());
      }
    } catch (IOException | UncheckedIOException e) {
      // Either side went away, as in any network.
    }
  }

  /** Lets the node answer. */
  Message forward(Message request) {
    try (Socket node = new Socket("localhost", target)) {
      node.getOutputStream().write(request.bytes());
      return read(node.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Message read(InputStream in) throws IOException {
    List<String> head = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      head.add(line);
    }
    int length = new Message(head, "").length();
    return new Message(head, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.close();
  }
}
