package org.farthing.node.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.farthing.node.Node;
import org.farthing.node.NodeSetup;
import org.farthing.node.account.Member;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.payout.TestRail;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.signin.Registration;
import org.farthing.node.signin.SignInTerms;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.money.CurrencyUnit;

/** A whole node with a clock to set, asked over HTTP. */
public final class WebFixture implements AutoCloseable {

  /** What a browser sends. */
  public static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  public final SettableClock calendar = new SettableClock(Instant.parse("2026-11-05T10:00:00Z"));
  public final NodeSetup setup;
  public final Node node;
  private final Path folder;

  private WebFixture(CurrencyUnit currency, PaymentRail rail, SignInTerms signIn) {
    try {
      this.folder = Files.createTempDirectory("farthing-web");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int port = freePort();
    this.setup =
        new NodeSetup(
                Origin.of("http://localhost:" + port),
                "localhost",
                port,
                TestDatabase.address(),
                8,
                folder.resolve("key"),
                new PolicyTerms(
                    currency,
                    1000,
                    2_000_000,
                    1_000_000,
                    false,
                    SettlementCalendar.WITHOUT_WAITS,
                    List.of(rail.name())),
                new Clocks(calendar, Clocks.ofSystem().system()),
                _ -> rail,
                false)
            .with(signIn);
    this.node = Node.start(setup);
  }

  /** A node of play money, whose creators receive whether or not they give. */
  public static WebFixture start() {
    return new WebFixture(
        CurrencyUnit.XTS, new TestRail(), SignInTerms.of(Registration.INVITATION));
  }

  /** The same, joined like this. */
  public static WebFixture start(Registration registration) {
    return new WebFixture(CurrencyUnit.XTS, new TestRail(), SignInTerms.of(registration));
  }

  /** The same, joined and written from like this. */
  public static WebFixture start(SignInTerms terms) {
    return new WebFixture(CurrencyUnit.XTS, new TestRail(), terms);
  }

  public static WebFixture start(CurrencyUnit currency, PaymentRail rail) {
    return new WebFixture(currency, rail, SignInTerms.of(Registration.INVITATION));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A member with a budget of 2.00 and funds for many months. */
  public Member aDonor(String name) {
    Member donor = node.members().create(name, name);
    node.deposits().confirm(donor.id().value(), 100_000_000, "for " + name);
    node.giving().setBudget(donor.id(), 2_000_000);
    return donor;
  }

  /** A member with a thing. */
  public Member aCreator(String name, String thing) {
    Member creator = node.members().create(name, name);
    node.things().register(thing, "A thing of " + name, creator.id(), name);
    return creator;
  }

  public String tokenOf(Member member) {
    return node.tokens().issue(member.id(), "test");
  }

  /** What a browser gets. */
  public HttpResponse<String> page(String path) throws Exception {
    return send(request(path).header("Accept", BROWSER).GET());
  }

  public HttpResponse<String> get(String path, String accept) throws Exception {
    return send(request(path).header("Accept", accept).GET());
  }

  /** A call of the API; an empty token is not sent. */
  public HttpResponse<String> call(String method, String path, String token, String body)
      throws Exception {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    return send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(node.origin() + path)).timeout(PATIENCE);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    node.close();
    try {
      Files.deleteIfExists(folder.resolve("key"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
