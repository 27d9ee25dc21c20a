package org.farthing.node.signin;

import io.helidon.webserver.http.ServerRequest;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.json.Json;

/**
 * Where somebody goes once they are signed in. If their session ended while they filled a form in,
 * the form goes with them, in the pages themselves: nothing of it is stored before they send it,
 * but for ten minutes, sealed, when they leave to sign in by another server.
 *
 * @param next a path of this node; where the form is sent to, if there is one
 * @param form what the form has in its fields; empty when there is none
 */
record Onward(String next, Map<String, String> form) {

  /** What is never sent back to a browser. */
  private static final Set<String> SECRET = Set.of("password", "current", "code", "credential");

  private static final String FIELD_NEXT = "next";
  private static final String FIELD_FORM = "kept";

  Onward {
    next = LocalPath.or(next);
  }

  /** To a page that an address names. */
  static Onward of(ServerRequest request) {
    return new Onward(request.query().first(FIELD_NEXT).asOptional().orElse(""), Map.of());
  }

  /**
   * As an earlier page of signing in has carried it.
   *
   * @throws Problem {@code malformed_form}
   */
  static Onward of(Form form) {
    return new Onward(form.text(FIELD_NEXT), Form.parse(form.raw(FIELD_FORM)));
  }

  /** To a form that came when nobody was signed in. */
  static Onward keeping(String action, Form form) {
    Map<String, String> fields = new LinkedHashMap<>(form.fields());
    fields.keySet().removeAll(SECRET);
    return new Onward(action, fields);
  }

  /** As {@link #toJson} has told it. */
  static Onward of(JsonObject json) {
    Map<String, String> form = new LinkedHashMap<>();
    json.getJsonObject(FIELD_FORM)
        .forEach((name, value) -> form.put(name, ((JsonString) value).getString()));
    return new Onward(json.getString(FIELD_NEXT), form);
  }

  /** For where no page can carry it: to be kept under the key file, and not for long. */
  JsonObject toJson() {
    JsonObjectBuilder fields = Json.newObject();
    form.forEach(fields::add);
    return Json.newObject().add(FIELD_NEXT, next).add(FIELD_FORM, fields).build();
  }

  boolean hasForm() {
    return !form.isEmpty();
  }

  /** What the pages of signing in carry on, by the names of their fields. */
  Map<String, String> carried() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(FIELD_NEXT, next);
    if (hasForm()) {
      fields.put(
          FIELD_FORM,
          form.entrySet().stream()
              .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
              .collect(Collectors.joining("&")));
    }
    return fields;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
