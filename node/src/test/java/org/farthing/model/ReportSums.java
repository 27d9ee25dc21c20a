package org.farthing.model;

import static java.math.BigInteger.ZERO;
import static org.farthing.model.ModelScenario.nodeOf;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.farthing.model.ModelScenario.Event;
import org.farthing.model.ModelScenario.Member;

/**
 * What must add up in any report, whichever way the rules are read: no micro-unit is lost, made or
 * counted twice. Takes the report's own figures alone.
 */
final class ReportSums {

  private static final BigInteger MINOR_UNIT = BigInteger.valueOf(10_000);

  private final ModelScenario scenario;
  private final JsonObject report;
  private final List<String> faults = new ArrayList<>();

  /** What the first still owes the second, after the months so far. */
  private Map<List<String>, BigInteger> carried = new HashMap<>();

  /** What nodes were paid, less what they paid. */
  private final Map<String, BigInteger> paid = new HashMap<>();

  private final Map<String, BigInteger> earned = new HashMap<>();
  private final Map<String, BigInteger> fees = new HashMap<>();

  private ReportSums(ModelScenario scenario, JsonObject report) {
    this.scenario = scenario;
    this.report = report;
  }

  static List<String> differences(String scenarioJson, JsonObject report) {
    ReportSums sums = new ReportSums(ModelScenario.of(scenarioJson), report);
    for (JsonObject month : list(report, "months")) {
      String place = "sum of " + month.getString("month") + " ";
      sums.donors(place, month);
      sums.creators(place, month);
      sums.statements(place, month);
      sums.nets(place, month);
    }
    list(report, "nodes").forEach(sums::node);
    sums.banks();
    return sums.faults;
  }

  private void donors(String place, JsonObject month) {
    Map<String, BigInteger> given = counted(month, "donor");
    for (JsonObject donor : list(month, "donors")) {
      String member = donor.getString("member");
      equal(
          place + member + " reserved",
          amount(donor, "given").add(amount(donor, "released")),
          amount(donor, "reserved"));
      equal(place + member + " given", take(given, member), amount(donor, "given"));
    }
    given.forEach((member, amount) -> equal(place + member + " gave unreserved", ZERO, amount));
  }

  private void creators(String place, JsonObject month) {
    Map<String, BigInteger> received = counted(month, "creator");
    for (JsonObject creator : list(month, "creators")) {
      String member = creator.getString("member");
      equal(place + member + " gross", take(received, member), amount(creator, "gross"));
      equal(
          place + member + " fee and net",
          amount(creator, "gross"),
          amount(creator, "fee").add(amount(creator, "net")));
      earned.merge(member, amount(creator, "net"), BigInteger::add);
      fees.merge(nodeOf(member), amount(creator, "fee"), BigInteger::add);
    }
    received.forEach((member, amount) -> equal(place + member + " is not paid", ZERO, amount));
  }

  private static Map<String, BigInteger> counted(JsonObject month, String side) {
    Map<String, BigInteger> sums = new HashMap<>();
    for (JsonObject flattr : list(month, "flattrs")) {
      if (flattr.getString("state").equals("counted")) {
        sums.merge(flattr.getString(side), amount(flattr, "amount"), BigInteger::add);
      }
    }
    return sums;
  }

  private void statements(String place, JsonObject month) {
    Map<List<String>, BigInteger> crossing = new HashMap<>();
    for (JsonObject flattr : list(month, "flattrs")) {
      if (flattr.getString("state").equals("counted")) {
        List<String> way =
            List.of(nodeOf(flattr.getString("donor")), nodeOf(flattr.getString("creator")));
        crossing.merge(way, amount(flattr, "amount"), BigInteger::add);
      }
    }
    crossing.keySet().removeIf(way -> way.getFirst().equals(way.getLast()));
    for (JsonObject statement : list(month, "statements")) {
      List<String> way = List.of(statement.getString("debtor"), statement.getString("creditor"));
      equal(place + way + " stated", take(crossing, way), amount(statement, "gross"));
    }
    crossing.forEach((way, amount) -> equal(place + way + " is not stated", ZERO, amount));
  }

