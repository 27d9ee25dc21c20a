package org.farthing.node.identity;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Ownership;

/** Tells other nodes, with this node's proof, which member here an address belongs to. */
final class ConfirmRoutes implements HttpService {

  static final String PATH = "/api/v1/confirm";

  private static final int LONGEST_URL = 2048;

  private final Owners owners;
  private final ActivitySigner documents;
  private final LocalIds ids;

  ConfirmRoutes(Owners owners, ActivitySigner documents, LocalIds ids) {
    this.owners = owners;
    this.documents = documents;
    this.ids = ids;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::confirm);
  }

  private void confirm(ServerRequest request, ServerResponse response) {
    URI url = url(request.query().first("url").asOptional().orElse(""));
    Ownership ownership =
        owners
            .of(url)
            .orElseThrow(
                () -> new Problem(404, "not_theirs", "Nobody's here", "No member has shown this."));
    response
        .header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(
            documents
                .sign(ownership.toDocument(), ids.node())
                .toString()
                .getBytes(StandardCharsets.UTF_8));
  }

  private static URI url(String text) {
    try {
      URI url = new URI(text);
      Origin.of(url);
      if (text.length() <= LONGEST_URL) {
        return url;
      }
    } catch (URISyntaxException | ProtocolException e) {
      // Told below.
    }
    throw new Problem(400, "malformed_url", "Not a web address", "Name an address as 'url'.");
  }
}
