package org.farthing.node.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.outbox.Deliveries;
import org.farthing.node.platform.http.HttpServer;
import org.jspecify.annotations.Nullable;

/** What waits to be delivered, for the admin's programs. */
public final class DeliveryRoutes implements HttpService {

  private static final String ALL = "/api/v1/admin/deliveries";
  private static final String HOST = ALL + "/{host}";
  private static final String RETRY = HOST + "/retry";
  private static final String DROP = HOST + "/drop";

  private final Bearers bearers;
  private final Deliveries deliveries;
  private final AuditLog audit;

  public DeliveryRoutes(ApiTokens tokens, Deliveries deliveries, AuditLog audit) {
    this.bearers = new Bearers(tokens);
    this.deliveries = deliveries;
    this.audit = audit;
  }

  /**
   * @param since of the oldest
   * @param attempts of what was tried most often
   */
  public record Queue(
      String host,
      int pending,
      String since,
      int attempts,
      String nextTry,
      @Nullable String lastError) {}

  public record Queues(List<Queue> queues) {}

  /**
   * @param giveUpAt not there for what is owed between nodes
   */
  public record Waiting(
      String id,
      String inbox,
      String since,
      int attempts,
      String nextTry,
      @Nullable String giveUpAt,
      @Nullable String lastError) {}

  public record Host(String host, List<Waiting> waiting) {}

  public record Retried(String host, int pending) {}

  public record Dropped(String host, int givenUp, int kept) {}

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(ALL, this::queues)
        .any(ALL, HttpServer.only("GET"))
        .get(HOST, this::host)
        .any(HOST, HttpServer.only("GET"))
        .post(RETRY, this::retry)
        .any(RETRY, HttpServer.only("POST"))
        .post(DROP, this::drop)
        .any(DROP, HttpServer.only("POST"));
  }

  private void queues(ServerRequest request, ServerResponse response) {
    bearers.requireAdmin(request);
    List<Queue> queues =
        deliveries.queues().stream()
            .map(
                each ->
                    new Queue(
                        each.host(),
                        each.pending(),
                        each.since().toString(),
                        each.attempts(),
                        each.nextTry().toString(),
                        each.errorOrNull()))
            .toList();
    Answers.send(response, Status.OK_200, new Queues(queues));
  }

  private void host(ServerRequest request, ServerResponse response) {
    bearers.requireAdmin(request);
    String host = name(request);
    List<Waiting> waiting = deliveries.waiting(host).stream().map(DeliveryRoutes::shown).toList();
    Answers.send(response, Status.OK_200, new Host(host, waiting));
  }

  private static Waiting shown(Deliveries.Waiting waiting) {
    return new Waiting(
        waiting.id(),
        waiting.inbox().toString(),
        waiting.since().toString(),
        waiting.attempts(),
        waiting.nextTry().toString(),
        waiting.giveUpAtOrNull() == null ? null : waiting.giveUpAtOrNull().toString(),
        waiting.errorOrNull());
  }

  private void retry(ServerRequest request, ServerResponse response) {
    bearers.requireAdmin(request);
    String host = name(request);
    int pending = deliveries.retry(host, _ -> {});
    Answers.send(response, Status.OK_200, new Retried(host, pending));
  }

  private void drop(ServerRequest request, ServerResponse response) {
    bearers.requireAdmin(request);
    String host = name(request);
    JsonRequest body = JsonRequest.read(request, Set.of("reason", "owedToo"));
    Mandate mandate = new Mandate("api", body.text("reason"));
    Deliveries.Dropped dropped =
        deliveries.drop(
            host,
            body.optionalFlag("owedToo").orElse(false),
            tx -> audit.record(tx, mandate, "deliveries-drop", "host:" + host, List.of()));
    Answers.send(response, Status.OK_200, new Dropped(host, dropped.given(), dropped.kept()));
  }

  private static String name(ServerRequest request) {
    return request.path().pathParameters().get("host");
  }
}
