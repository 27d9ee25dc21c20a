package org.farthing.model;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes sound scenarios that a seed determines, with every outcome in them once they are large
 * enough: {@code ScenarioGenerator SEED FILE [nodes members things events months]}.
 */
public final class ScenarioGenerator {

  /** Not in order, and one the beginning of another, so that order by name shows. */
  private static final List<String> NODES =
      List.of("m", "b", "a", "a1", "z", "n0", "10", "9", "aa");

  private static final String[] FEES = {"0", "1", "333", "500", "1000", "1250", "9999", "10000"};
  private static final String[] MINIMA = {"0.01", "1.00", "2.00", "2.00", "5.00"};
  private static final String[] NET_MINIMA = {"0.01", "0.50", "1.00", "1.00", "5.00", "10.00"};
  private static final String[] DEPOSITS = {"0.00", "1.99", "2.00", "3.00", "10.00", "100.00"};
  private static final String[] BUDGETS = {"2.00", "3.33", "5.00", "7.77", "20.00", "0.01"};
  private static final String[] MAXIMA = {"0.01", "0.05", "0.10", "0.33", "0.50", "1.00", "50.00"};
  private static final String[] NEW_BUDGETS = {
    "0.00", "0.01", "1.00", "1.50", "2.00", "4.00", "7.77", "50.00"
  };
  private static final String[] TOP_UPS = {"0.01", "1.00", "2.50", "10.00", "33.33"};

  /** How many clicks back an undo or a second click reaches. */
  private static final int LATEST = 20;

  private static final int SECONDS_PER_DAY = 86_400;

  private final SplittableRandom random;
  private final Size size;
  private final List<YearMonth> months = new ArrayList<>();
  private final List<String> minima = new ArrayList<>();
  private final List<String> handles = new ArrayList<>();
  private final List<String> urls = new ArrayList<>();
  private final List<JsonObject> marks = new ArrayList<>();

  /** How much of each there is. */
  public record Size(int nodes, int members, int things, int events, int months) {

    /** One that differs from seed to seed, and stays small enough to look at. */
    static Size small(SplittableRandom random) {
      return new Size(
          random.nextInt(1, 10),
          random.nextInt(1, 40),
          random.nextInt(1, 50),
          random.nextInt(0, 400),
          random.nextInt(1, 7));
    }
  }

  private ScenarioGenerator(SplittableRandom random, Size size) {
    this.random = random;
    this.size = size;
  }

  /** A small one, of a size that the seed determines too. */
  public static String scenario(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new ScenarioGenerator(random, Size.small(random)).scenario();
  }

