package org.farthing.node.web.widget;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.Sha256;

/** Images of the button, with the count of a thing where one is named. */
final class BadgeRoutes implements HttpService {

  static final String PATH = "/widget/badge.svg";

  private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");

  /** It may be opened as a page, too, and is nothing but a picture there. */
  private static final String PICTURE = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

  private static final String KEPT = "public, max-age=300";
  private static final int HASH_BYTES = 12;

  private final Counts counts;

  BadgeRoutes(Counts counts) {
    this.counts = counts;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::badge).head(PATH, this::badge).any(PATH, HttpServer.only("GET", "HEAD"));
  }

  private void badge(ServerRequest request, ServerResponse response) {
    Badge.Theme theme =
        Badge.Theme.of(parameter(request, "theme"))
            .orElseThrow(
                () ->
                    new Problem(
                        400,
                        "malformed_query",
                        "There is no such theme",
                        "Themes are auto, light and dark."));
    String url = parameter(request, "url");
    OptionalLong count = url.isEmpty() ? OptionalLong.empty() : counts.of(url);
    byte[] svg = new Badge(theme, count).svg().getBytes(StandardCharsets.UTF_8);
    String tag = '"' + HexFormat.of().formatHex(Sha256.of(svg), 0, HASH_BYTES) + '"';
    StaticFile.openToAll(response)
        .header(HeaderNames.ETAG, tag)
        .header(HeaderNames.CACHE_CONTROL, KEPT);
    if (request.headers().first(HeaderNames.IF_NONE_MATCH).orElse("").contains(tag)) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, "image/svg+xml").header(POLICY, PICTURE).send(svg);
  }

  private static String parameter(ServerRequest request, String name) {
    return request.query().first(name).asOptional().orElse("").strip();
  }
}
