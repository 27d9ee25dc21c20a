package org.farthing.node.federation.actor;

import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.farthing.protocol.signature.SigningKey;

/** Signs requests to other servers in the name of the node, or of one of its members. */
public final class RequestSigner {

  private final LocalIds ids;
  private final ActorKeys keys;
  private final InstantSource system;

  public RequestSigner(LocalIds ids, ActorKeys keys, InstantSource system) {
    this.ids = ids;
    this.keys = keys;
    this.system = system;
  }

  /** Draft-cavage with RSA, which every server that asks for signed fetches understands. */
  public OutboundRequest get(URI uri, Map<String, String> headers) {
    return sign(OutboundRequest.get(uri, headers), HttpSignatureScheme.DRAFT_CAVAGE);
  }

  /** As {@link #get(URI, Map)}, or with RFC 9421 and Ed25519. */
  public OutboundRequest get(URI uri, Map<String, String> headers, HttpSignatureScheme scheme) {
    return sign(OutboundRequest.get(uri, headers), scheme);
  }

  /** Draft-cavage with RSA, or RFC 9421 with Ed25519. */
  public OutboundRequest post(
      URI uri, Map<String, String> headers, byte[] body, HttpSignatureScheme scheme) {
    return sign(OutboundRequest.post(uri, headers, body), scheme);
  }

  /**
   * As {@link #post}, in the name of an actor here: with RSA in either scheme, for most servers
   * know no other key of an actor.
   */
  public OutboundRequest postAs(
      ActorId author,
      URI uri,
      Map<String, String> headers,
      byte[] body,
      HttpSignatureScheme scheme) {
    return sign(OutboundRequest.post(uri, headers, body), scheme, keys.rsa(author));
  }

  private OutboundRequest sign(OutboundRequest request, HttpSignatureScheme scheme) {
    return switch (scheme) {
      case DRAFT_CAVAGE -> sign(request, scheme, keys.rsa(ids.node()));
      case RFC_9421 -> sign(request, scheme, keys.ed25519(ids.node()));
    };
  }

  private OutboundRequest sign(
      OutboundRequest request,
      HttpSignatureScheme scheme,
      ActorKeys.Named<? extends SigningKey> key) {
    Map<String, List<String>> sent = new LinkedHashMap<>();
    request.headers().forEach((name, value) -> sent.put(name, List.of(value)));
    HttpRequestHead head = new HttpRequestHead(request.method(), request.uri(), sent);
    Map<String, String> headers = new LinkedHashMap<>(request.headers());
    headers.putAll(scheme.sign(head, request.body(), key.id(), key.key(), system.instant()));
    return new OutboundRequest(request.method(), request.uri(), headers, request.body());
  }
}
