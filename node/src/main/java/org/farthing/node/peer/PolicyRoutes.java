package org.farthing.node.peer;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.platform.http.Problem;

/** This node's policies, signed, for whoever settles with it. */
public final class PolicyRoutes implements HttpService {

  private final OwnPolicies policies;
  private final InstantSource calendar;

  public PolicyRoutes(OwnPolicies policies, InstantSource calendar) {
    this.policies = policies;
    this.calendar = calendar;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/policy", this::ofMonth).get("/policies/{version}", this::ofVersion);
  }

  private void ofMonth(ServerRequest request, ServerResponse response) {
    YearMonth month =
        request.query().first("period").asOptional().map(PolicyRoutes::month).orElseGet(this::now);
    send(response, policies.signed(policies.version(month)));
  }

  private void ofVersion(ServerRequest request, ServerResponse response) {
    String version = request.path().pathParameters().get("version");
    send(
        response,
        policies.all().stream()
            .filter(each -> Integer.toString(each.policy().version()).equals(version))
            .findFirst()
            .map(policies::signed)
            .orElseThrow(
                () ->
                    new Problem(
                        404, "not_found", "Not found", "There is no such version of the policy.")));
  }

  private YearMonth now() {
    return YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw new Problem(400, "malformed_month", "Not a month", "A month is written like 2026-11.");
    }
  }

  private static void send(ServerResponse response, JsonObject policy) {
    response
        .header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE)
        .send(policy.toString().getBytes(StandardCharsets.UTF_8));
  }
}
