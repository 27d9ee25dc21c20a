package org.farthing.protocol.proof;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;

/**
 * The members of a proof. Unlike in a message none may be there that is not known: nothing would
 * bind it.
 */
final class BundleFields {

  private final JsonObject object;

  BundleFields(JsonObject object) {
    this.object = object;
  }

  void requireExactly(String... names) {
    Set<String> known = Set.of(names);
    for (String name : object.keySet()) {
      if (!known.contains(name)) {
        throw new ProtocolException("unknown_member", "Nothing binds this member.")
            .under("/" + name);
      }
    }
    known.stream().sorted().forEach(this::value);
  }

  String text(String name) {
    if (value(name) instanceof JsonString text) {
      return text.getString();
    }
    throw malformed("/" + name, "A string.");
  }

  JsonObject object(String name) {
    return asObject(value(name), "/" + name);
  }

  List<JsonObject> objects(String name) {
    List<JsonValue> values = array(name);
    List<JsonObject> objects = new ArrayList<>();
    for (int place = 0; place < values.size(); place++) {
      objects.add(asObject(values.get(place), "/" + name + "/" + place));
    }
    return objects;
  }

  List<JsonValue> array(String name) {
    JsonValue value = value(name);
    if (value.getValueType() != JsonValue.ValueType.ARRAY) {
      throw malformed("/" + name, "An array.");
    }
    return value.asJsonArray();
  }

  /** What a reader makes of a member, an object; its faults point from the proof on. */
  <T> T read(String name, Function<JsonObject, T> reader) {
    JsonObject member = object(name);
    return at("/" + name, () -> reader.apply(member));
  }

  /** What is being read at a place of the proof. */
  @FunctionalInterface
  interface Reading<T> {
    T read();
  }

  static <T> T at(String place, Reading<T> reading) {
    try {
      return reading.read();
    } catch (ProtocolException e) {
      throw e.under(place);
    } catch (JsonRefused e) {
      throw new ProtocolException(e.code().id(), String.valueOf(e.getMessage())).under(place);
    }
  }

  private JsonValue value(String name) {
    JsonValue value = object.get(name);
    if (value == null) {
      throw new ProtocolException("missing", "Not there.").under("/" + name);
    }
    return value;
  }

  private static JsonObject asObject(JsonValue value, String place) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw malformed(place, "An object.");
  }

  static ProtocolException malformed(String place, String expected) {
    return new ProtocolException("malformed", expected).under(place);
  }

  static JsonArrayBuilder list(List<JsonObject> objects) {
    JsonArrayBuilder array = Json.newArray();
    objects.forEach(array::add);
    return array;
  }
}
