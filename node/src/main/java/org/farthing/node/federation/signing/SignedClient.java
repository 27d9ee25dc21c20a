package org.farthing.node.federation.signing;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.signature.HttpSignatureScheme;

/**
 * Makes requests signed by the node or a member, and knocks twice: who answers 400 or 401 to one
 * scheme is asked once more with the other. Safe for use by many threads; never to be called while
 * a transaction is open.
 */
public final class SignedClient {

  private final GuardedHttpClient client;
  private final RequestSigner signer;
  private final OriginSchemes schemes;

  public SignedClient(GuardedHttpClient client, RequestSigner signer, OriginSchemes schemes) {
    this.client = client;
    this.signer = signer;
    this.schemes = schemes;
  }

  /**
   * Fetches what stands at an address. A signature is for one address alone: where a redirect leads
   * to a server that demands one, that is asked anew.
   */
  public OutboundResult get(URI uri, Map<String, String> headers) {
    OutboundResult result = fetch(uri, headers);
    return result instanceof Answer answer && isRefused(answer) && !answer.uri().equals(uri)
        ? fetch(answer.uri(), headers)
        : result;
  }

  private OutboundResult fetch(URI uri, Map<String, String> headers) {
    // An answer says little of the scheme: most servers let everybody read.
    return knock(uri, false, scheme -> signer.get(uri, headers, scheme));
  }

  /** Posts a body in the name of the node. */
  public OutboundResult post(URI uri, Map<String, String> headers, byte[] body) {
    return knock(uri, true, scheme -> signer.post(uri, headers, body, scheme));
  }

  /**
   * Posts a body in the name of an actor of this node: other servers than Farthing nodes take an
   * activity from its own actor alone.
   */
  public OutboundResult postAs(ActorId author, URI uri, Map<String, String> headers, byte[] body) {
    return knock(uri, true, scheme -> signer.postAs(author, uri, headers, body, scheme));
  }

  /**
   * @param telling whether being answered shows that the first scheme was understood
   */
  private OutboundResult knock(
      URI uri, boolean telling, Function<HttpSignatureScheme, OutboundRequest> request) {
    Origin origin = Origin.of(uri);
    HttpSignatureScheme first = schemes.first(origin);
    OutboundResult result = client.send(request.apply(first));
    if (!isRefused(result)) {
      if (telling && isTaken(result)) {
        schemes.took(origin, first);
      }
      return result;
    }
    HttpSignatureScheme second = first.other();
    OutboundResult other = client.send(request.apply(second));
    if (isTaken(other)) {
      schemes.took(origin, second);
    }
    if (isRefused(other)) {
      schemes.forget(origin);
      return result;
    }
    return other;
  }

  private static boolean isRefused(OutboundResult result) {
    return result instanceof Answer answer && (answer.status() == 400 || answer.status() == 401);
  }

  private static boolean isTaken(OutboundResult result) {
    return result instanceof Answer answer && answer.isSuccess();
  }
}
