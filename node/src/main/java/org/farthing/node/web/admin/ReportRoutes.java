package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.node.social.Flags;
import org.farthing.node.web.admin.Sheet.Mood;

/** What people elsewhere report. */
final class ReportRoutes implements HttpService {

  private final Desk desk;
  private final Flags flags;

  ReportRoutes(Desk desk, Flags flags) {
    this.desk = desk;
    this.flags = flags;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.REPORTS.path(), this::list);
  }

  private Sheet list(Visit visit) {
    List<Flags.Flag> newest = flags.newest(visit.before(), Desk.ROWS + 1);
    List<Flags.Flag> shown = newest.stream().limit(Desk.ROWS).toList();
    return new Sheet.Draft(Place.REPORTS, visit.text("admin.reports.title"))
        .answer(
            Mood.PLAIN,
            shown.isEmpty()
                ? visit.text("admin.reports.lead.none")
                : visit.text("admin.reports.lead", visit.moment(shown.getFirst().receivedAt())))
        .add(
            new Sheet.Table(
                visit.text("admin.reports.list"),
                null,
                List.of(
                    visit.text("admin.column.when"),
                    visit.text("admin.column.from"),
                    visit.text("admin.column.what"),
                    visit.text("admin.column.about"),
                    ""),
                shown.stream().map(it -> row(visit, it)).toList(),
                visit.text("admin.reports.none"),
                visit.pager(
                    Place.REPORTS.path(),
                    newest.size() > shown.size() ? shown.getLast().sequence() : null)))
        .done();
  }

  private static List<Sheet.Cell> row(Visit visit, Flags.Flag flag) {
    String server = flag.actor().origin().authority();
    return List.of(
        new Sheet.Words(visit.moment(flag.receivedAt())),
        new Sheet.Words(flag.actor().toString()),
        new Sheet.Words(flag.comment().isEmpty() ? "–" : flag.comment()),
        new Sheet.Words(String.join(" ", flag.objects())),
        new Sheet.Link(
            visit.text("admin.reports.block"),
            Place.BLOCKS.path("new")
                + "?domain="
                + URLEncoder.encode(server, StandardCharsets.UTF_8)));
  }
}
