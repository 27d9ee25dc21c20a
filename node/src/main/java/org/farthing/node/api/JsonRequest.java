package org.farthing.node.api;

import io.helidon.webserver.http.ServerRequest;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.money.MoneyFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, read strictly. A field that is missing or not of its form is a problem
 * {@code malformed_<field>}, at the field.
 */
final class JsonRequest {

  /** In bytes; a text of 8000 characters fits, however they are written. */
  private static final int LARGEST = 64 * 1024;

  private static final int LONGEST_URL = 2048;

  private final JsonObject body;

  private JsonRequest(JsonObject body) {
    this.body = body;
  }

  /**
   * Reads a body.
   *
   * @throws Problem {@code unsupported_media_type}, {@code too_large}, {@code malformed_json}, or
   *     {@code unknown_field} at the first field that is none of {@code known}
   */
  static JsonRequest read(ServerRequest request, Set<String> known) {
    boolean isJson =
        request
            .headers()
            .contentType()
            .filter(type -> type.mediaType().text().equals("application/json"))
            .isPresent();
    if (!isJson) {
      throw new Problem(
          415,
          "unsupported_media_type",
          "This is not a form we read",
          "Send the body as application/json.");
    }
    byte[] bytes = request.content().as(byte[].class);
    if (bytes.length > LARGEST) {
      throw new Problem(
          413, "too_large", "This is too large", "A body has at most " + LARGEST + " bytes.");
    }
    JsonObject body = parse(bytes);
    for (String field : body.keySet()) {
      if (!known.contains(field)) {
        throw new Problem(
                400, "unknown_field", "Unknown field", "There is no such field in this request.")
            .at(pointer(field));
      }
    }
    return new JsonRequest(body);
  }

  private static JsonObject parse(byte[] bytes) {
    try {
      return Json.parseObject(bytes);
    } catch (JsonRefused e) {
      String place = e.place().map(each -> " at " + each).orElse("");
      throw new Problem(
          400,
          "malformed_json",
          "The body is not what is asked for",
          "The body is no JSON object%s (%s).".formatted(place, e.code().id()));
    }
  }

  /** RFC 6901. */
  private static String pointer(String field) {
    return "/" + field.replace("~", "~0").replace("/", "~1");
  }

  String text(String field) {
    return optionalText(field).orElseThrow(() -> malformed(field, "This field is missing."));
  }

  Optional<String> optionalText(String field) {
    JsonValue value = body.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonString text && !text.getString().isBlank()) {
      return Optional.of(text.getString());
    }
    throw malformed(field, "This field is a string that is not empty.");
  }

  /** A string that may be empty. */
  Optional<String> optionalTextOrEmpty(String field) {
    JsonValue value = body.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonString text) {
      return Optional.of(text.getString());
    }
    throw malformed(field, "This field is a string.");
  }

  Optional<List<String>> optionalTexts(String field) {
    return optionalArray(field)
        .map(
            array ->
                array.stream()
                    .map(
                        each -> {
                          if (each instanceof JsonString text) {
                            return text.getString();
                          }
                          throw malformed(field, "This field is a list of strings.");
                        })
                    .toList());
  }

  /** Objects that each have these fields, which are strings, and no others. */
  Optional<List<JsonObject>> optionalObjects(String field, Set<String> texts) {
    return optionalArray(field)
        .map(
            array ->
                array.stream()
                    .map(
                        each -> {
                          if (each instanceof JsonObject object
                              && object.keySet().equals(texts)
                              && object.values().stream().allMatch(JsonString.class::isInstance)) {
                            return object;
                          }
                          throw malformed(
                              field, "This field is a list of objects of the strings " + texts);
                        })
                    .toList());
  }

  private Optional<JsonArray> optionalArray(String field) {
    JsonValue value = body.get(field);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof JsonArray array) {
      return Optional.of(array);
    }
    throw malformed(field, "This field is a list.");
  }

  /** What a field becomes: as it was when it is not there, nothing when it is null (RFC 7396). */
  @Nullable String merged(String field, @Nullable String beforeOrNull) {
    if (!body.containsKey(field)) {
      return beforeOrNull;
    }
    return body.isNull(field) ? null : text(field);
  }

  /** As {@link #merged}, of a list of strings. */
  List<String> mergedList(String field, List<String> before) {
    if (!body.containsKey(field)) {
      return before;
    }
    if (body.isNull(field)) {
      return List.of();
    }
    if (body.get(field) instanceof JsonArray list
        && list.stream().allMatch(JsonString.class::isInstance)) {
      return list.getValuesAs(JsonString::getString);
    }
    throw malformed(field, "This field is a list of strings.");
  }

  boolean has(String field) {
    return body.containsKey(field);
  }

  Optional<Boolean> optionalFlag(String field) {
    JsonValue value = body.get(field);
    if (value == null) {
      return Optional.empty();
    }
    return switch (value.getValueType()) {
      case TRUE -> Optional.of(true);
      case FALSE -> Optional.of(false);
      case ARRAY, OBJECT, STRING, NUMBER, NULL ->
          throw malformed(field, "This field is true or false.");
    };
  }

  /** An absolute http or https address, as it was written. */
  String url(String field) {
    String url = text(field);
    if (url.length() > LONGEST_URL) {
      throw malformed(field, "An address has at most " + LONGEST_URL + " characters.");
    }
    try {
      Origin.of(url);
      return url;
    } catch (ProtocolException e) {
      throw malformed(field, "This is no address that begins with https:// or http://.");
    }
  }

  /** An amount like {@code "2.00"}, in micro-units. */
  long micros(String field, CurrencyUnit currency) {
    try {
      return Money.parse(text(field), currency).micros();
    } catch (MoneyFormatException e) {
      throw malformed(field, String.valueOf(e.getMessage()));
    }
  }

  static Problem malformed(String field, String detail) {
    return new Problem(
            400, "malformed_" + field, "A field is not of its form", field + ": " + detail)
        .at(pointer(field));
  }
}
