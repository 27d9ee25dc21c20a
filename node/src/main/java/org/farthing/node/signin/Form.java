package org.farthing.node.signin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.farthing.node.platform.http.Problem;

/**
 * What somebody has typed and sent.
 *
 * @param fields by their names; the first of each name
 * @param stale whether the page it was sent from is too old to be believed, for its visitor signed
 *     in or out since. Do nothing then: show the form again, with what was typed
 */
public record Form(Map<String, String> fields, boolean stale) {

  /** The name of the field that says from which page a form was sent. */
  public static final String CSRF = "csrf";

  /** The name of the field by which the same form, sent twice, moves money once. */
  public static final String KEY = "key";

  private static final int MOST_FIELDS = 500;

  public Form {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** What was typed, as it was typed; empty when there is no such field. */
  public String raw(String name) {
    return fields.getOrDefault(name, "");
  }

  /** What was typed, without spaces around it; empty when there is no such field. */
  public String text(String name) {
    return raw(name).strip();
  }

  /** Whether it has such a field; a form that moves money and has none is none of ours. */
  public boolean hasKey() {
    return text(KEY).matches("[0-9a-f-]{36}");
  }

  /** Whether a box was ticked, or a button of this name pressed. */
  public boolean has(String name) {
    return fields.containsKey(name);
  }

  /**
   * Fields of a body of the type {@code application/x-www-form-urlencoded}.
   *
   * @throws Problem {@code malformed_form}
   */
  static Map<String, String> parse(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (body.isEmpty()) {
      return fields;
    }
    String[] pairs = body.split("&", MOST_FIELDS + 1);
    if (pairs.length > MOST_FIELDS) {
      throw malformed();
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      fields.putIfAbsent(decoded(name), decoded(value));
    }
    return fields;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8).replace("\0", "");
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static Problem malformed() {
    return new Problem(
        400, "malformed_form", "This form cannot be read", "It is not as a browser sends it.");
  }
}
