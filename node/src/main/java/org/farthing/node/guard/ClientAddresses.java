package org.farthing.node.guard;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.farthing.node.platform.http.Network;

/**
 * Who asks. Behind proxies of ours that is the last hop that is none of them; what stands before it
 * anybody may have written. Thread-safe.
 */
final class ClientAddresses {

  private static final System.Logger LOG = System.getLogger(ClientAddresses.class.getName());
  private static final Pattern FOR =
      Pattern.compile("(?i)(?:^|;)\\s*for\\s*=\\s*(\"[^\"]*\"|[^;\"\\s]+)");
  private static final Pattern WITH_PORT_4 = Pattern.compile("([0-9.]+):\\d{1,5}");
  private static final Pattern BRACKETED = Pattern.compile("\\[([^]]+)](?::\\d{1,5})?");

  private final Forwarding forwarding;
  private final AtomicBoolean warned = new AtomicBoolean();

  ClientAddresses(Forwarding forwarding) {
    this.forwarding = forwarding;
  }

  /**
   * The client's address; nothing for this machine itself: a command or a check, and no proxy that
   * asks for somebody.
   */
  Optional<InetAddress> of(ServerRequest request) {
    InetAddress address =
        request.remotePeer().address() instanceof InetSocketAddress socket
            ? socket.getAddress()
            : InetAddress.getLoopbackAddress();
    boolean proxied = isTrusted(address);
    if (proxied) {
      List<String> hops = hops(request);
      for (int i = hops.size() - 1; i >= 0 && isTrusted(address); i--) {
        Optional<InetAddress> hop = address(hops.get(i));
        if (hop.isEmpty()) {
          break;
        }
        address = hop.get();
      }
    }
    if (!address.isLoopbackAddress()) {
      return Optional.of(address);
    }
    boolean forSomebody =
        request.headers().contains(HeaderNames.X_FORWARDED_FOR)
            || request.headers().contains(HeaderNames.FORWARDED);
    if (forSomebody && !proxied) {
      warn(address);
    }
    return forSomebody ? Optional.of(address) : Optional.empty();
  }

  private boolean isTrusted(InetAddress address) {
    return forwarding.trusted().stream().anyMatch(network -> network.contains(address));
  }

  private void warn(InetAddress proxy) {
    if (warned.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "A proxy at {0} asks for others, who are all counted as one: see network.trustedProxies.",
          proxy.getHostAddress());
    }
  }

  /** From the client to the proxy next to us. */
  private List<String> hops(ServerRequest request) {
    List<String> hops = new ArrayList<>();
    Stream<String> values =
        switch (forwarding.header()) {
          case X_FORWARDED_FOR -> values(request, HeaderNames.X_FORWARDED_FOR);
          case FORWARDED -> values(request, HeaderNames.FORWARDED);
        };
    values.forEach(value -> hops.addAll(List.of(value.split(",", -1))));
    return hops;
  }

  private static Stream<String> values(ServerRequest request, HeaderName name) {
    return request.headers().contains(name)
        ? request.headers().get(name).allValues().stream()
        : Stream.empty();
  }

  private Optional<InetAddress> address(String hop) {
    String text = hop.strip();
    if (forwarding.header() == Forwarding.Header.FORWARDED) {
      Matcher node = FOR.matcher(text);
      text = node.find() ? node.group(1).replace("\"", "") : "";
    }
    Matcher bracketed = BRACKETED.matcher(text);
    Matcher withPort = WITH_PORT_4.matcher(text);
    String bare =
        bracketed.matches() ? bracketed.group(1) : withPort.matches() ? withPort.group(1) : text;
    try {
      return Optional.of(Network.address(bare));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
