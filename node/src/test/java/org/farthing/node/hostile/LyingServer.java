package org.farthing.node.hostile;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.farthing.node.platform.http.ErrorPage;
import org.farthing.node.platform.http.HttpServer;

/** Answers with actors that nobody must take for what they say. */
public final class LyingServer implements AutoCloseable {

  /** Where its actors are. */
  static final List<String> PATHS =
      List.of(
          "/foreign-key",
          "/foreign-owner",
          "/anothers-id",
          "/graph",
          "/html",
          "/plain-json",
          "/ld-json-without-profile",
          "/array",
          "/duplicate",
          "/deep",
          "/large",
          "/bomb",
          "/loop",
          "/far",
          "/outside",
          "/no-inbox",
          "/no-key",
          "/bad-key",
          "/short-key",
          "/gone",
          "/missing",
          "/failing",
          "/empty");

  private final String keyPem;
  private final String anotherActor;
  private final HttpServer server;

  /**
   * @param keyPem the attacker's own key, so that only the document speaks against it
   * @param anotherActor whose this is not
   */
  public LyingServer(String keyPem, String anotherActor) {
    this.keyPem = keyPem;
    this.anotherActor = anotherActor;
    this.server =
        HttpServer.start(
            "localhost",
            0,
            ErrorPage.plain(),
            routes ->
                routes.get("/*", (request, response) -> answer(request.path().path(), response)));
  }

  public String origin() {
    return "http://localhost:" + server.port();
  }

  private void answer(String path, ServerResponse response) throws IOException {
    String id = origin() + path;
    switch (path) {
      case "/foreign-key" -> document(response, actor(id, anotherActor + "#main-key", id, keyPem));
      case "/foreign-owner" ->
          document(response, actor(id, id + "#main-key", anotherActor, keyPem));
      case "/anothers-id" -> document(response, actor(anotherActor, id + "#main-key", id, keyPem));
      case "/graph" ->
          document(response, "{\"@graph\":[" + actor(id, id + "#main-key", id, keyPem) + "]}");
      case "/html" -> typed(response, "text/html", id);
      case "/plain-json" -> typed(response, "application/json", id);
      case "/ld-json-without-profile" -> typed(response, "application/ld+json", id);
      case "/array" -> document(response, "[" + actor(id, id + "#main-key", id, keyPem) + "]");
      case "/duplicate" -> document(response, "{\"id\":\"" + id + "\",\"id\":\"" + id + "\"}");
      case "/deep" -> document(response, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
      case "/large" -> document(response, "{\"a\":\"" + "x".repeat(2 << 20) + "\"}");
      case "/bomb" -> {
        response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        response.header(HeaderNames.CONTENT_TYPE, Attacker.TYPE).send(bomb());
      }
      case "/loop" -> redirect(response, "/loop");
      case "/far" -> redirect(response, "/far" + System.nanoTime());
      case "/outside" -> redirect(response, "http://10.0.0.1/actor");
      case "/no-inbox" ->
          document(response, actor(id, id + "#main-key", id, keyPem).replace("inbox", "outbox"));
      case "/no-key" -> document(response, actor(id, id + "#other-key", id, keyPem));
      case "/bad-key" -> document(response, actor(id, id + "#main-key", id, "none"));
      case "/short-key" ->
          document(response, actor(id, id + "#main-key", id, keyPem.replaceAll("[A-D]", "")));
      case "/gone" -> response.status(Status.GONE_410).send();
      case "/failing" -> response.status(Status.SERVICE_UNAVAILABLE_503).send();
      case "/empty" -> document(response, "");
      default -> {
        if (path.startsWith("/far")) {
          redirect(response, "/far" + System.nanoTime());
        } else {
          response.status(Status.NOT_FOUND_404).send();
        }
      }
    }
  }

  private void typed(ServerResponse response, String type, String id) {
    response
        .header(HeaderNames.CONTENT_TYPE, type)
        .send(actor(id, id + "#main-key", id, keyPem).getBytes(StandardCharsets.UTF_8));
  }

  private static void document(ServerResponse response, String json) {
    response
        .header(HeaderNames.CONTENT_TYPE, Attacker.TYPE)
        .send(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void redirect(ServerResponse response, String location) {
    response.status(Status.FOUND_302).header(HeaderNames.LOCATION, location).send();
  }

  private static String actor(String id, String keyId, String owner, String pem) {
    return """
    {"@context": "https://www.w3.org/ns/activitystreams", "type": "Person", "id": "%1$s",
     "inbox": "%1$s/inbox", "preferredUsername": "liar",
     "publicKey": {"id": "%2$s", "owner": "%3$s", "publicKeyPem": "%4$s"}}
    """
        .formatted(id, keyId, owner, pem.replace("\n", "\\n"));
  }

  private static byte[] bomb() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      for (int i = 0; i < 64; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    server.close();
  }
}
