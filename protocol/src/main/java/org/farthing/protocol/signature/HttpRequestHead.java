package org.farthing.protocol.signature;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What of a request can be signed besides its body.
 *
 * @param method as sent, {@code POST}
 * @param target the absolute http or https URI. A server composes it of its <em>own</em> origin and
 *     the path and query received: taken from the request's Host, a request that was signed for
 *     another server would pass
 * @param headers each name with its values in the order received; names are kept in lower case
 */
public record HttpRequestHead(String method, URI target, Map<String, List<String>> headers) {
  public HttpRequestHead {
    if (target.getHost() == null || defaultPort(target.getScheme()) < 0) {
      throw new IllegalArgumentException("The target is no absolute http or https URI: " + target);
    }
    headers = merged(headers);
  }

  /**
   * All values of a header as one: each without white space around it, joined by a comma and a
   * space (RFC 9421 section 2.1); empty when the header is not there.
   */
  public Optional<String> header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null
        ? Optional.empty()
        : Optional.of(values.stream().map(String::strip).collect(Collectors.joining(", ")));
  }

  /** The same request with one header set, whatever it was before. */
  public HttpRequestHead with(String name, String value) {
    Map<String, List<String>> changed = new TreeMap<>(headers);
    changed.put(name.toLowerCase(Locale.ROOT), List.of(value));
    return new HttpRequestHead(method, target, changed);
  }

  /** Host in lower case, and port unless it is the scheme's own: what stands in {@code Host}. */
  public String authority() {
    String host = target.getHost().toLowerCase(Locale.ROOT);
    boolean own = target.getPort() < 0 || target.getPort() == defaultPort(target.getScheme());
    return own ? host : host + ":" + target.getPort();
  }

  /** The path as sent, {@code /} when there is none. */
  public String path() {
    String path = target.getRawPath();
    return path.isEmpty() ? "/" : path;
  }

  /** The query as sent, without its question mark; empty when there is none. */
  public Optional<String> query() {
    return Optional.ofNullable(target.getRawQuery());
  }

  /** Path and query as in the request line. */
  public String requestTarget() {
    return path() + query().map(query -> "?" + query).orElse("");
  }

  String scheme() {
    return target.getScheme().toLowerCase(Locale.ROOT);
  }

  /** Whether a {@code Host} names this target, be it with the scheme's own port or without. */
  boolean isFor(String host) {
    String withPort = target.getHost() + ":" + defaultPort(target.getScheme());
    return host.equalsIgnoreCase(authority())
        || (host.equalsIgnoreCase(withPort) && authority().equalsIgnoreCase(target.getHost()));
  }

  private static int defaultPort(String scheme) {
    return "https".equalsIgnoreCase(scheme) ? 443 : "http".equalsIgnoreCase(scheme) ? 80 : -1;
  }

  private static Map<String, List<String>> merged(Map<String, List<String>> headers) {
    Map<String, List<String>> merged = new TreeMap<>();
    headers.forEach(
        (name, values) ->
            merged
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .addAll(values));
    merged.replaceAll((_, values) -> List.copyOf(values));
    return Map.copyOf(merged);
  }
}
