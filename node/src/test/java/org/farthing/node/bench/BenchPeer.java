package org.farthing.node.bench;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.farthing.node.platform.http.ErrorPage;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.signature.Ed25519SigningKey;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.farthing.protocol.signature.Multikey;
import org.farthing.protocol.signature.ObjectProof;
import org.farthing.protocol.signature.Pem;
import org.farthing.protocol.signature.RsaSigningKey;
import org.farthing.protocol.signature.SigningKey;

/**
 * Another server as far as an inbox needs one: it serves actors with their keys, signs for them,
 * and takes whatever it is sent, unless it holds back.
 */
final class BenchPeer implements AutoCloseable {

  private static final String TYPE = "application/activity+json";
  private static final String NODE = "/actor";

  private final SecureRandom random = new SecureRandom();
  private final Map<String, RsaSigningKey> rsa = new ConcurrentHashMap<>();
  private final Map<String, Ed25519SigningKey> ed25519 = new ConcurrentHashMap<>();
  private final HttpServer server;
  private volatile boolean holdsBack;

  private BenchPeer(int actors) {
    for (int i = 0; i < actors; i++) {
      rsa.put(path(i), RsaSigningKey.generate(random));
      ed25519.put(path(i), Ed25519SigningKey.generate(random));
    }
    rsa.put(NODE, RsaSigningKey.generate(random));
    ed25519.put(NODE, Ed25519SigningKey.generate(random));
    this.server =
        HttpServer.start(
            "localhost",
            0,
            ErrorPage.plain(),
            routing -> routing.get("/*", this::actor).post("/inbox", this::take));
  }

  static BenchPeer start(int actors) {
    return new BenchPeer(actors);
  }

  private static String path(int actor) {
    return "/users/fan" + actor;
  }

  private String origin() {
    return "http://" + host();
  }

  /** Has it take nothing for a while, so that what is sent waits; or take what is sent again. */
  void holdBack(boolean holdsBack) {
    this.holdsBack = holdsBack;
  }

  String host() {
    return "localhost:" + server.port();
  }

  private void take(ServerRequest request, ServerResponse response) {
    request.content().as(byte[].class);
    if (holdsBack) {
      response.header(HeaderNames.RETRY_AFTER, "600");
    }
    response.status(holdsBack ? Status.SERVICE_UNAVAILABLE_503 : Status.ACCEPTED_202).send();
  }

  private void actor(ServerRequest request, ServerResponse response) {
    String path = request.path().path();
    if (!rsa.containsKey(path)) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    response
        .header(HeaderNames.CONTENT_TYPE, TYPE)
        .send(document(path).toString().getBytes(StandardCharsets.UTF_8));
  }

  private JsonObject document(String path) {
    String id = origin() + path;
    JsonObjectBuilder document =
        Json.createObjectBuilder()
            .add(
                "@context",
                Json.createArrayBuilder()
                    .add("https://www.w3.org/ns/activitystreams")
                    .add("https://w3id.org/security/v1")
                    .add("https://w3id.org/security/data-integrity/v1")
                    .add("https://w3id.org/security/multikey/v1"))
            .add("id", id)
            .add("type", path.equals(NODE) ? "Application" : "Person")
            .add("preferredUsername", path.substring(path.lastIndexOf('/') + 1))
            .add("inbox", origin() + "/inbox")
            .add(
                "publicKey",
                Json.createObjectBuilder()
                    .add("id", id + "#main-key")
                    .add("owner", id)
                    .add("publicKeyPem", Pem.encode(key(rsa, path).verificationKey())))
            .add(
                "assertionMethod",
                Json.createObjectBuilder()
                    .add("id", id + "#ed25519-key")
                    .add("type", "Multikey")
                    .add("controller", id)
                    .add(
                        "publicKeyMultibase",
                        Multikey.encode(key(ed25519, path).verificationKey())));
    JsonArrayBuilder capabilities =
        Json.createArrayBuilder()
            .add(Json.createObjectBuilder().add("href", ActorDocument.FARTHING.toString()));
    if (path.equals(NODE)) {
      document.add("implements", capabilities);
    } else {
      document.add(
          "generator",
          Json.createObjectBuilder()
              .add("type", "Application")
              .add("id", origin() + NODE)
              .add("implements", capabilities));
    }
    return document.build();
  }

  /**
   * Requests with Likes of plain fediverse servers, signed as these do: draft-cavage, RSA-2048.
   *
   * @param first number of the first one, none of which may come twice
   */
  List<byte[]> likes(URI inbox, int first, int number) {
    List<byte[]> requests = new ArrayList<>();
    for (int i = first; i < first + number; i++) {
      String path = path(i % (rsa.size() - 1));
      JsonObject like =
          Json.createObjectBuilder()
              .add("@context", "https://www.w3.org/ns/activitystreams")
              .add("id", origin() + path + "#likes/" + inbox.getPort() + "-" + i)
              .add("type", "Like")
              .add("actor", origin() + path)
              .add("object", inbox.resolve("/users/bob/posts/1").toString())
              .build();
      requests.add(
          request(
              inbox,
              like,
              HttpSignatureScheme.DRAFT_CAVAGE,
              URI.create(origin() + path + "#main-key"),
              key(rsa, path)));
    }
    return requests;
  }

  /**
   * Requests with flattrs, proven by their donors and signed by the node that this one poses as.
   */
  List<byte[]> flattrs(
      URI inbox, ActorId creator, YearMonth month, Instant now, int first, int number) {
    List<byte[]> requests = new ArrayList<>();
    for (int i = first; i < first + number; i++) {
      String path = path(i % (rsa.size() - 1));
      Flattr flattr =
          new Flattr(
              ActivityId.of(origin() + "/flattrs/" + i),
              ActorId.of(origin() + path),
              URI.create(Clicks.url(i / (rsa.size() - 1))),
              month,
              creator,
              CurrencyUnit.XTS,
              null,
              null,
              now);
      JsonObject proven =
          ObjectProof.sign(
              MessageWriter.write(flattr, creator),
              URI.create(origin() + path + "#ed25519-key"),
              key(ed25519, path),
              Instant.now());
      requests.add(
          request(
              inbox,
              proven,
              HttpSignatureScheme.RFC_9421,
              URI.create(origin() + NODE + "#ed25519-key"),
              key(ed25519, NODE)));
    }
    return requests;
  }

  private static byte[] request(
      URI inbox, JsonObject document, HttpSignatureScheme scheme, URI keyId, SigningKey key) {
    byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
    HttpRequestHead head =
        new HttpRequestHead("POST", inbox, Map.of("Content-Type", List.of(TYPE)));
    StringBuilder text =
        new StringBuilder("POST ")
            .append(inbox.getPath())
            .append(" HTTP/1.1\r\nHost: ")
            .append(head.authority())
            .append("\r\nContent-Type: ")
            .append(TYPE)
            .append("\r\nContent-Length: ")
            .append(body.length);
    scheme
        .sign(head, body, keyId, key, Instant.now())
        .forEach((name, value) -> text.append("\r\n").append(name).append(": ").append(value));
    byte[] start = text.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[start.length + body.length];
    System.arraycopy(start, 0, request, 0, start.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    return request;
  }

  @Override
  public void close() {
    server.close();
  }

  private static <K> K key(Map<String, K> keys, String path) {
    return Objects.requireNonNull(keys.get(path));
  }
}
