package org.farthing.protocol.message;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.Locale;

/** How values are spelled on the wire. */
final class Wire {

  /** Kept, since {@link jakarta.json.Json} searches the class path for one at every call. */
  static final JsonProvider JSON = JsonProvider.provider();

  private Wire() {}

  static JsonObjectBuilder object(String type) {
    return JSON.createObjectBuilder().add("type", type);
  }

  static JsonString text(Object value) {
    return JSON.createValue(value.toString());
  }

  /** The texts of ids, addresses or names, in their order. */
  static JsonArrayBuilder texts(List<?> values) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    values.forEach(value -> array.add(value.toString()));
    return array;
  }

  static JsonArrayBuilder objects(List<JsonObject> objects) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    objects.forEach(array::add);
    return array;
  }

  static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
