package org.farthing.protocol.message;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Documents bent at random: as trees, of which JSON remains, and as bytes, of which little does.
 */
final class Mutations {

  private static final List<String> TOKENS =
      List.of(
          "\\u0000",
          "\\ud800",
          "\\udfff",
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "1e9999999999",
          "-0",
          "1E-400",
          "\ufeff",
          "\u0000",
          "\\",
          "//",
          "@graph",
          "\"id\":",
          "9".repeat(80),
          "true");

  private static final List<JsonValue> VALUES =
      List.of(
          JsonValue.NULL,
          JsonValue.TRUE,
          JsonValue.FALSE,
          JsonValue.EMPTY_JSON_ARRAY,
          JsonValue.EMPTY_JSON_OBJECT,
          Json.createValue(""),
          Json.createValue(" "),
          Json.createValue("https://"),
          Json.createValue("https://a.example/" + "x".repeat(3000)),
          Json.createValue("javascript:alert(1)"),
          Json.createValue("http://[::1"),
          Json.createValue("https://a.example/%zz"),
          Json.createValue("https://ä.example/ü"),
          Json.createValue("as:Public"),
          Json.createValue("Like"),
          Json.createValue("Flattr"),
          Json.createValue("2026-13"),
          Json.createValue("2026-11-05T10:00:00+99:99"),
          Json.createValue("9999999999999999999999"),
          Json.createValue("-1"),
          Json.createValue("01"),
          Json.createValue(-1),
          Json.createValue(Long.MAX_VALUE),
          Json.createValue(new BigDecimal("1e400")),
          Json.createValue(0.1),
          Json.createValue("z" + "1".repeat(60)),
          Json.createValue("\ud83d\ude00".repeat(50)));

  private static final List<String> NAMES =
      List.of(
          "id",
          "type",
          "actor",
          "object",
          "result",
          "proof",
          "flattr",
          "to",
          "published",
          "@context",
          "@id",
          "@type",
          "publicKey",
          "attributedTo",
          "url",
          "amount",
          "");

  private final SplittableRandom random;
  private final List<byte[]> corpus;

  Mutations(SplittableRandom random, List<byte[]> corpus) {
    this.random = random;
    this.corpus = corpus;
  }

  byte[] next() {
    byte[] document = any();
    int turns = 1 + random.nextInt(4);
    for (int i = 0; i < turns; i++) {
      document = random.nextInt(4) == 0 ? bytes(document) : tree(document);
    }
    return document;
  }

  private byte[] any() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private byte[] tree(byte[] document) {
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(document))) {
      JsonValue bent = value(reader.readValue(), 1 + random.nextInt(3));
      return bent.toString().getBytes(StandardCharsets.UTF_8);
    } catch (JsonException | IllegalStateException | NumberFormatException e) {
      return bytes(document);
    }
  }

  /** Bends something within the given number of levels. */
  private JsonValue value(JsonValue value, int levels) {
    return switch (value) {
      case JsonObject object when !object.isEmpty() && levels > 0 -> object(object, levels);
      case JsonArray array when !array.isEmpty() && levels > 0 -> array(array, levels);
      default -> replacement(value);
    };
  }

  private JsonValue object(JsonObject object, int levels) {
    List<String> names = new ArrayList<>(object.keySet());
    String chosen = names.get(random.nextInt(names.size()));
    int what = random.nextInt(8);
    JsonObjectBuilder builder = Json.createObjectBuilder();
    for (Map.Entry<String, JsonValue> entry : object.entrySet()) {
      if (!entry.getKey().equals(chosen)) {
        builder.add(entry.getKey(), entry.getValue());
      } else if (what == 1) {
        builder.add(name(), entry.getValue());
      } else if (what > 1) {
        builder.add(chosen, value(entry.getValue(), levels - 1));
      }
    }
    return what == 7 ? builder.add(name(), replacement(object)).build() : builder.build();
  }

  private JsonValue array(JsonArray array, int levels) {
    int chosen = random.nextInt(array.size());
    JsonArrayBuilder builder = Json.createArrayBuilder();
    for (int i = 0; i < array.size(); i++) {
      builder.add(i == chosen ? value(array.get(i), levels - 1) : array.get(i));
    }
    return builder.build();
  }

  private JsonValue replacement(JsonValue value) {
    return switch (random.nextInt(6)) {
      case 0 -> Json.createArrayBuilder().add(value).add(any(VALUES)).build();
      case 1 -> Json.createObjectBuilder().add(name(), value).build();
      case 2 -> nested(value, random.nextInt(100));
      case 3 -> Json.createValue(value.toString());
      default -> any(VALUES);
    };
  }

  private static JsonValue nested(JsonValue value, int levels) {
    JsonValue nested = value;
    for (int i = 0; i < levels; i++) {
      nested = Json.createArrayBuilder().add(nested).build();
    }
    return nested;
  }

  private String name() {
    return any(NAMES);
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private byte[] bytes(byte[] document) {
    int at = random.nextInt(document.length + 1);
    int end = Math.min(document.length, at + random.nextInt(20));
    return switch (random.nextInt(6)) {
      case 0 -> spliced(document, at, new byte[] {(byte) random.nextInt(256)}, end);
      case 1 -> spliced(document, at, any(TOKENS).getBytes(StandardCharsets.UTF_8), at);
      case 2 -> spliced(document, at, new byte[0], end);
      case 3 -> spliced(document, at, Arrays.copyOfRange(document, at, end), at);
      case 4 -> {
        byte[] other = any();
        int from = random.nextInt(other.length);
        yield spliced(document, at, Arrays.copyOfRange(other, from, other.length), document.length);
      }
      default -> Arrays.copyOf(document, at);
    };
  }

  /** With other bytes in the place of those from {@code at} to before {@code end}. */
  private static byte[] spliced(byte[] document, int at, byte[] other, int end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(document, 0, at);
    out.writeBytes(other);
    out.write(document, end, document.length - end);
    return out.toByteArray();
  }
}
