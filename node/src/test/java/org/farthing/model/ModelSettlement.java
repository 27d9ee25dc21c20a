package org.farthing.model;

import static java.math.BigInteger.ZERO;
import static org.farthing.model.JsonText.present;
import static org.farthing.model.ModelScenario.nodeOf;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.farthing.model.ModelScenario.Node;

/** What creators receive and nodes owe one another: rules 7, 9 and 10. */
final class ModelSettlement {

  private static final BigInteger FULL = BigInteger.valueOf(10_000);
  private static final BigInteger MINOR_UNIT = BigInteger.valueOf(10_000);
  private static final Revenue NOTHING = new Revenue(ZERO, ZERO);

  private final ModelScenario scenario;
  private final Map<String, BigInteger> bank = new HashMap<>();
  private final Map<String, BigInteger> available = new HashMap<>();
  private final Map<String, BigInteger> feeAvailable = new HashMap<>();

  /** What the first owes the second from earlier months. */
  private final Map<Way, BigInteger> carried = new HashMap<>();

  /** What has not arrived from the first at the second: by month, then by creator. */
  private final Map<Way, TreeMap<String, TreeMap<String, Revenue>>> pending = new HashMap<>();

  private record Way(String debtor, String creditor) {

    Way back() {
      return new Way(/* debtor= */ creditor, /* creditor= */ debtor);
    }
  }

  private record Revenue(BigInteger net, BigInteger fee) {

    BigInteger gross() {
      return net.add(fee);
    }

    Revenue plus(Revenue more) {
      return new Revenue(net.add(more.net), fee.add(more.fee));
    }
  }

  private record Stated(int count, BigInteger gross) {

    Stated plus(Stated more) {
      return new Stated(count + more.count, gross.add(more.gross));
    }
  }

  ModelSettlement(ModelScenario scenario) {
    this.scenario = scenario;
    scenario.nodes().keySet().forEach(node -> bank.put(node, ZERO));
  }

  void bank(String node, BigInteger amount) {
    bank.merge(node, amount, BigInteger::add);
  }

  /** Adds the month's creators, statements and nets to its report. */
  void close(String month, List<ModelFlattr> counted, JsonObjectBuilder json) {
    Map<String, List<ModelFlattr>> byCreator = new TreeMap<>();
    Map<Way, Stated> statements = new HashMap<>();
    for (ModelFlattr flattr : counted) {
      byCreator.computeIfAbsent(flattr.creator, creator -> new ArrayList<>()).add(flattr);
      Way way = new Way(nodeOf(flattr.donor), nodeOf(flattr.creator));
      if (!way.debtor.equals(way.creditor)) {
        statements.merge(way, new Stated(1, flattr.amount), Stated::plus);
      }
    }
    JsonArrayBuilder creators = JsonText.newArray();
    byCreator.forEach((creator, flattrs) -> creators.add(receive(month, creator, flattrs)));
    JsonArrayBuilder stated = JsonText.newArray();
    statements.forEach((way, statement) -> stated.add(statementJson(way, statement)));
    json.add("creators", creators).add("statements", stated).add("nets", net(statements));
  }

  /** Rule 7: the fee on all so far, topped up with each node's part, own node first. */
  private JsonObject receive(String month, String creator, List<ModelFlattr> flattrs) {
    String own = nodeOf(creator);
    Map<String, BigInteger> byDebtor = new TreeMap<>(ownFirst(own));
    for (ModelFlattr flattr : flattrs) {
      byDebtor.merge(nodeOf(flattr.donor), flattr.amount, BigInteger::add);
    }
    BigInteger basisPoints = scenario.nodeOfMember(creator).feeBasisPoints();
    BigInteger gross = ZERO;
    BigInteger fee = ZERO;
    for (Map.Entry<String, BigInteger> part : byDebtor.entrySet()) {
      gross = gross.add(part.getValue());
      BigInteger feeSoFar = gross.multiply(basisPoints).divide(FULL);
      BigInteger feePart = feeSoFar.subtract(fee);
      Revenue revenue = new Revenue(part.getValue().subtract(feePart), feePart);
      fee = feeSoFar;
      if (part.getKey().equals(own)) {
        makeAvailable(creator, revenue);
      } else {
        pending
            .computeIfAbsent(new Way(part.getKey(), own), way -> new TreeMap<>())
            .computeIfAbsent(month, name -> new TreeMap<>())
            .put(creator, revenue);
      }
    }
    return JsonText.newObject()
        .add("member", creator)
        .add("gross", gross.toString())
        .add("fee", fee.toString())
        .add("net", gross.subtract(fee).toString())
        .build();
  }

  private static Comparator<String> ownFirst(String own) {
    return Comparator.comparing((String node) -> !node.equals(own))
        .thenComparing(Comparator.naturalOrder());
  }

  private void makeAvailable(String creator, Revenue revenue) {
    available.merge(creator, revenue.net, BigInteger::add);
    feeAvailable.merge(nodeOf(creator), revenue.fee, BigInteger::add);
  }

  private static JsonObject statementJson(Way way, Stated statement) {
    return JsonText.newObject()
        .add("debtor", way.debtor)
        .add("creditor", way.creditor)
        .add("count", statement.count)
        .add("gross", statement.gross.toString())
        .add("state", "AGREED")
        .build();
  }

