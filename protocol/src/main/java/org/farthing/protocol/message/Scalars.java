package org.farthing.protocol.message;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.money.MoneyFormatException;

/** The one spelling that each kind of value has on the wire, read. */
final class Scalars {

  private static final int LONGEST_TEXT = 2_048;
  private static final Pattern PERIOD = Pattern.compile("[0-9]{4}-[0-9]{2}");
  private static final Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\\.[0-9]{1,9})?Z");
  private static final Pattern CODE = Pattern.compile("[a-z]+(_[a-z]+)*");

  private Scalars() {}

  static String text(JsonValue value) {
    if (!(value instanceof JsonString string)) {
      throw malformed("Not a string.");
    }
    if (string.getChars().length() > LONGEST_TEXT) {
      throw new ProtocolException("too_large", "Longer than " + LONGEST_TEXT + " characters.");
    }
    return string.getString();
  }

  static JsonObject object(JsonValue value) {
    if (!(value instanceof JsonObject object)) {
      throw malformed("Not an object.");
    }
    return object;
  }

  static List<JsonValue> array(JsonValue value, int most) {
    if (value.getValueType() != JsonValue.ValueType.ARRAY) {
      throw malformed("Not an array.");
    }
    if (value.asJsonArray().size() > most) {
      throw new ProtocolException("too_large", "More than " + most + " entries.");
    }
    return value.asJsonArray();
  }

  static URI uri(JsonValue value) {
    try {
      return new URI(text(value));
    } catch (URISyntaxException e) {
      throw new ProtocolException("malformed_id", "Not a URI: " + e.getReason());
    }
  }

  /** A UTC time as {@code 2026-11-01T09:00:00Z}, with or without a fraction. */
  static Instant instant(JsonValue value) {
    String text = text(value);
    if (!TIME.matcher(text).matches()) {
      throw malformed("Not a UTC time such as 2026-11-01T09:00:00Z.");
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      throw malformed("No day or hour that there is.");
    }
  }

  /** A month as {@code 2026-11}. */
  static YearMonth period(JsonValue value) {
    String text = text(value);
    if (!PERIOD.matcher(text).matches()) {
      throw malformed("Not a month such as 2026-11.");
    }
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException _) {
      throw malformed("No month that there is.");
    }
  }

  /** A JSON number, an integer of at most 53 bits. */
  static long integer(JsonValue value) {
    if (!(value instanceof JsonNumber number)) {
      throw malformed("Not a number.");
    }
    try {
      long integer = number.bigDecimalValue().longValueExact();
      if (Math.abs(integer) <= Checks.LARGEST_INTEGER) {
        return integer;
      }
      throw malformed("An integer of more than 53 bits.");
    } catch (ArithmeticException _) {
      throw malformed("Not an integer of at most 53 bits.");
    }
  }

  static int smallInteger(JsonValue value) {
    long integer = integer(value);
    if (integer != (int) integer) {
      throw malformed("An integer of more than 32 bits.");
    }
    return (int) integer;
  }

  static boolean flag(JsonValue value) {
    return switch (value.getValueType()) {
      case TRUE -> true;
      case FALSE -> false;
      case ARRAY, OBJECT, STRING, NUMBER, NULL -> throw malformed("Not true or false.");
    };
  }

  static CurrencyUnit currency(JsonValue value) {
    try {
      return CurrencyUnit.of(text(value));
    } catch (IllegalArgumentException _) {
      throw malformed("Not a currency code of three capital letters.");
    }
  }

  /** An amount: a string of an integer of micro-units. */
  static long micros(JsonValue value) {
    try {
      return Money.parseMicros(text(value));
    } catch (MoneyFormatException e) {
      throw new ProtocolException(e.code(), "Not an amount in micro-units such as \"500000\".");
    }
  }

  /** One of the constants of an enum, in lower case. */
  static <E extends Enum<E>> E code(JsonValue value, Class<E> codes) {
    String text = text(value);
    if (!CODE.matcher(text).matches()) {
      throw malformed("Not a code in lower case.");
    }
    try {
      return Enum.valueOf(codes, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException _) {
      throw new ProtocolException("unknown_code", "Not a code of this version of the protocol.");
    }
  }

  private static ProtocolException malformed(String fault) {
    return new ProtocolException("malformed", fault);
  }
}
