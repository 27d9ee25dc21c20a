package org.farthing.protocol.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.money.Split;
import org.farthing.protocol.money.Splitter;
import org.farthing.protocol.settlement.GivenFlattr;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.simulation.Scenario.Member;
import org.farthing.protocol.simulation.Tables.CloseStage;
import org.farthing.protocol.simulation.Tables.Given;
import org.farthing.protocol.simulation.Tables.Own;

/** Closes a node's months: the node's {@code MonthClose} in small. */
final class MonthDesk {

  /** How long after the cut-off the split waits for peers that cannot be asked. */
  static final Duration GRACE = Duration.ofDays(2);

  private final int us;
  private final Scenario scenario;
  private final Tables tables;
  private final Books books;
  private final CreatorDesk creators;
  private final SettlementDesk settlement;
  private final Splitter splitter = new Splitter();

  MonthDesk(
      int us,
      Scenario scenario,
      Tables tables,
      Books books,
      CreatorDesk creators,
      SettlementDesk settlement) {
    this.us = us;
    this.scenario = scenario;
    this.tables = tables;
    this.books = books;
    this.creators = creators;
    this.settlement = settlement;
  }

  void reach(YearMonth period, CloseStage stage) {
    tables.stages.put(period.toString(), stage);
  }

  /** What is carried into a month is known once those before it are stated. */
  boolean isNextToBeStated(YearMonth period) {
    return scenario.periods().stream()
        .filter(it -> it.isBefore(period))
        .allMatch(
            it ->
                tables
                    .stages
                    .find(it.toString())
                    .filter(stage -> stage.compareTo(CloseStage.STATED) >= 0)
                    .isPresent());
  }

  /** What could not be stated yet will be, and is waited for. */
  void hasStated(YearMonth period) {
    for (int peer : concerned(period)) {
      String key = Tables.key(period, peer);
      if (!tables.months.has(key)) {
        tables.months.put(key, PairMonth.open(period));
      }
    }
    reach(period, CloseStage.STATED);
  }

  boolean isCutOff(YearMonth period, Instant now) {
    return !now.isBefore(scenario.calendar().cutOff(period));
  }

  boolean isPatient(YearMonth period, Instant now) {
    return now.isBefore(scenario.calendar().cutOff(period).plus(GRACE));
  }

  /** Splits each donor's budget, credits creators here, and notes what other nodes' get. */
  void split(YearMonth period) {
    Map<String, Long> own = new TreeMap<>();
    Map<Integer, List<StatementLine>> lines = new TreeMap<>();
    for (int donor = 0; donor < scenario.members().size(); donor++) {
      if (tables.reservations.has(Tables.key(period, donor))) {
        split(period, donor, own, lines);
      }
    }
    giveOwnGifts(period, own);
    giveGifts(period, lines);
    own.forEach((creator, micros) -> books.postOwn(period, creator, micros));
    lines.forEach(
        (peer, of) ->
            tables.lines.put(
                Tables.key(period, peer), of.stream().sorted(Comparator.naturalOrder()).toList()));
    reach(period, CloseStage.POSTED);
  }

  private void giveOwnGifts(YearMonth period, Map<String, Long> own) {
    for (Map.Entry<String, Own> row : tables.own.under("").entrySet()) {
      Own it = row.getValue();
      if (it.giftMicros() > 0 && it.period().equals(period)) {
        boolean counts = it.standing() == Own.Standing.COUNTED;
        resolve(row.getKey(), period, it.donor(), it.giftMicros(), counts);
        if (counts) {
          String creator = scenario.members().get(it.creator()).actor().toString();
          own.merge(creator, it.giftMicros(), Long::sum);
        }
      }
    }
  }

