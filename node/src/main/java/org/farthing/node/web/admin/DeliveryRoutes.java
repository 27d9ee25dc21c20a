package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.outbox.Deliveries;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Question.Field;
import org.farthing.node.web.admin.Sheet.Mood;
import org.jspecify.annotations.Nullable;

/** What is on its way to other hosts: how much, since when, why not yet. */
final class DeliveryRoutes implements HttpService {

  private static final String HOST = Place.DELIVERIES.path("{host}");
  private static final String OWED_TOO = "owed_too";

  private final Desk desk;
  private final Deliveries deliveries;
  private final AuditLog audit;

  DeliveryRoutes(Desk desk, Deliveries deliveries, AuditLog audit) {
    this.desk = desk;
    this.deliveries = deliveries;
    this.audit = audit;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.DELIVERIES.path(), this::queues);
    desk.page(rules, HOST, this::queue);
    desk.deed(rules, HOST + "/retry", new Deed(this::askRetry, this::retry));
    desk.deed(rules, HOST + "/drop", new Deed(this::askDrop, this::drop));
  }

  /** Hosts may have a port, and stand in brackets. */
  private static String path(String host) {
    return Place.DELIVERIES.path(URLEncoder.encode(host, StandardCharsets.UTF_8));
  }

  private Sheet queues(Visit visit) {
    List<Deliveries.Queue> queues = deliveries.queues();
    return new Sheet.Draft(Place.DELIVERIES, visit.text("admin.deliveries.title"))
        .answer(
            queues.isEmpty() ? Mood.GOOD : Mood.WAITS,
            visit.text("admin.deliveries.lead", queues.size()))
        .add(
            new Sheet.Table(
                visit.text("admin.deliveries.hosts"),
                null,
                List.of(
                    visit.text("admin.column.host"),
                    visit.text("admin.column.waiting"),
                    visit.text("admin.column.since"),
                    visit.text("admin.column.next"),
                    visit.text("admin.column.error")),
                visit.paged(queues).stream()
                    .map(
                        it ->
                            List.of(
                                new Sheet.Link(it.host(), path(it.host())),
                                new Sheet.Amount(visit.frame().words().number(it.pending())),
                                new Sheet.Words(visit.moment(it.since())),
                                new Sheet.Words(visit.moment(it.nextTry())),
                                error(visit, it.errorOrNull())))
                    .toList(),
                visit.text("admin.deliveries.none"),
                visit.pages(Place.DELIVERIES.path(), visit.hasMore(queues))))
        .done();
  }

  private static Sheet.Cell error(Visit visit, @Nullable String errorOrNull) {
    return errorOrNull == null
        ? new Sheet.Words(visit.text("admin.deliveries.untried"))
        : new Sheet.Mark(Mood.BAD, errorOrNull);
  }

  private Sheet queue(Visit visit) {
    String host = visit.step("host");
    List<Deliveries.Waiting> waiting = deliveries.waiting(host);
    Sheet.Draft draft =
        new Sheet.Draft(Place.DELIVERIES, visit.text("admin.delivery.title", host))
            .answer(
                waiting.isEmpty() ? Mood.GOOD : Mood.WAITS,
                visit.text("admin.delivery.lead", waiting.size()));
    if (!waiting.isEmpty()) {
      draft.add(
          new Sheet.Acts(
              "",
              List.of(
                  new Sheet.Button(visit.text("admin.delivery.retry"), path(host) + "/retry"),
                  new Sheet.Link(visit.text("admin.delivery.drop"), path(host) + "/drop"))));
    }
    return draft
        .add(
            new Sheet.Table(
                visit.text("admin.delivery.list"),
                visit.text("admin.delivery.list.text"),
                List.of(
                    visit.text("admin.column.message"),
                    visit.text("admin.column.since"),
                    visit.text("admin.column.attempts"),
                    visit.text("admin.column.until"),
                    visit.text("admin.column.error")),
                visit.paged(waiting).stream().map(it -> row(visit, it)).toList(),
                visit.text("admin.delivery.none"),
                visit.pages(path(host), visit.hasMore(waiting))))
        .done();
  }

  private static List<Sheet.Cell> row(Visit visit, Deliveries.Waiting waiting) {
    return List.of(
        new Sheet.Words(waiting.id()),
        new Sheet.Words(visit.moment(waiting.since())),
        new Sheet.Amount(visit.frame().words().number(waiting.attempts())),
        new Sheet.Words(
            Optional.ofNullable(waiting.giveUpAtOrNull())
                .map(visit::moment)
                .orElseGet(() -> visit.text("admin.delivery.owed"))),
        error(visit, waiting.errorOrNull()));
  }

  private Question askRetry(Visit visit) {
    String host = visit.step("host");
    return new Question(
        Place.DELIVERIES,
        visit.text("admin.delivery.retry.title", host),
        List.of(visit.text("admin.delivery.retry.text")),
        List.of(),
        visit.text("admin.delivery.retry"),
        false,
        path(host));
  }

  private Deed.Outcome retry(Visit visit, Form form) {
    String host = visit.step("host");
    requireAny(host);
    Mandate mandate = visit.mandate("asked for");
    deliveries.retry(
        host, tx -> audit.record(tx, mandate, "deliveries-retry", "host:" + host, List.of()));
    return new Deed.Led(path(host), "retry");
  }

  private Question askDrop(Visit visit) {
    String host = visit.step("host");
    requireAny(host);
    return new Question(
        Place.DELIVERIES,
        visit.text("admin.delivery.drop.title", host),
        List.of(visit.text("admin.delivery.drop.text"), visit.text("admin.delivery.drop.undo")),
        List.of(
            Field.tick(
                OWED_TOO,
                visit.text("admin.delivery.owed-too"),
                visit.text("admin.delivery.owed-too.hint")),
            Reasons.field(visit)),
        visit.text("admin.delivery.drop"),
        true,
        path(host));
  }

  /** Also for what the address names: nothing is kept of hosts that nothing waits for. */
  private void requireAny(String host) {
    if (deliveries.waiting(host).isEmpty()) {
      throw new Problem(404, "nothing_waits", "Nothing waits", "Nothing waits for this host.");
    }
  }

  private Deed.Outcome drop(Visit visit, Form form) {
    String host = visit.step("host");
    requireAny(host);
    Mandate mandate = visit.mandate(form.text(Reasons.FIELD));
    deliveries.drop(
        host,
        form.has(OWED_TOO),
        tx -> audit.record(tx, mandate, "deliveries-drop", "host:" + host, List.of()));
    return new Deed.Led(path(host), "drop");
  }
}
