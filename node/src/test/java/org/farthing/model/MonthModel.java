package org.farthing.model;

import static java.math.BigInteger.ZERO;
import static org.farthing.model.JsonText.present;
import static org.farthing.model.ModelScenario.NOBODY;
import static org.farthing.model.ModelScenario.micros;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.farthing.model.ModelScenario.Event;
import org.farthing.model.ModelScenario.Member;
import org.jspecify.annotations.Nullable;

/** Plays a scenario by the rules of money and says what the report must be. */
public final class MonthModel {

  private final ModelScenario scenario;
  private final Map<Integer, String> ids;
  private final ModelSettlement settlement;
  private final Map<String, BigInteger> funds = new HashMap<>();
  private final Map<String, BigInteger> budgets = new HashMap<>();
  private final Map<String, Month> months = new LinkedHashMap<>();
  private final JsonArrayBuilder eventsJson = JsonText.newArray();
  private final JsonArrayBuilder monthsJson = JsonText.newArray();
  private int closed;

  /** What happened in a month, until it is closed. */
  private static final class Month {
    final Map<String, BigInteger> reserved = new LinkedHashMap<>();
    final List<ModelFlattr> flattrs = new ArrayList<>();

    /** What is recorded and not undone, by donor and thing. */
    final Map<List<String>, ModelFlattr> standing = new HashMap<>();
  }

  private MonthModel(ModelScenario scenario, Map<Integer, String> ids) {
    this.scenario = scenario;
    this.ids = ids;
    this.settlement = new ModelSettlement(scenario);
    for (Member member : scenario.members().values()) {
      funds.put(member.handle(), member.deposit());
      budgets.put(member.handle(), member.budget());
      settlement.bank(ModelScenario.nodeOf(member.handle()), member.deposit());
    }
    scenario.months().forEach(month -> months.put(month, new Month()));
  }

  /**
   * The report that the scenario must give, but for the statements' roots, which are left out.
   *
   * @param flattrIdsByEvent the id that each recorded flattr was given, by the index of its event
   */
  public static JsonObject expected(String scenarioJson, Map<Integer, String> flattrIdsByEvent) {
    return new MonthModel(ModelScenario.of(scenarioJson), flattrIdsByEvent).report();
  }

  private JsonObject report() {
    for (Event event : scenario.events()) {
      while (closed < scenario.months().size() && !event.at().isBefore(cutOff(closed))) {
        closeNext();
      }
      happen(event);
    }
    while (closed < scenario.months().size()) {
      closeNext();
    }
    return JsonText.newObject()
        .add("report", 1)
        .add("events", eventsJson)
        .add("months", monthsJson)
        .add("nodes", settlement.nodesJson(funds))
        .build();
  }

