package org.farthing.node.play;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.farthing.node.play.Scenario.BudgetEvent;
import org.farthing.node.play.Scenario.DepositEvent;
import org.farthing.node.play.Scenario.Event;
import org.farthing.node.play.Scenario.FlattrEvent;
import org.farthing.node.play.Scenario.Handle;
import org.farthing.node.play.Scenario.Member;
import org.farthing.node.play.Scenario.Node;
import org.farthing.node.play.Scenario.Thing;
import org.farthing.node.play.Scenario.UndoEvent;
import org.jspecify.annotations.Nullable;

/**
 * Reads a scenario and checks all of it, in time linear in its length. One reader reads one file;
 * what is read first (months, nodes, members) is what the later parts may refer to.
 */
public final class ScenarioReader {

  /**
   * The most that any amount, and all deposits of a scenario together, may be: 900 000 000.00. So
   * the sum of everything times 10 000 basis points still fits a {@code long}.
   */
  public static final long LARGEST_MICROS = 900_000_000_000_000L;

  private static final int VERSION = 1;
  private static final int FULL_BASIS_POINTS = 10_000;
  private static final long LEAST_NET_MINIMUM_MICROS = 10_000;
  private static final long LARGEST_NET_MINIMUM_MICROS = 10_000_000;
  private static final long DEFAULT_MINIMUM_BUDGET_MICROS = 2_000_000;
  private static final long DEFAULT_NET_MINIMUM_MICROS = 1_000_000;
  private static final int DEFAULT_FEE_BASIS_POINTS = 1_000;
  private static final String DEFAULT_CURRENCY = "EUR";

  /** Play money: ISO 4217 gives it no decimals, Farthing gives it two. */
  private static final String PLAY_MONEY = "XTS";

  /** Databases and calendars agree on the years between; the last month needs one after it. */
  private static final int FIRST_YEAR = 1970;

  private static final int LAST_YEAR = 9998;

  private final List<YearMonth> months = new ArrayList<>();
  private final Map<String, Node> nodes = new HashMap<>();
  private final Set<Handle> members = new HashSet<>();
  private @Nullable String currency;
  private long depositedMicros;

  private ScenarioReader() {}

  /**
   * Reads a whole file.
   *
   * @throws ScenarioRefused with the place of the first fault found
   */
  public static Scenario read(byte[] json) {
    return new ScenarioReader().scenario(new ScenarioValue("", JsonFile.parse(json)));
  }

  private Scenario scenario(ScenarioValue root) {
    root.objectOf("scenario", "months", "nodes", "members", "things", "events");
    ScenarioValue version = root.field("scenario");
    if (version.number(Integer.MAX_VALUE) != VERSION) {
      throw version.refused("must be " + VERSION);
    }
    readMonths(root.field("months"));
    List<Node> readNodes =
        each(root.field("nodes"), this::node, Node::name, value -> value.field("name"));
    readNodes.forEach(node -> nodes.put(node.name(), node));
    List<Member> readMembers =
        each(root.field("members"), this::member, Member::handle, value -> value.field("handle"));
    readMembers.forEach(member -> members.add(member.handle()));
    List<Thing> things =
        each(root.field("things"), this::thing, Thing::url, value -> value.field("url"));
    String shared = currency == null ? DEFAULT_CURRENCY : currency;
    return new Scenario(
        months, shared, readNodes, readMembers, things, events(root.field("events")));
  }

  /** Reads a list whose items have a key that no two of them share. */
  private static <T> List<T> each(
      ScenarioValue list,
      Function<ScenarioValue, T> read,
      Function<T, Object> key,
      Function<ScenarioValue, ScenarioValue> keyValue) {
    List<T> items = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (ScenarioValue value : list.items()) {
      T item = read.apply(value);
      if (!seen.add(key.apply(item))) {
        throw keyValue.apply(value).refused("is in the list twice");
      }
      items.add(item);
    }
    return items;
  }

  private void readMonths(ScenarioValue list) {
    for (ScenarioValue value : list.items()) {
      YearMonth month = value.month();
      if (month.getYear() < FIRST_YEAR || month.getYear() > LAST_YEAR) {
        throw value.refused("must lie in the years " + FIRST_YEAR + " to " + LAST_YEAR);
      }
      if (!months.isEmpty() && !months.getLast().plusMonths(1).equals(month)) {
        throw value.refused("must be the month after " + months.getLast());
      }
      months.add(month);
    }
    if (months.isEmpty()) {
      throw list.refused("must hold at least one month");
    }
  }

  private Node node(ScenarioValue value) {
    value.objectOf(
        "name", "currency", "feeBasisPoints", "minimumBudget", "giveToGet", "netMinimum");
    String name = value.field("name").name();
    shareCurrency(value);
    return new Node(
        name,
        value
            .optional("feeBasisPoints")
            .map(fee -> fee.number(FULL_BASIS_POINTS))
            .orElse(DEFAULT_FEE_BASIS_POINTS),
        value
            .optional("minimumBudget")
            .map(ScenarioValue::amountAboveZero)
            .orElse(DEFAULT_MINIMUM_BUDGET_MICROS),
        value.optional("giveToGet").map(ScenarioValue::flag).orElse(true),
        value
            .optional("netMinimum")
            .map(ScenarioReader::netMinimum)
            .orElse(DEFAULT_NET_MINIMUM_MICROS));
  }

