package org.farthing.model;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A scenario of a few lines. The flattr of event 3 gets the id {@code id3}. */
final class Micro {

  private final List<String> months;
  private final List<JsonObject> nodes = new ArrayList<>();
  private final List<JsonObject> members = new ArrayList<>();
  private final List<JsonObject> things = new ArrayList<>();
  private final List<JsonObject> events = new ArrayList<>();
  private final Map<Integer, String> ids = new HashMap<>();

  private Micro(List<String> months) {
    this.months = months;
  }

  static Micro months(String... months) {
    return new Micro(List.of(months));
  }

  Micro node(String name, int feeBasisPoints, String netMinimum) {
    nodes.add(node(name, feeBasisPoints, netMinimum, false).build());
    return this;
  }

  Micro nodeThatGivesToGet(String name) {
    nodes.add(node(name, 0, "1.00", true).build());
    return this;
  }

  private static JsonObjectBuilder node(
      String name, int feeBasisPoints, String netMinimum, boolean giveToGet) {
    return JsonText.newObject()
        .add("name", name)
        .add("feeBasisPoints", feeBasisPoints)
        .add("netMinimum", netMinimum)
        .add("giveToGet", giveToGet);
  }

  Micro member(String handle, String deposit, String budget) {
    members.add(memberJson(handle, deposit, budget).build());
    return this;
  }

  Micro memberAtMost(String maximum, String handle, String deposit, String budget) {
    members.add(memberJson(handle, deposit, budget).add("maximumPerFlattr", maximum).build());
    return this;
  }

  private static JsonObjectBuilder memberJson(String handle, String deposit, String budget) {
    return JsonText.newObject().add("handle", handle).add("deposit", deposit).add("budget", budget);
  }

  Micro thing(String name, String creator) {
    things.add(JsonText.newObject().add("url", url(name)).add("creator", creator).build());
    return this;
  }

  Micro thingOfNobody(String name) {
    things.add(JsonText.newObject().add("url", url(name)).addNull("creator").build());
    return this;
  }

  private static String url(String name) {
    return "https://things.example/" + name;
  }

  Micro flattr(String at, String donor, String thing) {
    return event(at, "flattr", JsonText.newObject().add("donor", donor).add("thing", url(thing)));
  }

  Micro undo(String at, String donor, String thing) {
    return event(at, "undo", JsonText.newObject().add("donor", donor).add("thing", url(thing)));
  }

  Micro deposit(String at, String member, String amount) {
    return event(at, "deposit", JsonText.newObject().add("member", member).add("amount", amount));
  }

  Micro budget(String at, String member, String amount) {
    return event(at, "budget", JsonText.newObject().add("member", member).add("amount", amount));
  }

  private Micro event(String at, String kind, JsonObjectBuilder deed) {
    ids.put(ids.size(), "id" + ids.size());
    String instant = at.contains("T") ? at : at + "T12:00:00Z";
    events.add(JsonText.newObject().add("at", instant).add(kind, deed).build());
    return this;
  }

  String scenario() {
    return JsonText.newObject()
        .add("scenario", 1)
        .add("months", Json.createArrayBuilder(months))
        .add("nodes", Json.createArrayBuilder(nodes))
        .add("members", Json.createArrayBuilder(members))
        .add("things", Json.createArrayBuilder(things))
        .add("events", Json.createArrayBuilder(events))
        .build()
        .toString();
  }

  Figures play() {
    return new Figures(MonthModel.expected(scenario(), ids));
  }

  /** A report to ask for single figures. */
  record Figures(JsonObject report) {

    List<String> outcomes() {
      return report.getJsonArray("events").getValuesAs(JsonObject.class).stream()
          .map(event -> event.getString("outcome"))
          .toList();
    }

    /** An item of a month's list, by the value of one of its fields. */
    JsonObject in(String month, String list, String field, String value) {
      return find(find(report, "months", "month", month), list, field, value);
    }

    int count(String month, String list) {
      return find(report, "months", "month", month).getJsonArray(list).size();
    }

    String share(String month, String id) {
      return in(month, "flattrs", "id", id).getString("amount");
    }

    JsonObject node(String name) {
      return find(report, "nodes", "name", name);
    }

    JsonObject member(String handle) {
      return find(node(ModelScenario.nodeOf(handle)), "members", "member", handle);
    }

    private static JsonObject find(JsonObject in, String list, String field, String value) {
      return in.getJsonArray(list).getValuesAs(JsonObject.class).stream()
          .filter(item -> item.getString(field).equals(value))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + field + " " + value + " in " + in));
    }
  }
}
