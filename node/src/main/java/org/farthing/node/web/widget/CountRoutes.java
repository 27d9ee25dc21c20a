package org.farthing.node.web.widget;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.json.Json;

/** What buttons ask before a click, if they ask anything: the counts of all on a page at once. */
final class CountRoutes implements HttpService {

  static final String PATH = "/widget/count";

  private static final int MOST = 100;

  /** An old count is better than a page that waits for a new one. */
  private static final String KEPT =
      "public, max-age=%d, stale-while-revalidate=3600".formatted(Counts.KEPT.toSeconds());

  private final Counts counts;

  CountRoutes(Counts counts) {
    this.counts = counts;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::count).head(PATH, this::count).any(PATH, HttpServer.only("GET", "HEAD"));
  }

  private void count(ServerRequest request, ServerResponse response) {
    List<String> urls = request.query().contains("url") ? request.query().all("url") : List.of();
    if (urls.isEmpty() || urls.size() > MOST) {
      throw new Problem(
          400, "malformed_query", "Nothing to count", "Name 1 to 100 things, url=… for each.");
    }
    JsonObjectBuilder told = Json.newObject();
    for (String url : urls) {
      counts.of(url).ifPresent(number -> told.add(url, number));
    }
    StaticFile.openToAll(response)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.CACHE_CONTROL, KEPT)
        .send(
            Json.newObject()
                .add("counts", told)
                .build()
                .toString()
                .getBytes(StandardCharsets.UTF_8));
  }
}
