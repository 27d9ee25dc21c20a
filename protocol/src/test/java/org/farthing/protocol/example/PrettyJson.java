package org.farthing.protocol.example;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Collectors;
import org.farthing.protocol.json.Json;

/** JSON for people: what fits stands on one line, all else a member or value a line. */
final class PrettyJson {
  private static final int WIDTH = 100;

  private PrettyJson() {}

  /** Without a line end after it. */
  static String of(JsonObject object) {
    return written(object, "", 0);
  }

  /**
   * @param indent of the line on which the value begins
   * @param before how many characters stand on that line before the value, and after it
   */
  private static String written(JsonValue value, String indent, int before) {
    String flat = flat(value);
    if (before + flat.length() <= WIDTH && !indent.isEmpty()) {
      return flat;
    }
    String inner = indent + "  ";
    return switch (value) {
      case JsonObject object ->
          object.entrySet().stream()
              .map(
                  member -> {
                    String name = inner + name(member.getKey());
                    return name + written(member.getValue(), inner, name.length() + 1);
                  })
              .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
      case JsonArray array ->
          array.stream()
              .map(element -> inner + written(element, inner, inner.length() + 1))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
      default -> flat;
    };
  }

  private static String flat(JsonValue value) {
    return switch (value) {
      case JsonObject object ->
          object.entrySet().stream()
              .map(member -> name(member.getKey()) + flat(member.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case JsonArray array -> list(array.stream().map(PrettyJson::flat).toList());
      default -> value.toString();
    };
  }

  private static String list(List<String> elements) {
    return "[" + String.join(", ", elements) + "]";
  }

  private static String name(String name) {
    return Json.newArray().add(name).build().getJsonString(0) + ": ";
  }
}
