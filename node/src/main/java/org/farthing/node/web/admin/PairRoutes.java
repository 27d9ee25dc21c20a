package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.peer.Peer;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.settlement.PairDecisions;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Question.Field;
import org.farthing.node.web.admin.Sheet.Mood;
import org.farthing.protocol.message.CheckpointAnswer;
import org.farthing.protocol.message.CheckpointOffer;
import org.farthing.protocol.message.Claim;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.settlement.Unsaid;

/** A month with another node: both statements, what they differ in, what is paid of them. */
final class PairRoutes implements HttpService {

  private static final String PAIR = Place.PEERS.path("{peer}", "months", "{month}");

  private final Desk desk;
  private final PeerNames peers;
  private final MonthFigures figures;
  private final PairDecisions decisions;

  PairRoutes(Desk desk, PeerNames peers, MonthFigures figures, PairDecisions decisions) {
    this.desk = desk;
    this.peers = peers;
    this.figures = figures;
    this.decisions = decisions;
  }

  static String path(Peer peer, YearMonth month) {
    return Place.PEERS.path(peer.id(), "months", month);
  }

  /** How far a month between two nodes has come, in words. */
  static Sheet.Mark stage(Visit visit, PairMonth.Stage stage) {
    Mood mood =
        switch (stage) {
          case OPEN -> Mood.PLAIN;
          case PROPOSED, AGREED, NETTED, PAYING -> Mood.WAITS;
          case DISPUTED, PARTLY_AGREED, FORKED, DEFAULTED -> Mood.BAD;
          case CARRIED, CLOSED -> Mood.GOOD;
        };
    return new Sheet.Mark(mood, visit.text("admin.pair." + stage.name().toLowerCase(Locale.ROOT)));
  }

