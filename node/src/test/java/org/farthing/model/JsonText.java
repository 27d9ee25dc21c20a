package org.farthing.model;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** JSON from text and to it, and map entries that are known to be there. */
final class JsonText {

  /** Kept, because each call of {@code Json} looks its provider up anew. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private JsonText() {}

  static JsonObject object(String json) {
    try (JsonReader reader = JSON.createReader(new StringReader(json))) {
      return reader.readObject();
    }
  }

  static JsonObjectBuilder newObject() {
    return JSON.createObjectBuilder();
  }

  static JsonArrayBuilder newArray() {
    return JSON.createArrayBuilder();
  }

  static <T> T present(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
