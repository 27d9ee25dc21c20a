package org.farthing.node.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.node.platform.http.OutboundResult.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class GuardedHttpClientTest {
  private static final OutboundLimits SHORT =
      new OutboundLimits(
          Duration.ofMillis(500), Duration.ofMillis(300), Duration.ofMillis(900), 64 * 1024, 3);
  private static final GuardedHttpClient CLIENT =
      new GuardedHttpClient(AddressRule.LOOPBACK, SHORT);
  private static final Set<String> PEERS = ConcurrentHashMap.newKeySet();
  private static HttpServer server;

  /** Writes what a server should not, to whoever connects. */
  @FunctionalInterface
  private interface Misbehaviour {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  @BeforeAll
  static void start() {
    server =
        HttpServer.start(
            "127.0.0.1",
            0,
            ErrorPage.plain(),
            routing ->
                routing
                    .get(
                        "/echo/*",
                        (request, response) -> {
                          PEERS.add(String.valueOf(request.remotePeer().port()));
                          response.send(
                              request.prologue().uriPath().rawPath()
                                  + "?"
                                  + request.query().rawValue()
                                  + " "
                                  + request.headers().get(HeaderNames.HOST).get());
                        })
                    .post(
                        "/echo",
                        (request, response) -> {
                          PEERS.add(String.valueOf(request.remotePeer().port()));
                          response.status(Status.ACCEPTED_202);
                          response.header(
                              "Seen", request.headers().get(HeaderNames.create("Signature")).get());
                          response.send(request.content().as(byte[].class));
                        })
                    .post("/moved", (_, response) -> redirect(response, "/echo/a"))
                    .get("/outside", (_, response) -> redirect(response, "http://10.0.0.1/"))
                    .get("/scheme", (_, response) -> redirect(response, "file:///etc/passwd"))
                    .get(
                        "/hop/{left}",
                        (request, response) -> {
                          int left = Integer.parseInt(request.path().pathParameters().get("left"));
                          redirect(response, left == 0 ? "/echo/end" : "/hop/" + (left - 1));
                        }));
  }

  private static void redirect(io.helidon.webserver.http.ServerResponse response, String location) {
    response.status(Status.FOUND_302).header(HeaderNames.LOCATION, location).send();
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    server.close();
  }

  @Test
  void sendsUrlHeadersAndBodyAsTheyAre() {
    Answer got =
        (Answer)
            CLIENT.send(
                OutboundRequest.get(at("/echo/a%20b%2Fc%C3%A9?z=1&x=%2F&y=a+b&flag"), Map.of()));
    assertThat(new String(got.body(), StandardCharsets.UTF_8))
        .isEqualTo("/echo/a%20b%2Fc%C3%A9?z=1&x=%2F&y=a+b&flag 127.0.0.1:" + server.port());

    String tricky = "/echo/a//b;c=1/d?u=https://x.example//y&v=;&w";
    assertThat(new String(((Answer) send(tricky)).body(), StandardCharsets.UTF_8))
        .startsWith(tricky + " ");

    byte[] body = {0, 1, -1};
    Answer posted =
        (Answer) CLIENT.send(OutboundRequest.post(at("/echo"), Map.of("Signature", "s"), body));
    assertThat(posted.status()).isEqualTo(202);
    assertThat(posted.isSuccess()).isTrue();
    assertThat(posted.header("SEEN")).contains("s");
    assertThat(posted.body()).isEqualTo(body);
  }

  @Test
  void connectionsAreUsedAgain() {
    PEERS.clear();
    for (int i = 0; i < 20; i++) {
      CLIENT.send(OutboundRequest.post(at("/echo"), Map.of("Signature", "s"), new byte[10]));
    }
    assertThat(PEERS).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void redirectsAreFollowedForGetsOnlyAndThriceOnly() {
    assertThat(send("/hop/2")).isInstanceOf(Answer.class);
    assertThat(send("/hop/3")).matches(is(Reason.TOO_MANY_REDIRECTS));

    Answer moved = (Answer) CLIENT.send(OutboundRequest.post(at("/moved"), Map.of(), new byte[1]));
    assertThat(moved.status()).isEqualTo(302);
  }

  @Test
  void eachRedirectIsJudgedAgain() {
    assertThat(send("/outside")).matches(is(Reason.REFUSED_ADDRESS));
    assertThat(send("/scheme")).matches(is(Reason.REFUSED_ADDRESS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://0.0.0.0/",
        "https://10.1.2.3/",
        "https://172.31.0.1/",
        "https://192.168.0.1/",
        "https://169.254.169.254/",
        "https://100.64.0.1/",
        "https://224.0.0.1/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://[2001:db8::1]/",
        "https://2130706433/",
        "http://93.184.216.34/",
        "ftp://93.184.216.34/",
        "https://user@93.184.216.34/"
      })
  void publicNodeConnectsToNothingSpecial(String url) {
    try (GuardedHttpClient client = new GuardedHttpClient(AddressRule.GLOBAL, SHORT)) {
      assertThat(client.send(OutboundRequest.get(URI.create(url), Map.of())))
          .matches(is(Reason.REFUSED_ADDRESS));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "93.184.216.34, true, false",
    "2606:2800:220:1:248:1893:25c8:1946, true, false",
    "127.0.0.1, false, true",
    "::1, false, true",
    "192.168.1.1, false, false",
    "2001:4860:4860::8888, true, false",
    "2001:0:1::1, false, false"
  })
  void addressesAreJudged(String address, boolean global, boolean loopback) throws Exception {
    InetAddress parsed = InetAddress.getByName(address);

    assertThat(AddressRule.GLOBAL.allows(parsed)).isEqualTo(global);
    assertThat(AddressRule.LOOPBACK.allows(parsed)).isEqualTo(loopback);
  }

  @Test
  void loopbackNodeLeavesTheMachineForNothing() {
    assertThat(CLIENT.send(OutboundRequest.get(URI.create("https://93.184.216.34/"), Map.of())))
        .matches(is(Reason.REFUSED_ADDRESS));
  }

  @Test
  void nobodyListeningIsAFailureToConnect() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(get(port)).matches(is(Reason.CONNECT_FAILED));
  }

  @Test
  void hugeBodyIsCutOff() throws Exception {
    AtomicInteger written = new AtomicInteger();
    OutboundResult result =
        misbehave(
            out -> {
              out.write(
                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
              while (true) {
                out.write("1000\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(new byte[0x1000]);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                written.addAndGet(0x1000);
              }
            });

    assertThat(result).matches(is(Reason.TOO_LARGE));
    assertThat(written).hasValueLessThan(64 << 20);
  }

  @Test
  void silenceEndsAtTheReadLimit() throws Exception {
    long start = System.nanoTime();
    OutboundResult result = misbehave(_ -> TimeUnit.SECONDS.sleep(20));

    assertThat(result).matches(is(Reason.TIMEOUT));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Slow: "})
  void tricklingAnswerEndsAtTheTotalLimit(String beginning) throws Exception {
    OutboundResult result =
        misbehave(
            out -> {
              out.write(beginning.getBytes(StandardCharsets.US_ASCII));
              for (int i = 0; i < 200; i++) {
                out.write('x');
                TimeUnit.MILLISECONDS.sleep(100);
              }
            });

    assertThat(result).matches(is(Reason.TIMEOUT));
  }

  @Test
  void connectionClosedByTheServerMeanwhileDoesNotSpoilTheNextRequest() throws Exception {
    byte[] answer =
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (!listener.isClosed()) {
                  try (Socket socket = listener.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                    socket.getOutputStream().write(answer);
                  } catch (IOException e) {
                    return;
                  }
                }
              });
      for (int i = 0; i < 5; i++) {
        assertThat(get(listener.getLocalPort())).isInstanceOf(Answer.class);
        assertThat(post(listener.getLocalPort())).isInstanceOf(Answer.class);
      }
    }
  }

  /** As snac answers. */
  @ParameterizedTest
  @ValueSource(strings = {"", "okay"})
  void answerOfNoStatedLengthEndsWithItsConnection(String body) throws Exception {
    OutboundResult result =
        misbehave(
            out ->
                out.write(
                    ("HTTP/1.1 202 Accepted\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII)));

    assertThat(result).isInstanceOf(Answer.class);
    assertThat(((Answer) result).body()).asString().isEqualTo(body);
  }

  private static OutboundResult misbehave(Misbehaviour misbehaviour) throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Socket socket = listener.accept()) {
                      misbehaviour.answer(socket.getOutputStream());
                    } catch (IOException | InterruptedException e) {
                      // The client went away, as it should.
                    }
                  });
      try {
        return get(listener.getLocalPort());
      } finally {
        server.interrupt();
      }
    }
  }

  private static OutboundResult get(int port) {
    return CLIENT.send(OutboundRequest.get(URI.create("http://127.0.0.1:" + port + "/"), Map.of()));
  }

  private static OutboundResult post(int port) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/");
    return CLIENT.send(OutboundRequest.post(uri, Map.of(), new byte[0]));
  }

  private static OutboundResult send(String path) {
    return CLIENT.send(OutboundRequest.get(at(path), Map.of()));
  }

  private static java.util.function.Predicate<OutboundResult> is(Reason reason) {
    return result -> result instanceof Failure failure && failure.reason() == reason;
  }

  private static URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }
}
