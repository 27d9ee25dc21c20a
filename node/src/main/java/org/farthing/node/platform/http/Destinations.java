package org.farthing.node.platform.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.node.platform.http.OutboundResult.Reason;

/**
 * Where requests may go. A URL is judged before its host is looked up, and then every address of
 * the host, of which only one that is allowed is connected to.
 *
 * @param rule for addresses
 * @param allow what is allowed besides
 * @param blocked whether there is nothing to do with the server of a URL; may read the database
 */
public record Destinations(
    AddressRule rule, AllowList allow, Predicate<URI> blocked, HostLookup lookup) {

  /** Wherever the addresses are as they should be. */
  public static Destinations of(AddressRule rule) {
    return new Destinations(rule, AllowList.EMPTY, _ -> false, HostLookup.OF_SYSTEM);
  }

  /** What speaks against a URL before its host is looked up. */
  Optional<Failure> fault(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return refused("not a URL for a request elsewhere");
    }
    boolean plain = scheme.equals("http") && (rule == AddressRule.LOOPBACK || allow.names(host));
    if (!scheme.equals("https") && !plain) {
      return refused("not a scheme for a request elsewhere: " + scheme);
    }
    return blocked.test(uri)
        ? Optional.of(new Failure(Reason.BLOCKED, host + " is blocked"))
        : Optional.empty();
  }

  /** What speaks against going on from one URL to the other. */
  static Optional<Failure> downgrade(URI from, URI to) {
    boolean bare = "https".equalsIgnoreCase(from.getScheme()) && "http".equals(to.getScheme());
    return bare ? refused("redirected from https to http") : Optional.empty();
  }

  private static Optional<Failure> refused(String detail) {
    return Optional.of(new Failure(Reason.REFUSED_ADDRESS, detail));
  }

  /**
   * The address to connect to.
   *
   * @throws RefusedAddress when the host has none that is allowed
   */
  InetAddress resolve(String host) {
    List<InetAddress> addresses;
    try {
      addresses = lookup.addresses(host);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("unknown host " + host, e);
    }
    boolean named = allow.names(host);
    return addresses.stream()
        .filter(address -> named || rule.allows(address) || allow.contains(address))
        .findFirst()
        .orElseThrow(() -> new RefusedAddress(host + " is at " + addresses));
  }

  /** A host is where no request may go. */
  static final class RefusedAddress extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedAddress(String message) {
      super(message);
    }
  }
}
