package org.farthing.model;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sound scenario, taken as it is.
 *
 * @param creators by thing; {@link #NOBODY} where the creator is unknown
 * @param events in the order in which they happen
 */
record ModelScenario(
    List<String> months,
    Map<String, Node> nodes,
    Map<String, Member> members,
    Map<String, String> creators,
    List<Event> events) {

  static final String NOBODY = "";

  record Node(
      String name,
      BigInteger feeBasisPoints,
      BigInteger minimumBudget,
      BigInteger netMinimum,
      boolean giveToGet) {}

  record Member(
      String handle, BigInteger deposit, BigInteger budget, @Nullable BigInteger maximum) {}

  /**
   * An event.
   *
   * @param who the donor or member
   * @param what a thing's URL or an amount
   */
  record Event(int index, Instant at, String kind, String who, String what) {

    String month() {
      return at.toString().substring(0, 7);
    }
  }

  static ModelScenario of(String json) {
    JsonObject root = JsonText.object(json);
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (JsonObject node : objects(root, "nodes")) {
      nodes.put(node.getString("name"), node(node));
    }
    Map<String, Member> members = new LinkedHashMap<>();
    for (JsonObject member : objects(root, "members")) {
      members.put(member.getString("handle"), member(member));
    }
    Map<String, String> creators = new LinkedHashMap<>();
    for (JsonObject thing : objects(root, "things")) {
      creators.put(thing.getString("url"), thing.getString("creator", NOBODY));
    }
    List<Event> events = new ArrayList<>();
    for (JsonObject event : objects(root, "events")) {
      events.add(event(event, events.size()));
    }
    events.sort(Comparator.comparing(Event::at));
    List<String> months =
        root.getJsonArray("months").getValuesAs(JsonString.class).stream()
            .map(JsonString::getString)
            .toList();
    return new ModelScenario(months, nodes, members, creators, events);
  }

  private static Node node(JsonObject node) {
    return new Node(
        node.getString("name"),
        BigInteger.valueOf(node.getInt("feeBasisPoints", 1000)),
        micros(node.getString("minimumBudget", "2.00")),
        micros(node.getString("netMinimum", "1.00")),
        node.getBoolean("giveToGet", true));
  }

  private static Member member(JsonObject member) {
    return new Member(
        member.getString("handle"),
        micros(member.getString("deposit", "0.00")),
        micros(member.getString("budget", "0.00")),
        member.containsKey("maximumPerFlattr")
            ? micros(member.getString("maximumPerFlattr"))
            : null);
  }

  private static Event event(JsonObject event, int index) {
    Instant at = Instant.parse(event.getString("at"));
    for (String kind : List.of("flattr", "undo", "deposit", "budget")) {
      if (event.containsKey(kind)) {
        JsonObject deed = event.getJsonObject(kind);
        return deed.containsKey("donor")
            ? new Event(index, at, kind, deed.getString("donor"), deed.getString("thing"))
            : new Event(index, at, kind, deed.getString("member"), deed.getString("amount"));
      }
    }
    throw new IllegalArgumentException("No event: " + event);
  }

  private static List<JsonObject> objects(JsonObject root, String name) {
    JsonArray array = root.getJsonArray(name);
    return array.getValuesAs(JsonObject.class);
  }

  /** The micro-units of an amount with two decimals. */
  static BigInteger micros(String amount) {
    return new BigInteger(amount.replace(".", "")).multiply(BigInteger.valueOf(10_000));
  }

  static String nodeOf(String handle) {
    return handle.substring(handle.indexOf('@') + 1);
  }

  Node nodeOfMember(String handle) {
    return JsonText.present(nodes.get(nodeOf(handle)));
  }
}
