package org.farthing.node.signin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Where on this node somebody goes next; never to another site, whatever an address says. */
public final class LocalPath {

  /** Where a member begins. */
  public static final String HOME = "/me";

  /** No second slash or backslash at its beginning, which browsers take for another host. */
  private static final Pattern FORM =
      Pattern.compile("/(?![/\\\\])[A-Za-z0-9/?&=%+.,:;@!$'()*~_-]{0,2000}");

  private LocalPath() {}

  /** The path that was asked for; {@link #HOME} when it is none of this node's. */
  public static String or(String asked) {
    return FORM.matcher(asked).matches() ? asked : HOME;
  }

  /** Where one signs in and is then led on. */
  static String signInAndThen(String next) {
    return next.equals(HOME) ? SignInRoutes.IN : SignInRoutes.IN + query(next);
  }

  /** Where a form is sent that came too late: one signs in, and then sends it again. */
  static String signInKeeping(String next) {
    return SignInRoutes.FIRST + query(next);
  }

  private static String query(String next) {
    return "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
  }
}
