package org.farthing.node.web.widget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
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

  /** Of answers, with the questions they answer. */
  private static final long MOST_BYTES = 16L << 20;

  /** It is no page, so the long one of pages need not go along. */
  private static final Header POLICY =
      HeaderValues.createCached(
          HeaderNames.create("Content-Security-Policy"),
          "default-src 'none'; frame-ancestors 'none'");

  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");

  /** An old count is better than a page that waits for a new one. */
  private static final Header KEPT =
      HeaderValues.createCached(
          HeaderNames.CACHE_CONTROL,
          "public, max-age=%d, stale-while-revalidate=3600"
              .formatted(Counts.KEPT.multipliedBy(2).toSeconds()));

  private final Counts counts;

  /** Ready to be sent, by the query that asks for it: a page's buttons always ask the same. */
  private final Cache<String, byte[]> answers =
      Caffeine.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((String query, byte[] answer) -> query.length() + answer.length)
          .expireAfterWrite(Counts.KEPT)
          .build();

  CountRoutes(Counts counts) {
    this.counts = counts;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::count).head(PATH, this::count).any(PATH, HttpServer.only("GET", "HEAD"));
  }

  private void count(ServerRequest request, ServerResponse response) {
    byte[] answer = answers.get(request.query().rawValue(), _ -> answer(request.query()));
    StaticFile.openToAll(response).header(POLICY).header(JSON).header(KEPT).send(answer);
  }

  private byte[] answer(UriQuery query) {
    List<String> urls = query.contains("url") ? query.all("url") : List.of();
    if (urls.isEmpty() || urls.size() > MOST) {
      throw new Problem(
          400, "malformed_query", "Nothing to count", "Name 1 to 100 things, url=… for each.");
    }
    JsonObjectBuilder told = Json.newObject();
    for (String url : urls) {
      counts.of(url).ifPresent(number -> told.add(url, number));
    }
    return Json.newObject().add("counts", told).build().toString().getBytes(StandardCharsets.UTF_8);
  }
}
