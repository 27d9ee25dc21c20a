package org.farthing.node.api;

import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.federation.Backlog;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;

/**
 * Whether the node lives, whether it can work, and how much it does. Metrics are for this machine
 * itself and for the admin's token; behind a proxy on the same machine, for the token alone.
 */
public final class OperationsRoutes implements HttpService {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Database database;
  private final Bearers bearers;
  private final RequestCounter requests;
  private final LongSupplier recorded;
  private final Supplier<Backlog> backlog;
  private final IntSupplier evidence;

  public OperationsRoutes(
      Database database,
      ApiTokens tokens,
      RequestCounter requests,
      LongSupplier recorded,
      Supplier<Backlog> backlog,
      IntSupplier evidence) {
    this.database = database;
    this.bearers = new Bearers(tokens);
    this.requests = requests;
    this.recorded = recorded;
    this.backlog = backlog;
    this.evidence = evidence;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/health", (_, response) -> state(response, Status.OK_200, "UP"))
        .any("/health", HttpServer.only("GET"))
        .get("/health/ready", this::ready)
        .any("/health/ready", HttpServer.only("GET"))
        .get("/metrics", this::metrics)
        .any("/metrics", HttpServer.only("GET"));
  }

  private void ready(ServerRequest request, ServerResponse response) throws InterruptedException {
    if (databaseAnswers()) {
      state(response, Status.OK_200, "UP");
    } else {
      state(response, Status.SERVICE_UNAVAILABLE_503, "DOWN");
    }
  }

  /** The pool itself waits longer than whoever asks is willing to. */
  private boolean databaseAnswers() throws InterruptedException {
    try {
      return CompletableFuture.supplyAsync(
              () -> database.read(tx -> tx.dsl().selectOne().fetch().isNotEmpty()),
              Thread::startVirtualThread)
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private static void state(ServerResponse response, Status status, String state) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(("{\"status\":\"" + state + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private void metrics(ServerRequest request, ServerResponse response) {
    if (!isOfThisMachine(request) && !bearers.isAdmin(request)) {
      throw new Problem(
          403,
          "admin_only",
          "Only for the admin",
          "Ask from this machine, or with the admin’s token.");
    }
    Metrics metrics = new Metrics();
    metrics.requests(requests);
    metrics.flattrs(recorded.getAsLong());
    metrics.backlog(backlog.get());
    metrics.evidence(evidence.getAsInt());
    metrics.jvm();
    response
        .header(HeaderNames.CONTENT_TYPE, PROMETHEUS)
        .send(metrics.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isOfThisMachine(ServerRequest request) {
    PeerInfo peer = request.remotePeer();
    boolean proxied =
        request.headers().contains(HeaderNames.X_FORWARDED_FOR)
            || request.headers().contains(HeaderNames.FORWARDED);
    return !proxied
        && peer.address() instanceof InetSocketAddress address
        && address.getAddress().isLoopbackAddress();
  }
}