  public static String scenario(long seed, Size size) {
    return new ScenarioGenerator(new SplittableRandom(seed), size).scenario();
  }

  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2 && arguments.length != 7) {
      System.err.println("usage: ScenarioGenerator SEED FILE [nodes members things events months]");
      System.exit(2);
    }
    long seed = Long.parseLong(arguments[0]);
    int[] sizes = Arrays.stream(arguments).skip(2).mapToInt(Integer::parseInt).toArray();
    String scenario =
        sizes.length == 0
            ? scenario(seed)
            : scenario(seed, new Size(sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]));
    Files.writeString(Path.of(arguments[1]), scenario);
  }

  private String scenario() {
    YearMonth first = YearMonth.of(2026, 1).plusMonths(random.nextInt(24));
    JsonArrayBuilder monthNames = JsonText.newArray();
    for (int i = 0; i < size.months; i++) {
      months.add(first.plusMonths(i));
      monthNames.add(first.plusMonths(i).toString());
    }
    return JsonText.newObject()
        .add("scenario", 1)
        .add("months", monthNames)
        .add("nodes", nodes())
        .add("members", members())
        .add("things", things())
        .add("events", events())
        .build()
        .toString();
  }

  private JsonArrayBuilder nodes() {
    JsonArrayBuilder nodes = JsonText.newArray();
    for (String name : NODES.subList(0, size.nodes)) {
      String minimum = oneIn(4) ? "2.00" : pick(MINIMA);
      minima.add(minimum);
      JsonObjectBuilder node = JsonText.newObject().add("name", name);
      if (!minimum.equals("2.00") || oneIn(2)) {
        node.add("minimumBudget", minimum);
      }
      if (!oneIn(4)) {
        node.add("feeBasisPoints", Integer.parseInt(pick(FEES)));
        node.add("netMinimum", pick(NET_MINIMA));
      }
      if (!oneIn(3)) {
        node.add("giveToGet", oneIn(3));
      }
      nodes.add(node);
    }
    return nodes;
  }

  private JsonArrayBuilder members() {
    JsonArrayBuilder members = JsonText.newArray();
    for (int i = 0; i < size.members; i++) {
      int node = random.nextInt(size.nodes);
      String name = NODES.get(node);
      // The same name on many nodes: a handle is both its parts.
      String handle = "p" + i / 2 + "@" + name;
      if (handles.contains(handle)) {
        handle = "q" + i + "@" + name;
      }
      handles.add(handle);
      JsonObjectBuilder member = JsonText.newObject().add("handle", handle);
      if (!oneIn(8)) {
        member.add("deposit", pick(DEPOSITS));
      }
      String budget = pick(BUDGETS);
      boolean enough =
          ModelScenario.micros(budget).compareTo(ModelScenario.micros(minima.get(node))) >= 0;
      if (!oneIn(6)) {
        member.add("budget", enough ? budget : "0.00");
      }
      if (oneIn(3)) {
        member.add("maximumPerFlattr", pick(MAXIMA));
      }
      if (oneIn(5)) {
        member.add("anonymous", !oneIn(4));
      }
      members.add(member);
    }
    return members;
  }

  private JsonArrayBuilder things() {
    JsonArrayBuilder things = JsonText.newArray();
    for (int i = 0; i < size.things; i++) {
      String url =
          "https://site" + i % 7 + ".example/post/" + i + (oneIn(4) ? "?q=" + i + "&x=ü" : "");
      urls.add(url);
      JsonObjectBuilder thing = JsonText.newObject().add("url", url);
      things.add(oneIn(10) ? thing.addNull("creator") : thing.add("creator", few(handles)));
    }
    return things;
  }

  private JsonArrayBuilder events() {
    List<Instant> instants = new ArrayList<>();
    for (int i = 0; i < size.events; i++) {
      instants.add(oneIn(12) && !instants.isEmpty() ? instants.getLast() : instant());
    }
    // Some files are out of order: events are carried out by time, not by place.
    if (!oneIn(4)) {
      instants.sort(null);
    }
    JsonArrayBuilder events = JsonText.newArray();
    for (Instant at : instants) {
      events.add(event().add("at", at.toString()));
    }
    return events;
  }

  private Instant instant() {
    YearMonth month = months.get(random.nextInt(months.size()));
    Instant start = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    Instant cutOff = start.plusSeconds(3 * SECONDS_PER_DAY);
    int days = oneIn(4) ? 3 : month.lengthOfMonth();
    return switch (random.nextInt(40)) {
      case 0 -> start;
      case 1 -> cutOff;
      case 2 -> cutOff.minusSeconds(1);
      case 3 -> month.atEndOfMonth().atTime(23, 59, 59).toInstant(ZoneOffset.UTC);
      case 4 -> cutOff.minusMillis(1);
      default -> start.plusSeconds(random.nextInt(days * SECONDS_PER_DAY));
    };
  }

  private JsonObjectBuilder event() {
    String member = handles.get(random.nextInt(handles.size()));
    int die = random.nextInt(100);
    JsonObjectBuilder event = JsonText.newObject();
    if (die < 88) {
      boolean undo = die >= 78;
      return event.add(undo ? "undo" : "flattr", mark(member, undo ? oneIn(5) : !oneIn(8)));
    }
    JsonObjectBuilder money = JsonText.newObject().add("member", member);
    return die < 93
        ? event.add("deposit", money.add("amount", pick(TOP_UPS)))
        : event.add("budget", money.add("amount", pick(NEW_BUDGETS)));
  }

  /** Fresh for a click, and one of the latest for what comes back to it. */
  private JsonObject mark(String donor, boolean fresh) {
    if (!fresh && !marks.isEmpty()) {
      return marks.get(random.nextInt(Math.max(0, marks.size() - LATEST), marks.size()));
    }
    String url = oneIn(40) ? "https://unlisted.example/" + marks.size() : few(urls);
    JsonObject mark = JsonText.newObject().add("donor", donor).add("thing", url).build();
    marks.add(mark);
    return mark;
  }

  private boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  private String pick(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** The first of a list far more often than the last: so some are liked by many. */
  private String few(List<String> choices) {
    int one = random.nextInt(choices.size());
    int other = random.nextInt(choices.size());
    return choices.get(Math.min(one, other));
  }
}
