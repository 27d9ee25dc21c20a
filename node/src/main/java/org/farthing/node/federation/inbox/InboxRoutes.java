package org.farthing.node.federation.inbox;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.http.Problem;

/** Where other servers post activities. All inboxes are one. */
public final class InboxRoutes implements HttpService {

  private final Inbox inbox;
  private final LocalIds ids;

  public InboxRoutes(Inbox inbox, LocalIds ids) {
    this.inbox = inbox;
    this.ids = ids;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post("/inbox", this::accept);
    rules.post("/users/{name}/inbox", this::accept);
  }

  private void accept(ServerRequest request, ServerResponse response) throws IOException {
    InboxOutcome outcome = inbox.accept(RequestHead.of(request, ids.origin()), body(request));
    switch (outcome) {
      case InboxOutcome.Accepted _, InboxOutcome.Ignored _ ->
          response.status(Status.ACCEPTED_202).send();
      case InboxOutcome.Malformed bad -> throw malformed(bad);
      case InboxOutcome.Untrusted bad ->
          throw new Problem(outcome.status(), bad.code(), "Not verified", bad.detail());
      case InboxOutcome.Blocked _ ->
          throw new Problem(
              outcome.status(), "blocked", "Blocked", "This node does not listen to the actor.");
      case InboxOutcome.Conflict conflict ->
          throw new Problem(
              outcome.status(),
              "conflict",
              "Other content",
              conflict.id() + " came before with other content.");
      case InboxOutcome.TooLarge _ ->
          throw new Problem(
              outcome.status(),
              "too_large",
              "Too large",
              "An activity has at most " + Inbox.MOST_BYTES + " bytes.");
      case InboxOutcome.KeyUnavailable not ->
          throw new Problem(outcome.status(), "key_unavailable", "Try again later", not.detail());
    }
  }

  private static Problem malformed(InboxOutcome.Malformed bad) {
    Problem problem = new Problem(bad.status(), bad.code(), "Malformed", bad.detail());
    return bad.pointerOrNull() == null ? problem : problem.at(bad.pointerOrNull());
  }

  private static byte[] body(ServerRequest request) throws IOException {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      return in.readNBytes(Inbox.MOST_BYTES + 1);
    }
  }
}