  /** What an admin decides about such a month. */
  @FunctionalInterface
  private interface Decision {
    void about(Peer peer, YearMonth month, Mandate mandate, Form form);
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, PAIR, this::show);
    decision(
        rules,
        "write-off",
        List.of(),
        (peer, month, mandate, form) -> decisions.writeOff(peer.id(), month, mandate));
    decision(
        rules,
        "release",
        List.of(),
        (peer, month, mandate, form) -> decisions.release(peer.id(), month, mandate));
    decision(
        rules,
        "recover",
        List.of("payment"),
        (peer, month, mandate, form) ->
            decisions.recover(peer.id(), month, payment(form), mandate));
    decision(
        rules,
        "correct",
        List.of("flattr"),
        (peer, month, mandate, form) -> decisions.correct(peer.id(), month, flattr(form), mandate));
  }

  private void decision(HttpRules rules, String what, List<String> fields, Decision decision) {
    desk.deed(
        rules,
        PAIR + "/" + what,
        new Deed(
            visit -> ask(visit, what, fields),
            (visit, form) -> {
              Peer peer = peers.asked(visit);
              YearMonth month = visit.monthOf("month");
              decision.about(peer, month, visit.mandate(form.text(Reasons.FIELD)), form);
              return new Deed.Led(path(peer, month), what);
            }));
  }

  private static long payment(Form form) {
    String number = form.text("payment");
    if (!number.matches("[1-9][0-9]{0,17}")) {
      throw Visit.refused("payment", "malformed_number", "Write the number of a payment.");
    }
    return Long.parseLong(number);
  }

  private static FlattrId flattr(Form form) {
    return FlattrId.parse(form.text("flattr"))
        .orElseThrow(
            () ->
                Visit.refused(
                    "flattr", "malformed_id", "Write the id as it stands among the differences."));
  }

  private Question ask(Visit visit, String what, List<String> fields) {
    Peer peer = peers.asked(visit);
    YearMonth month = visit.monthOf("month");
    List<Field> asked = new ArrayList<>();
    fields.forEach(
        id ->
            asked.add(
                Field.text(
                    id,
                    visit.text("admin.pair." + what + "." + id),
                    visit.text("admin.pair." + what + "." + id + ".hint"),
                    true)));
    asked.add(Reasons.field(visit));
    return new Question(
        Place.PEERS,
        visit.text("admin.pair." + what + ".title", visit.month(month), PeerNames.of(peer)),
        List.of(
            visit.text("admin.pair." + what + ".text"), visit.text("admin.pair." + what + ".undo")),
        asked,
        visit.text("admin.pair." + what + ".act"),
        true,
        path(peer, month));
  }

  private Sheet show(Visit visit) {
    Peer peer = peers.asked(visit);
    YearMonth period = visit.monthOf("month");
    PairMonth month =
        figures.pairs(period).stream()
            .filter(it -> it.peer().equals(peer))
            .findFirst()
            .map(MonthFigures.Pair::month)
            .orElseThrow(Visit::nothingHere);
    Sheet.Mark stage = stage(visit, month.stage());
    Sheet.Draft draft =
        new Sheet.Draft(
                Place.PEERS,
                visit.text("admin.pair.title", visit.month(period), PeerNames.of(peer)))
            .answer(stage.mood(), visit.text("admin.pair.lead", stage.text(), owed(visit, month)))
            .add(statements(visit, month))
            .add(payment(visit, month));
    Unsaid unsaid = decisions.unsaid(peer.id(), period);
    if (!unsaid.isEmpty()) {
      draft.add(unsaid(visit, unsaid));
    }
    differences(visit, month, draft);
    return draft
        .add(
            new Sheet.Acts(
                visit.text("admin.received"), List.of(HoldRoutes.received(visit, peer, period))))
        .add(acts(visit, peer, month, unsaid))
        .done();
  }

  /** What this node was shown to have said, and cannot say again yet. */
  private static Sheet.Text unsaid(Visit visit, Unsaid unsaid) {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(visit.text("admin.pair.unsaid.text"));
    for (FarthingMessage message : unsaid.messages()) {
      paragraphs.add(
          visit.text("admin.pair.unsaid." + kind(message), visit.moment(message.published())));
    }
    paragraphs.add(
        visit.text(
            PairDecisions.isReleasable(unsaid)
                ? "admin.pair.unsaid.release"
                : "admin.pair.unsaid.debt"));
    return new Sheet.Text(visit.text("admin.pair.unsaid"), paragraphs);
  }

  private static String kind(FarthingMessage message) {
    return switch (message) {
      case StatementOffer _ -> "statement";
      case StatementAnswer _ -> "answer";
      case SettlementOffer _ -> "settlement";
      case SettlementAnswer _ -> "confirmation";
      case PaymentOffer _ -> "payment";
      case PaymentAnswer _ -> "receipt";
      case Donation _, Unflattr _, FlattrAnswer _, CheckpointOffer _, CheckpointAnswer _, Claim _ ->
          throw new IllegalArgumentException("not about a month: " + message.id());
    };
  }

  private static String owed(Visit visit, PairMonth month) {
    return visit.text(
        "admin.pair.owed",
        visit.money(month.our().agreedMicros()),
        visit.money(month.their().agreedMicros()));
  }

  private static Sheet.Table statements(Visit visit, PairMonth month) {
    return new Sheet.Table(
        visit.text("admin.pair.statements"),
        null,
        List.of(
            visit.text("admin.column.statement"),
            visit.text("admin.column.state"),
            visit.text("admin.column.lines"),
            visit.text("admin.column.stated"),
            visit.text("admin.column.agreed")),
        List.of(
            statement(
                visit,
                "ours",
                month.ours().name(),
                month.ourStatement(),
                month.our().agreedMicros()),
            statement(
                visit,
                "theirs",
                month.theirs().name(),
                month.theirStatement(),
                month.their().agreedMicros())),
        "",
        List.of());
  }

  private static List<Sheet.Cell> statement(
      Visit visit, String whose, String state, Optional<Statement> statement, long agreed) {
    return List.of(
        new Sheet.Words(
            statement
                .map(
                    it ->
                        visit.text(
                            "admin.pair." + whose + ".version", String.valueOf(it.version())))
                .orElseGet(() -> visit.text("admin.pair." + whose))),
        new Sheet.Words(visit.text("admin.pair." + whose + "." + state.toLowerCase(Locale.ROOT))),
        new Sheet.Words(statement.map(it -> visit.frame().words().number(it.count())).orElse("–")),
        new Sheet.Amount(statement.map(it -> visit.money(it.gross().micros())).orElse("–")),
        visit.amount(agreed));
  }

  private static Sheet.Text payment(Visit visit, PairMonth month) {
    Optional<Settlement> settled = month.settlement();
    return new Sheet.Text(
        visit.text("admin.pair.payment"),
        settled
            .map(
                it ->
                    List.of(
                        visit.text(
                            "admin.pair.settlement",
                            it.payer().origin().authority(),
                            it.payee().origin().authority(),
                            visit.money(it.paid().micros()),
                            visit.money(it.carried().micros()),
                            it.reference()),
                        visit.text(
                            it.paid().micros() == 0
                                ? "admin.pair.paid.nothing"
                                : "admin.pair.paid."
                                    + month.paid().name().toLowerCase(Locale.ROOT))))
            .orElseGet(() -> List.of(visit.text("admin.pair.settlement.none"))));
  }

  private void differences(Visit visit, PairMonth month, Sheet.Draft draft) {
    month.ourStatement().ifPresent(it -> draft.add(differences(visit, "ours", it)));
    month.theirStatement().ifPresent(it -> draft.add(differences(visit, "theirs", it)));
  }

  private Sheet.Table differences(Visit visit, String whose, Statement statement) {
    return new Sheet.Table(
        visit.text("admin.pair.differences." + whose),
        null,
        List.of(
            visit.text("admin.column.what"),
            visit.text("admin.column.flattr"),
            visit.text("admin.column.amount"),
            visit.text("admin.column.evidence"),
            visit.text("admin.column.when")),
        figures.differences(statement).stream()
            .map(
                it ->
                    List.<Sheet.Cell>of(
                        new Sheet.Words(it.code() + ": " + it.detail()),
                        new Sheet.Words(
                            Optional.ofNullable(it.flattrOrNull())
                                .orElseGet(() -> visit.text("admin.pair.whole"))),
                        visit.amount(it.micros()),
                        new Sheet.Words(evidence(visit, it)),
                        new Sheet.Words(visit.moment(it.at()))))
            .toList(),
        visit.text("admin.pair.differences.none"),
        List.of());
  }

  /** What the creditor shows, and whether this node holds the same. */
  private static String evidence(Visit visit, MonthFigures.Difference difference) {
    String answer = difference.evidenceOrNull();
    String shown = "";
    if (answer != null) {
      shown =
          difference.sequence() > 0
              ? visit.text("admin.pair.evidence.entry", difference.sequence(), answer)
              : visit.text("admin.pair.evidence.answer", answer);
    }
    String held =
        switch (difference.shown()) {
          case OWN, NOTHING -> "";
          case SAME -> visit.text("admin.pair.evidence.same");
          case NOT_HERE -> visit.text("admin.pair.evidence.not-here");
          case OTHERWISE -> visit.text("admin.pair.evidence.otherwise");
        };
    return (shown + " " + held).strip();
  }

  /** What can be decided depends on where the month stands. */
  private static Sheet.Part acts(Visit visit, Peer peer, PairMonth month, Unsaid unsaid) {
    List<String> possible = new ArrayList<>();
    if (month.trouble() == PairMonth.Trouble.FORKED || PairDecisions.isReleasable(unsaid)) {
      possible.add("release");
    }
    if (month.paid() == PairMonth.Paid.WRITTEN_OFF) {
      possible.add("recover");
    } else if (isOwedByThem(peer, month)) {
      possible.add("write-off");
    }
    if (month.ours() == PairMonth.Ours.PARTLY_AGREED
        || month.ours() == PairMonth.Ours.PARTLY_RETURNED) {
      possible.add("correct");
    }
    if (possible.isEmpty()) {
      return new Sheet.Text(
          visit.text("admin.pair.acts"), List.of(visit.text("admin.pair.acts.none")));
    }
    return new Sheet.Acts(
        visit.text("admin.pair.acts"),
        possible.stream()
            .<Sheet.Act>map(
                what ->
                    new Sheet.Link(
                        visit.text("admin.pair." + what + ".act"),
                        path(peer, month.period()) + "/" + what))
            .toList());
  }

  private static boolean isOwedByThem(Peer peer, PairMonth month) {
    return month.net().holds()
        && month.paid() != PairMonth.Paid.CONFIRMED
        && month.settlement().filter(it -> it.payer().equals(peer.actor())).isPresent();
  }
}
