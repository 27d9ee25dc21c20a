package org.farthing.protocol.simulation;

import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.settlement.DonorSide;
import org.farthing.protocol.settlement.GivenFlattr;
import org.farthing.protocol.simulation.Scenario.Click;
import org.farthing.protocol.simulation.Scenario.Member;
import org.farthing.protocol.simulation.Tables.CloseStage;
import org.farthing.protocol.simulation.Tables.Given;
import org.farthing.protocol.simulation.Tables.Own;

/** A node's part in what its members give: {@code Flattrs} and {@code FlattrAnswers} in small. */
final class DonorDesk {

  private static final long LEAST_BUDGET = 2_000_000;

  private final int us;
  private final Scenario scenario;
  private final Tables tables;
  private final Books books;
  private final Post post;
  private final DonorSide donorSide;
  private final CreatorDesk creators;

  DonorDesk(
      int us, Scenario scenario, Tables tables, Books books, Post post, CreatorDesk creators) {
    this.creators = creators;
    this.us = us;
    this.scenario = scenario;
    this.tables = tables;
    this.books = books;
    this.post = post;
    this.donorSide = new DonorSide(scenario.calendar());
  }

  /** A member here clicks; nothing happens if they lack the means or have clicked before. */
  void click(Click click, Instant now) {
    YearMonth period = YearMonth.from(now.atZone(ZoneOffset.UTC));
    String thing = thing(click);
    boolean isPlayed = scenario.periods().contains(period);
    if (!isPlayed || !isOpen(period)) {
      return;
    }
    boolean isRecorded =
        click.isGift()
            ? hold(click.donor(), id(click), click.giftMicros())
            : !hasFlattred(click.donor(), thing, period) && reserve(click.donor(), period, now);
    if (!isRecorded) {
      return;
    }
    Member creator = scenario.members().get(click.creator());
    if (creator.node() == us) {
      boolean counts = click.claimed() && creators.receives(click.creator(), period);
      Own.Standing standing = counts ? Own.Standing.COUNTED : Own.Standing.WAITING;
      tables.own.put(
          id(click).toString(),
          new Own(period, click.donor(), click.creator(), thing, click.giftMicros(), standing));
      return;
    }
    Donation donation = donation(click, thing, period, now.truncatedTo(ChronoUnit.MILLIS));
    tables.given.put(donation.id().toString(), sent(donation, click.donor(), creator.node()));
    post.send(donation, creator.node(), period);
  }

  private Donation donation(Click click, String thing, YearMonth period, Instant now) {
    ActorId donor = scenario.members().get(click.donor()).actor();
    ActorId creator = scenario.members().get(click.creator()).actor();
    return click.isGift()
        ? new Gift(
            id(click),
            donor,
            period,
            creator,
            new Money(click.giftMicros(), CurrencyUnit.EUR),
            null,
            now)
        : new Flattr(
            id(click),
            donor,
            URI.create(thing),
            period,
            creator,
            CurrencyUnit.EUR,
            null,
            null,
            now);
  }

  private Given sent(Donation donation, int donor, int peer) {
    String digest =
        DocumentDigest.of(MessageWriter.write(donation, scenario.nodes().get(peer).actor()));
    GivenFlattr sent =
        new GivenFlattr(donation.id(), digest, donation.period(), new GivenFlattr.Status.Sent());
    return new Given(sent, donor, peer, donation);
  }

  /** Sets a gift's amount aside, if its donor has it. */
  private boolean hold(int donor, ActivityId gift, long micros) {
    String funds = Tables.account("funds", scenario.members().get(donor).actor());
    if (books.of(funds) < micros) {
      return false;
    }
    books.move("hold " + gift, funds, held(gift.toString()), micros);
    return true;
  }

  /** Where a gift's amount lies until it is given, or is its donor's again. */
  static String held(String gift) {
    return "reserved/" + gift;
  }

