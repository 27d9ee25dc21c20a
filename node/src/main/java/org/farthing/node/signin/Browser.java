package org.farthing.node.signin;

import java.util.List;

/** What a browser seems to be, by what it calls itself: so that people know it again. */
record Browser(String name) {

  /** The first that is found: each calls itself by the names of those below it, too. */
  private static final List<String> BROWSERS =
      List.of("Firefox", "Edg", "OPR", "Chromium", "Chrome", "Safari", "curl");

  private static final List<String> SYSTEMS =
      List.of("Android", "iPhone", "iPad", "Windows", "Mac OS", "CrOS", "Linux");

  static Browser in(String client) {
    String browser = first(BROWSERS, client);
    String system = first(SYSTEMS, client);
    if (browser.isEmpty()) {
      return new Browser(client.isBlank() ? "?" : client);
    }
    String known =
        switch (browser) {
          case "Edg" -> "Edge";
          case "OPR" -> "Opera";
          default -> browser;
        };
    return new Browser(system.isEmpty() ? known : known + ", " + system);
  }

  private static String first(List<String> names, String client) {
    return names.stream().filter(client::contains).findFirst().orElse("");
  }
}
