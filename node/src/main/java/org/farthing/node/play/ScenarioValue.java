package org.farthing.node.play;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.farthing.node.play.Scenario.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A value of a scenario's file and where it stands. Each method demands one form of it, or refuses
 * the scenario at this place.
 */
record ScenarioValue(String pointer, JsonTree tree) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,20}");
  private static final Pattern HANDLE = Pattern.compile("([a-z0-9]{1,20})@([a-z0-9]{1,20})");
  private static final Pattern AMOUNT = Pattern.compile("(0|[1-9][0-9]*)\\.([0-9]{2})");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]*");
  private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");
  private static final Pattern INSTANT =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?Z");

  /** More digits than any amount or number of a scenario has, few enough for a {@code long}. */
  private static final int MOST_DIGITS = 12;

  private static final int LONGEST_URL = 2048;
  private static final int MICROS_PER_MINOR_UNIT = 10_000;

  ScenarioRefused refused(String reason) {
    return ScenarioRefused.at(pointer, reason);
  }

  List<ScenarioValue> items() {
    if (!(tree instanceof JsonTree.Items(List<JsonTree> values))) {
      throw refused("must be a list");
    }
    List<ScenarioValue> items = new ArrayList<>(values.size());
    for (JsonTree value : values) {
      items.add(new ScenarioValue(Pointers.item(pointer, items.size()), value));
    }
    return items;
  }

  /** This as an object that has no fields but these. */
  ScenarioValue objectOf(String... known) {
    List<String> names = Arrays.asList(known);
    for (String name : fields().values().keySet()) {
      if (!names.contains(name)) {
        throw ScenarioRefused.at(
            Pointers.field(pointer, name), "is not a field of this: " + String.join(", ", names));
      }
    }
    return this;
  }

  ScenarioValue field(String name) {
    return optional(name).orElseThrow(() -> refused("lacks the field " + name));
  }

  Optional<ScenarioValue> optional(String name) {
    @Nullable JsonTree value = fields().values().get(name);
    return Optional.ofNullable(value)
        .map(found -> new ScenarioValue(Pointers.field(pointer, name), found));
  }

  private JsonTree.Fields fields() {
    if (tree instanceof JsonTree.Fields fields) {
      return fields;
    }
    throw refused("must be an object");
  }

  boolean isNull() {
    return tree == JsonTree.Literal.NULL;
  }

  String text() {
    if (tree instanceof JsonTree.Text(String value)) {
      return value;
    }
    throw refused("must be a string");
  }

  boolean flag() {
    if (tree instanceof JsonTree.Literal literal && literal != JsonTree.Literal.NULL) {
      return literal == JsonTree.Literal.TRUE;
    }
    throw refused("must be true or false");
  }

  /** A whole number from 0 to the largest, written without sign, fraction or exponent. */
  int number(int largest) {
    if (!(tree instanceof JsonTree.Numeral(String literal))) {
      throw refused("must be a number");
    }
    if (!WHOLE_NUMBER.matcher(literal).matches()
        || literal.length() > MOST_DIGITS
        || Long.parseLong(literal) > largest) {
      throw refused("must be a whole number from 0 to " + largest);
    }
    return Integer.parseInt(literal);
  }

  String name() {
    return matching(NAME, "must be 1 to 20 of a–z and 0–9");
  }

  Handle handle() {
    String handle = matching(HANDLE, "must be a handle, name@node, each 1 to 20 of a–z and 0–9");
    int at = handle.indexOf('@');
    return new Handle(handle.substring(0, at), handle.substring(at + 1));
  }

  /** In micro-units, from zero to {@link ScenarioReader#LARGEST_MICROS}. */
  long amount() {
    String digits =
        matching(AMOUNT, "must be an amount with exactly two decimals, such as \"2.00\"")
            .replace(".", "");
    if (digits.length() <= MOST_DIGITS) {
      long micros = Long.parseLong(digits) * MICROS_PER_MINOR_UNIT;
      if (micros <= ScenarioReader.LARGEST_MICROS) {
        return micros;
      }
    }
    throw refused("is more than a scenario can hold, 900000000.00");
  }

  long amountAboveZero() {
    long micros = amount();
    if (micros == 0) {
      throw refused("must be above zero");
    }
    return micros;
  }

  YearMonth month() {
    return YearMonth.parse(matching(MONTH, "must be a month such as \"2026-10\""));
  }

  Instant instant() {
    String demand = "must be an instant in UTC such as \"2026-10-02T09:00:00Z\"";
    String text = matching(INSTANT, demand);
    try {
      return LocalDateTime.parse(text.substring(0, text.length() - 1)).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw refused(demand);
    }
  }

  /** An absolute http or https URL, as it is written: it is an id, and nothing of it is changed. */
  String url() {
    String text = text();
    if (text.length() > LONGEST_URL) {
      throw refused("is longer than " + LONGEST_URL + " characters");
    }
    if (!isWebAddress(text)) {
      throw refused("must be an absolute http or https URL");
    }
    return text;
  }

  private static boolean isWebAddress(String text) {
    try {
      URI uri = new URI(text);
      @Nullable String authority = uri.getRawAuthority();
      return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
          && authority != null
          && !authority.startsWith(":")
          // Half a surrogate pair has no bytes, so nothing could be sent or hashed.
          && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private String matching(Pattern pattern, String demand) {
    String text = text();
    if (!pattern.matcher(text).matches()) {
      throw refused(demand);
    }
    return text;
  }
}