  /** A member here takes a click back, if it is not too late. */
  void undo(Click click, Instant now) {
    String id = id(click).toString();
    tables
        .own
        .find(id)
        .filter(own -> isOpen(own.period()))
        .ifPresent(own -> tables.own.put(id, own.as(Own.Standing.UNDONE)));
    tables
        .given
        .find(id)
        .filter(given -> isOpen(given.flattr().period()))
        .filter(given -> donorSide.canUndo(given.flattr(), now))
        .ifPresent(
            given -> {
              if (given.message() instanceof Flattr flattr) {
                tables.given.put(id, given.with(donorSide.undone(given.flattr(), now)));
                ActivityId undo = ActivityId.of(id + "/undo");
                Instant published = now.truncatedTo(ChronoUnit.MILLIS);
                post.send(
                    new Unflattr(undo, flattr.actor(), flattr, published),
                    given.creatorNode(),
                    given.flattr().period());
              }
            });
  }

  /** A peer answers a flattr given here, or shows in its log that it did. */
  void answered(FlattrAnswer answer, int from) {
    Given given =
        tables
            .given
            .find(answer.flattr().toString())
            .orElseThrow(() -> new ProtocolException("unknown_flattr", "No flattr of ours."));
    if (given.creatorNode() != from) {
      throw new ProtocolException("wrong_actor", "This flattr did not go to you.");
    }
    LogEntry.of(answer).ifPresent(entry -> keep(entry, from));
    boolean reconciled = stage(given.flattr().period()).compareTo(CloseStage.RECONCILED) >= 0;
    GivenFlattr after = DonorSide.answered(given.flattr(), answer, reconciled);
    if (!after.equals(given.flattr())) {
      tables.given.put(answer.flattr().toString(), given.with(after));
      if (after.status() instanceof GivenFlattr.Status.Refused
          && given.message() instanceof Gift gift) {
        books.move(
            "release " + gift.id(),
            held(gift.id().toString()),
            Tables.account("funds", gift.actor()),
            gift.amount().micros());
      }
    }
  }

  /** A peer shows that a donor here has undone a flattr, which this node may have forgotten. */
  void undoneBefore(ActivityId flattr) {
    Given given = tables.given.find(flattr.toString()).orElseThrow();
    boolean reconciled = stage(given.flattr().period()).compareTo(CloseStage.RECONCILED) >= 0;
    GivenFlattr after = DonorSide.undoneBefore(given.flattr(), reconciled);
    tables.given.put(flattr.toString(), given.with(after));
  }

  void keep(LogEntry entry, int from) {
    tables.peerEntries.put(Tables.key(entry.period(), from, entry.sequence()), entry);
  }

  /** Whether this node's copy of a peer's log has the place that an answer takes. */
  boolean isKept(YearMonth period, int peer, FlattrAnswer answer) {
    return LogEntry.of(answer)
        .filter(it -> tables.peerEntries.has(Tables.key(period, peer, it.sequence())))
        .isPresent();
  }

  /** Whether it is known what came of all that was given to a peer in a month. */
  boolean isPlaced(YearMonth period, int peer) {
    return unplaced(period, peer).findAny().isEmpty();
  }

  private Stream<Given> unplaced(YearMonth period, int peer) {
    return tables.given.all().stream()
        .filter(given -> given.creatorNode() == peer && given.flattr().period().equals(period))
        .filter(
            given ->
                switch (given.flattr().status()) {
                  case GivenFlattr.Status.Sent _, GivenFlattr.Status.Unclaimed _ -> true;
                  case GivenFlattr.Status.Undone _ -> isHeldAsCounted(given);
                  case GivenFlattr.Status.Counted _, GivenFlattr.Status.Refused _ -> false;
                });
  }

  /** The peer has receipted what was taken back, and not that it was. */
  boolean isHeldAsCounted(Given given) {
    return lastEntry(given).filter(it -> it.kind() == LogEntry.Kind.RECEIPT).isPresent();
  }

  private Optional<LogEntry> lastEntry(Given given) {
    return tables
        .peerEntries
        .under(Tables.key(given.flattr().period(), given.creatorNode()) + "/")
        .values()
        .stream()
        .filter(entry -> entry.flattr().equals(given.flattr().id()))
        .reduce((_, later) -> later);
  }

  /** What was taken back, though the peer counts it still. */
  List<Given> unheard(YearMonth period, int peer) {
    return tables.given.all().stream()
        .filter(given -> given.creatorNode() == peer && given.flattr().period().equals(period))
        .filter(given -> given.flattr().status() instanceof GivenFlattr.Status.Undone)
        .filter(this::isHeldAsCounted)
        .toList();
  }

