package org.farthing.node.identity;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;

/**
 * What a page tells of itself in a link as the old Flattr had them, {@code
 * /submit/auto?user_id&url&title&description&language&tags&hidden&category}. As it was found:
 * nothing of it is cut, cleaned or verified.
 *
 * @param creator the profile that node and {@code user_id} make
 * @param tags with commas between them
 * @param hidden whether it is to stand in no list
 */
public record Submission(
    URI creator,
    String url,
    String title,
    String description,
    String language,
    String tags,
    boolean hidden,
    String category) {

  private static final String PATH = "/submit/auto";
  private static final int LONGEST = 8_192;

  /** What an address tells, if it is such a link. */
  static Optional<Submission> of(URI link) {
    String query = link.getRawQuery();
    if (!PATH.equals(link.getPath()) || query == null || query.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      Map<String, String> told = parameters(query);
      String name = told.getOrDefault("user_id", "");
      return name.matches("[A-Za-z0-9_]+")
          ? Optional.of(of(Origin.of(link).resolve("/users/" + name), told))
          : Optional.empty();
    } catch (IllegalArgumentException | ProtocolException e) {
      return Optional.empty();
    }
  }

  private static Submission of(URI creator, Map<String, String> told) {
    String hidden = told.getOrDefault("hidden", "");
    return new Submission(
        creator,
        told.getOrDefault("url", ""),
        told.getOrDefault("title", ""),
        told.getOrDefault("description", ""),
        told.getOrDefault("language", ""),
        told.getOrDefault("tags", ""),
        hidden.equals("1") || hidden.equals("true"),
        told.getOrDefault("category", ""));
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String each : query.split("&", -1)) {
      int equals = each.indexOf('=');
      if (equals > 0) {
        parameters.putIfAbsent(
            each.substring(0, equals),
            URLDecoder.decode(each.substring(equals + 1), StandardCharsets.UTF_8).strip());
      }
    }
    return parameters;
  }
}
