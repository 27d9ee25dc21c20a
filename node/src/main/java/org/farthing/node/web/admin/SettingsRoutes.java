package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Question.Field;
import org.farthing.node.web.admin.Sheet.Mood;
import org.farthing.node.web.donor.AmountText;
import org.farthing.protocol.message.NodePolicy;

/** What holds on this node: its policy by month, its money, and what the configuration says. */
final class SettingsRoutes implements HttpService {

  private static final String POLICY = Place.SETTINGS.path("policy");

  private final Desk desk;
  private final InstantSource calendar;
  private final OwnPolicies policies;
  private final AuditLog audit;
  private final List<AdminPages.Setting> settings;

  SettingsRoutes(
      Desk desk,
      InstantSource calendar,
      OwnPolicies policies,
      AuditLog audit,
      List<AdminPages.Setting> settings) {
    this.desk = desk;
    this.calendar = calendar;
    this.policies = policies;
    this.audit = audit;
    this.settings = List.copyOf(settings);
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.SETTINGS.path(), this::show);
    desk.deed(rules, POLICY, new Deed(this::askPolicy, this::announce));
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
        .add(new Sheet.Acts("", List.of(new Sheet.Link(visit.text("admin.rules.change"), POLICY))))
        .add(money(visit))
        .add(
            new Sheet.Acts(
                "",
                List.of(
                    new Sheet.Link(
                        visit.text(
                            visit.frame().noRealMoney()
                                ? "admin.settings.money.turn.link"
                                : "admin.settings.money.since"),
                        RealMoneyRoutes.PATH))))
        .add(versions(visit))
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

  private Sheet.Table versions(Visit visit) {
    List<OwnPolicies.Version> newest = policies.all().reversed();
    return new Sheet.Table(
        visit.text("admin.settings.policies"),
        visit.text("admin.settings.policies.text", visit.month(policies.next())),
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

  private Question askPolicy(Visit visit) {
    PolicyTerms terms = newest();
    String currency = visit.frame().currency().code();
    return new Question(
        Place.SETTINGS,
        visit.text("admin.rules.title", visit.month(policies.next())),
        List.of(
            visit.text("admin.rules.text", visit.month(policies.next())),
            visit.text("admin.rules.undo")),
        List.of(
            Field.text(
                    "fee", visit.text("admin.rules.fee"), visit.text("admin.rules.fee.hint"), true)
                .filled(PolicyForm.percent(terms.feeBasisPoints(), visit.frame().words())),
            Field.amount(
                    "minimum",
                    visit.text("admin.rules.minimum", currency),
                    visit.text("admin.rules.minimum.hint"))
                .filled(AmountText.of(terms.minimumBudgetMicros(), visit.frame().words())),
            Field.amount(
                    "net_minimum",
                    visit.text("admin.rules.net-minimum", currency),
                    visit.text("admin.rules.net-minimum.hint"))
                .filled(AmountText.of(terms.netMinimumMicros(), visit.frame().words())),
            Field.tick(
                    "give_to_get",
                    visit.text("admin.rules.give-to-get"),
                    visit.text("admin.rules.give-to-get.hint"))
                .filled(terms.giveToGet() ? "yes" : ""),
            Reasons.field(visit)),
        visit.text("admin.rules.submit"),
        false,
        Place.SETTINGS.path());
  }

  private Deed.Outcome announce(Visit visit, Form form) {
    PolicyTerms wanted = PolicyForm.read(form, newest());
    boolean changed = policies.announce(wanted, audit, visit.mandate(form.text(Reasons.FIELD)));
    if (!changed) {
      throw Visit.refused("fee", "same_policy", "This is what holds then already.");
    }
    return new Deed.Led(Place.SETTINGS.path(), "policy");
  }

  private PolicyTerms newest() {
    return PolicyTerms.of(policies.all().getLast().policy());
  }
}