  /** What a member here gave to another node, as it was said. */
  Donation given(ActivityId id) {
    return tables
        .given
        .find(id.toString())
        .map(Given::message)
        .or(() -> tables.shown.find(id.toString()))
        .orElseThrow();
  }

  /** How many gifts of members here count. */
  long gifts() {
    long own =
        tables.own.all().stream()
            .filter(it -> it.giftMicros() > 0 && it.standing() == Own.Standing.COUNTED)
            .count();
    long others =
        tables.given.all().stream()
            .filter(it -> it.message() instanceof Gift)
            .filter(it -> it.flattr().status() instanceof GivenFlattr.Status.Counted)
            .count();
    return own + others;
  }

  /** Who gave a flattr or gift to another node. */
  ActorId donorOf(ActivityId flattr) {
    return tables.given.find(flattr.toString()).orElseThrow().message().actor();
  }

  CloseStage stage(YearMonth period) {
    return tables.stages.find(period.toString()).orElse(CloseStage.OPEN);
  }

  private boolean isOpen(YearMonth period) {
    return stage(period) == CloseStage.OPEN;
  }

  private boolean reserve(int donor, YearMonth period, Instant now) {
    String key = Tables.key(period, donor);
    if (tables.reservations.has(key)) {
      return true;
    }
    Member member = scenario.members().get(donor);
    String funds = Tables.account("funds", member.actor());
    long micros = Math.min(member.budgetMicros(), books.of(funds));
    if (micros < LEAST_BUDGET) {
      return false;
    }
    tables.reservations.put(key, micros);
    books.move("reserve " + key, funds, "reserved/" + key, micros);
    countWaitingFor(donor, period, now);
    return true;
  }

  /** A member here gives from now on: what waited for that counts. */
  private void countWaitingFor(int creator, YearMonth period, Instant now) {
    for (Map.Entry<String, Own> row : List.copyOf(tables.own.under("").entrySet())) {
      Own own = row.getValue();
      boolean waits =
          own.standing() == Own.Standing.WAITING && !CreatorDesk.isUnclaimed(own.thing());
      if (waits && own.creator() == creator && own.period().equals(period)) {
        tables.own.put(row.getKey(), own.as(Own.Standing.COUNTED));
      }
    }
    creators.countWaitingFor(creator, period, now);
  }

  /**
   * Records again what a member here has given and this node has lost, as {@code LostFlattrs} does:
   * not once the month is split. It is kept in any case, for the peer to be shown again.
   */
  boolean recorded(Donation lost, int peer, Instant now) {
    String id = lost.id().toString();
    if (tables.given.has(id)) {
      return true;
    }
    tables.shown.put(id, lost);
    if (stage(lost.period()).compareTo(CloseStage.RECONCILED) > 0) {
      return false;
    }
    int donor = scenario.members().stream().map(Member::actor).toList().indexOf(lost.actor());
    boolean isCovered =
        switch (lost) {
          case Flattr it -> reserve(donor, it.period(), now);
          case Gift it -> hold(donor, it.id(), it.amount().micros());
        };
    if (isCovered) {
      tables.given.put(id, sent(lost, donor, peer));
    }
    return isCovered;
  }

  private ActorId node() {
    return scenario.nodes().get(us).actor();
  }

  private boolean hasFlattred(int donor, String thing, YearMonth period) {
    boolean given =
        tables.given.all().stream()
            .anyMatch(
                it ->
                    it.donor() == donor
                        && it.flattr().period().equals(period)
                        && it.message() instanceof Flattr flattr
                        && flattr.thing().toString().equals(thing)
                        && !(it.flattr().status() instanceof GivenFlattr.Status.Undone));
    boolean own =
        tables.own.all().stream()
            .anyMatch(
                it ->
                    it.donor() == donor
                        && it.period().equals(period)
                        && it.thing().equals(thing)
                        && it.standing() != Own.Standing.UNDONE);
    return given || own;
  }

  ActivityId id(Click click) {
    return new ActivityId(node().origin().resolve("/flattrs/" + click.number()));
  }

  private String thing(Click click) {
    if (click.isGift()) {
      return "";
    }
    Member creator = scenario.members().get(click.creator());
    return "https://blog.example/%s/%s/%d"
        .formatted(
            click.claimed() ? "theirs" : "unclaimed",
            creator.node() + creator.name(),
            click.number() % 9);
  }
}
