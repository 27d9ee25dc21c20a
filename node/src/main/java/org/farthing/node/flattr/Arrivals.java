package org.farthing.node.flattr;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.farthing.node.flattr.ReceivedFlattrs.Arrived;
import org.farthing.node.flattr.ReceivedStore.Fresh;
import org.farthing.node.flattr.ReceivedStore.Kept;
import org.farthing.node.flattr.Standings.Met;
import org.farthing.node.identity.Identities;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.settlement.CreatorSide;
import org.farthing.protocol.settlement.CreatorSide.Standing;
import org.farthing.protocol.settlement.ReceivedFlattr;
import org.jspecify.annotations.Nullable;

/**
 * Decides on what comes from a peer's donors, one after the other, and reads and writes what that
 * needs for all of them at once. Thread-safe.
 */
final class Arrivals {

  private final InstantSource calendar;
  private final Function<YearMonth, CreatorSide> rulesOf;
  private final Standings standings;
  private final Receipts receipts;
  private final Identities identities;
  private final UnknownThings unknown;
  private final WaitingFlattrs waiting;

  Arrivals(
      InstantSource calendar,
      Function<YearMonth, CreatorSide> rulesOf,
      Standings standings,
      Receipts receipts,
      Identities identities,
      UnknownThings unknown,
      WaitingFlattrs waiting) {
    this.calendar = calendar;
    this.rulesOf = rulesOf;
    this.standings = standings;
    this.receipts = receipts;
    this.identities = identities;
    this.unknown = unknown;
    this.waiting = waiting;
  }

  /** What has come, and how it meets this node. */
  private record Arrival(Donation donation, String digest, Met met) {}

  /** Flattrs come, in this order. */
  void flattrs(Transaction tx, List<Arrived> arrived, Peer from) {
    // Logs are locked in the order of their months.
    arrived.stream()
        .collect(
            Collectors.groupingBy(it -> it.flattr().period(), TreeMap::new, Collectors.toList()))
        .forEach((period, some) -> flattrs(tx, period, some, from));
  }

  private void flattrs(Transaction tx, YearMonth period, List<Arrived> arrived, Peer from) {
    boolean open = MonthGate.pass(tx, period);
    List<Arrival> arrivals = meet(tx, period, arrived, from);
    answer(tx, period, arrivals, open, from);
    for (int i = 0; i < arrived.size(); i++) {
      if (arrivals.get(i).met().standing() == Standing.UNKNOWN) {
        seekCreator(tx, arrived.get(i).flattr());
      }
    }
  }

  private List<Arrival> meet(Transaction tx, YearMonth period, List<Arrived> arrived, Peer from) {
    List<Met> met = standings.of(tx, period, arrived.stream().map(Arrived::flattr).toList(), from);
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < arrived.size(); i++) {
      arrivals.add(new Arrival(arrived.get(i).flattr(), arrived.get(i).digest(), met.get(i)));
    }
    return arrivals;
  }

  /** A gift comes. */
  void gift(Transaction tx, Gift gift, String digest, Peer from) {
    boolean open = MonthGate.pass(tx, gift.period());
    Met met = standings.of(tx, gift, from);
    answer(tx, gift.period(), List.of(new Arrival(gift, digest, met)), open, from);
  }

  /**
   * Decides on what has come in a month, and answers.
   *
   * @param open whether the month takes changes
   */
  private void answer(
      Transaction tx, YearMonth period, List<Arrival> arrivals, boolean open, Peer from) {
    OpenLog log = receipts.open(tx, period, from);
    Map<ActivityId, ReceivedFlattr> known = known(tx, arrivals);
    CreatorSide rules = rulesOf.apply(period);
    Instant now = open ? calendar.instant() : Instant.MAX;
    List<Fresh> fresh = new ArrayList<>();
    for (Arrival each : arrivals) {
      Donation donation = each.donation();
      CreatorSide.Step step =
          rules.arrived(
              Optional.ofNullable(known.get(donation.id())),
              donation,
              each.digest(),
              each.met().standing(),
              log.next(),
              now);
      if (known.putIfAbsent(donation.id(), step.flattr()) == null) {
        log.requireWritable();
        log.enter(step.flattr());
        fresh.add(fresh(each, step.flattr(), from));
      }
      log.say(step);
    }
    ReceivedStore.store(tx, fresh, calendar.instant());
    log.write();
  }

  private static Map<ActivityId, ReceivedFlattr> known(Transaction tx, List<Arrival> arrivals) {
    Map<ActivityId, ReceivedFlattr> known = new HashMap<>();
    ReceivedStore.find(tx, arrivals.stream().map(it -> it.donation().id()).toList())
        .forEach(kept -> known.put(kept.flattr().id(), kept.flattr()));
    return known;
  }

  private static Fresh fresh(Arrival arrival, ReceivedFlattr flattr, Peer from) {
    Met met = arrival.met();
    @Nullable Long creator = met.creator().map(Creator::id).orElse(null);
    Kept kept = new Kept(flattr, from.id(), creator);
    return switch (arrival.donation()) {
      case Flattr it -> new Fresh(kept, Subject.of(it), met.thing().orElse(null), null);
      case Gift it -> new Fresh(kept, null, null, it.amount().micros());
    };
  }

  private void seekCreator(Transaction tx, Flattr flattr) {
    identities
        .memberHere(tx, flattr.creator())
        .ifPresent(member -> unknown.seek(tx, flattr.thing().toString(), member));
    lookAgain(tx, flattr);
  }

  /** Who became the thing's creator while this flattr was stored has not seen it. */
  private void lookAgain(Transaction tx, Flattr flattr) {
    ThingStore.lock(tx, flattr.thing().toString())
        .filter(thing -> thing.creator().map(Creator::actor).equals(Optional.of(flattr.creator())))
        .ifPresent(thing -> waiting.creatorIsKnown(tx, thing, thing.creator().orElseThrow()));
  }
}