  /** Day 4 of the following month, 00:00:00 UTC. */
  private Instant cutOff(int index) {
    return YearMonth.parse(scenario.months().get(index))
        .plusMonths(1)
        .atDay(4)
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC);
  }

  private void happen(Event event) {
    Month month = present(months.get(event.month()));
    switch (event.kind()) {
      case "flattr" -> flattr(event, month);
      case "undo" -> undo(event, month);
      case "deposit" -> deposit(event);
      case "budget" -> budget(event, month);
      default -> throw new AssertionError(event);
    }
  }

  private void flattr(Event event, Month month) {
    @Nullable String creator = scenario.creators().get(event.what());
    if (creator == null) {
      outcome(event, "unknown_thing", null);
      return;
    }
    if (creator.equals(event.who())) {
      outcome(event, "flattr_owner", null);
      return;
    }
    List<String> mark = List.of(event.who(), event.what());
    @Nullable ModelFlattr standing = month.standing.get(mark);
    if (standing != null) {
      outcome(event, "already_flattred", standing.id);
      return;
    }
    if (!month.reserved.containsKey(event.who()) && !reserve(event.who(), month)) {
      outcome(event, "no_means", null);
      return;
    }
    String id = ids.getOrDefault(event.index(), "no id for event " + event.index());
    ModelFlattr flattr = new ModelFlattr(id, event.who(), event.what(), creator);
    month.flattrs.add(flattr);
    month.standing.put(mark, flattr);
    outcome(event, "recorded", id);
  }

  /** Rule 2: the smaller of budget and funds, and at least the minimum. */
  private boolean reserve(String donor, Month month) {
    BigInteger has = present(funds.get(donor));
    BigInteger reserved = has.min(present(budgets.get(donor)));
    if (reserved.compareTo(scenario.nodeOfMember(donor).minimumBudget()) < 0) {
      return false;
    }
    month.reserved.put(donor, reserved);
    funds.put(donor, has.subtract(reserved));
    return true;
  }

  private void undo(Event event, Month month) {
    @Nullable ModelFlattr standing = month.standing.remove(List.of(event.who(), event.what()));
    if (standing == null) {
      outcome(event, "nothing_to_undo", null);
      return;
    }
    standing.state = "undone";
    outcome(event, "undone", standing.id);
  }

  private void deposit(Event event) {
    funds.merge(event.who(), micros(event.what()), BigInteger::add);
    settlement.bank(ModelScenario.nodeOf(event.who()), micros(event.what()));
    outcome(event, "deposited", null);
  }

  /**
   * Rule 2. A budget is looked at only when a month's first flattr reserves it, and never again in
   * that month; so one that holds from the next month can be set here and now.
   */
  private void budget(Event event, Month month) {
    BigInteger wanted = micros(event.what());
    boolean gives = wanted.signum() > 0;
    if (gives && wanted.compareTo(scenario.nodeOfMember(event.who()).minimumBudget()) < 0) {
      outcome(event, "below_minimum", null);
      return;
    }
    budgets.put(event.who(), wanted);
    @Nullable BigInteger reserved = month.reserved.get(event.who());
    if (reserved != null && wanted.compareTo(reserved) > 0) {
      BigInteger has = present(funds.get(event.who()));
      BigInteger raised = wanted.min(reserved.add(has));
      month.reserved.put(event.who(), raised);
      funds.put(event.who(), has.subtract(raised.subtract(reserved)));
    }
    outcome(event, "budget_set", null);
  }

  private void outcome(Event event, String outcome, @Nullable String flattr) {
    JsonObjectBuilder json =
        JsonText.newObject().add("index", event.index()).add("outcome", outcome);
    eventsJson.add(flattr == null ? json : json.add("flattr", flattr));
  }

  private void closeNext() {
    String name = scenario.months().get(closed);
    Month month = present(months.get(name));
    closed++;
    month.flattrs.forEach(flattr -> settle(flattr, month));
    JsonArrayBuilder donors = JsonText.newArray();
    month.reserved.forEach((donor, reserved) -> donors.add(split(donor, reserved, month)));
    List<ModelFlattr> counted = month.flattrs.stream().filter(ModelFlattr::isCounted).toList();
    JsonArrayBuilder flattrs = JsonText.newArray();
    month.flattrs.forEach(flattr -> flattrs.add(flattr.toJson()));
    JsonObjectBuilder json =
        JsonText.newObject().add("month", name).add("flattrs", flattrs).add("donors", donors);
    settlement.close(name, counted, json);
    monthsJson.add(json);
  }

  /** Rules 5 and 8. */
  private void settle(ModelFlattr flattr, Month month) {
    if (flattr.isUndone()) {
      return;
    }
    if (flattr.creator.equals(NOBODY)) {
      flattr.state = "unclaimed";
      flattr.code = "unknown_creator";
    } else if (scenario.nodeOfMember(flattr.creator).giveToGet()
        && !month.reserved.containsKey(flattr.creator)) {
      flattr.state = "unclaimed";
      flattr.code = "not_receiving";
    } else {
      flattr.state = "counted";
    }
  }

  /** Rule 6, and the release of what was not given. */
  private JsonObject split(String donor, BigInteger reserved, Month month) {
    List<ModelFlattr> counted =
        month.flattrs.stream()
            .filter(flattr -> flattr.donor.equals(donor) && flattr.isCounted())
            .sorted(ModelFlattr::byDigest)
            .toList();
    share(counted, reserved, present(scenario.members().get(donor)).maximum());
    BigInteger given = counted.stream().map(flattr -> flattr.amount).reduce(ZERO, BigInteger::add);
    BigInteger released = reserved.subtract(given);
    BigInteger fundsAfter = funds.merge(donor, released, BigInteger::add);
    return JsonText.newObject()
        .add("member", donor)
        .add("reserved", reserved.toString())
        .add("given", given.toString())
        .add("released", released.toString())
        .add("fundsAfter", fundsAfter.toString())
        .build();
  }

  private static void share(
      List<ModelFlattr> counted, BigInteger reserved, @Nullable BigInteger maximum) {
    if (counted.isEmpty()) {
      return;
    }
    BigInteger number = BigInteger.valueOf(counted.size());
    if (maximum != null && number.multiply(maximum).compareTo(reserved) <= 0) {
      counted.forEach(flattr -> flattr.amount = maximum);
      return;
    }
    BigInteger[] shareAndRest = reserved.divideAndRemainder(number);
    int withOneMore = shareAndRest[1].intValueExact();
    for (int i = 0; i < counted.size(); i++) {
      counted.get(i).amount =
          i < withOneMore ? shareAndRest[0].add(BigInteger.ONE) : shareAndRest[0];
    }
  }
}
