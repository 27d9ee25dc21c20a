package org.farthing.node.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.farthing.node.platform.http.ErrorPage;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Network;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.protocol.activity.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client is on this machine; who it asks for stands in the header of a trusted proxy. */
final class RateLimitsTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final RequestLimits FEW = new RequestLimits(5, 3, 2);
  private static final Forwarding PROXIES =
      new Forwarding(
          List.of(Network.parse("127.0.0.0/8"), Network.parse("198.51.100.0/24")),
          Forwarding.Header.X_FORWARDED_FOR);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-05T10:00:00Z"));
  private HttpServer server = start(PROXIES);

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoReadsTooOftenWaits() throws Exception {
    assertThat(reads("192.0.2.1", 3)).containsExactly(200, 200, 200);

    HttpResponse<String> refused = send(read("192.0.2.1"));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("\"code\":\"too_many_requests\"");
    int seconds = Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow());
    assertThat(seconds).isBetween(1, 21);
    assertThat(reads("192.0.2.2", 1)).containsExactly(200);

    clock.set(clock.instant().plusSeconds(seconds));
    assertThat(reads("192.0.2.1", 2)).containsExactly(200, 429);
  }

  @Test
  void addressesOfOneCustomerAreCountedAsOne() throws Exception {
    assertThat(reads("2001:4860:1:2::1", 2)).containsExactly(200, 200);
    assertThat(reads("[2001:4860:1:2:ffff::9]:1234", 2)).containsExactly(200, 429);
    assertThat(reads("2001:4860:1:3::1", 1)).containsExactly(200);
    assertThat(reads("::ffff:192.0.2.9", 3)).containsExactly(200, 200, 200);
    assertThat(reads("192.0.2.9", 1)).containsExactly(429);
  }

  @Test
  void thisMachineItselfIsNotCounted() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(send(request("/page").GET()).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1|192.0.2.1",
        "203.0.113.7, 192.0.2.1|192.0.2.1",
        "203.0.113.7, 192.0.2.1, 198.51.100.4|192.0.2.1",
        "nonsense, 198.51.100.4|198.51.100.4",
        "192.0.2.1:4711|192.0.2.1",
        "127.0.0.1, 192.0.2.1|192.0.2.1"
      })
  void onlyTheLastHopThatIsNoProxyOfOursIsBelieved(String header, String client) throws Exception {
    assertThat(reads(header, 3)).containsExactly(200, 200, 200);

    assertThat(reads(client, 1)).containsExactly(429);
  }

  @Test
  void headerThatOurProxyDoesNotWriteIsNotRead() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(send(read("192.0.2.1").header("Forwarded", "for=203.0.113." + i)).statusCode())
          .isEqualTo(200);
    }
    assertThat(send(read("192.0.2.1").header("Forwarded", "for=203.0.113.9")).statusCode())
        .isEqualTo(429);
  }

  @Test
  void headerOfTheStandardIsReadWhereItIsConfigured() throws Exception {
    server.close();
    server = start(new Forwarding(PROXIES.trusted(), Forwarding.Header.FORWARDED));
    for (int i = 0; i < 3; i++) {
      assertThat(forwarded("for=203.0.113." + i + ", for=\"[2001:db8::" + i + "]:80\";proto=https"))
          .isEqualTo(200);
    }

    assertThat(forwarded("for=203.0.113.8, For=\"[2001:db8::8]\"")).isEqualTo(429);
    assertThat(forwarded("for=203.0.113.8")).isEqualTo(200);
  }

  @Test
  void withoutTrustedProxiesNobodysHeaderIsBelieved() throws Exception {
    server.close();
    server = start(Forwarding.NONE);

    assertThat(reads("192.0.2.1", 2)).containsExactly(200, 200);
    assertThat(reads("192.0.2.2", 2)).containsExactly(200, 429);
  }

  @Test
  void deliveriesAreCountedByOriginAndAllOfAnAddressTogether() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(delivery("192.0.2.1", "https://a.example/actor#main-key")).isEqualTo(202);
    }
    assertThat(delivery("192.0.2.1", "https://a.example/users/x#main-key")).isEqualTo(429);
    assertThat(delivery("192.0.2.1", "https://b.example/actor#main-key")).isEqualTo(202);
    assertThat(delivery("192.0.2.2", "https://a.example/actor#main-key"))
        .as("nobody uses up what is another's")
        .isEqualTo(202);

    for (int i = 0; i < 13; i++) {
      assertThat(delivery("192.0.2.1", "https://c" + i + ".example/k")).isEqualTo(202);
    }
    assertThat(delivery("192.0.2.1", "https://d.example/k")).isEqualTo(429);
  }

  @Test
  void whoWasRefusedTooOftenMayNotTryFurther() throws Exception {
    assertThat(login("192.0.2.1", "wrong")).isEqualTo(401);
    assertThat(login("192.0.2.1", "right")).isEqualTo(200);
    assertThat(login("192.0.2.1", "wrong")).isEqualTo(401);

    assertThat(login("192.0.2.1", "right")).isEqualTo(429);
    assertThat(login("192.0.2.2", "right")).isEqualTo(200);
    clock.set(clock.instant().plusSeconds(60));
    assertThat(login("192.0.2.1", "right")).isEqualTo(200);
  }

  @Test
  void zeroIsNoLimit() throws Exception {
    server.close();
    server = start(PROXIES, new RequestLimits(0, 0, 0));

    assertThat(reads("192.0.2.1", 50)).containsOnly(200);
    for (int i = 0; i < 50; i++) {
      assertThat(delivery("192.0.2.1", "https://a.example/k")).isEqualTo(202);
      assertThat(login("192.0.2.1", "wrong")).isEqualTo(401);
    }
  }

  private HttpServer start(Forwarding forwarding) {
    return start(forwarding, FEW);
  }

  private HttpServer start(Forwarding forwarding, RequestLimits limits) {
    RateLimits filter =
        new RateLimits(Origin.of("https://alder.example"), forwarding, limits, clock);
    return HttpServer.start(
        "localhost",
        0,
        ErrorPage.plain(),
        routes ->
            routes
                .addFilter(filter)
                .get("/page", (_, response) -> response.send("fine"))
                .post("/inbox", (_, response) -> response.status(202).send())
                .post(
                    "/login",
                    (request, response) -> {
                      if (!request.content().as(String.class).equals("right")) {
                        throw new Problem(401, "wrong", "Wrong", "Wrong.");
                      }
                      response.send("in");
                    }));
  }

  private List<Integer> reads(String client, int times) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      statuses.add(send(read(client)).statusCode());
    }
    return statuses;
  }

  private HttpRequest.Builder read(String client) {
    return request("/page").header("X-Forwarded-For", client).GET();
  }

  private int forwarded(String header) throws Exception {
    return send(request("/page").header("Forwarded", header).GET()).statusCode();
  }

  private int delivery(String client, String keyId) throws Exception {
    String signature =
        "keyId=\"%s\",algorithm=\"hs2019\",headers=\"(request-target) host date digest\",signature=\"AAAA\""
            .formatted(keyId);
    return send(request("/inbox")
            .header("X-Forwarded-For", client)
            .header("Signature", signature)
            .POST(BodyPublishers.ofString("{}")))
        .statusCode();
  }

  private int login(String client, String password) throws Exception {
    return send(request("/login")
            .header("X-Forwarded-For", client)
            .POST(BodyPublishers.ofString(password)))
        .statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
