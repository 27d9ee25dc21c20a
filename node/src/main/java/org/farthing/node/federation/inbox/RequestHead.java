package org.farthing.node.federation.inbox;

import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.signature.HttpRequestHead;

/** What of a request to this node can be signed. */
public final class RequestHead {

  private RequestHead() {}

  /**
   * The head of a request, for this node alone: of its origin, whatever the request's host.
   *
   * @throws Problem 400 {@code malformed_target}
   */
  public static HttpRequestHead of(ServerRequest request, Origin origin) {
    String query = request.query().isEmpty() ? "" : "?" + request.query().rawValue();
    String target = origin + request.prologue().uriPath().rawPath() + query;
    try {
      Map<String, List<String>> headers = new HashMap<>();
      request.headers().forEach(header -> headers.put(header.name(), header.allValues()));
      return new HttpRequestHead(request.prologue().method().text(), URI.create(target), headers);
    } catch (IllegalArgumentException e) {
      throw new Problem(400, "malformed_target", "Not an address", "The path is not encoded.");
    }
  }
}
