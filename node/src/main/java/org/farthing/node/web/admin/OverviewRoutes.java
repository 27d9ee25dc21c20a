package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.federation.Backlog;
import org.farthing.node.federation.outbox.Deliveries;
import org.farthing.node.ledger.Balance;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.payout.Payouts;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DiskUse;
import org.farthing.node.settlement.BookChecks;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.signin.Form;
import org.farthing.node.social.Flags;
import org.farthing.node.web.admin.Sheet.Mood;

/** Whether everything agrees: the money, the books, the months, what is to be sent. */
final class OverviewRoutes implements HttpService {

  private static final int FEW = 6;
  private static final Balance NOTHING = new Balance(0, 0);
  private static final long MEGABYTE = 1_000_000;

  private final Desk desk;
  private final Database database;
  private final Ledger ledger;
  private final BookChecks checks;
  private final MonthFigures figures;
  private final Deliveries deliveries;
  private final Supplier<Backlog> backlog;
  private final Payouts payouts;
  private final Flags flags;
  private final AuditLog audit;
  private final PeerNames peers;
  private final PeerStandings standings;

  OverviewRoutes(
      Desk desk,
      Database database,
      Ledger ledger,
      BookChecks checks,
      MonthFigures figures,
      Deliveries deliveries,
      Supplier<Backlog> backlog,
      Payouts payouts,
      Flags flags,
      AuditLog audit,
      PeerNames peers,
      PeerStandings standings) {
    this.desk = desk;
    this.database = database;
    this.ledger = ledger;
    this.checks = checks;
    this.figures = figures;
    this.deliveries = deliveries;
    this.backlog = backlog;
    this.payouts = payouts;
    this.flags = flags;
    this.audit = audit;
    this.peers = peers;
    this.standings = standings;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.OVERVIEW.path(), this::overview);
    desk.deed(rules, Place.OVERVIEW.path("check"), new Deed(this::askCheck, this::check));
  }

  private Sheet overview(Visit visit) {
    Sheet.Draft draft = new Sheet.Draft(Place.OVERVIEW, visit.text("admin.overview.title"));
    answer(visit, draft);
    draft.add(
        new Sheet.Acts(
            "",
            List.of(
                new Sheet.Button(
                    visit.text("admin.overview.check"), Place.OVERVIEW.path("check")))));
    checks
        .last()
        .filter(last -> !last.isSound())
        .ifPresent(
            last -> draft.add(new Sheet.Text(visit.text("admin.overview.breaches"), last.first())));
    return draft
        .add(new Sheet.Figures(visit.text("admin.overview.money"), money(visit)))
        .add(standings.owed(visit, List.copyOf(peers.byNumber().values())))
        .add(months(visit))
        .add(new Sheet.Figures(visit.text("admin.overview.work"), work(visit)))
        .done();
  }

  private void answer(Visit visit, Sheet.Draft draft) {
    Optional<Instant> since = checks.underWaySince();
    Optional<BookChecks.Result> last = checks.last();
    if (since.isPresent()) {
      draft.answer(Mood.WAITS, visit.text("admin.overview.checking", visit.moment(since.get())));
    } else if (last.isEmpty()) {
      draft.answer(Mood.PLAIN, visit.text("admin.overview.unchecked"));
    } else if (last.get().isSound()) {
      draft.answer(Mood.GOOD, visit.text("admin.overview.sound", visit.moment(last.get().at())));
    } else {
      draft.answer(
          Mood.BAD,
          visit.text(
              "admin.overview.broken", visit.moment(last.get().at()), last.get().breaches()));
    }
  }

  /**
   * @param onTheWay what of funds is set aside to go back
   */
  private record Funds(Map<String, Balance> sums, long onTheWay) {}

  private List<Sheet.Figure> money(Visit visit) {
    Funds here = database.snapshot(tx -> new Funds(ledger.sums(tx), payouts.onTheWay(tx)));
    Map<String, Balance> sums = here.sums();
    Balance funds = sums.getOrDefault("funds", NOTHING);
    long returning = here.onTheWay();
    return List.of(
        figure(visit, "bank", posted(sums, "bank")),
        figure(visit, "funds", funds.availableMicros()),
        figure(visit, "reserved", funds.pendingOutMicros() - returning),
        figure(visit, "returning", returning),
        figure(visit, "given", posted(sums, "giving") + posted(sums, "stated")),
        figure(visit, "available", posted(sums, "available")),
        figure(visit, "pending", posted(sums, "pending")),
        figure(visit, "owed-to", posted(sums, "owed-to")),
        figure(visit, "owed-by", posted(sums, "owed-by")),
        figure(visit, "fee", posted(sums, "fee-available")),
        figure(visit, "lost", posted(sums, "receivable") + posted(sums, "overpaid")));
  }

  private static long posted(Map<String, Balance> sums, String role) {
    return sums.getOrDefault(role, NOTHING).postedMicros();
  }

  private static Sheet.Figure figure(Visit visit, String name, long micros) {
    return new Sheet.Figure(
        visit.text("admin.overview.money." + name),
        visit.money(micros),
        visit.text("admin.overview.money." + name + ".text"));
  }

  private Sheet.Table months(Visit visit) {
    return new Sheet.Table(
        visit.text("admin.overview.months"),
        null,
        List.of(visit.text("admin.column.month"), visit.text("admin.column.stage")),
        figures.months(FEW).stream()
            .map(
                it ->
                    List.<Sheet.Cell>of(
                        new Sheet.Link(visit.month(it.month()), Place.MONTHS.path(it.month())),
                        stage(visit, it.stage())))
            .toList(),
        visit.text("admin.months.none"),
        List.of());
  }

  /** How far a month has come, in words. */
  static Sheet.Mark stage(Visit visit, CloseStage stage) {
    Mood mood =
        switch (stage) {
          case OPEN -> Mood.PLAIN;
          case CUT_OFF, RECONCILED, SPLIT, POSTED, STATED -> Mood.WAITS;
          case CLOSED -> Mood.GOOD;
        };
    return new Sheet.Mark(mood, visit.text("admin.stage." + stage.name().toLowerCase(Locale.ROOT)));
  }

  private List<Sheet.Figure> work(Visit visit) {
    Backlog waiting = backlog.get();
    DiskUse disk = DiskUse.of(database);
    return List.of(
        new Sheet.Figure(
            visit.text("admin.overview.payouts"),
            visit.frame().words().number(payouts.countOpen()),
            visit.text("admin.overview.payouts.text")),
        new Sheet.Figure(
            visit.text("admin.overview.reports"),
            visit.frame().words().number(flags.countWaiting()),
            visit.text("admin.overview.reports.text")),
        new Sheet.Figure(
            visit.text("admin.overview.outbound"),
            visit.frame().words().number(waiting.outbound()),
            visit.text("admin.overview.outbound.text", deliveries.queues().size())),
        new Sheet.Figure(
            visit.text("admin.overview.inbound"),
            visit.frame().words().number(waiting.inbound()),
            visit.text("admin.overview.inbound.text")),
        new Sheet.Figure(
            visit.text("admin.overview.disk"),
            megabytes(visit, disk.bytes()),
            disk.freeBytes().isPresent()
                ? visit.text(
                    "admin.overview.disk.text", megabytes(visit, disk.freeBytes().getAsLong()))
                : visit.text("admin.overview.disk.elsewhere")));
  }

  private static String megabytes(Visit visit, long bytes) {
    return visit.frame().words().number(Math.ceilDiv(bytes, MEGABYTE)) + "\u00a0MB";
  }

  private Question askCheck(Visit visit) {
    return new Question(
        Place.OVERVIEW,
        visit.text("admin.check.title"),
        List.of(visit.text("admin.check.text")),
        List.of(),
        visit.text("admin.overview.check"),
        false,
        Place.OVERVIEW.path());
  }

  private Deed.Outcome check(Visit visit, Form form) {
    if (checks.ask()) {
      database.execute(
          tx ->
              audit.record(tx, visit.mandate("asked for"), "books-check", "node:books", List.of()));
    }
    return new Deed.Led(Place.OVERVIEW.path(), "check");
  }
}
