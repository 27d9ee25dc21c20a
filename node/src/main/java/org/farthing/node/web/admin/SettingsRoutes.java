package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.web.admin.Sheet.Mood;
import org.farthing.protocol.message.NodePolicy;

/** What holds on this node: its policy by month, its money, and what the configuration says. */
final class SettingsRoutes implements HttpService {

  private final Desk desk;
  private final InstantSource calendar;
  private final OwnPolicies policies;
  private final List<AdminPages.Setting> settings;

  SettingsRoutes(
      Desk desk, InstantSource calendar, OwnPolicies policies, List<AdminPages.Setting> settings) {
    this.desk = desk;
    this.calendar = calendar;
    this.policies = policies;
    this.settings = List.copyOf(settings);
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.SETTINGS.path(), this::show);
  }

  private Sheet show(Visit visit) {
    YearMonth now = YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
    NodePolicy policy = policies.of(now);
    return new Sheet.Draft(Place.SETTINGS, visit.text("admin.settings.title"))
        .answer(
            Mood.PLAIN,
            visit.text(
                "admin.settings.lead",
                visit.frame().words().percent(policy.feeBasisPoints()),
                visit.money(policy.minimumBudgetMicros())))
        .add(money(visit))
        .add(versions(visit, now))
        .add(configured(visit))
        .done();
  }

  private static Sheet.Text money(Visit visit) {
    boolean play = visit.frame().noRealMoney();
    return new Sheet.Text(
        visit.text("admin.settings.money"),
        play
            ? List.of(
                visit.text("admin.settings.money.play"),
                visit.text("admin.settings.money.turn"),
                visit.text("admin.settings.money.legal"))
            : List.of(
                visit.text("admin.settings.money.real"), visit.text("admin.settings.money.legal")));
  }

  private Sheet.Table versions(Visit visit, YearMonth now) {
    List<OwnPolicies.Version> newest = policies.all().reversed();
    return new Sheet.Table(
        visit.text("admin.settings.policies"),
        visit.text("admin.settings.policies.text", visit.month(now.plusMonths(1))),
        List.of(
            visit.text("admin.column.from-month"),
            visit.text("admin.column.fee"),
            visit.text("admin.column.minimum"),
            visit.text("admin.column.net-minimum"),
            visit.text("admin.column.give-to-get")),
        visit.paged(newest).stream()
            .map(OwnPolicies.Version::policy)
            .map(
                it ->
                    List.<Sheet.Cell>of(
                        new Sheet.Words(visit.month(it.effectiveFrom())),
                        new Sheet.Amount(visit.frame().words().percent(it.feeBasisPoints())),
                        visit.amount(it.minimumBudgetMicros()),
                        visit.amount(it.netMinimumMicros()),
                        new Sheet.Words(
                            visit.text(
                                it.giveToGet() ? "admin.settings.on" : "admin.settings.off"))))
            .toList(),
        "",
        visit.pages(Place.SETTINGS.path(), visit.hasMore(newest)));
  }

  private Sheet.Table configured(Visit visit) {
    return new Sheet.Table(
        visit.text("admin.settings.file"),
        visit.text("admin.settings.file.text"),
        List.of(
            visit.text("admin.column.key"),
            visit.text("admin.column.value"),
            visit.text("admin.column.meaning")),
        settings.stream()
            .map(
                it ->
                    List.<Sheet.Cell>of(
                        new Sheet.Words(it.key()),
                        new Sheet.Words(it.value()),
                        new Sheet.Words(visit.text("admin.setting." + it.key()))))
            .toList(),
        "",
        List.of());
  }
}
