package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.farthing.node.payout.PaymentOrder;
import org.farthing.node.payout.PaymentOrders;
import org.farthing.node.peer.Peer;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Sheet.Mood;

/** What is to be paid to other nodes: sent by the bank, or come back from it. */
final class OrderRoutes implements HttpService {

  private static final String PATH = Place.PAYMENTS.path("orders");

  private final Desk desk;
  private final PaymentOrders orders;
  private final PeerNames peers;

  OrderRoutes(Desk desk, PaymentOrders orders, PeerNames peers) {
    this.desk = desk;
    this.orders = orders;
    this.peers = peers;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, PATH, this::list);
    desk.deed(
        rules, PATH + "/{id}/sent", new Deed(visit -> ask(visit, "sent", List.of()), this::sent));
    desk.deed(
        rules,
        PATH + "/{id}/returned",
        new Deed(visit -> ask(visit, "returned", List.of(Reasons.field(visit))), this::returned));
  }

  private Sheet list(Visit visit) {
    List<PaymentOrder> newest = orders.newest(visit.before(), Desk.ROWS + 1);
    List<PaymentOrder> shown = newest.stream().limit(Desk.ROWS).toList();
    Map<Integer, Peer> all = peers.byNumber();
    long waiting = shown.stream().filter(it -> it.state() == PaymentOrder.State.ORDERED).count();
    return new Sheet.Draft(Place.PAYMENTS, visit.text("admin.orders.title"))
        .answer(waiting == 0 ? Mood.GOOD : Mood.WAITS, visit.text("admin.orders.lead", waiting))
        .add(
            new Sheet.Table(
                visit.text("admin.orders.list"),
                null,
                List.of(
                    visit.text("admin.column.number"),
                    visit.text("admin.column.when"),
                    visit.text("admin.column.peer"),
                    visit.text("admin.column.reference"),
                    visit.text("admin.column.amount"),
                    visit.text("admin.column.state"),
                    ""),
                shown.stream().map(it -> row(visit, it, all)).toList(),
                visit.text("admin.orders.none"),
                visit.pager(PATH, newest.size() > shown.size() ? shown.getLast().id() : null)))
        .done();
  }

  private static List<Sheet.Cell> row(Visit visit, PaymentOrder order, Map<Integer, Peer> all) {
    return List.of(
        new Sheet.Words(String.valueOf(order.id())),
        new Sheet.Words(visit.moment(order.orderedAt())),
        new Sheet.Words(PeerNames.name(visit, all, order.peerOrNull())),
        new Sheet.Words(order.reference()),
        visit.amount(order.micros()),
        state(visit, order),
        switch (order.state()) {
          case ORDERED -> act(visit, order, "sent");
          case SENT -> act(visit, order, "returned");
          case RETURNED -> new Sheet.Words("");
        });
  }

  private static Sheet.Mark state(Visit visit, PaymentOrder order) {
    Mood mood =
        switch (order.state()) {
          case ORDERED -> Mood.WAITS;
          case SENT -> Mood.GOOD;
          case RETURNED -> Mood.BAD;
        };
    String state = order.state().name().toLowerCase(Locale.ROOT);
    return new Sheet.Mark(mood, visit.text("admin.orders.state." + state));
  }

  private static Sheet.Link act(Visit visit, PaymentOrder order, String what) {
    return new Sheet.Link(
        visit.text("admin.orders." + what + ".act"), PATH + "/" + order.id() + "/" + what);
  }

  private Question ask(Visit visit, String what, List<Question.Field> fields) {
    PaymentOrder order = orders.find(visit.number("id")).orElseThrow(Visit::nothingHere);
    return new Question(
        Place.PAYMENTS,
        visit.text("admin.orders." + what + ".title", String.valueOf(order.id())),
        List.of(
            visit.text(
                "admin.orders.which",
                visit.money(order.micros()),
                PeerNames.name(visit, peers.byNumber(), order.peerOrNull()),
                order.reference()),
            visit.text("admin.orders." + what + ".text"),
            visit.text("admin.orders." + what + ".undo")),
        fields,
        visit.text("admin.orders." + what + ".act"),
        false,
        PATH);
  }

  private Deed.Outcome sent(Visit visit, Form form) {
    orders.sent(visit.number("id"), visit.mandate("the bank has sent it"));
    return new Deed.Led(PATH, "order-sent");
  }

  private Deed.Outcome returned(Visit visit, Form form) {
    orders.returned(visit.number("id"), visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(PATH, "order-returned");
  }
}
