package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.node.account.Members;
import org.farthing.node.audit.AuditEntry;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.web.admin.Sheet.Mood;

/** Who has done what, when and why: of everything that an admin can do. */
final class AuditRoutes implements HttpService {

  private final Desk desk;
  private final AuditLog audit;
  private final Members members;
  private final PeerNames peers;

  AuditRoutes(Desk desk, AuditLog audit, Members members, PeerNames peers) {
    this.desk = desk;
    this.audit = audit;
    this.members = members;
    this.peers = peers;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.AUDIT.path(), this::list);
  }

  private Sheet list(Visit visit) {
    String by = visit.sought("by");
    String action = visit.sought("action");
    AuditLog.Filter filter = new AuditLog.Filter(stored(by), action);
    List<AuditEntry> newest = audit.newest(filter, visit.before(), Desk.ROWS + 1);
    List<AuditEntry> shown = newest.stream().limit(Desk.ROWS).toList();
    AuditWords words = new AuditWords(visit, members, peers.byNumber());
    return new Sheet.Draft(Place.AUDIT, visit.text("admin.audit.title"))
        .answer(Mood.PLAIN, visit.text("admin.audit.lead"))
        .add(
            new Sheet.Search(
                visit.text("admin.audit.filter"),
                List.of(
                    new Sheet.Sought("by", visit.text("admin.audit.by"), by),
                    new Sheet.Sought("action", visit.text("admin.audit.action"), action)),
                visit.text("admin.search")))
        .add(
            new Sheet.Table(
                visit.text("admin.audit.list"),
                null,
                List.of(
                    visit.text("admin.column.when"),
                    visit.text("admin.column.by"),
                    visit.text("admin.column.what"),
                    visit.text("admin.column.about"),
                    visit.text("admin.column.why"),
                    visit.text("admin.column.booked")),
                shown.stream()
                    .map(it -> row(visit, words, new AuditLog.Filter(by, action), it))
                    .toList(),
                visit.text(
                    by.isEmpty() && action.isEmpty() ? "admin.audit.empty" : "admin.audit.none"),
                visit.pager(
                    address(by, action),
                    newest.size() > shown.size() ? shown.getLast().id() : null)))
        .done();
  }

  private static String address(String by, String action) {
    return Place.AUDIT.path() + "?by=" + encoded(by) + "&action=" + encoded(action);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Members are looked for by their names, and stand in the log by their ids. */
  private String stored(String by) {
    return members.find(by).map(Visit::by).orElse(by);
  }

  /** Who did it and what was done lead to all such entries. */
  private static List<Sheet.Cell> row(
      Visit visit, AuditWords words, AuditLog.Filter typed, AuditEntry entry) {
    return List.of(
        new Sheet.Words(visit.moment(entry.at())),
        new Sheet.Link(words.who(entry), address(words.sought(entry), typed.action())),
        new Sheet.Link(words.did(entry), address(typed.by(), entry.action())),
        new Sheet.Words(words.about(entry)),
        new Sheet.Words(words.why(entry)),
        new Sheet.Amount(visit.frame().words().number(entry.transfers().size())));
  }
}
