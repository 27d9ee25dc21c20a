package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.farthing.node.audit.Mandate;
import org.farthing.node.payout.IncomingPayment;
import org.farthing.node.payout.IncomingPayments;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Question.Field;
import org.farthing.node.web.admin.Sheet.Mood;
import org.farthing.protocol.message.Settlement;

/** What the bank shows of payments by other nodes: recorded, matched, sent back. */
final class PaymentRoutes implements HttpService {

  private final Desk desk;
  private final IncomingPayments incoming;
  private final PaymentRail rail;
  private final MonthFigures figures;
  private final PeerNames peers;

  PaymentRoutes(
      Desk desk,
      IncomingPayments incoming,
      PaymentRail rail,
      MonthFigures figures,
      PeerNames peers) {
    this.desk = desk;
    this.incoming = incoming;
    this.rail = rail;
    this.figures = figures;
    this.peers = peers;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.PAYMENTS.path(), this::list);
    desk.deed(rules, Place.PAYMENTS.path("new"), new Deed(this::askRecord, this::record));
    desk.deed(rules, Place.PAYMENTS.path("overpaid"), new Deed(this::askOverpaid, this::overpaid));
    desk.deed(rules, one("match"), new Deed(this::askMatch, this::match));
    plain(rules, "repaid", (id, visit, form) -> incoming.repaid(id, reason(visit, form)));
    plain(rules, "unsettle", (id, visit, form) -> incoming.unsettle(id, reason(visit, form)));
    plain(rules, "return", (id, visit, form) -> incoming.sendBack(id, reason(visit, form)));
    plain(rules, "cancel", (id, visit, form) -> incoming.cancel(id, reason(visit, form)));
  }

  /** Something that is done to one payment and needs a reason alone. */
  @FunctionalInterface
  private interface Plain {
    void to(long payment, Visit visit, Form form);
  }

  private void plain(HttpRules rules, String what, Plain plain) {
    desk.deed(
        rules,
        one(what),
        new Deed(
            visit -> ask(visit, what, List.of(Reasons.field(visit))),
            (visit, form) -> {
              plain.to(visit.number("id"), visit, form);
              return new Deed.Led(Place.PAYMENTS.path(), "payment-" + what);
            }));
  }

  private static String one(String what) {
    return Place.PAYMENTS.path("{id}", what);
  }

  private static Mandate reason(Visit visit, Form form) {
    return visit.mandate(form.text(Reasons.FIELD));
  }

  private Sheet list(Visit visit) {
    List<IncomingPayment> newest = incoming.newest(visit.before(), Desk.ROWS + 1);
    List<IncomingPayment> shown = newest.stream().limit(Desk.ROWS).toList();
    Map<Integer, Peer> all = peers.byNumber();
    return new Sheet.Draft(Place.PAYMENTS, visit.text("admin.payments.title"))
        .answer(
            Mood.PLAIN,
            visit.text(rail.isByHand() ? "admin.payments.lead" : "admin.payments.lead.test"))
        .add(
            new Sheet.Acts(
                "",
                List.of(
                    link(visit, "admin.payments.orders", Place.PAYMENTS.path("orders")),
                    link(visit, "admin.payments.new", Place.PAYMENTS.path("new")),
                    link(visit, "admin.payments.overpaid", Place.PAYMENTS.path("overpaid")))))
        .add(
            new Sheet.Table(
                visit.text("admin.payments.list"),
                null,
                List.of(
                    visit.text("admin.column.number"),
                    visit.text("admin.column.when"),
                    visit.text("admin.column.peer"),
                    visit.text("admin.column.reference"),
                    visit.text("admin.column.amount"),
                    visit.text("admin.column.free"),
                    ""),
                shown.stream().map(it -> row(visit, it, all)).toList(),
                visit.text("admin.payments.none"),
                visit.pager(
                    Place.PAYMENTS.path(),
                    newest.size() > shown.size() ? shown.getLast().id() : null)))
        .done();
  }

  private static Sheet.Link link(Visit visit, String key, String path) {
    return new Sheet.Link(visit.text(key), path);
  }

  private static List<Sheet.Cell> row(
      Visit visit, IncomingPayment payment, Map<Integer, Peer> all) {
    return List.of(
        new Sheet.Words(String.valueOf(payment.id())),
        new Sheet.Words(visit.moment(payment.recordedAt())),
        new Sheet.Words(PeerNames.name(visit, all, payment.peerOrNull())),
        new Sheet.Words(payment.reference()),
        visit.amount(payment.micros()),
        payment.cancelled()
            ? new Sheet.Mark(Mood.BAD, visit.text("admin.payments.cancelled"))
            : visit.amount(payment.freeMicros()),
        new Sheet.Links(acts(visit, payment)));
  }

  /** What is free can be matched, sent back or cancelled; what is used can be taken out again. */
  private static List<Sheet.Link> acts(Visit visit, IncomingPayment payment) {
    List<String> possible = new ArrayList<>();
    if (payment.freeMicros() > 0) {
      possible.addAll(List.of("match", "repaid", "return"));
    }
    if (payment.freeMicros() == payment.micros()) {
      possible.add("cancel");
    } else if (!payment.cancelled()) {
      possible.add("unsettle");
    }
    return possible.stream()
        .map(
            what ->
                link(
                    visit,
                    "admin.payments." + what + ".act",
                    Place.PAYMENTS.path(payment.id(), what)))
        .toList();
  }

  private Question askRecord(Visit visit) {
    return new Question(
        Place.PAYMENTS,
        visit.text("admin.payments.new"),
        List.of(visit.text("admin.payments.new.text"), visit.text("admin.payments.new.undo")),
        List.of(
            Field.text(
                "peer",
                visit.text("admin.column.peer"),
                visit.text("admin.payments.peer.hint"),
                false),
            amount(visit),
            Field.text(
                "reference",
                visit.text("admin.column.reference"),
                visit.text("admin.payments.reference.hint"),
                true),
            Field.text(
                "rail_id",
                visit.text("admin.payments.movement"),
                visit.text("admin.payments.movement.hint"),
                true)),
        visit.text("admin.payments.new.submit"),
        false,
        Place.PAYMENTS.path());
  }

  private static Field amount(Visit visit) {
    return Field.amount(
        "amount",
        visit.text("admin.amount", visit.frame().currency().code()),
        visit.text("admin.amount.hint"));
  }

  /** Once for each movement in the bank, as the command has it. */
  private Deed.Outcome record(Visit visit, Form form) {
    String host = form.text("peer");
    incoming.record(
        host.isEmpty() ? null : peers.typed("peer", host).id(),
        visit.amount(form, "amount"),
        form.text("reference"),
        form.text("rail_id"),
        visit.mandate("in the bank"));
    return new Deed.Led(Place.PAYMENTS.path(), "payment-new");
  }

  private Question askOverpaid(Visit visit) {
    return new Question(
        Place.PAYMENTS,
        visit.text("admin.payments.overpaid"),
        List.of(
            visit.text("admin.payments.overpaid.text"), visit.text("admin.payments.overpaid.undo")),
        List.of(
            Field.text(
                "peer", visit.text("admin.column.peer"), visit.text("admin.peer.hint"), true),
            amount(visit),
            Reasons.field(visit)),
        visit.text("admin.payments.overpaid.submit"),
        true,
        Place.PAYMENTS.path());
  }

  private Deed.Outcome overpaid(Visit visit, Form form) {
    incoming.overpaid(
        peers.typed("peer", form.text("peer")).id(),
        visit.amount(form, "amount"),
        "page:" + visit.admin().id() + ":" + form.text(Desk.ONCE),
        reason(visit, form));
    return new Deed.Led(Place.PAYMENTS.path(), "payment-overpaid");
  }

  private Question askMatch(Visit visit) {
    IncomingPayment payment = payment(visit);
    String host =
        payment.peerOrNull() == null
            ? ""
            : PeerNames.name(visit, peers.byNumber(), payment.peerOrNull());
    return ask(
        visit,
        "match",
        List.of(
            Field.text("peer", visit.text("admin.column.peer"), visit.text("admin.peer.hint"), true)
                .filled(host),
            Field.text(
                "month",
                visit.text("admin.column.month"),
                visit.text("admin.payments.month.hint"),
                true),
            Reasons.field(visit)));
  }

  private Question ask(Visit visit, String what, List<Field> fields) {
    IncomingPayment payment = payment(visit);
    return new Question(
        Place.PAYMENTS,
        visit.text("admin.payments." + what + ".title", String.valueOf(payment.id())),
        List.of(
            visit.text("admin.payments.which", visit.money(payment.micros()), payment.reference()),
            visit.text("admin.payments." + what + ".text", visit.money(payment.freeMicros())),
            visit.text("admin.payments." + what + ".undo")),
        fields,
        visit.text("admin.payments." + what + ".act"),
        !what.equals("match"),
        Place.PAYMENTS.path());
  }

  private Deed.Outcome match(Visit visit, Form form) {
    Peer peer = peers.typed("peer", form.text("peer"));
    Settlement settlement =
        Months.typed("month", form.text("month"))
            .flatMap(month -> figures.pairs(month).stream())
            .filter(pair -> pair.peer().equals(peer))
            .flatMap(pair -> pair.month().settlement().stream())
            .filter(it -> it.payer().equals(peer.actor()))
            .findFirst()
            .orElseThrow(
                () ->
                    new Problem(
                            409,
                            "no_settlement",
                            "Nothing is settled",
                            "In this month nothing is settled yet that this node pays.")
                        .at("/month"));
    incoming.match(visit.number("id"), peer.id(), settlement.reference(), reason(visit, form));
    return new Deed.Led(Place.PAYMENTS.path(), "payment-match");
  }

  private IncomingPayment payment(Visit visit) {
    return incoming.find(visit.number("id")).orElseThrow(Visit::nothingHere);
  }
}
