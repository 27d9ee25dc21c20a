package org.farthing.node.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.database.EmbeddedMariaDb;

/**
 * How long a node takes from the start of its process until it is ready, with a database that is
 * there already and has its tables, and what of the memory it holds a while later. Started by the
 * launcher, as people do.
 */
final class StartUp {

  private static final Path LAUNCHER = Path.of("farthing").toAbsolutePath();
  private static final int ROUNDS = 5;
  private static final Duration REST = Duration.ofSeconds(15);

  private StartUp() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("farthing-start-up");
    EmbeddedMariaDb.Options options = EmbeddedMariaDb.Options.in(folder.resolve("data"));
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(options);
        HttpClient client = HttpClient.newHttpClient()) {
      URI origin = configure(folder, server.database("start_up"));
      start(folder, origin, client, false);
      long[] millis = new long[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        millis[round] = start(folder, origin, client, round == ROUNDS - 1);
        System.out.printf("ready after %d ms%n", millis[round]);
      }
      Arrays.sort(millis);
      System.out.printf("median %d ms (under 2000)%n", millis[ROUNDS / 2]);
    }
  }

  private static URI configure(Path folder, DatabaseAddress database) throws IOException {
    String url =
        database.properties().entrySet().stream()
            .map(option -> option.getKey() + "=" + option.getValue())
            .collect(Collectors.joining("&", database.url() + "?", ""));
    int port = freePort();
    Files.writeString(
        folder.resolve("farthing.yaml"),
        """
        http:
          port: %d
        database:
          url: "%s"
        keys:
          file: node.key
        """
            .formatted(port, url));
    return URI.create("http://localhost:" + port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static long start(Path folder, URI origin, HttpClient client, boolean rests)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Process node =
        new ProcessBuilder(LAUNCHER.toString(), "serve")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      while (!isReady(client, origin)) {
        if (!node.isAlive()) {
          throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }
        Thread.sleep(5);
      }
      long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      if (rests) {
        Thread.sleep(REST);
        System.out.printf("resident %d MB (at most 200)%n", residentMegabytes(node));
      }
      return millis;
    } finally {
      node.destroy();
      node.waitFor();
    }
  }

  private static boolean isReady(HttpClient client, URI origin) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(origin.resolve("/health/ready")).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static long residentMegabytes(Process node) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(node.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElseThrow();
  }
}
