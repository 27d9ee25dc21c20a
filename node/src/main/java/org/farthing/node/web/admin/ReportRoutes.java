package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.node.signin.Form;
import org.farthing.node.social.Flags;
import org.farthing.node.social.Flags.Flag;
import org.farthing.node.web.admin.Sheet.Mood;

/** What people elsewhere report, and what was done about it. */
final class ReportRoutes implements HttpService {

  private static final String SHOW_DONE = Place.REPORTS.path() + "?show=done";

  private final Desk desk;
  private final Flags flags;

  ReportRoutes(Desk desk, Flags flags) {
    this.desk = desk;
    this.flags = flags;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.REPORTS.path(), this::list);
    desk.deed(
        rules,
        Place.REPORTS.path("{id}", "done"),
        new Deed(visit -> ask(visit, "done"), this::done));
    desk.deed(
        rules,
        Place.REPORTS.path("{id}", "again"),
        new Deed(visit -> ask(visit, "again"), this::again));
  }

  private Sheet list(Visit visit) {
    boolean done = visit.sought("show").equals("done");
    List<Flag> newest = flags.newest(done, visit.before(), Desk.ROWS + 1);
    List<Flag> shown = newest.stream().limit(Desk.ROWS).toList();
    String address = done ? SHOW_DONE : Place.REPORTS.path();
    int waiting = flags.countWaiting();
    String key = done ? "admin.reports.over" : "admin.reports.list";
    return new Sheet.Draft(Place.REPORTS, visit.text("admin.reports.title"))
        .answer(waiting == 0 ? Mood.GOOD : Mood.WAITS, visit.text("admin.reports.lead", waiting))
        .add(
            new Sheet.Acts(
                "",
                List.of(
                    done
                        ? new Sheet.Link(
                            visit.text("admin.reports.show.waiting"), Place.REPORTS.path())
                        : new Sheet.Link(visit.text("admin.reports.show.done"), SHOW_DONE))))
        .add(
            new Sheet.Table(
                visit.text(key),
                null,
                List.of(
                    visit.text("admin.column.when"),
                    visit.text("admin.column.from"),
                    visit.text("admin.column.what"),
                    visit.text("admin.column.about"),
                    visit.text("admin.column.state"),
                    ""),
                shown.stream().map(it -> row(visit, it)).toList(),
                visit.text(key + ".none"),
                visit.pager(
                    address, newest.size() > shown.size() ? shown.getLast().sequence() : null)))
        .done();
  }

  private static List<Sheet.Cell> row(Visit visit, Flag flag) {
    return List.of(
        new Sheet.Words(visit.moment(flag.receivedAt())),
        new Sheet.Words(flag.actor().toString()),
        new Sheet.Words(flag.comment().isEmpty() ? "–" : flag.comment()),
        new Sheet.Words(String.join(" ", flag.objects())),
        state(visit, flag),
        acts(visit, flag));
  }

  private static Sheet.Mark state(Visit visit, Flag flag) {
    Flags.Done done = flag.doneOrNull();
    return done == null
        ? new Sheet.Mark(Mood.WAITS, visit.text("admin.reports.state.waiting"))
        : new Sheet.Mark(
            Mood.GOOD,
            visit.text("admin.reports.state.done", visit.moment(done.at()), done.what()));
  }

  private static Sheet.Links acts(Visit visit, Flag flag) {
    String act = flag.doneOrNull() == null ? "done" : "again";
    return new Sheet.Links(
        List.of(
            new Sheet.Link(
                visit.text("admin.reports." + act), Place.REPORTS.path(flag.sequence(), act)),
            new Sheet.Link(
                visit.text("admin.reports.block"),
                Place.BLOCKS.path("new")
                    + "?domain="
                    + URLEncoder.encode(
                        flag.actor().origin().authority(), StandardCharsets.UTF_8))));
  }

  private Question ask(Visit visit, String act) {
    Flag flag = flags.find(visit.number("id")).orElseThrow(Visit::nothingHere);
    String key = "admin.reports." + act;
    return new Question(
        Place.REPORTS,
        visit.text(key + ".title"),
        List.of(
            visit.text("admin.reports.which", flag.actor(), String.join(" ", flag.objects())),
            visit.text(key + ".text")),
        List.of(
            Question.Field.text(
                Reasons.FIELD, visit.text(key + ".why"), visit.text("admin.reason.hint"), true)),
        visit.text(key),
        false,
        Place.REPORTS.path());
  }

  private Deed.Outcome done(Visit visit, Form form) {
    flags.done(visit.number("id"), visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.REPORTS.path(), "report-done");
  }

  private Deed.Outcome again(Visit visit, Form form) {
    flags.reopen(visit.number("id"), visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.REPORTS.path(), "report-again");
  }
}
