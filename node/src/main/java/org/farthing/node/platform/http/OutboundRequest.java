package org.farthing.node.platform.http;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A request to be made elsewhere.
 *
 * @param method GET or POST
 * @param uri absolute; sent as it is written, so that a signature over it holds
 * @param headers in the order in which they are sent; {@code Host} and {@code Content-Length} are
 *     the client's own
 * @param body empty for none; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; bodies are hashed by who signs them.
public record OutboundRequest(String method, URI uri, Map<String, String> headers, byte[] body) {
  public OutboundRequest {
    if (!Set.of("GET", "POST").contains(method)) {
      throw new IllegalArgumentException("not a method for a request elsewhere: " + method);
    }
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  public static OutboundRequest get(URI uri, Map<String, String> headers) {
    return new OutboundRequest("GET", uri, headers, new byte[0]);
  }

  public static OutboundRequest post(URI uri, Map<String, String> headers, byte[] body) {
    return new OutboundRequest("POST", uri, headers, body);
  }
}
