package org.farthing.node.play;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.farthing.node.Node;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.Giving.BudgetOutcome;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.flattr.UndoOutcome;
import org.farthing.node.ledger.Account;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.play.Report.EventOutcome;
import org.farthing.node.play.Report.Outcome;
import org.farthing.node.play.Scenario.Handle;
import org.farthing.protocol.message.SettlementCalendar;
import org.jspecify.annotations.Nullable;

/**
 * Plays a scenario on running nodes: moves their calendar, carries out the events in order, lets
 * everything settle in between, and closes each month at its cut-off.
 */
final class Playing {

  private static final SettlementCalendar DAYS = SettlementCalendar.WITHOUT_WAITS;

  private final Scenario scenario;
  private final Map<String, PlayedNode> nodes;
  private final SettableClock calendar;
  private final PlayedClose close;
  private final Consumer<String> progress;
  private final Map<String, Scenario.Thing> things = new HashMap<>();
  private final Set<String> declared = new HashSet<>();
  private final Map<YearMonth, Map<String, Long>> fundsAfter = new HashMap<>();
  private final List<YearMonth> open;

  /**
   * Prepares to play.
   *
   * @param nodes the scenario's, by name, in the order of names
   * @param calendar theirs, at the start of the first month
   */
  Playing(
      Scenario scenario,
      Map<String, PlayedNode> nodes,
      SettableClock calendar,
      Consumer<String> progress) {
    this.scenario = scenario;
    this.nodes = nodes;
    this.calendar = calendar;
    this.progress = progress;
    this.close = new PlayedClose(nodes, progress);
    this.open = new ArrayList<>(scenario.months());
    scenario.things().forEach(thing -> things.put(thing.url(), thing));
  }

  /** Plays it to the end, with the months closed. */
  List<EventOutcome> play() {
    prepareMembers();
    registerThings();
    List<EventOutcome> outcomes = new ArrayList<>();
    List<Scenario.Event> events = scenario.eventsByTime();
    for (Scenario.Event event : events) {
      closeMonthsBefore(event.at());
      calendar.set(event.at());
      outcomes.add(carryOut(event));
      close.awaitQuiet();
      if (outcomes.size() % 500 == 0) {
        progress.accept(outcomes.size() + " of " + events.size() + " events");
      }
    }
    closeMonthsBefore(Instant.MAX);
    return outcomes;
  }

  /** The funds of members right after a month's close, by handle. */
  Map<String, Long> fundsAfter(YearMonth month) {
    return fundsAfter.getOrDefault(month, Map.of());
  }

  private void prepareMembers() {
    for (Scenario.Member member : scenario.members()) {
      PlayedNode played = nodeOf(member.handle());
      MemberId id = played.member(member.handle());
      Node node = played.node();
      if (member.depositMicros() > 0) {
        node.deposits().confirm(id.value(), member.depositMicros(), "start:" + id);
      }
      node.giving().setManner(id, member.maximumPerFlattrMicrosOrNull(), member.anonymous());
      node.giving().setBudget(id, member.budgetMicros());
    }
  }

  private void registerThings() {
    for (Scenario.Thing thing : scenario.things()) {
      thing
          .creator()
          .ifPresent(
              creator -> {
                PlayedNode played = nodeOf(creator);
                played
                    .node()
                    .things()
                    .register(
                        thing.url(),
                        null,
                        played.member(creator),
                        PlayedNode.accountName(creator.name()));
              });
    }
  }

  private EventOutcome carryOut(Scenario.Event event) {
    return switch (event) {
      case Scenario.FlattrEvent it -> flattr(it);
      case Scenario.UndoEvent it -> undo(it);
      case Scenario.DepositEvent it -> {
        PlayedNode played = nodeOf(it.member());
        MemberId member = played.member(it.member());
        played.node().deposits().confirm(member.value(), it.amountMicros(), "event:" + it.index());
        yield new EventOutcome(it.index(), Outcome.DEPOSITED, null);
      }
      case Scenario.BudgetEvent it -> budget(it);
    };
  }

