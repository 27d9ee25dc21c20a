package org.farthing.protocol.activity;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The values of one property, whichever way they are written: alone, in an array, as null or not at
 * all. A fault names the value's place by a pointer.
 */
final class Property {

  private static final int MOST_VALUES = 1_000;

  /** More than a post or an actor needs, and less than an inbox takes. */
  private static final int LONGEST_TEXT = 200_000;

  private final String pointer;
  private final boolean inArray;
  private final List<JsonValue> values;

  Property(JsonObject object, String name) {
    JsonValue value = object.getOrDefault(name, JsonValue.NULL);
    this.pointer = "/" + name;
    this.inArray = value.getValueType() == JsonValue.ValueType.ARRAY;
    this.values = inArray ? value.asJsonArray() : List.of(value);
    if (values.size() > MOST_VALUES) {
      throw new ProtocolException("too_large", "More than " + MOST_VALUES + " values.")
          .under(pointer);
    }
  }

  <T> List<T> all(Function<JsonValue, T> reader) {
    return present().mapToObj(place -> read(place, reader)).toList();
  }

  /** All values for which the reader has something to give. */
  <T> List<T> known(Function<JsonValue, Optional<T>> reader) {
    return all(reader).stream().flatMap(Optional::stream).toList();
  }

  <T> Optional<T> first(Function<JsonValue, T> reader) {
    var place = present().findFirst();
    return place.isPresent() ? Optional.of(read(place.getAsInt(), reader)) : Optional.empty();
  }

  /** What the reader has to give for the first value. */
  <T> Optional<T> firstKnown(Function<JsonValue, Optional<T>> reader) {
    return first(reader).flatMap(Function.identity());
  }

  <T> T required(Function<JsonValue, T> reader) {
    return first(reader)
        .orElseThrow(() -> new ProtocolException("missing", "Not there.").under(pointer));
  }

  private IntStream present() {
    return IntStream.range(0, values.size())
        .filter(place -> values.get(place).getValueType() != JsonValue.ValueType.NULL);
  }

  private <T> T read(int place, Function<JsonValue, T> reader) {
    try {
      return reader.apply(values.get(place));
    } catch (ProtocolException e) {
      throw e.under(inArray ? pointer + "/" + place : pointer);
    }
  }

  static String text(JsonValue value) {
    if (!(value instanceof JsonString string)) {
      throw new ProtocolException("malformed", "Not a string.");
    }
    if (string.getChars().length() > LONGEST_TEXT) {
      throw new ProtocolException("too_large", "Longer than " + LONGEST_TEXT + " characters.");
    }
    return string.getString();
  }

  static JsonObject object(JsonValue value) {
    if (!(value instanceof JsonObject object)) {
      throw new ProtocolException("malformed", "Not an object.");
    }
    return object;
  }

  static Instant instant(JsonValue value) {
    try {
      return Instant.parse(text(value));
    } catch (DateTimeException _) {
      throw new ProtocolException("malformed", "Not a time with its zone, 2026-11-01T09:00:00Z.");
    }
  }

  /** A string, or the {@code id} of an object that stands for one. */
  static String idText(JsonValue value) {
    return value instanceof JsonObject object
        ? new Property(object, "id").required(Property::text)
        : text(value);
  }

  static ActivityId activityId(JsonValue value) {
    return ActivityId.of(idText(value));
  }

  static ActorId actorId(JsonValue value) {
    return ActorId.of(idText(value));
  }

  /** An address of any scheme, such as {@code payto:}: a string, or a {@code Link}'s href. */
  static URI link(JsonValue value) {
    String text =
        value instanceof JsonObject object
            ? new Property(object, "href").required(Property::text)
            : text(value);
    URI uri = WebAddress.parse(text);
    if (!uri.isAbsolute()) {
      throw new ProtocolException("malformed_id", "Not an absolute address.");
    }
    return uri;
  }

  static URI webLink(JsonValue value) {
    URI uri = link(value);
    WebAddress.require(uri);
    return uri;
  }
}
