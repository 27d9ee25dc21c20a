package org.farthing.node.federation.actor;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.farthing.protocol.Sha256;

/** How documents of ActivityStreams are answered. */
final class DocumentAnswer {

  /** Short: a key that is replaced is asked for at once. */
  private static final String CACHED = "public, max-age=60";

  private static final int TAG_BYTES = 16;

  private DocumentAnswer() {}

  /** Nothing but 304 for who has it as it is. */
  static void send(ServerRequest request, ServerResponse response, JsonObject document) {
    byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
    String tag = tag(body);
    response
        .header(HeaderNames.VARY, "Accept")
        .header(HeaderNames.CACHE_CONTROL, CACHED)
        .header(HeaderNames.ETAG, tag);
    String held = request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("");
    if (held.contains(tag)) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE).send(body);
  }

  /** As {@link #send}, of what is new at each request. */
  static void sendFresh(ServerResponse response, JsonObject document) {
    response
        .header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE)
        .send(document.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** That something was here and will not be again. */
  static void gone(ServerResponse response, URI id, String formerType, Instant since) {
    response
        .status(Status.GONE_410)
        .header(HeaderNames.VARY, "Accept")
        .header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE)
        .send(
            ActorDocuments.tombstone(id, formerType, since)
                .toString()
                .getBytes(StandardCharsets.UTF_8));
  }

  private static String tag(byte[] body) {
    byte[] hash = Sha256.of(body);
    return '"' + HexFormat.of().formatHex(Arrays.copyOf(hash, TAG_BYTES)) + '"';
  }
}
