package org.farthing.node.social;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.protocol.activity.ActivityId;

/** The likes and boosts of members by their ids, while they stand, for servers that look there. */
final class ActivityRoutes implements HttpService {

  private static final String PATH = "/activities/{id}";
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  private final LocalIds ids;
  private final OwnReactions reactions;
  private final ActivitySigner signer;

  ActivityRoutes(LocalIds ids, OwnReactions reactions, ActivitySigner signer) {
    this.ids = ids;
    this.reactions = reactions;
    this.signer = signer;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::answer)
        .head(PATH, this::answer)
        .any(PATH, HttpServer.only("GET", "HEAD"));
  }

  private void answer(ServerRequest request, ServerResponse response) {
    String id = request.path().pathParameters().get("id");
    Optional<OwnReactions.Published> found =
        ID.matcher(id).matches()
            ? reactions.published(new ActivityId(ids.origin().resolve("/activities/" + id)))
            : Optional.empty();
    if (found.isEmpty()) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    String document = signer.sign(found.get().document(), found.get().owner()).toString();
    response
        .header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE)
        .send(document.getBytes(StandardCharsets.UTF_8));
  }
}
