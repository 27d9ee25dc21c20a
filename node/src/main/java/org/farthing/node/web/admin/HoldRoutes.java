package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.farthing.node.audit.Mandate;
import org.farthing.node.peer.Peer;
import org.farthing.node.settlement.LineHold;
import org.farthing.node.settlement.LineHold.Kind;
import org.farthing.node.settlement.LineHolds;
import org.farthing.node.settlement.LineHolds.Counted;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Question.Choice;
import org.farthing.node.web.admin.Question.Field;

/** Lines of another node's statements that are held back while fraud is looked into. */
final class HoldRoutes implements HttpService {

  private static final String HOLD = "hold";
  private static final String LIFT = "lift";
  private static final String HOLDS = "holds";
  private static final String RECEIVED = "received";
  private static final String KIND = "kind";
  private static final String SUBJECT = "subject";
  private static final int A_PAGE = 100;

  private final Desk desk;
  private final PeerNames peers;
  private final LineHolds holds;

  HoldRoutes(Desk desk, PeerNames peers, LineHolds holds) {
    this.desk = desk;
    this.peers = peers;
    this.holds = holds;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.PEERS.path("{peer}", "months", "{month}", RECEIVED), this::received);
    desk.deed(rules, Place.PEERS.path("{peer}", HOLD), new Deed(this::ask, this::hold));
    desk.deed(
        rules,
        Place.PEERS.path("{peer}", HOLDS, "{hold}", LIFT),
        new Deed(this::askToLift, this::lift));
  }

  /** What is held of a peer's lines. */
  static Sheet.Table table(Visit visit, Peer peer, LineHolds holds) {
    return new Sheet.Table(
        visit.text("admin.holds"),
        null,
        List.of(
            visit.text("admin.column.what"),
            visit.text("admin.column.reason"),
            visit.text("admin.column.when"),
            ""),
        holds.of(peer.id()).stream()
            .map(
                it ->
                    List.<Sheet.Cell>of(
                        new Sheet.Words(what(visit, it)),
                        new Sheet.Words(it.reason()),
                        new Sheet.Words(visit.moment(it.since())),
                        new Sheet.Link(
                            visit.text("admin.lift.act"),
                            Place.PEERS.path(peer.id(), HOLDS, it.id(), LIFT))))
            .toList(),
        visit.text("admin.holds.none"),
        List.of());
  }

  private static String what(Visit visit, LineHold hold) {
    return visit.text("admin.hold.of." + lower(hold.kind()), hold.subject());
  }

  private static String lower(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Leads to where lines are held back. */
  static Sheet.Link act(Visit visit, Peer peer) {
    return new Sheet.Link(visit.text("admin.hold.act"), Place.PEERS.path(peer.id(), HOLD));
  }

  /** Leads to what counts here of a month's flattrs. */
  static Sheet.Link received(Visit visit, Peer peer, YearMonth month) {
    return new Sheet.Link(
        visit.text("admin.received.act"), Place.PEERS.path(peer.id(), "months", month, RECEIVED));
  }

  private Sheet received(Visit visit) {
    Peer peer = peers.asked(visit);
    YearMonth month = visit.monthOf("month");
    String address = received(visit, peer, month).path();
    String before = visit.sought("before");
    List<Counted> some =
        holds.counted(peer.id(), month, before.isEmpty() ? null : before, A_PAGE + 1);
    List<Counted> shown = some.subList(0, Math.min(A_PAGE, some.size()));
    boolean nothing = shown.isEmpty() && before.isEmpty();
    String title = visit.text("admin.received.title", PeerNames.of(peer), visit.month(month));
    return new Sheet.Draft(Place.PEERS, title)
        .answer(
            Sheet.Mood.PLAIN,
            visit.text(nothing ? "admin.received.nothing" : "admin.received.lead"))
        .add(
            new Sheet.Table(
                visit.text("admin.received"),
                null,
                List.of(
                    visit.text("admin.received.for"),
                    visit.text("admin.column.flattr"),
                    visit.text("admin.column.when"),
                    ""),
                shown.stream().map(it -> row(visit, peer, it)).toList(),
                visit.text("admin.received.none"),
                visit.pagerFrom(address, some.size() > shown.size() ? shown.getLast().id() : null)))
        .done();
  }

  private static List<Sheet.Cell> row(Visit visit, Peer peer, Counted counted) {
    Long gift = counted.giftMicrosOrNull();
    String what = gift == null ? "" : " (" + visit.amount(gift).text() + ")";
    return List.of(
        new Sheet.Words(counted.creator()),
        new Sheet.Words(counted.id() + what),
        new Sheet.Words(visit.moment(counted.receivedAt())),
        new Sheet.Link(
            visit.text("admin.received.hold"),
            Place.PEERS.path(peer.id(), HOLD) + "?" + SUBJECT + "=" + encoded(counted.id())));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Question ask(Visit visit) {
    Peer peer = peers.asked(visit);
    return new Question(
        Place.PEERS,
        visit.text("admin.hold.title", PeerNames.of(peer)),
        List.of(visit.text("admin.hold.text"), visit.text("admin.hold.undo")),
        List.of(
            Field.choice(
                KIND,
                visit.text("admin.hold.kind"),
                "",
                List.of(
                    choice(visit, Kind.FLATTR),
                    choice(visit, Kind.CREATOR),
                    choice(visit, Kind.DONOR_TAG))),
            Field.text(
                    SUBJECT,
                    visit.text("admin.hold.subject"),
                    visit.text("admin.hold.subject.hint"),
                    true)
                .filled(visit.sought(SUBJECT)),
            Reasons.field(visit)),
        visit.text("admin.hold.act"),
        true,
        Place.PEERS.path(peer.id()));
  }

  private static Choice choice(Visit visit, Kind kind) {
    return new Choice(lower(kind), visit.text("admin.hold.kind." + lower(kind)));
  }

  private Deed.Outcome hold(Visit visit, Form form) {
    Peer peer = peers.asked(visit);
    String subject = form.text(SUBJECT);
    Mandate mandate = visit.mandate(form.text(Reasons.FIELD));
    switch (kind(form)) {
      case FLATTR -> holds.holdFlattr(peer.id(), subject, mandate);
      case CREATOR -> holds.holdCreator(peer.id(), subject, mandate);
      case DONOR_TAG -> holds.holdDonor(peer.id(), subject, mandate);
    }
    return new Deed.Led(Place.PEERS.path(peer.id()), HOLD);
  }

  private static Kind kind(Form form) {
    for (Kind kind : Kind.values()) {
      if (lower(kind).equals(form.text(KIND))) {
        return kind;
      }
    }
    throw Visit.refused(KIND, "malformed_kind", "Choose what is held back.");
  }

  private Question askToLift(Visit visit) {
    Peer peer = peers.asked(visit);
    LineHold hold =
        holds.of(peer.id()).stream()
            .filter(it -> it.id() == visit.number("hold"))
            .findFirst()
            .orElseThrow(Visit::nothingHere);
    return new Question(
        Place.PEERS,
        visit.text("admin.lift.title"),
        List.of(what(visit, hold), visit.text("admin.lift.text"), visit.text("admin.lift.undo")),
        List.of(Reasons.field(visit)),
        visit.text("admin.lift.act"),
        false,
        Place.PEERS.path(peer.id()));
  }

  private Deed.Outcome lift(Visit visit, Form form) {
    Peer peer = peers.asked(visit);
    holds.lift(peer.id(), visit.number("hold"), visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.PEERS.path(peer.id()), LIFT);
  }
}
