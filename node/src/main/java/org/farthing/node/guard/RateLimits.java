package org.farthing.node.guard;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.farthing.node.federation.inbox.RequestHead;
import org.farthing.node.platform.http.Network;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.signature.SignatureHeader;

/**
 * Lets nobody ask too often: 429 with {@code Retry-After}. An IPv6 address counts as its /64, which
 * is what one customer has. Requests of this machine itself are not counted. Thread-safe.
 *
 * <p>A signature is only read here, not verified: so an origin is counted together with the address
 * that names it, and nobody can use up what is another's.
 */
public final class RateLimits implements Filter {

  private static final HeaderName SIGNATURE = HeaderNames.create("Signature");
  private static final int PREFIX_4 = 32;
  private static final int PREFIX_6 = 64;
  private static final int ORIGINS_PER_ADDRESS = 4;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final Origin origin;
  private final ClientAddresses clients;
  private final Buckets signedByOrigin;
  private final Buckets signedByAddress;
  private final Buckets reads;
  private final Buckets refused;

  /**
   * @param origin of this node
   */
  public RateLimits(
      Origin origin, Forwarding forwarding, RequestLimits limits, InstantSource system) {
    this.origin = origin;
    this.clients = new ClientAddresses(forwarding);
    this.signedByOrigin = new Buckets(limits.signed(), system);
    this.signedByAddress = new Buckets(limits.signed() * ORIGINS_PER_ADDRESS, system);
    this.reads = new Buckets(limits.reads(), system);
    this.refused = new Buckets(limits.refused(), system);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    clients.of(request).ifPresent(client -> count(network(client), request, response));
    chain.proceed();
  }

  private void count(String client, RoutingRequest request, RoutingResponse response) {
    if (request.headers().contains(SIGNATURE) || isInbox(request)) {
      signedByAddress.take(client);
      signer(request).ifPresent(signer -> signedByOrigin.take(signer + " " + client));
      return;
    }
    boolean reading =
        request.prologue().method().equals(Method.GET)
            || request.prologue().method().equals(Method.HEAD);
    if (reading && !request.headers().contains(HeaderNames.AUTHORIZATION)) {
      reads.take(client);
    } else {
      refused.require(client);
    }
    response.whenSent(
        () -> {
          int status = response.status().code();
          if (status == UNAUTHORIZED || status == FORBIDDEN) {
            refused.takeIfAny(client);
          }
        });
  }

  private static boolean isInbox(RoutingRequest request) {
    return request.prologue().method().equals(Method.POST)
        && request.path().path().endsWith("/inbox");
  }

  private Optional<Origin> signer(RoutingRequest request) {
    try {
      return SignatureHeader.parse(RequestHead.of(request, origin))
              instanceof SignatureHeader.Present present
          ? Optional.of(Origin.of(withoutFragment(present.signature().keyId())))
          : Optional.empty();
    } catch (ProtocolException e) {
      return Optional.empty();
    }
  }

  private static String withoutFragment(URI keyId) {
    String text = keyId.toString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? text : text.substring(0, fragment);
  }

  private static String network(InetAddress client) {
    int prefix = client instanceof Inet4Address ? PREFIX_4 : PREFIX_6;
    return Network.around(client, prefix).toString();
  }
}