  private EventOutcome flattr(Scenario.FlattrEvent event) {
    PlayedNode played = nodeOf(event.donor());
    declareThing(played, event.url());
    RecordOutcome outcome =
        played.node().flattrs().record(played.member(event.donor()), event.url(), null);
    return switch (outcome) {
      case RecordOutcome.Recorded it ->
          outcome(event, Outcome.RECORDED, it.flattr().id().uri(played.node().origin()));
      case RecordOutcome.AlreadyFlattred it ->
          outcome(event, Outcome.ALREADY_FLATTRED, it.flattr().id().uri(played.node().origin()));
      case RecordOutcome.NoMeans _ -> outcome(event, Outcome.NO_MEANS, null);
      case RecordOutcome.ReceivableOpen _ ->
          throw new IllegalStateException("a deposit came back, which no event of a play does");
      case RecordOutcome.PeerBlocked _ ->
          throw new IllegalStateException("a node of the play is blocked");
      case RecordOutcome.PeerSuspended _ ->
          throw new IllegalStateException("a node of the play is late for too long");
      case RecordOutcome.Withdrawn _ ->
          throw new IllegalStateException("a thing was withdrawn, which no event of a play does");
      case RecordOutcome.FlattrOwner _ -> outcome(event, Outcome.FLATTR_OWNER, null);
      case RecordOutcome.UnknownThing _ -> outcome(event, Outcome.UNKNOWN_THING, null);
    };
  }

  /**
   * A node learns of a thing of another node's creator, or of nobody's, when it is first clicked.
   */
  private void declareThing(PlayedNode donors, String url) {
    Scenario.Thing thing = things.get(url);
    if (thing == null || !declared.add(donors.name() + " " + url)) {
      return;
    }
    Optional<Handle> creator = thing.creator();
    if (creator.isEmpty()) {
      donors.node().creators().declare(url, null);
    } else if (!creator.get().node().equals(donors.name())) {
      String handle = nodeOf(creator.get()).webHandle(creator.get());
      donors.node().creators().declare(url, handle);
    }
  }

  private EventOutcome undo(Scenario.UndoEvent event) {
    PlayedNode played = nodeOf(event.donor());
    return switch (played.node().flattrs().undo(played.member(event.donor()), event.url())) {
      case UndoOutcome.Undone it ->
          outcome(event, Outcome.UNDONE, it.flattr().id().uri(played.node().origin()));
      case UndoOutcome.NothingToUndo _ -> outcome(event, Outcome.NOTHING_TO_UNDO, null);
    };
  }

  private EventOutcome budget(Scenario.BudgetEvent event) {
    PlayedNode played = nodeOf(event.member());
    BudgetOutcome outcome =
        played.node().giving().setBudget(played.member(event.member()), event.amountMicros());
    return switch (outcome) {
      case BudgetOutcome.BelowMinimum _ -> outcome(event, Outcome.BELOW_MINIMUM, null);
      case BudgetOutcome.HoldsNow _, BudgetOutcome.HoldsFrom _ ->
          outcome(event, Outcome.BUDGET_SET, null);
    };
  }

  private static EventOutcome outcome(
      Scenario.Event event, Outcome outcome, @Nullable String flattr) {
    return new EventOutcome(event.index(), outcome, flattr);
  }

  private void closeMonthsBefore(Instant instant) {
    while (!open.isEmpty() && !DAYS.cutOff(open.getFirst()).isAfter(instant)) {
      YearMonth month = open.removeFirst();
      calendar.set(DAYS.cutOff(month));
      progress.accept("closing " + month);
      close.close(month);
      fundsAfter.put(month, funds());
    }
  }

  private Map<String, Long> funds() {
    Map<String, Long> funds = new HashMap<>();
    for (Scenario.Member member : scenario.members()) {
      PlayedNode played = nodeOf(member.handle());
      Account account = new Account.MemberFunds(played.member(member.handle()).value());
      funds.put(member.handle().toString(), played.node().balance(account).availableMicros());
    }
    return funds;
  }

  private PlayedNode nodeOf(Handle handle) {
    return Optional.ofNullable(nodes.get(handle.node())).orElseThrow();
  }

  /** The first instant of a scenario. */
  static Instant start(Scenario scenario) {
    return scenario.months().getFirst().atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
