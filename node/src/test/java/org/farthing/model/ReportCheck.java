package org.farthing.model;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares a report with what the rules of money say that it must be. */
public final class ReportCheck {

  /** The fields that tell the items of each list apart. */
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "events", List.of("index"),
          "months", List.of("month"),
          "flattrs", List.of("id"),
          "donors", List.of("member"),
          "creators", List.of("member"),
          "statements", List.of("debtor", "creditor"),
          "nets", List.of("payer", "payee"),
          "nodes", List.of("name"),
          "members", List.of("member"));

  /** SHA-256 in hex; the lines' salts are the debtor's secret, so no more can be said of a root. */
  private static final Pattern ROOT = Pattern.compile("[0-9a-f]{64}");

  /** How a line ends that tells of a difference in form: such a report is not added up. */
  private static final String OF_FORM = "(form)";

  private final List<String> differences = new ArrayList<>();

  private ReportCheck() {}

  /**
   * Recomputes every figure of a report, and adds up what must add up in it.
   *
   * @return one line for each difference, with its place; empty when all is as it must be
   */
  public static List<String> differences(String scenarioJson, String reportJson) {
    JsonObject report;
    try {
      report = JsonText.object(reportJson);
    } catch (JsonException e) {
      return List.of("the report is no JSON object: " + e.getMessage());
    }
    ReportCheck check = new ReportCheck();
    JsonObject expected = MonthModel.expected(scenarioJson, check.recordedIds(report));
    check.compare("", expected, report);
    if (check.differences.stream().noneMatch(line -> line.endsWith(OF_FORM))) {
      check.differences.addAll(ReportSums.differences(scenarioJson, report));
    }
    return List.copyOf(check.differences);
  }

  /** The report says which id each flattr got; from then on it must stick to it. */
  private Map<Integer, String> recordedIds(JsonObject report) {
    Map<Integer, String> ids = new HashMap<>();
    if (report.get("events") instanceof JsonArray events) {
      for (JsonValue value : events) {
        if (value instanceof JsonObject event
            && event.getString("outcome", "").equals("recorded")
            && event.containsKey("flattr")) {
          ids.put(event.getInt("index", -1), event.getString("flattr", ""));
        }
      }
    }
    if (ids.values().stream().distinct().count() != ids.size()) {
      differences.add("events: two recorded flattrs have the same id");
    }
    return ids;
  }

  private void compare(String place, JsonValue expected, JsonValue found) {
    if (expected.getValueType() != found.getValueType()) {
      differs(place, expected, found, OF_FORM);
    } else if (expected instanceof JsonObject wanted && found instanceof JsonObject object) {
      compareFields(place, wanted, object);
    } else if (!expected.equals(found)) {
      differs(place, expected, found, "");
    }
  }

  private void differs(String place, JsonValue expected, JsonValue found, String kind) {
    differences.add(
        (place + ": expected " + brief(expected) + ", found " + brief(found) + " " + kind).strip());
  }

  private static String brief(JsonValue value) {
    String text = value.toString();
    return text.length() <= 200 ? text : text.substring(0, 200) + "…";
  }

  private void compareFields(String place, JsonObject expected, JsonObject found) {
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    if (expected.containsKey("debtor")) {
      names.add("root");
    }
    for (String name : names) {
      String inside = place.isEmpty() ? name : place + "." + name;
      @Nullable JsonValue wanted = expected.get(name);
      @Nullable JsonValue value = found.get(name);
      if (name.equals("root") && expected.containsKey("debtor")) {
        compareRoot(inside, value);
      } else if (value == null) {
        differences.add(inside + ": is missing " + OF_FORM);
      } else if (wanted == null) {
        differences.add(inside + ": is too much: " + brief(value) + " " + OF_FORM);
      } else if (wanted instanceof JsonArray items && value instanceof JsonArray others) {
        compareItems(inside, JsonText.present(KEYS.get(name)), items, others);
      } else {
        compare(inside, wanted, value);
      }
    }
  }

  private void compareRoot(String place, @Nullable JsonValue root) {
    boolean sound = root instanceof JsonString text && ROOT.matcher(text.getString()).matches();
    if (!sound) {
      differences.add(place + ": is no SHA-256 in hex: " + root);
    }
  }

  private void compareItems(String place, List<String> keys, JsonArray expected, JsonArray found) {
    Map<String, JsonValue> wanted = byKey(place, keys, expected);
    Map<String, JsonValue> others = byKey(place, keys, found);
    wanted.forEach(
        (key, value) -> {
          String inside = place + "[" + key + "]";
          @Nullable JsonValue other = others.remove(key);
          if (other == null) {
            differences.add(inside + ": is missing, expected " + brief(value));
          } else {
            compare(inside, value, other);
          }
        });
    others.forEach(
        (key, value) ->
            differences.add(place + "[" + key + "]: is too much: " + brief(value) + " " + OF_FORM));
  }

  private Map<String, JsonValue> byKey(String place, List<String> keys, JsonArray items) {
    Map<String, JsonValue> byKey = new LinkedHashMap<>();
    for (JsonValue item : items) {
      String key =
          item instanceof JsonObject object
              ? String.join(" ", keys.stream().map(name -> text(object.get(name))).toList())
              : item.toString();
      if (byKey.put(key, item) != null) {
        differences.add(place + "[" + key + "]: is there twice " + OF_FORM);
      }
    }
    return byKey;
  }

  private static String text(@Nullable JsonValue value) {
    return value instanceof JsonString string ? string.getString() : String.valueOf(value);
  }
}
