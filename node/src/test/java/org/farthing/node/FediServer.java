package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.http.AddressRule;
import org.farthing.node.platform.http.ErrorPage;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.OutboundLimits;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.farthing.protocol.signature.Pem;
import org.farthing.protocol.signature.RsaSigningKey;

/**
 * A server of the fediverse that is no Farthing node: it has actors and documents, signs in its
 * actors' names with RSA as most do, and writes down what it is sent.
 */
public final class FediServer implements AutoCloseable {

  private static final RsaSigningKey KEY = RsaSigningKey.generate(new SecureRandom());
  private static final String MEDIA_TYPE = "application/activity+json";

  /** What came, in its order. */
  final List<JsonObject> received = new CopyOnWriteArrayList<>();

  /** Paths, queries included, that were asked for. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  public final Origin origin;

  /** Whether its inboxes answer that they are no more. */
  volatile boolean takesNothing;

  private final Map<String, JsonObject> documents = new ConcurrentHashMap<>();
  private final GuardedHttpClient client =
      new GuardedHttpClient(AddressRule.LOOPBACK, OutboundLimits.STANDARD);
  private final HttpServer server;

  private FediServer(int port) {
    this.origin = Origin.of("http://localhost:" + port);
    this.server = HttpServer.start("localhost", port, ErrorPage.plain(), this::routes);
  }

  public static FediServer start() {
    return new FediServer(freePort());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void routes(HttpRouting.Builder routes) {
    routes.get("/.well-known/webfinger", this::webFinger).post(this::receive).get(this::document);
  }

  private void receive(ServerRequest request, ServerResponse response) {
    if (takesNothing) {
      response.status(Status.GONE_410).send();
      return;
    }
    received.add(Json.parseObject(request.content().as(byte[].class)));
    response.status(Status.ACCEPTED_202).send();
  }

  private void document(ServerRequest request, ServerResponse response) {
    String query = request.query().isEmpty() ? "" : "?" + request.query().rawValue();
    String path = request.prologue().uriPath().rawPath() + query;
    asked.add(path);
    JsonObject document = documents.get(path);
    if (document == null) {
      response.status(Status.NOT_FOUND_404).send();
    } else {
      send(response, MEDIA_TYPE, document);
    }
  }

  private void webFinger(ServerRequest request, ServerResponse response) {
    String resource = request.query().get("resource");
    String name = resource.substring("acct:".length(), resource.indexOf('@'));
    JsonObject link =
        Json.newObject()
            .add("rel", "self")
            .add("type", MEDIA_TYPE)
            .add("href", origin + "/users/" + name)
            .build();
    send(
        response,
        "application/jrd+json",
        Json.newObject().add("subject", resource).add("links", Json.newArray().add(link)).build());
  }

  private static void send(ServerResponse response, String type, JsonObject document) {
    response
        .header(HeaderNames.CONTENT_TYPE, type)
        .send(document.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A person with a name of their own. */
  public ActorId aPerson() {
    return actor(origin + "/users/p" + Uuid7.next().toString().replace("-", ""));
  }

  /** The actor of this id, from now on if there was none. */
  ActorId actor(String id) {
    documents.putIfAbsent(path(id), person(ActorId.of(id)).build());
    return ActorId.of(id);
  }

  /** What an actor's document says before anything is changed in it. */
  JsonObjectBuilder person(ActorId id) {
    return Json.newObject()
        .add("@context", "https://www.w3.org/ns/activitystreams")
        .add("id", id.toString())
        .add("type", "Person")
        .add("preferredUsername", "somebody")
        .add("inbox", origin + "/inbox-of-one")
        .add("endpoints", Json.newObject().add("sharedInbox", origin + "/inbox"))
        .add(
            "publicKey",
            Json.newObject()
                .add("id", id + "#main-key")
                .add("owner", id.toString())
                .add("publicKeyPem", Pem.encode(KEY.verificationKey())));
  }

  /** Shows a document at its id. */
  public void publish(JsonObject document) {
    documents.put(path(document.getString("id")), document);
  }

  /** From now on nothing is there. */
  void remove(ActorId actor) {
    documents.remove(path(actor.toString()));
  }

  private static String path(String id) {
    URI uri = URI.create(id);
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  /** An activity with an id of its own. */
  public JsonObjectBuilder activity(String type, ActorId actor) {
    return Json.newObject()
        .add("@context", "https://www.w3.org/ns/activitystreams")
        .add("id", origin + "/activities/" + Uuid7.next())
        .add("type", type)
        .add("actor", actor.toString());
  }

  public JsonObject activity(String type, ActorId actor, String object) {
    return activity(type, actor).add("object", object).build();
  }

  /** Posts an activity to a node's shared inbox, signed by its actor; returns the status. */
  int send(JsonObject activity, Node to) {
    URI inbox = to.ids().sharedInbox();
    byte[] body = activity.toString().getBytes(StandardCharsets.UTF_8);
    URI keyId = URI.create(activity.getString("actor") + "#main-key");
    HttpRequestHead head =
        new HttpRequestHead("POST", inbox, Map.of("Content-Type", List.of(MEDIA_TYPE)));
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", MEDIA_TYPE));
    headers.putAll(HttpSignatureScheme.DRAFT_CAVAGE.sign(head, body, keyId, KEY, Instant.now()));
    OutboundResult result = client.send(OutboundRequest.post(inbox, headers, body));
    assertThat(result).isInstanceOf(OutboundResult.Answer.class);
    return ((OutboundResult.Answer) result).status();
  }

  /** Posts an activity, which is taken in, and waits until all that follows has happened. */
  public void tells(Node node, JsonObject activity) {
    assertThat(send(activity, node)).as(activity.toString()).isEqualTo(202);
    awaitRest(node);
  }

  static void awaitRest(Node node) {
    TestPeer.await(
        "the node has nothing left to do",
        () -> node.backlog().isEmpty() && node.social().waiting() == 0 && node.backlog().isEmpty());
  }

  /** What came of a type, about an actor here or from one. */
  List<JsonObject> received(String type, ActorId from) {
    return received.stream()
        .filter(it -> it.getString("type").equals(type))
        .filter(it -> it.getString("actor").equals(from.toString()))
        .toList();
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
