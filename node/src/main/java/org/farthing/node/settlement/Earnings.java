package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.ThingShares;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What creators here have received: by months, nodes and things. Thread-safe.
 *
 * <p>The fee is one figure a month (product rule 7), booked node by node. What of it is a thing's
 * is in proportion to what the node's donors gave it: the parts add up to what is booked.
 */
public final class Earnings {

  private static final YearMonth FIRST = YearMonth.of(1, 1);
  private static final YearMonth LAST = YearMonth.of(9999, 12);

  private final Database database;
  private final Origin origin;
  private final Peers peers;

  public Earnings(Database database, Origin origin, Peers peers) {
    this.database = database;
    this.origin = origin;
    this.peers = peers;
  }

  /**
   * What came from the donors of a node.
   *
   * @param host and port where there is one
   * @param here whether it is this node
   */
  public record FromNode(String host, boolean here, Income income) {}

  /** A thing in words. */
  public record ThingName(long id, String url, String title) {}

  /**
   * What a node's donors gave a thing.
   *
   * @param thingOrNull null for what is no thing's: gifts, corrections, and what is not known by
   *     things
   */
  public record FromNodeForThing(String host, @Nullable ThingName thingOrNull, Income income) {}

  /** What was given for a thing, from wherever; as {@link FromNodeForThing}. */
  public record ForThing(@Nullable ThingName thingOrNull, Income income) {}

  /** The months in which a creator received something, oldest first. */
  public SortedMap<YearMonth, Income> months(MemberId creator) {
    return database.read(tx -> EarningsStore.months(tx, creator));
  }

  /** All that a creator ever received, by nodes, the most first. */
  public List<FromNode> nodes(MemberId creator) {
    return nodes(creator, FIRST, LAST);
  }

  /** What a creator received in some months, by nodes, the most first. */
  public List<FromNode> nodes(MemberId creator, YearMonth first, YearMonth last) {
    return database.read(
        tx ->
            EarningsStore.peers(tx, creator, first, last).entrySet().stream()
                .map(
                    each ->
                        new FromNode(
                            host(tx, each.getKey()),
                            each.getKey() == RevenueStore.OWN_NODE,
                            each.getValue()))
                .toList());
  }

  /**
   * What other nodes' donors gave a creator in a month and an admin here holds back, while fraud is
   * looked into: left out of what is agreed to, and not made up for. In micro-units, gross.
   */
  public long lookedIntoMicros(MemberId creator, YearMonth month) {
    return database.read(tx -> EarningsStore.lookedIntoMicros(tx, creator, month));
  }

  private String host(Transaction tx, int peer) {
    return peer == RevenueStore.OWN_NODE
        ? origin.authority()
        : peers.get(tx, peer).actor().origin().authority();
  }

  /** What a creator received in a month, by nodes and things. */
  public List<FromNodeForThing> detailed(MemberId creator, YearMonth month) {
    return database.snapshot(
        tx -> {
          List<FromNodeForThing> all = new ArrayList<>();
          Map<Integer, SortedMap<Long, ThingShares.Sum>> sums = new LinkedHashMap<>();
          Map<Integer, Income> incomes = EarningsStore.peers(tx, creator, month, month);
          incomes.keySet().forEach(peer -> sums.put(peer, things(tx, creator, month, peer)));
          Set<Long> ids = new HashSet<>();
          sums.values().forEach(each -> ids.addAll(each.keySet()));
          Map<Long, ThingName> names = EarningsStore.names(tx, ids);
          incomes.forEach(
              (peer, income) ->
                  all.addAll(
                      parts(
                          host(tx, peer), income, Objects.requireNonNull(sums.get(peer)), names)));
          return all;
        });
  }

  private SortedMap<Long, ThingShares.Sum> things(
      Transaction tx, MemberId creator, YearMonth month, int peer) {
    return peer == RevenueStore.OWN_NODE
        ? new TreeMap<>(ThingShares.of(tx, origin, creator, month))
        : EarningsStore.things(tx, creator, month, peer);
  }

  private static List<FromNodeForThing> parts(
      String host,
      Income whole,
      SortedMap<Long, ThingShares.Sum> sums,
      Map<Long, ThingName> names) {
    List<FromNodeForThing> parts = new ArrayList<>();
    long before = 0;
    for (Map.Entry<Long, ThingShares.Sum> each : sums.entrySet()) {
      ThingShares.Sum sum = each.getValue();
      Income income = whole.part(before, sum.micros(), sum.flattrs());
      parts.add(
          new FromNodeForThing(host, Objects.requireNonNull(names.get(each.getKey())), income));
      before += sum.micros();
    }
    if (before < whole.grossMicros()) {
      Income rest = whole.part(before, whole.grossMicros() - before, 0);
      parts.add(new FromNodeForThing(host, null, rest));
    }
    return parts;
  }

  /** By things, the most first; what is no thing's comes last. */
  public static List<ForThing> byThing(List<FromNodeForThing> detailed) {
    Map<Long, ForThing> things = new LinkedHashMap<>();
    for (FromNodeForThing each : detailed) {
      ThingName thing = each.thingOrNull();
      things.merge(
          thing == null ? ThingRevenueStore.NO_THING : thing.id(),
          new ForThing(thing, each.income()),
          (one, other) -> new ForThing(one.thingOrNull(), one.income().plus(other.income())));
    }
    return things.values().stream()
        .sorted(
            Comparator.comparing((ForThing each) -> each.thingOrNull() == null)
                .thenComparing(
                    Comparator.comparingLong((ForThing each) -> each.income().grossMicros())
                        .reversed()))
        .toList();
  }
}