  private void giveGifts(YearMonth period, Map<Integer, List<StatementLine>> lines) {
    for (Given it : tables.given.all()) {
      boolean isRefused = it.flattr().status() instanceof GivenFlattr.Status.Refused;
      if (it.message() instanceof Gift gift && gift.period().equals(period) && !isRefused) {
        boolean counts = it.flattr().status() instanceof GivenFlattr.Status.Counted;
        long micros = gift.amount().micros();
        resolve(gift.id().toString(), period, it.donor(), micros, counts);
        if (counts) {
          String tag = scenario.members().get(it.donor()).name();
          lines
              .computeIfAbsent(it.creatorNode(), _ -> new ArrayList<>())
              .add(
                  new StatementLine(
                      gift.id(),
                      gift.creator(),
                      tag,
                      micros,
                      "salt",
                      StatementLine.Kind.GIFT,
                      null));
        }
      }
    }
  }

  /** A gift is given whole, or is its donor's again. */
  private void resolve(String gift, YearMonth period, int donor, long micros, boolean counts) {
    books.move(
        (counts ? "give " : "release ") + gift,
        DonorDesk.held(gift),
        counts
            ? "giving/" + period
            : Tables.account("funds", scenario.members().get(donor).actor()),
        micros);
  }

  private void split(
      YearMonth period, int donor, Map<String, Long> own, Map<Integer, List<StatementLine>> lines) {
    Member member = scenario.members().get(donor);
    Map<String, Own> ownFlattrs = new TreeMap<>();
    tables
        .own
        .under("")
        .forEach(
            (id, it) -> {
              boolean counts = it.standing() == Own.Standing.COUNTED && it.period().equals(period);
              if (counts && it.donor() == donor && it.giftMicros() == 0) {
                ownFlattrs.put(id, it);
              }
            });
    List<Given> given =
        tables.given.all().stream()
            .filter(it -> it.donor() == donor && it.flattr().period().equals(period))
            .filter(it -> it.message() instanceof Flattr)
            .filter(it -> it.flattr().status() instanceof GivenFlattr.Status.Counted)
            .toList();
    List<String> ids = new ArrayList<>(ownFlattrs.keySet());
    given.forEach(it -> ids.add(it.flattr().id().toString()));
    String key = Tables.key(period, donor);
    long reserved = tables.reservations.find(key).orElseThrow();
    Split split = splitter.split(reserved, member.maximumMicrosOrNull(), ids);
    books.move("give " + key, "reserved/" + key, "giving/" + period, split.givenMicros());
    books.move(
        "release " + key,
        "reserved/" + key,
        Tables.account("funds", member.actor()),
        split.releasedMicros());
    int place = 0;
    for (Own it : ownFlattrs.values()) {
      String creator = scenario.members().get(it.creator()).actor().toString();
      own.merge(creator, split.shareMicros(place++), Long::sum);
    }
    for (Given it : given) {
      ActivityId id = it.flattr().id();
      lines
          .computeIfAbsent(it.creatorNode(), _ -> new ArrayList<>())
          .add(
              new StatementLine(
                  id, it.message().creator(), member.name(), split.shareMicros(place++), "salt"));
    }
  }

  /** Whom a month's statement is owed to, be it of nothing. */
  NavigableSet<Integer> concerned(YearMonth period) {
    NavigableSet<Integer> concerned = new TreeSet<>();
    IntStream.range(0, scenario.nodes().size())
        .filter(peer -> peer != us)
        .filter(
            peer ->
                tables.lines.has(Tables.key(period, peer))
                    || tables.months.has(Tables.key(period, peer))
                    || !creators.counted(period, peer).isEmpty()
                    || leavesSomething(period, peer))
        .forEach(concerned::add);
    return concerned;
  }

  private boolean leavesSomething(YearMonth period, int peer) {
    List<YearMonth> before =
        scenario.periods().stream()
            .filter(it -> it.isBefore(period) && tables.months.has(Tables.key(it, peer)))
            .toList();
    return !before.isEmpty()
        && settlement
            .month(before.getLast(), peer)
            .carriedOn(scenario.nodes().get(us).actor())
            .map(carried -> !carried.equals(PairMonth.Carried.NOTHING))
            .orElse(true);
  }

  /** Whether nothing of a month is left to settle. */
  boolean isSettled(YearMonth period) {
    return tables.months.under(period + "/").values().stream().allMatch(PairMonth::isDone);
  }
}
