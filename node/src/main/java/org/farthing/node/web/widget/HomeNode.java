package org.farthing.node.web.widget;

import java.util.Map;
import java.util.regex.Pattern;

/** What looking for where somebody flattrs came to. */
sealed interface HomeNode {

  /**
   * They flattr there.
   *
   * @param template of an address, with names in braces
   */
  record Open(String host, String template) implements HomeNode {

    private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");
    private static final int LONGEST = 7_500;

    /** The page there that asks whether to flattr this. */
    String address(Wanted wanted) {
      String whole = fill(template, wanted.values());
      return whole.length() <= LONGEST
          ? whole
          : fill(template, Map.of("object", wanted.url(), "creator", wanted.creator()));
    }

    /** What a server asks for that we do not know stays empty. */
    static String fill(String template, Map<String, String> values) {
      return NAME.matcher(template)
          .replaceAll(name -> Wanted.encoded(values.getOrDefault(name.group(1), "")));
    }
  }

  /** They flattr on this node. */
  record Here() implements HomeNode {}

  /** There is a server, but no way to flattr by it. */
  record Mute(String host) implements HomeNode {}

  /** There is a server that does not know them. */
  record Unknown(String host, String user) implements HomeNode {}

  /** No server answers. */
  record Away(String host) implements HomeNode {}

  /** It is neither a handle nor the name of a node. */
  record Malformed() implements HomeNode {}
}