  private static long netMinimum(ScenarioValue value) {
    long micros = value.amount();
    if (micros < LEAST_NET_MINIMUM_MICROS || micros > LARGEST_NET_MINIMUM_MICROS) {
      throw value.refused("must be from 0.01 to 10.00");
    }
    return micros;
  }

  private void shareCurrency(ScenarioValue node) {
    Optional<ScenarioValue> written = node.optional("currency");
    String code = written.map(ScenarioReader::currencyCode).orElse(DEFAULT_CURRENCY);
    if (currency != null && !currency.equals(code)) {
      throw written.orElse(node).refused("all nodes share one currency, here " + currency);
    }
    currency = code;
  }

  private static String currencyCode(ScenarioValue value) {
    String code = value.text();
    try {
      if (code.equals(PLAY_MONEY) || Currency.getInstance(code).getDefaultFractionDigits() == 2) {
        return code;
      }
    } catch (IllegalArgumentException e) {
      throw value.refused("must be the ISO 4217 code of a currency");
    }
    throw value.refused("must be a currency of two decimals");
  }

  private Member member(ScenarioValue value) {
    value.objectOf("handle", "deposit", "budget", "maximumPerFlattr", "anonymous");
    Handle handle = value.field("handle").handle();
    @Nullable Node node = nodes.get(handle.node());
    if (node == null) {
      throw value.field("handle").refused("its node is not listed");
    }
    return new Member(
        handle,
        value.optional("deposit").map(this::deposit).orElse(0L),
        value.optional("budget").map(budget -> startingBudget(budget, node)).orElse(0L),
        value.optional("maximumPerFlattr").map(ScenarioValue::amountAboveZero).orElse(null),
        value.optional("anonymous").map(ScenarioValue::flag).orElse(false));
  }

  private long deposit(ScenarioValue value) {
    long micros = value.amount();
    if (micros > LARGEST_MICROS - depositedMicros) {
      throw value.refused("with this, all deposits are more than a scenario can hold");
    }
    depositedMicros += micros;
    return micros;
  }

  private static long startingBudget(ScenarioValue value, Node node) {
    long micros = value.amount();
    if (micros > 0 && micros < node.minimumBudgetMicros()) {
      throw value.refused("is below the minimum of its node, and not 0.00");
    }
    return micros;
  }

  private Thing thing(ScenarioValue value) {
    value.objectOf("url", "creator");
    ScenarioValue creator = value.field("creator");
    return new Thing(value.field("url").url(), creator.isNull() ? null : listed(creator));
  }

  private Handle listed(ScenarioValue value) {
    Handle handle = value.handle();
    if (!members.contains(handle)) {
      throw value.refused("is not a listed member");
    }
    return handle;
  }

  private List<Event> events(ScenarioValue list) {
    List<Event> events = new ArrayList<>();
    for (ScenarioValue value : list.items()) {
      events.add(event(value, events.size()));
    }
    return events;
  }

  private Event event(ScenarioValue value, int index) {
    value.objectOf("at", "flattr", "undo", "deposit", "budget");
    Instant at = within(value.field("at"));
    Deed deed = deed(value);
    ScenarioValue what = value.field(deed.field);
    return switch (deed) {
      case FLATTR -> new FlattrEvent(index, at, donor(what), what.field("thing").url());
      case UNDO -> new UndoEvent(index, at, donor(what), what.field("thing").url());
      case DEPOSIT -> new DepositEvent(index, at, receiver(what), depositAboveZero(what));
      case BUDGET -> new BudgetEvent(index, at, receiver(what), what.field("amount").amount());
    };
  }

  private Instant within(ScenarioValue value) {
    Instant at = value.instant();
    YearMonth month = YearMonth.from(at.atOffset(ZoneOffset.UTC));
    if (month.isBefore(months.getFirst()) || month.isAfter(months.getLast())) {
      throw value.refused("must lie within the scenario's months");
    }
    return at;
  }

  private static Deed deed(ScenarioValue event) {
    @Nullable Deed found = null;
    for (Deed deed : Deed.values()) {
      Optional<ScenarioValue> value = event.optional(deed.field);
      if (value.isPresent() && found != null) {
        throw value.get().refused("an event is one thing, and this one is a " + found.field);
      }
      found = value.isPresent() ? deed : found;
    }
    if (found == null) {
      throw event.refused("lacks what happens: flattr, undo, deposit or budget");
    }
    return found;
  }

  private Handle donor(ScenarioValue what) {
    return listed(what.objectOf("donor", "thing").field("donor"));
  }

  private Handle receiver(ScenarioValue what) {
    return listed(what.objectOf("member", "amount").field("member"));
  }

  private long depositAboveZero(ScenarioValue what) {
    ScenarioValue amount = what.field("amount");
    amount.amountAboveZero();
    return deposit(amount);
  }

  /** What an event can be, by the field that says so. */
  private enum Deed {
    FLATTR("flattr"),
    UNDO("undo"),
    DEPOSIT("deposit"),
    BUDGET("budget");

    private final String field;

    Deed(String field) {
      this.field = field;
    }
  }
}
