package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.audit.AuditEntry;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.web.admin.Sheet.Mood;

/** Who has done what, when and why: of everything that an admin can do. */
final class AuditRoutes implements HttpService {

  private static final String MEMBER = "member:";

  private final Desk desk;
  private final AuditLog audit;
  private final Members members;

  AuditRoutes(Desk desk, AuditLog audit, Members members) {
    this.desk = desk;
    this.audit = audit;
    this.members = members;
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
    String address = Place.AUDIT.path() + "?by=" + encoded(by) + "&action=" + encoded(action);
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
                shown.stream().map(it -> row(visit, it)).toList(),
                visit.text("admin.audit.none"),
                visit.pager(address, newest.size() > shown.size() ? shown.getLast().id() : null)))
        .done();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Members are looked for by their names, and stand in the log by their ids. */
  private String stored(String by) {
    return members.find(by).map(Visit::by).orElse(by);
  }

  private List<Sheet.Cell> row(Visit visit, AuditEntry entry) {
    return List.of(
        new Sheet.Words(visit.moment(entry.at())),
        new Sheet.Words(name(entry.mandate().by())),
        new Sheet.Words(entry.action()),
        new Sheet.Words(name(entry.subject())),
        new Sheet.Words(entry.mandate().reason()),
        new Sheet.Amount(visit.frame().words().number(entry.transfers().size())));
  }

  /** The name of a member who stands there by their id; all else as it stands. */
  private String name(String text) {
    return member(text).map(Member::name).orElse(text);
  }

  private Optional<Member> member(String text) {
    if (!text.startsWith(MEMBER)) {
      return Optional.empty();
    }
    try {
      return members.find(new MemberId(UUID.fromString(text.substring(MEMBER.length()))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
