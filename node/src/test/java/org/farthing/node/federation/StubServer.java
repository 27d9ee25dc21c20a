package org.farthing.node.federation;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.farthing.node.platform.http.ErrorPage;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.farthing.protocol.signature.SignatureHeader;

/** Another server that writes down what it is sent, and answers as it is told to. */
final class StubServer implements AutoCloseable {

  /** What came, of whatever method; the id of the activity is empty for a GET. */
  record Request(String path, String id, HttpSignatureScheme scheme, URI keyId) {}

  /** What is said to it. */
  record Reply(int status, Map<String, String> headers, String body) {
    static Reply of(int status) {
      return new Reply(status, Map.of(), "");
    }
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  volatile Function<Request, Reply> answer = _ -> Reply.of(202);
  private final HttpServer server;

  private StubServer() {
    this.server =
        HttpServer.start(
            "localhost",
            0,
            ErrorPage.plain(),
            routing -> routing.post("/*", this::take).get("/*", this::take));
  }

  static StubServer start() {
    return new StubServer();
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  String host() {
    return "localhost:" + server.port();
  }

  /** By which scheme each request was signed, in their order. */
  List<HttpSignatureScheme> schemes() {
    return requests.stream().map(Request::scheme).toList();
  }

  private void take(ServerRequest request, ServerResponse response) {
    String id =
        request.content().hasEntity()
            ? Json.parseObject(request.content().as(byte[].class)).getString("id")
            : "";
    boolean isRfc = request.headers().contains(HeaderNames.create("Signature-Input"));
    Request came =
        new Request(
            request.path().path(),
            id,
            isRfc ? HttpSignatureScheme.RFC_9421 : HttpSignatureScheme.DRAFT_CAVAGE,
            keyId(request));
    requests.add(came);
    Reply reply = answer.apply(came);
    reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    response.status(Status.create(reply.status())).send(reply.body());
  }

  private static URI keyId(ServerRequest request) {
    Map<String, List<String>> headers = new HashMap<>();
    request.headers().forEach(header -> headers.put(header.name(), header.allValues()));
    URI uri = request.requestedUri().toUri();
    HttpRequestHead head = new HttpRequestHead(request.prologue().method().text(), uri, headers);
    return switch (SignatureHeader.parse(head)) {
      case SignatureHeader.Present present -> present.signature().keyId();
      case SignatureHeader.Unusable unusable -> throw new AssertionError(unusable.detail());
    };
  }

  @Override
  public void close() {
    server.close();
  }
}
