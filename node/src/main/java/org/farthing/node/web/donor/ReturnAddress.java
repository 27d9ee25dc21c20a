package org.farthing.node.web.donor;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a member came from and wants to be afterwards, at another site ({@code on-success} and
 * {@code on-cancel} of FEP-3b86). It is only ever reached over a page that names the site.
 *
 * @param uri begins with https, names a host and no user; for trying out, http on this machine
 */
public record ReturnAddress(URI uri) {

  private static final int LONGEST = 2048;
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  /** None unless it is such an address. */
  public static Optional<ReturnAddress> of(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      boolean good =
          ("https".equalsIgnoreCase(uri.getScheme()) || isTriedOut(uri))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null;
      return good ? Optional.of(new ReturnAddress(uri)) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isTriedOut(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme())
        && HERE.contains(String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT));
  }

  public String host() {
    return uri.getHost();
  }

  /** The page of ours that leads there. */
  String way() {
    return "/leave?to=" + URLEncoder.encode(uri.toString(), StandardCharsets.UTF_8);
  }
}
