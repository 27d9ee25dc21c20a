package org.farthing.protocol.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.farthing.protocol.json.JsonRefused.Code;

/** Canonical JSON, RFC 8785 (JCS): the bytes over which digests and signatures are taken. */
public final class CanonicalJson {
  private static final double LARGEST_EXACT_INTEGER = 1L << 53;

  private CanonicalJson() {}

  /**
   * The canonical bytes, in UTF-8. Numbers are IEEE 754 doubles here: 9007199254740993 comes out as
   * 9007199254740992, which is why amounts are strings.
   *
   * @throws JsonRefused {@code bad_number} for a number beyond the range of a double, {@code
   *     bad_string} for an unpaired surrogate
   */
  public static byte[] of(JsonValue value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonValue value, StringBuilder out) {
    switch (value.getValueType()) {
      case OBJECT -> write((JsonObject) value, out);
      case ARRAY -> write((JsonArray) value, out);
      case STRING -> write(((JsonString) value).getString(), out);
      case NUMBER -> out.append(number(Double.parseDouble(((JsonNumber) value).toString())));
      case TRUE -> out.append("true");
      case FALSE -> out.append("false");
      case NULL -> out.append("null");
    }
  }

  private static void write(JsonObject object, StringBuilder out) {
    out.append('{');
    String separator = "";
    // The natural order of Java's strings is that of their UTF-16 code units (section 3.2.3).
    for (Map.Entry<String, JsonValue> member : new TreeMap<>(object).entrySet()) {
      out.append(separator);
      write(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out);
      separator = ",";
    }
    out.append('}');
  }

  private static void write(JsonArray array, StringBuilder out) {
    out.append('[');
    String separator = "";
    for (JsonValue item : array) {
      out.append(separator);
      write(item, out);
      separator = ",";
    }
    out.append(']');
  }

  private static void write(String text, StringBuilder out) {
    if (!Surrogates.arePaired(text)) {
      throw new JsonRefused(Code.BAD_STRING, null, "A string holds an unpaired surrogate");
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16));
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** As ECMAScript writes a number (section 3.2.2.3). */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new JsonRefused(Code.BAD_NUMBER, null, "A number is beyond the range of a double");
    }
    if (value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT_INTEGER) {
      return Long.toString((long) value);
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    return (value < 0 ? "-" : "") + place(digits, digits.length() - shortest.scale());
  }

  private static BigDecimal shortest(double value) {
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (shortest.precision() == 2) {
      // Java gives two digits at least, and of subnormals a second one that ECMAScript leaves out:
      // 4.9E-324 for 5e-324.
      BigDecimal rounded = shortest.round(new MathContext(1, RoundingMode.HALF_UP));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return shortest;
  }

  /** Puts the decimal point after the first {@code point} digits, or writes an exponent. */
  private static String place(String digits, int point) {
    int length = digits.length();
    if (length <= point && point <= 21) {
      return digits + "0".repeat(point - length);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + '.' + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    String fraction = length == 1 ? "" : '.' + digits.substring(1);
    String sign = point > 0 ? "+" : "-";
    return digits.charAt(0) + fraction + 'e' + sign + Math.abs(point - 1);
  }
}
