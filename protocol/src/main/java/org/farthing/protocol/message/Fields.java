package org.farthing.protocol.message;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;

/**
 * An object of ours, read strictly: each field has one type and one spelling, and is {@code
 * missing} when it is absent or null. Faults point at the field.
 */
final class Fields {

  private final JsonObject object;
  private final String base;

  Fields(JsonObject object) {
    this(object, "");
  }

  private Fields(JsonObject object, String base) {
    this.object = object;
    this.base = base;
  }

  boolean has(String name) {
    return value(name).getValueType() != JsonValue.ValueType.NULL;
  }

  Set<String> names() {
    return object.keySet();
  }

  String text(String name) {
    return read(name, Scalars::text);
  }

  ActivityId activityId(String name) {
    return read(name, value -> ActivityId.of(Scalars.text(value)));
  }

  ActorId actorId(String name) {
    return read(name, value -> ActorId.of(Scalars.text(value)));
  }

  URI uri(String name) {
    return read(name, Scalars::uri);
  }

  Instant instant(String name) {
    return read(name, Scalars::instant);
  }

  YearMonth period(String name) {
    return read(name, Scalars::period);
  }

  long integer(String name) {
    return read(name, Scalars::integer);
  }

  int smallInteger(String name) {
    return read(name, Scalars::smallInteger);
  }

  boolean flag(String name) {
    return read(name, Scalars::flag);
  }

  CurrencyUnit currency(String name) {
    return read(name, Scalars::currency);
  }

  long micros(String name) {
    return read(name, Scalars::micros);
  }

  Money money(String name, CurrencyUnit currency) {
    return new Money(micros(name), currency);
  }

  <E extends Enum<E>> E code(String name, Class<E> codes) {
    return read(name, value -> Scalars.code(value, codes));
  }

  /** The field's object as a part of this one: its faults point from where those of this do. */
  Fields in(String name) {
    return new Fields(read(name, Scalars::object), base + "/" + name);
  }

  /** What a form makes of the field's object; the form's own faults point from that object on. */
  <T> T nested(String name, Function<Fields, T> form) {
    return read(name, value -> form.apply(new Fields(Scalars.object(value))));
  }

  List<String> texts(String name, int most) {
    return list(name, most, Scalars::text);
  }

  List<URI> uris(String name, int most) {
    return list(name, most, Scalars::uri);
  }

  List<ActivityId> activityIds(String name, int most) {
    return list(name, most, value -> ActivityId.of(Scalars.text(value)));
  }

  /** Objects as they are, for others to read. */
  List<JsonObject> documents(String name, int most) {
    return list(name, most, Scalars::object);
  }

  <T> List<T> objects(String name, int most, Function<Fields, T> form) {
    return list(name, most, value -> form.apply(new Fields(Scalars.object(value))));
  }

  /** That the object's {@code type} is this string, and no array of it. */
  void requireType(String type) {
    read(
        "type",
        value -> {
          if (!Scalars.text(value).equals(type)) {
            throw new ProtocolException("unknown_kind", "Not of type " + type + ".");
          }
          return value;
        });
  }

  private <T> List<T> list(String name, int most, Function<JsonValue, T> form) {
    List<JsonValue> values = read(name, value -> Scalars.array(value, most));
    return IntStream.range(0, values.size())
        .mapToObj(place -> at(name + "/" + place, () -> form.apply(values.get(place))))
        .toList();
  }

  private <T> T read(String name, Function<JsonValue, T> reader) {
    return at(
        name,
        () -> {
          if (!has(name)) {
            throw new ProtocolException("missing", "Not there.");
          }
          return reader.apply(value(name));
        });
  }

  private JsonValue value(String name) {
    return object.getOrDefault(name, JsonValue.NULL);
  }

  private <T> T at(String place, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (ProtocolException e) {
      throw e.under(base + "/" + place);
    }
  }
}
