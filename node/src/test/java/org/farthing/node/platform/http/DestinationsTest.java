package org.farthing.node.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.node.platform.http.OutboundResult.Reason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests go when a resolver says what it likes. */
final class DestinationsTest {

  private static final OutboundLimits LIMITS =
      new OutboundLimits(
          Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(4), 64 * 1024, 3);

  private static HttpServer server;

  private static boolean none(URI address) {
    return false;
  }

  @BeforeAll
  static void start() {
    server =
        HttpServer.start(
            "127.0.0.1",
            0,
            ErrorPage.plain(),
            routes ->
                routes
                    .get("/page", (_, response) -> response.send("fine"))
                    .get("/circle", (_, response) -> redirect(response, "/circle"))
                    .get("/round", (_, response) -> redirect(response, "/about"))
                    .get("/about", (_, response) -> redirect(response, "/round"))
                    .get(
                        "/elsewhere",
                        (_, response) ->
                            redirect(response, "http://other.test:" + server.port() + "/seen"))
                    .get(
                        "/seen",
                        (request, response) ->
                            response.send(
                                String.valueOf(
                                    request.headers().contains(HeaderNames.AUTHORIZATION))))
                    .get(
                        "/bomb",
                        (_, response) ->
                            response.header(HeaderNames.CONTENT_ENCODING, "gzip").send(bomb())));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void redirect(ServerResponse response, String location) {
    response.status(Status.FOUND_302).header(HeaderNames.LOCATION, location).send();
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      for (int i = 0; i < 20; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.170",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:1::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a00:1::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void nameOfASpecialAddressIsNotConnectedTo(String address) {
    HostLookup lying = _ -> List.of(InetAddress.ofLiteral(address));

    assertThat(
            get(
                AddressRule.GLOBAL,
                AllowList.EMPTY,
                DestinationsTest::none,
                lying,
                "https://nice.example/"))
        .matches(is(Reason.REFUSED_ADDRESS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254"})
  void addressMappedIntoIpv6IsTheOneThatIsMapped(String address) throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;
    System.arraycopy(InetAddress.ofLiteral(address).getAddress(), 0, mapped, 12, 4);
    InetAddress resolved = InetAddress.getByAddress("nice.example", mapped);

    assertThat(
            get(
                AddressRule.GLOBAL,
                AllowList.EMPTY,
                DestinationsTest::none,
                _ -> List.of(resolved),
                "https://nice.example/"))
        .matches(is(Reason.REFUSED_ADDRESS));
  }

  @Test
  void nameIsLookedUpOnceForAConnectionAndThatAddressIsConnectedTo() {
    AtomicInteger lookups = new AtomicInteger();
    HostLookup rebinding =
        _ ->
            List.of(
                InetAddress.ofLiteral(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "10.0.0.1"));

    OutboundResult result =
        get(
            AddressRule.LOOPBACK,
            AllowList.EMPTY,
            DestinationsTest::none,
            rebinding,
            at("nice.test", "/page"));

    assertThat(result).isInstanceOf(Answer.class);
    assertThat(lookups).hasValue(1);
  }

  @Test
  void ofSeveralAddressesAnAllowedOneIsTaken() {
    HostLookup both =
        _ -> List.of(InetAddress.ofLiteral("10.0.0.1"), InetAddress.ofLiteral("127.0.0.1"));

    assertThat(
            get(
                AddressRule.LOOPBACK,
                AllowList.EMPTY,
                DestinationsTest::none,
                both,
                at("nice.test", "/page")))
        .isInstanceOf(Answer.class);
  }

  @Test
  void unknownHostIsAFailureToConnect() {
    HostLookup nowhere =
        host -> {
          throw new UnknownHostException(host);
        };

    assertThat(
            get(
                AddressRule.GLOBAL,
                AllowList.EMPTY,
                DestinationsTest::none,
                nowhere,
                "https://no.example/"))
        .matches(is(Reason.CONNECT_FAILED));
  }

  @ParameterizedTest
  @CsvSource({
    "nice.test, nice.test, true",
    "127.0.0.0/8, nice.test, false",
    "127.0.0.0/8, 127.0.0.1, true",
    "other.test, nice.test, false"
  })
  void listedHostsAndNetworksAreAllowedInDevelopment(String entry, String host, boolean allowed) {
    AllowList allow = AllowList.parse(List.of(entry));

    OutboundResult result =
        get(
            AddressRule.GLOBAL,
            allow,
            DestinationsTest::none,
            DestinationsTest::here,
            at(host, "/page"));

    assertThat(result instanceof Answer).isEqualTo(allowed);
  }

  @Test
  void listedNetworkIsAllowedWhateverTheNameButNotInTheClear() {
    AllowList allow = AllowList.parse(List.of("127.0.0.0/8"));
    String secure = at("nice.test", "/page").replace("http:", "https:");

    assertThat(
            get(AddressRule.GLOBAL, allow, DestinationsTest::none, DestinationsTest::here, secure))
        .as("the connection is made, and speaks no TLS")
        .matches(is(Reason.CONNECT_FAILED));
  }

  @Test
  void blockedServerIsNotEvenLookedUp() {
    HostLookup never =
        _ -> {
          throw new AssertionError("looked up");
        };

    assertThat(
            get(
                AddressRule.GLOBAL,
                AllowList.EMPTY,
                uri -> uri.getHost().equals("bad.example"),
                never,
                "https://bad.example/"))
        .matches(is(Reason.BLOCKED));
  }

  @Test
  void redirectToABlockedServerIsNotFollowed() {
    assertThat(
            get(
                AddressRule.LOOPBACK,
                AllowList.EMPTY,
                uri -> uri.getHost().equals("other.test"),
                DestinationsTest::here,
                at("nice.test", "/elsewhere")))
        .matches(is(Reason.BLOCKED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/circle", "/round"})
  void circlesEnd(String path) {
    assertThat(
            get(
                AddressRule.LOOPBACK,
                AllowList.EMPTY,
                DestinationsTest::none,
                DestinationsTest::here,
                at("nice.test", path)))
        .matches(is(Reason.TOO_MANY_REDIRECTS));
  }

  @Test
  void whatIsSecureIsNotGoneOnWithInTheClear() {
    URI secure = URI.create("https://nice.example/");

    assertThat(Destinations.downgrade(secure, URI.create("http://nice.example/"))).isPresent();
    assertThat(Destinations.downgrade(secure, URI.create("https://nice.example/2"))).isEmpty();
    assertThat(Destinations.downgrade(URI.create("http://localhost/"), secure)).isEmpty();
  }

  @Test
  void tokenIsNotTakenToAnotherOrigin() {
    OutboundRequest request =
        OutboundRequest.get(
            URI.create(at("nice.test", "/elsewhere")), Map.of("Authorization", "Bearer secret"));
    try (GuardedHttpClient client =
        client(
            AddressRule.LOOPBACK,
            AllowList.EMPTY,
            DestinationsTest::none,
            DestinationsTest::here)) {
      Answer answer = (Answer) client.send(request);

      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("false");
      assertThat(answer.uri().getHost()).isEqualTo("other.test");
    }
  }

  @Test
  void compressedAnswerIsNeverMoreThanTheLimit() {
    OutboundResult result =
        get(
            AddressRule.LOOPBACK,
            AllowList.EMPTY,
            DestinationsTest::none,
            DestinationsTest::here,
            at("nice.test", "/bomb"));

    assertThat(result)
        .satisfiesAnyOf(
            it -> assertThat(it).isInstanceOf(Failure.class),
            it -> assertThat(((Answer) it).body().length).isLessThanOrEqualTo(64 * 1024));
  }

  private static List<InetAddress> here(String host) {
    return List.of(InetAddress.ofLiteral("127.0.0.1"));
  }

  private static String at(String host, String path) {
    return "http://" + host + ":" + server.port() + path;
  }

  private static OutboundResult get(
      AddressRule rule, AllowList allow, Predicate<URI> blocked, HostLookup lookup, String url) {
    try (GuardedHttpClient client = client(rule, allow, blocked, lookup)) {
      return client.send(OutboundRequest.get(URI.create(url), Map.of()));
    }
  }

  private static GuardedHttpClient client(
      AddressRule rule, AllowList allow, Predicate<URI> blocked, HostLookup lookup) {
    return new GuardedHttpClient(new Destinations(rule, allow, blocked, lookup), LIMITS);
  }

  private static Predicate<OutboundResult> is(Reason reason) {
    return result -> result instanceof Failure failure && failure.reason() == reason;
  }
}
