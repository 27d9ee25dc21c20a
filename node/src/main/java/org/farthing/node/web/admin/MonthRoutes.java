package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.platform.database.Database;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.settlement.DryRun;
import org.farthing.node.settlement.MonthClose;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Sheet.Mood;
import org.farthing.protocol.message.SettlementCalendar;

/** Months and their close, stage by stage; and in a demo, their end. */
final class MonthRoutes implements HttpService {

  private static final int MOST_MONTHS = 240;
  private static final String MONTH = Place.MONTHS.path("{month}");
  private static final String END = MONTH + "/end";

  private final Desk desk;
  private final Database database;
  private final InstantSource calendar;
  private final OwnPolicies policies;
  private final MonthClose close;
  private final MonthFigures figures;
  private final AuditLog audit;
  private final Supplier<MonthEnd> monthEnd;

  MonthRoutes(
      Desk desk,
      Database database,
      InstantSource calendar,
      OwnPolicies policies,
      MonthClose close,
      MonthFigures figures,
      AuditLog audit,
      Supplier<MonthEnd> monthEnd) {
    this.desk = desk;
    this.database = database;
    this.calendar = calendar;
    this.policies = policies;
    this.close = close;
    this.figures = figures;
    this.audit = audit;
    this.monthEnd = monthEnd;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.MONTHS.path(), this::list);
    desk.page(rules, MONTH, this::month);
    desk.deed(rules, MONTH + "/close", new Deed(this::askClose, this::close));
    desk.deed(rules, END, new Deed(this::askEnd, this::end));
  }

  private YearMonth now() {
    return YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
  }

  private SettlementCalendar days(YearMonth month) {
    return policies.of(month).calendar();
  }

  private Sheet list(Visit visit) {
    List<MonthFigures.Month> months = figures.months(MOST_MONTHS);
    List<YearMonth> due = close.due();
    Sheet.Draft draft =
        new Sheet.Draft(Place.MONTHS, visit.text("admin.months.title"))
            .answer(
                due.isEmpty() ? Mood.GOOD : Mood.WAITS,
                due.isEmpty()
                    ? visit.text("admin.months.lead.none")
                    : visit.text("admin.months.lead.due", visit.month(due.getFirst())));
    if (monthEnd.get().isOffered()) {
      draft.add(
          new Sheet.Acts(
              "",
              List.of(
                  new Sheet.Link(visit.text("admin.end.act"), Place.MONTHS.path(now(), "end")))));
    }
    return draft
        .add(
            new Sheet.Table(
                visit.text("admin.months.list"),
                null,
                List.of(
                    visit.text("admin.column.month"),
                    visit.text("admin.column.cutoff"),
                    visit.text("admin.column.stage")),
                visit.paged(months).stream()
                    .map(
                        it ->
                            List.<Sheet.Cell>of(
                                new Sheet.Link(
                                    visit.month(it.month()), Place.MONTHS.path(it.month())),
                                new Sheet.Words(visit.moment(days(it.month()).cutOff(it.month()))),
                                OverviewRoutes.stage(visit, it.stage())))
                    .toList(),
                visit.text("admin.months.none"),
                visit.pages(Place.MONTHS.path(), visit.hasMore(months))))
        .done();
  }

  private Sheet month(Visit visit) {
    YearMonth month = visit.monthOf("month");
    CloseStage stage = close.stage(month);
    String key = "admin.stage." + stage.name().toLowerCase(Locale.ROOT) + ".text";
    Mood mood = stage == CloseStage.CLOSED ? Mood.GOOD : Mood.WAITS;
    Sheet.Draft draft =
        new Sheet.Draft(Place.MONTHS, visit.text("admin.month.title", visit.month(month)))
            .answer(
                stage == CloseStage.OPEN ? Mood.PLAIN : mood,
                visit.text(key, visit.moment(days(month).cutOff(month))));
    if (stage != CloseStage.CLOSED) {
      draft.add(
          new Sheet.Acts(
              "",
              List.of(
                  new Sheet.Link(
                      visit.text("admin.close.look"), Place.MONTHS.path(month, "close")))));
    }
    List<MonthEnd.Waiting> waiting = monthEnd.get().waiting(month);
    if (!waiting.isEmpty()) {
      draft.add(demo(visit, waiting));
    }
    return draft.add(stages(visit, stage)).add(pairs(visit, month)).done();
  }

  /** How far the nodes of a demo are with a month that is over. */
  private Sheet.Text demo(Visit visit, List<MonthEnd.Waiting> waiting) {
    List<String> says = new ArrayList<>();
    says.add(visit.text("admin.end.calendar", visit.moment(calendar.instant())));
    waiting.forEach(
        it ->
            says.add(
                it.awaited().isEmpty()
                    ? visit.text("admin.end.closing", it.node())
                    : visit.text("admin.end.waits", it.node(), String.join(", ", it.awaited()))));
    says.add(visit.text("admin.end.rest"));
    return new Sheet.Text(visit.text("admin.end.nodes"), says);
  }

  private static Sheet.Table stages(Visit visit, CloseStage reached) {
    return new Sheet.Table(
        visit.text("admin.month.stages"),
        null,
        List.of(
            visit.text("admin.column.stage"),
            visit.text("admin.column.state"),
            visit.text("admin.column.what")),
        Stream.of(CloseStage.values())
            .filter(it -> it != CloseStage.OPEN)
            .map(
                it ->
                    List.<Sheet.Cell>of(
                        new Sheet.Words(
                            visit.text("admin.stage." + it.name().toLowerCase(Locale.ROOT))),
                        it.compareTo(reached) <= 0
                            ? new Sheet.Mark(Mood.GOOD, visit.text("admin.stage.done"))
                            : new Sheet.Mark(Mood.PLAIN, visit.text("admin.stage.to-do")),
                        new Sheet.Words(
                            visit.text(
                                "admin.stage." + it.name().toLowerCase(Locale.ROOT) + ".what"))))
            .toList(),
        "",
        List.of());
  }

  private Sheet.Table pairs(Visit visit, YearMonth month) {
    List<MonthFigures.Pair> pairs = figures.pairs(month);
    return new Sheet.Table(
        visit.text("admin.month.pairs"),
        visit.text("admin.month.pairs.text"),
        List.of(
            visit.text("admin.column.peer"),
            visit.text("admin.column.stage"),
            visit.text("admin.column.ours"),
            visit.text("admin.column.theirs")),
        visit.paged(pairs).stream()
            .map(
                it ->
                    List.<Sheet.Cell>of(
                        new Sheet.Link(PeerNames.of(it.peer()), PairRoutes.path(it.peer(), month)),
                        PairRoutes.stage(visit, it.month().stage()),
                        visit.amount(it.month().our().agreedMicros()),
                        visit.amount(it.month().their().agreedMicros())))
            .toList(),
        visit.text("admin.month.pairs.none"),
        visit.pages(Place.MONTHS.path(month), visit.hasMore(pairs)));
  }

  /** What it would come to is worked out on the page that asks, while nothing is split yet. */
  private Question askClose(Visit visit) {
    YearMonth month = visit.monthOf("month");
    CloseStage stage = close.stage(month);
    List<String> says = new ArrayList<>();
    says.add(visit.text("admin.close.text"));
    if (stage.compareTo(CloseStage.SPLIT) < 0) {
      DryRun run = close.dryRun(month);
      says.add(
          visit.text(
              "admin.close.dry-run",
              run.donors(),
              run.flattrs(),
              visit.money(run.givenMicros()),
              visit.money(run.releasedMicros())));
    } else {
      says.add(visit.text("admin.close.split"));
    }
    says.add(visit.text("admin.close.undo"));
    return new Question(
        Place.MONTHS,
        visit.text("admin.close.title", visit.month(month)),
        says,
        List.of(),
        visit.text("admin.close.submit"),
        true,
        Place.MONTHS.path(month));
  }

  /** Asked for again, it goes on from where it is; it is in the log when it has come further. */
  private Deed.Outcome close(Visit visit, Form form) {
    YearMonth month = visit.monthOf("month");
    CloseStage before = close.stage(month);
    CloseStage reached = close.advance(month, CloseStage.CLOSED);
    if (reached == before) {
      return new Deed.Led(Place.MONTHS.path(month), "close-waits");
    }
    database.execute(
        tx ->
            audit.record(
                tx,
                visit.mandate("closed as far as " + reached),
                "month-close",
                "month:" + month,
                List.of()));
    return new Deed.Led(Place.MONTHS.path(month), "close");
  }

  private Question askEnd(Visit visit) {
    YearMonth month = visit.monthOf("month");
    requireOffered();
    return new Question(
        Place.MONTHS,
        visit.text("admin.end.title", visit.month(month)),
        List.of(visit.text("admin.end.text"), visit.text("admin.end.undo")),
        List.of(),
        visit.text("admin.end.act"),
        true,
        Place.MONTHS.path());
  }

  private Deed.Outcome end(Visit visit, Form form) {
    YearMonth month = visit.monthOf("month");
    requireOffered();
    boolean now = monthEnd.get().isNow(month);
    MonthEnd.Ending ending = monthEnd.get().end(month);
    if (now) {
      database.execute(
          tx ->
              audit.record(
                  tx, visit.mandate("of the demo"), "month-end", "month:" + month, List.of()));
    }
    return new Deed.Led(
        Place.MONTHS.path(month),
        switch (ending) {
          case CLOSED -> "end";
          case WAITS -> "end-waits";
        });
  }

  private void requireOffered() {
    if (!monthEnd.get().isOffered()) {
      throw Visit.nothingHere();
    }
  }
}
