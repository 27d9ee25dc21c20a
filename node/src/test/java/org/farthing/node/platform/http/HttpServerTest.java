package org.farthing.node.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class HttpServerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static HttpServer server;

  /**
   * A record of the kinds that have troubled JSON-B: a check, a list of records, an absent value.
   */
  public record Order(String name, long amount, List<Line> lines, Optional<String> note) {
    public Order {
      if (amount < 0) {
        throw new IllegalArgumentException("amount is below zero");
      }
      lines = lines == null ? List.of() : List.copyOf(lines);
    }
  }

  public record Line(String thing, boolean anonymous) {}

  @BeforeAll
  static void start() {
    server =
        HttpServer.start(
            "localhost",
            0,
            ErrorPage.plain(),
            routing ->
                routing
                    .get("/ok", (_, response) -> response.send("fine"))
                    .any("/ok", HttpServer.only("GET"))
                    .post(
                        "/order",
                        (request, response) -> response.send(JsonBody.read(request, Order.class)))
                    .post(
                        "/raw",
                        (request, response) ->
                            response.send(
                                String.valueOf(request.content().as(byte[].class).length)))
                    .get(
                        "/refused",
                        (_, _) -> {
                          throw new Problem(409, "no_means", "Not enough funds", "Funds: <1.00>.")
                              .at("/amount");
                        })
                    .get(
                        "/bug",
                        (_, _) -> {
                          throw new IllegalStateException("a secret");
                        })
                    .get("/gone", (_, response) -> response.status(Status.GONE_410).send()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void recordsGoThroughJsonAndBack() throws Exception {
    String json =
        """
        {"amount":9007199254740993,"lines":[{"anonymous":true,"thing":"é"}],"name":"a","note":"n"}\
        """;
    assertThat(post("/order", "application/json", json).body()).isEqualTo(json);

    assertThat(post("/order", "application/json", "{\"name\":\"b\",\"amount\":1}").body())
        .isEqualTo("{\"amount\":1,\"lines\":[],\"name\":\"b\"}");
  }

  @Test
  void bodyThatIsNotWhatIsAskedForIsAProblemOfTheClient() throws Exception {
    HttpResponse<String> broken = post("/order", "application/json", "{\"name\":");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body()).contains("\"code\":\"malformed_json\"");

    HttpResponse<String> refused =
        post("/order", "application/json", "{\"name\":\"b\",\"amount\":-1}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("amount is below zero");

    assertThat(post("/order", "application/json", "[1,2]").statusCode()).isEqualTo(400);
    assertThat(post("/order", "application/json", "{\"amount\":\"x\"}").statusCode())
        .isEqualTo(400);
    assertThat(post("/order", "text/plain", "hello").statusCode()).isEqualTo(415);
  }

  @Test
  void problemIsJsonForProgramsAndAPageForPeople() throws Exception {
    HttpResponse<String> json = get("/refused", "application/json");
    assertThat(json.statusCode()).isEqualTo(409);
    assertThat(json.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(json.body())
        .isEqualTo(
            """
            {"type":"about:blank","title":"Not enough funds","status":409,"code":"no_means",\
            "detail":"Funds: <1.00>.","pointer":"/amount"}\
            """);

    HttpResponse<String> page = get("/refused", "text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(page.statusCode()).isEqualTo(409);
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).contains("<h1>Not enough funds</h1><p>Funds: &lt;1.00&gt;.</p>");
  }

  @Test
  void ourOwnBugShowsAReferenceAndNothingElse() throws Exception {
    HttpResponse<String> answer = get("/bug", "application/activity+json");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .containsPattern("The reference is [0-9a-f]{12}\\.")
        .doesNotContain("secret");
  }

  @Test
  void whatIsNotThereOrNotAllowedIsSaid() throws Exception {
    assertThat(get("/nowhere", "*/*").statusCode()).isEqualTo(404);
    assertThat(get("/nowhere", "*/*").body()).contains("\"code\":\"not_found\"");

    HttpResponse<String> answer = post("/ok", "text/plain", "x");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).contains("GET");
    assertThat(answer.body()).contains("\"code\":\"method_not_allowed\"");
  }

  @Test
  void everyAnswerCarriesSecurityHeadersAndNoBanner() throws Exception {
    for (String path : List.of("/ok", "/gone", "/refused", "/bug", "/nowhere")) {
      HttpResponse<String> answer = get(path, "text/html");
      assertThat(answer.headers().map())
          .as(path)
          .containsEntry("x-content-type-options", List.of("nosniff"))
          .containsEntry("referrer-policy", List.of("strict-origin-when-cross-origin"))
          .containsKey("content-security-policy")
          .doesNotContainKey("server");
      assertThat(answer.headers().allValues("content-security-policy"))
          .singleElement()
          .asString()
          .startsWith("default-src 'none'")
          .doesNotContain("unsafe");
    }
  }

  @Test
  void bodyAboveTheLimitIsNotRead() throws Exception {
    byte[] limit = new byte[HttpServer.LARGEST_BODY];
    assertThat(CLIENT.send(raw(BodyPublishers.ofByteArray(limit)), BodyHandlers.ofString()).body())
        .isEqualTo("1048576");

    int above = HttpServer.LARGEST_BODY + 1;
    assertThat(answerTo("Content-Length: " + above, new byte[above])).isEqualTo("HTTP/1.1 413");
    // Chunked, so that the length is not known beforehand.
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes(ascii(Integer.toHexString(above) + "\r\n"));
    chunk.writeBytes(new byte[above]);
    chunk.writeBytes(ascii("\r\n0\r\n\r\n"));
    assertThat(answerTo("Transfer-Encoding: chunked", chunk.toByteArray()))
        .isEqualTo("HTTP/1.1 413");
  }

  /**
   * How the answer to a body begins. The server answers and closes while the body is still being
   * written: a client that gives up then, as Java's own does at times, never reads the answer.
   */
  private static String answerTo(String header, byte[] body) throws IOException {
    try (Socket socket = new Socket("localhost", server.port())) {
      socket.setSoTimeout(5000);
      try {
        OutputStream out = socket.getOutputStream();
        out.write(ascii("POST /raw HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n"));
        out.write(body);
      } catch (IOException e) {
        // It is closed already: what it has said is there to be read.
      }
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void whatIsNoHttpIsAnsweredAsAProblem() throws Exception {
    try (Socket socket = new Socket("localhost", server.port())) {
      socket
          .getOutputStream()
          .write("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(5000);
      byte[] start = socket.getInputStream().readNBytes(12);
      assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
    }
  }

  private static HttpRequest raw(HttpRequest.BodyPublisher body) {
    return HttpRequest.newBuilder(uri("/raw")).POST(body).build();
  }

  private static HttpResponse<String> get(String path, String accept) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(uri(path)).header("Accept", accept).build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String type, String body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  @Test
  void bodyThatTricklesIsGivenUp() throws Exception {
    try (HttpServer impatient =
            HttpServer.start(
                "localhost",
                0,
                ErrorPage.plain(),
                Duration.ofMillis(200),
                routing ->
                    routing.post(
                        "/raw",
                        (request, response) ->
                            response.send(
                                String.valueOf(request.content().as(byte[].class).length))));
        Socket socket = new Socket("localhost", impatient.port())) {
      socket.setSoTimeout(20);
      socket
          .getOutputStream()
          .write(
              "POST /raw HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = "";
      for (int i = 0; i < 900 && answer.isEmpty(); i++) {
        socket.getOutputStream().write('x');
        answer = readIfAny(socket);
      }
      assertThat(answer).startsWith("HTTP/1.1 408 ");
    }
  }

  private static String readIfAny(Socket socket) throws IOException {
    byte[] bytes = new byte[1000];
    try {
      int length = socket.getInputStream().read(bytes);
      return new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    } catch (SocketTimeoutException e) {
      return "";
    }
  }
}
