package org.farthing.protocol.activity;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port of a web address: what must be equal for one document to vouch for another
 * (FEP-fe34). The default port of a scheme is left out, the host is in lower case.
 */
public record Origin(String scheme, String host, int port) {

  /** The port where none is written. */
  private static final int UNWRITTEN = -1;

  /**
   * The origin of an address.
   *
   * @throws ProtocolException {@code malformed_id} when the URI is not an absolute web address
   */
  public static Origin of(URI uri) {
    WebAddress.require(uri);
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int standard = scheme.equals("https") ? 443 : 80;
    int port = uri.getPort() == standard ? UNWRITTEN : uri.getPort();
    return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  public static Origin of(String uri) {
    return of(WebAddress.parse(uri));
  }

  /** Host, and port where one is written: what follows the {@code @} of a handle. */
  public String authority() {
    return port == UNWRITTEN ? host : host + ":" + port;
  }

  public URI resolve(String path) {
    return URI.create(this + path);
  }

  @Override
  public String toString() {
    return scheme + "://" + authority();
  }
}
