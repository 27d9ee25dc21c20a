package org.farthing.node.web.widget;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/**
 * How somebody names where they flattr.
 *
 * @param user empty when only the node is named
 * @param host and port where there is one
 */
record HomeName(String user, String host) {

  private static final int LONGEST = 320;
  private static final Pattern HANDLE =
      Pattern.compile("(?:acct:)?@?(?:([^@/\\s:?#]+)@)?([\\p{Alnum}.\\-\\[\\]:]+)");
  private static final Pattern ADDRESS =
      Pattern.compile("https?://([^/@\\s?#]+)(?:/(?:@|users/)([^@/\\s?#]+))?(?:[/?#]\\S*)?");

  /** {@code @you@node.example}, {@code node.example}, or the address of a profile or a node. */
  static Optional<HomeName> parse(String typed) {
    String text = typed.strip();
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher address = ADDRESS.matcher(text);
    if (address.matches()) {
      return Optional.of(of(address.group(2), address.group(1)));
    }
    Matcher handle = HANDLE.matcher(text);
    return handle.matches() ? Optional.of(of(handle.group(1), handle.group(2))) : Optional.empty();
  }

  private static HomeName of(@Nullable String userOrNull, String host) {
    return new HomeName(userOrNull == null ? "" : userOrNull, host.toLowerCase(Locale.ROOT));
  }

  /** What WebFinger is asked about. */
  String resource(Origin origin) {
    return user.isEmpty() ? origin + "/" : "acct:" + user + "@" + host;
  }
}
