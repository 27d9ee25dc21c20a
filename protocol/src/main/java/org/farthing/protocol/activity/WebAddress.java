package org.farthing.protocol.activity;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What ids and origins have in common: absolute http or https URIs of bounded length. */
final class WebAddress {

  private static final int LONGEST = 2048;

  private WebAddress() {}

  /** Any URI of bounded length, also one that is no web address. */
  static URI parse(String text) {
    if (text.length() > LONGEST) {
      throw new ProtocolException("malformed_id", "Longer than " + LONGEST + " characters.");
    }
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new ProtocolException("malformed_id", "Not a URI: " + e.getReason());
    }
  }

  static void require(URI uri) {
    boolean web =
        uri.getScheme() != null
            && (uri.getScheme().equalsIgnoreCase("https")
                || uri.getScheme().equalsIgnoreCase("http"));
    if (!web || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new ProtocolException("malformed_id", "Not an absolute http or https address.");
    }
    if (uri.toString().length() > LONGEST) {
      throw new ProtocolException("malformed_id", "Longer than " + LONGEST + " characters.");
    }
  }

  /** The order of the protocol: by unsigned UTF-8 bytes, as the lines of a statement stand. */
  static int compare(URI one, URI other) {
    return Arrays.compareUnsigned(utf8(one), utf8(other));
  }

  private static byte[] utf8(URI uri) {
    return uri.toString().getBytes(StandardCharsets.UTF_8);
  }
}