  private JsonArrayBuilder net(Map<Way, Stated> statements) {
    JsonArrayBuilder nets = JsonText.newArray();
    List<String> names = scenario.nodes().keySet().stream().sorted().toList();
    for (String first : names) {
      for (String second : names.subList(names.indexOf(first) + 1, names.size())) {
        BigInteger firstOwes = owes(new Way(first, second), statements);
        BigInteger secondOwes = owes(new Way(second, first), statements);
        if (firstOwes.signum() != 0 || secondOwes.signum() != 0) {
          nets.add(
              firstOwes.compareTo(secondOwes) >= 0
                  ? net(new Way(first, second), firstOwes, secondOwes)
                  : net(new Way(second, first), secondOwes, firstOwes));
        }
      }
    }
    return nets;
  }

  private BigInteger owes(Way way, Map<Way, Stated> statements) {
    return carried
        .getOrDefault(way, ZERO)
        .add(statements.getOrDefault(way, new Stated(0, ZERO)).gross);
  }

  /** Rules 9 and 10, the debtor of the way being who owes more, or as much. */
  private JsonObject net(Way way, BigInteger payerOwes, BigInteger payeeOwes) {
    Node payee = present(scenario.nodes().get(way.creditor));
    BigInteger net = payerOwes.subtract(payeeOwes);
    boolean carries = net.signum() > 0 && net.compareTo(payee.netMinimum().max(MINOR_UNIT)) < 0;
    BigInteger paid = carries ? ZERO : net.subtract(net.mod(MINOR_UNIT));
    BigInteger stillOwed = net.subtract(paid);
    carried.put(way, stillOwed);
    carried.remove(way.back());
    bank(way.debtor, paid.negate());
    bank(way.creditor, paid);
    arrive(way.back(), pendingTotal(way.back()));
    arrive(way, carries ? payeeOwes : pendingTotal(way));
    return JsonText.newObject()
        .add("payer", way.debtor)
        .add("payee", way.creditor)
        .add("net", net.toString())
        .add("paid", paid.toString())
        .add("carried", stillOwed.toString())
        .add("state", carries ? "CARRIED" : "CLOSED")
        .build();
  }

  private BigInteger pendingTotal(Way way) {
    return total(
        pending.getOrDefault(way, new TreeMap<>()).values().stream()
            .flatMap(month -> month.values().stream())
            .toList());
  }

  private static BigInteger total(Collection<Revenue> revenues) {
    return revenues.stream().reduce(NOTHING, Revenue::plus).gross();
  }

  /** Rule 9: makes pending revenue available as far as the cover goes, oldest month first. */
  private void arrive(Way way, BigInteger cover) {
    BigInteger left = cover;
    for (TreeMap<String, Revenue> month : pending.getOrDefault(way, new TreeMap<>()).values()) {
      BigInteger monthTotal = total(month.values());
      BigInteger used = left.min(monthTotal);
      if (used.signum() > 0) {
        month.replaceAll((creator, revenue) -> arrivePart(creator, revenue, used, monthTotal));
      }
      left = left.subtract(used);
    }
  }

  /** What stays pending of a creator's revenue when used of the total becomes available. */
  private Revenue arrivePart(
      String creator, Revenue revenue, BigInteger used, BigInteger monthTotal) {
    Revenue arrived =
        new Revenue(
            revenue.net.multiply(used).divide(monthTotal),
            revenue.fee.multiply(used).divide(monthTotal));
    makeAvailable(creator, arrived);
    return new Revenue(revenue.net.subtract(arrived.net), revenue.fee.subtract(arrived.fee));
  }

  /** The nodes at the end. */
  JsonArrayBuilder nodesJson(Map<String, BigInteger> funds) {
    JsonArrayBuilder nodes = JsonText.newArray();
    for (String node : scenario.nodes().keySet()) {
      JsonArrayBuilder members = JsonText.newArray();
      BigInteger feePending = ZERO;
      for (String member : membersOf(node)) {
        Revenue waiting = stillPending(member);
        feePending = feePending.add(waiting.fee);
        members.add(
            JsonText.newObject()
                .add("member", member)
                .add("funds", present(funds.get(member)).toString())
                .add("pending", waiting.net.toString())
                .add("available", available.getOrDefault(member, ZERO).toString()));
      }
      JsonObjectBuilder fee =
          JsonText.newObject()
              .add("pending", feePending.toString())
              .add("available", feeAvailable.getOrDefault(node, ZERO).toString());
      nodes.add(
          JsonText.newObject()
              .add("name", node)
              .add("bank", present(bank.get(node)).toString())
              .add("fee", fee)
              .add("invariants", "ok")
              .add("members", members));
    }
    return nodes;
  }

  private List<String> membersOf(String node) {
    return scenario.members().keySet().stream()
        .filter(member -> nodeOf(member).equals(node))
        .toList();
  }

  private Revenue stillPending(String creator) {
    return pending.values().stream()
        .flatMap(months -> months.values().stream())
        .map(month -> month.getOrDefault(creator, NOTHING))
        .reduce(NOTHING, Revenue::plus);
  }
}
