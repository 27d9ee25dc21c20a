package org.farthing.node.identity;

import java.net.URI;

/**
 * What others name a member of this node by.
 *
 * @param address of the profile, which is the actor's id
 * @param handle {@code bob@birch.example}
 */
public record Profile(URI address, String handle) {

  /** Whether an address is that of the profile; a slash at its end and a fragment do not matter. */
  boolean isAt(URI other) {
    return bare(other).equals(bare(address));
  }

  /** Whether a handle is the member's, with or without the leading {@code @}. */
  boolean isCalled(String other) {
    String name = other.startsWith("@") ? other.substring(1) : other;
    return name.equalsIgnoreCase(handle);
  }

  private static String bare(URI uri) {
    String text = uri.toString();
    int fragment = text.indexOf('#');
    String whole = fragment < 0 ? text : text.substring(0, fragment);
    return whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
  }
}
