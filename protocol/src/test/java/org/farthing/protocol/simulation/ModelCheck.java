package org.farthing.protocol.simulation;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.model.Facts;
import org.farthing.protocol.model.MoneyModel;
import org.farthing.protocol.settlement.GivenFlattr;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.simulation.Scenario.Member;
import org.farthing.protocol.simulation.Tables.Given;
import org.farthing.protocol.simulation.Tables.Own;

/** Compares all accounts of all nodes with what the independent model makes of the same facts. */
final class ModelCheck {

  private static final List<String> KINDS =
      List.of(
          "bank",
          "funds",
          "stated",
          "owed",
          "claim",
          "pending",
          "available",
          "fee-pending",
          "fee-available",
          "reserved",
          "giving");

  private final World world;
  private final Scenario scenario;

  ModelCheck(World world) {
    this.world = world;
    this.scenario = world.scenario();
  }

  void check() {
    Map<String, SortedMap<String, Long>> expected = MoneyModel.balances(facts());
    for (PlayedNode node : world.nodes()) {
      SortedMap<String, Long> books = books(node);
      SortedMap<String, Long> reckoned = Objects.requireNonNull(expected.get(node.name()));
      if (!books.equals(reckoned)) {
        SortedMap<String, Long> all = new TreeMap<>(books);
        reckoned.forEach((account, micros) -> all.merge(account, -micros, Long::sum));
        all.values().removeIf(micros -> micros == 0);
        throw new AssertionError(
            "the books of " + node.name() + " are off by " + all + " from the model");
      }
    }
  }

  private SortedMap<String, Long> books(PlayedNode node) {
    SortedMap<String, Long> balances = new TreeMap<>();
    for (String kind : KINDS) {
      node.books
          .under(kind)
          .forEach((account, micros) -> balances.put(nameOf(account), Math.abs(micros)));
    }
    balances.values().removeIf(micros -> micros == 0);
    return balances;
  }

  /** Peers by their names instead of their places, and no slash at the end. */
  private String nameOf(String account) {
    String kind = account.substring(0, account.indexOf('/'));
    String rest = account.substring(account.indexOf('/') + 1);
    boolean ofPeer = kind.equals("stated") || kind.equals("owed") || kind.equals("claim");
    if (rest.isEmpty()) {
      return kind;
    }
    return kind + "/" + (ofPeer ? scenario.nodes().get(Integer.parseInt(rest)).name() : rest);
  }

  private Facts facts() {
    List<Facts.Reserved> reserved = new ArrayList<>();
    List<Facts.Counted> counted = new ArrayList<>();
    List<Facts.Agreed> agreed = new ArrayList<>();
    List<Facts.Settled> settled = new ArrayList<>();
    List<Facts.Returned> returned = new ArrayList<>();
    for (PlayedNode node : world.nodes()) {
      addReserved(node, reserved);
      addCounted(node, counted);
      node.tables
          .earned
          .under("")
          .forEach(
              (key, debtor) ->
                  agreed.add(
                      new Facts.Agreed(
                          key.substring(0, 7), scenario.nodes().get(debtor).name(), node.name())));
      addSettled(node, settled);
      addReturned(node, returned);
    }
    return new Facts(
        scenario.nodes().stream()
            .map(it -> new Facts.Node(it.name(), it.feeBasisPoints(), it.netMinimumMicros()))
            .toList(),
        scenario.members().stream()
            .map(it -> new Facts.Deposit(nameOf(it), it.actor().toString(), it.fundsMicros()))
            .toList(),
        reserved,
        counted,
        agreed,
        settled,
        returned);
  }

  private String nameOf(Member member) {
    return scenario.nodes().get(member.node()).name();
  }

  private void addReserved(PlayedNode node, List<Facts.Reserved> reserved) {
    node.tables
        .reservations
        .under("")
        .forEach(
            (key, micros) -> {
              Member member = scenario.members().get(Integer.parseInt(key.substring(8)));
              Long maximum = member.maximumMicrosOrNull();
              reserved.add(
                  new Facts.Reserved(
                      key.substring(0, 7),
                      node.name(),
                      member.actor().toString(),
                      micros,
                      maximum == null ? 0 : maximum));
            });
  }

  private void addCounted(PlayedNode node, List<Facts.Counted> counted) {
    for (Map.Entry<String, Own> row : node.tables.own.under("").entrySet()) {
      Own own = row.getValue();
      if (own.standing() == Own.Standing.COUNTED) {
        counted.add(
            new Facts.Counted(
                own.period().toString(),
                row.getKey(),
                scenario.members().get(own.donor()).actor().toString(),
                node.name(),
                scenario.members().get(own.creator()).actor().toString(),
                own.giftMicros(),
                false));
      }
    }
    for (Given given : node.tables.given.all()) {
      if (given.flattr().status() instanceof GivenFlattr.Status.Counted) {
        counted.add(
            new Facts.Counted(
                given.flattr().period().toString(),
                given.flattr().id().toString(),
                given.message().actor().toString(),
                scenario.nodes().get(given.creatorNode()).name(),
                given.message().creator().toString(),
                given.message() instanceof Gift gift ? gift.amount().micros() : 0,
                isLeftOut(node, given)));
      }
    }
  }

  /** Whether the creator's node never agreed to its line. */
  private static boolean isLeftOut(PlayedNode node, Given given) {
    YearMonth period = given.flattr().period();
    int peer = given.creatorNode();
    return node.settlement.month(period, peer).ours() == PairMonth.Ours.RETURNED
        || node.tables
            .disputed
            .find(Tables.key(period, peer))
            .filter(lines -> lines.contains(given.flattr().id()))
            .isPresent();
  }

  private void addSettled(PlayedNode node, List<Facts.Settled> settled) {
    for (PlayedNode other : world.nodes()) {
      for (YearMonth period : scenario.periods()) {
        if (node.index < other.index && node.tables.months.has(Tables.key(period, other.index))) {
          PairMonth month = node.settlement.month(period, other.index);
          Settlement settlement = month.settlement().orElse(null);
          List<String> named = new ArrayList<>();
          if (settlement != null) {
            month
                .ourStatement()
                .filter(it -> names(settlement, it))
                .ifPresent(_ -> named.add(node.name()));
            month
                .theirStatement()
                .filter(it -> names(settlement, it))
                .ifPresent(_ -> named.add(other.name()));
          }
          settled.add(
              new Facts.Settled(
                  period.toString(), node.name(), other.name(), named, settlement == null));
        }
      }
    }
  }

  private void addReturned(PlayedNode node, List<Facts.Returned> returned) {
    node.tables
        .months
        .under("")
        .forEach(
            (key, month) -> {
              if (month.ours() == PairMonth.Ours.PARTLY_RETURNED
                  || month.ours() == PairMonth.Ours.RETURNED) {
                String creditor = scenario.nodes().get(Integer.parseInt(key.substring(8))).name();
                returned.add(new Facts.Returned(key.substring(0, 7), node.name(), creditor));
              }
            });
  }

  private static boolean names(Settlement settlement, Statement statement) {
    return settlement.statements().contains(statement.id());
  }
}