  private void nets(String place, JsonObject month) {
    Map<List<String>, BigInteger> owed = new HashMap<>(carried);
    for (JsonObject statement : list(month, "statements")) {
      owed.merge(
          List.of(statement.getString("debtor"), statement.getString("creditor")),
          amount(statement, "gross"),
          BigInteger::add);
    }
    carried = new HashMap<>();
    for (JsonObject net : list(month, "nets")) {
      String payer = net.getString("payer");
      String payee = net.getString("payee");
      BigInteger due =
          take(owed, List.of(payer, payee)).subtract(take(owed, List.of(payee, payer)));
      equal(place + payer + " to " + payee + " net", due, amount(net, "net"));
      equal(
          place + payer + " to " + payee + " paid and carried",
          amount(net, "net"),
          amount(net, "paid").add(amount(net, "carried")));
      equal(
          place + payer + " to " + payee + " paid in minor units",
          ZERO,
          amount(net, "paid").mod(MINOR_UNIT));
      paid.merge(payee, amount(net, "paid"), BigInteger::add);
      paid.merge(payer, amount(net, "paid").negate(), BigInteger::add);
      carried.put(List.of(payer, payee), amount(net, "carried"));
    }
    owed.forEach((way, amount) -> equal(place + way + " is not netted", ZERO, amount));
  }

  private void node(JsonObject node) {
    String name = node.getString("name");
    BigInteger funds = ZERO;
    BigInteger pending = amount(node.getJsonObject("fee"), "pending");
    BigInteger available = amount(node.getJsonObject("fee"), "available");
    equal("sum of " + name + " fees", fees.getOrDefault(name, ZERO), pending.add(available));
    for (JsonObject member : list(node, "members")) {
      String handle = member.getString("member");
      BigInteger revenue = amount(member, "pending").add(amount(member, "available"));
      equal("sum of " + handle + " revenue", earned.getOrDefault(handle, ZERO), revenue);
      funds = funds.add(amount(member, "funds"));
      pending = pending.add(amount(member, "pending"));
      available = available.add(amount(member, "available"));
    }
    BigInteger owedToIt = carriedBy(name, 1);
    BigInteger bank = amount(node, "bank");
    equal(
        "sum of " + name + " assets and liabilities",
        funds.add(pending).add(available).add(carriedBy(name, 0)),
        bank.add(owedToIt));
    equal("sum of " + name + " bank", deposits(name).add(paid.getOrDefault(name, ZERO)), bank);
    BigInteger residues = MINOR_UNIT.multiply(BigInteger.valueOf(scenario.nodes().size()));
    if (bank.add(residues).compareTo(funds.add(available)) < 0) {
      faults.add("sum of " + name + ": the bank does not cover funds and what is available");
    }
  }

  private BigInteger carriedBy(String node, int side) {
    return carried.entrySet().stream()
        .filter(entry -> entry.getKey().get(side).equals(node))
        .map(Map.Entry::getValue)
        .reduce(ZERO, BigInteger::add);
  }

  private BigInteger deposits(String node) {
    BigInteger sum = ZERO;
    for (Member member : scenario.members().values()) {
      sum = nodeOf(member.handle()).equals(node) ? sum.add(member.deposit()) : sum;
    }
    for (Event event : scenario.events()) {
      boolean here = event.kind().equals("deposit") && nodeOf(event.who()).equals(node);
      sum = here ? sum.add(ModelScenario.micros(event.what())) : sum;
    }
    return sum;
  }

  private void banks() {
    BigInteger banks = ZERO;
    for (JsonObject node : list(report, "nodes")) {
      banks = banks.add(amount(node, "bank"));
    }
    BigInteger deposits =
        scenario.nodes().keySet().stream().map(this::deposits).reduce(ZERO, BigInteger::add);
    equal("sum of all banks", deposits, banks);
  }

  private void equal(String what, BigInteger expected, BigInteger found) {
    if (!expected.equals(found)) {
      faults.add(what + ": expected " + expected + ", found " + found);
    }
  }

  private static <K> BigInteger take(Map<K, BigInteger> sums, K key) {
    return Objects.requireNonNullElse(sums.remove(key), ZERO);
  }

  /** A figure that is none was named by the comparison already. */
  private static BigInteger amount(JsonObject object, String name) {
    try {
      return new BigInteger(object.getString(name));
    } catch (NumberFormatException e) {
      return ZERO;
    }
  }

  private static List<JsonObject> list(JsonObject object, String name) {
    return object.getJsonArray(name).stream()
        .filter(value -> value.getValueType() == JsonValue.ValueType.OBJECT)
        .map(JsonValue::asJsonObject)
        .toList();
  }
}
