package org.farthing.node.web.admin;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Suspension;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.realmoney.Begun;
import org.farthing.node.realmoney.Obstacle;
import org.farthing.node.realmoney.RealMoney;
import org.farthing.node.settlement.PairDecisions;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.SignIn;
import org.farthing.node.web.admin.Question.Field;
import org.farthing.node.web.admin.Sheet.Mood;
import org.farthing.protocol.money.CurrencyUnit;

/** Play money ends, and real money begins: what happens, what is in the way, and the act itself. */
final class RealMoneyRoutes implements HttpService {

  static final String PATH = Place.SETTINGS.path("real-money");

  private static final String TURN = PATH + "/turn";

  /** Where the pause of all nodes ends. */
  static final String RESUME = PATH + "/resume";

  private static final String PAUSE = PATH + "/pause";
  private static final String ARCHIVE = PATH + "/play-money.jsonl";
  private static final String USUAL = "EUR";

  private final Desk desk;
  private final SignIn signIn;
  private final PeerNames peers;
  private final PeerStandings standings;
  private final PairDecisions decisions;
  private final RealMoney realMoney;

  RealMoneyRoutes(
      Desk desk,
      SignIn signIn,
      PeerNames peers,
      PeerStandings standings,
      PairDecisions decisions,
      RealMoney realMoney) {
    this.desk = desk;
    this.signIn = signIn;
    this.peers = peers;
    this.standings = standings;
    this.decisions = decisions;
    this.realMoney = realMoney;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, PATH, this::show);
    desk.deed(rules, TURN, new Deed(this::ask, this::turn));
    desk.deed(rules, PAUSE, new Deed(this::askPause, this::pause));
    desk.deed(rules, RESUME, new Deed(this::askResume, this::resume));
    rules.get(ARCHIVE, this::archive).any(ARCHIVE, HttpServer.only("GET"));
  }

  private Sheet show(Visit visit) {
    Sheet.Draft draft = new Sheet.Draft(Place.SETTINGS, visit.text("admin.real.title"));
    Optional<Begun> begun = realMoney.begun();
    if (begun.isPresent()) {
      return begun(visit, draft, begun.get());
    }
    if (!visit.frame().noRealMoney()) {
      return draft
          .answer(Mood.GOOD, visit.text("admin.real.from-start", visit.frame().currency().code()))
          .done();
    }
    Optional<CurrencyUnit> wished = realMoney.wished();
    if (wished.isPresent()) {
      return draft.answer(Mood.WAITS, visit.text("admin.real.wished", wished.get().code())).done();
    }
    List<Obstacle> obstacles = realMoney.obstacles();
    draft.answer(
        obstacles.isEmpty() ? Mood.PLAIN : Mood.WAITS,
        visit.text(obstacles.isEmpty() ? "admin.real.free" : "admin.real.blocked"));
    if (obstacles.isEmpty()) {
      draft.add(new Sheet.Acts("", List.of(new Sheet.Link(visit.text("admin.real.turn"), TURN))));
    } else {
      Map<Integer, Peer> all = peers.byNumber();
      Map<Integer, Optional<Suspension>> suspended =
          standings.suspensions(List.copyOf(all.values()));
      draft.add(inTheWay(visit, obstacles, all, suspended));
      if (standings.suspensionOfAll().isEmpty()) {
        draft.add(
            new Sheet.Acts("", List.of(new Sheet.Link(visit.text("admin.real.pause.act"), PAUSE))));
      }
    }
    standings.allPaused(visit).forEach(draft::add);
    return draft
        .add(text(visit, "ends", "books", "budgets", "back"))
        .add(text(visit, "stays", "members", "seals"))
        .add(text(visit, "first", "legal", "bank", "mail", "backup"))
        .add(text(visit, "nodes", "policy", "play"))
        .done();
  }

  private static Sheet.Text text(Visit visit, String about, String... paragraphs) {
    String key = "admin.real." + about;
    List<String> said = new ArrayList<>();
    for (String each : paragraphs) {
      said.add(visit.text(key + "." + each));
    }
    return new Sheet.Text(visit.text(key), said);
  }

  private static boolean isPaused(Optional<Suspension> suspension) {
    return suspension.filter(it -> it.reason() == Suspension.Reason.PAUSED).isPresent();
  }

  private static Sheet.Table inTheWay(
      Visit visit,
      List<Obstacle> obstacles,
      Map<Integer, Peer> all,
      Map<Integer, Optional<Suspension>> suspended) {
    return new Sheet.Table(
        visit.text("admin.real.way"),
        visit.text("admin.real.way.text"),
        List.of(visit.text("admin.column.month"), visit.text("admin.column.peer"), ""),
        visit.paged(obstacles).stream()
            .map(
                it ->
                    List.<Sheet.Cell>of(
                        new Sheet.Link(visit.month(it.month()), Place.MONTHS.path(it.month())),
                        new Sheet.Link(
                            PeerNames.name(visit, all, it.peer()), Place.PEERS.path(it.peer())),
                        isPaused(suspended.getOrDefault(it.peer(), Optional.empty()))
                            ? new Sheet.Mark(Mood.WAITS, visit.text("admin.peer.brief.paused"))
                            : new Sheet.Link(
                                visit.text("admin.peer.pause.act"),
                                Place.PEERS.path(it.peer(), "pause"))))
            .toList(),
        "",
        visit.pages(PATH, visit.hasMore(obstacles)));
  }

  private Sheet begun(Visit visit, Sheet.Draft draft, Begun begun) {
    List<Sheet.Part> allPaused = standings.allPaused(visit);
    allPaused.forEach(draft::add);
    long paused =
        standings.suspensions(List.copyOf(peers.byNumber().values())).values().stream()
            .filter(RealMoneyRoutes::isPaused)
            .count();
    if (paused > 0 && allPaused.isEmpty()) {
      draft.add(
          new Sheet.Acts(
              visit.text("admin.real.paused", paused),
              List.of(new Sheet.Link(visit.text("admin.real.paused.act"), Place.PEERS.path()))));
    }
    return draft
        .answer(
            Mood.GOOD,
            visit.text("admin.real.begun", begun.currency().code(), visit.moment(begun.at())))
        .add(
            new Sheet.Text(
                visit.text("admin.real.archive"),
                List.of(visit.text("admin.real.archive.text", begun.before().code()))))
        .add(
            new Sheet.Acts(
                "", List.of(new Sheet.Link(visit.text("admin.real.archive.file"), ARCHIVE))))
        .done();
  }

  private Question askPause(Visit visit) {
    return askWhy(visit, Place.SETTINGS, "admin.real.pause.", true, PATH);
  }

  /**
   * Asks whether something shall be done to all other nodes, and why.
   *
   * @param texts what the keys of its texts begin with
   */
  private static Question askWhy(
      Visit visit, Place here, String texts, boolean grave, String back) {
    return new Question(
        here,
        visit.text(texts + "title"),
        List.of(visit.text(texts + "text"), visit.text(texts + "undo")),
        List.of(Reasons.field(visit)),
        visit.text(texts + "act"),
        grave,
        back);
  }

  private Deed.Outcome pause(Visit visit, Form form) {
    decisions.pauseAll(visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(PATH, "peers-paused");
  }

  private Question askResume(Visit visit) {
    if (standings.suspensionOfAll().isEmpty()) {
      throw Visit.nothingHere();
    }
    return askWhy(visit, Place.PEERS, "admin.peers.resume.", false, Place.PEERS.path());
  }

  private Deed.Outcome resume(Visit visit, Form form) {
    decisions.resumeAll(visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.PEERS.path(), "peers-resumed");
  }

  private Question ask(Visit visit) {
    if (!visit.frame().noRealMoney()) {
      throw Visit.nothingHere();
    }
    List<Field> fields = new ArrayList<>();
    fields.add(
        Field.text(
                "currency",
                visit.text("admin.real.currency"),
                visit.text("admin.real.currency.hint"),
                true)
            .filled(
                visit.frame().currency().isPlayMoney() ? USUAL : visit.frame().currency().code()));
    fields.add(
        Field.text(
            "node",
            visit.text("admin.real.node", visit.frame().node()),
            visit.text("admin.real.node.hint"),
            true));
    fields.add(
        Field.tick("legal", visit.text("admin.real.legal"), visit.text("admin.real.legal.hint")));
    if (signIn.hasPassword(visit.admin().id())) {
      fields.add(Field.password(Desk.PASSWORD));
    }
    fields.add(Reasons.field(visit));
    return new Question(
        Place.SETTINGS,
        visit.text("admin.real.turn"),
        List.of(
            visit.text("admin.real.ends.books"),
            visit.text("admin.real.ends.budgets"),
            visit.text("admin.real.ends.back")),
        fields,
        visit.text("admin.real.submit"),
        true,
        PATH);
  }

  private Deed.Outcome turn(Visit visit, Form form) {
    CurrencyUnit currency = currency(form.text("currency").toUpperCase(Locale.ROOT));
    if (!form.text("node").equalsIgnoreCase(visit.frame().node())) {
      throw Visit.refused("node", "other_node", "This is not the domain of this node.");
    }
    if (form.text("legal").isEmpty()) {
      throw Visit.refused("legal", "legal_unread", "Read the note first.");
    }
    desk.requireSure(signIn, visit, form);
    realMoney.wish(currency, visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(PATH, "real-money");
  }

  private static CurrencyUnit currency(String code) {
    boolean known =
        Currency.getAvailableCurrencies().stream()
            .anyMatch(
                it -> it.getCurrencyCode().equals(code) && it.getDefaultFractionDigits() >= 0);
    if (!known) {
      throw Visit.refused("currency", "malformed_currency", "ISO 4217 knows no such currency.");
    }
    return CurrencyUnit.of(code);
  }

  private void archive(ServerRequest request, ServerResponse response) {
    Visit _ = desk.visit(request);
    if (realMoney.begun().isEmpty()) {
      throw new Problem(404, "no_archive", "There is no archive", "No money of play is archived.");
    }
    response
        .header(HeaderNames.CONTENT_TYPE, "application/jsonl")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"play-money.jsonl\"");
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(response.outputStream(), StandardCharsets.UTF_8))) {
      realMoney.writeArchive(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
