package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Balance;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerPolicies;
import org.farthing.node.peer.Suspension;
import org.farthing.node.platform.database.Database;
import org.farthing.node.settlement.LineHolds;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.settlement.PairDecisions;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Sheet.Mood;
import org.farthing.node.witness.Witnesses;
import org.farthing.protocol.message.NodePolicy;

/** Other nodes: what they owe, how they keep to it, what their policy says. */
final class PeerRoutes implements HttpService {

  private static final String PEER = Place.PEERS.path("{peer}");

  private final Desk desk;
  private final Database database;
  private final InstantSource calendar;
  private final PeerNames peers;
  private final PeerPolicies policies;
  private final PeerStandings standings;
  private final MonthFigures figures;
  private final PairDecisions decisions;
  private final LineHolds holds;
  private final Witnesses witnesses;
  private final AuditLog audit;

  PeerRoutes(
      Desk desk,
      Database database,
      InstantSource calendar,
      PeerNames peers,
      PeerPolicies policies,
      PeerStandings standings,
      MonthFigures figures,
      PairDecisions decisions,
      LineHolds holds,
      Witnesses witnesses,
      AuditLog audit) {
    this.desk = desk;
    this.database = database;
    this.calendar = calendar;
    this.peers = peers;
    this.policies = policies;
    this.standings = standings;
    this.figures = figures;
    this.decisions = decisions;
    this.holds = holds;
    this.witnesses = witnesses;
    this.audit = audit;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.PEERS.path(), this::list);
    desk.page(rules, PEER, this::peer);
    desk.deed(rules, PEER + "/pause", new Deed(visit -> ask(visit, "pause"), this::pause));
    desk.deed(rules, PEER + "/resume", new Deed(this::askResume, this::resume));
    desk.deed(rules, PEER + "/settled", new Deed(visit -> ask(visit, "settled"), this::settled));
  }

  private Sheet list(Visit visit) {
    List<Peer> all =
        peers.byNumber().values().stream().sorted(Comparator.comparing(PeerNames::of)).toList();
    List<Peer> shown = visit.paged(all);
    Map<Account, Balance> balances = standings.balances(shown);
    Map<Integer, Optional<Suspension>> suspended = standings.suspensions(all);
    List<Suspension> troubled = suspended.values().stream().flatMap(Optional::stream).toList();
    Mood mood =
        troubled.stream()
            .map(PeerStandings::mood)
            .reduce(Mood.GOOD, (one, other) -> one == Mood.BAD ? one : other);
    Sheet.Draft draft =
        new Sheet.Draft(Place.PEERS, visit.text("admin.peers.title"))
            .answer(
                mood,
                visit.text(leadKey(all.size(), troubled.size()), all.size(), troubled.size()));
    standings.allPaused(visit).forEach(draft::add);
    return draft
        .add(
            new Sheet.Table(
                visit.text("admin.peers.list"),
                null,
                List.of(
                    visit.text("admin.column.peer"),
                    visit.text("admin.column.state"),
                    visit.text("admin.column.owed-to"),
                    visit.text("admin.column.owed-by"),
                    visit.text("admin.column.unmatched"),
                    visit.text("admin.column.overpaid")),
                shown.stream()
                    .map(
                        peer ->
                            List.<Sheet.Cell>of(
                                new Sheet.Link(PeerNames.of(peer), Place.PEERS.path(peer.id())),
                                PeerStandings.state(
                                    visit, suspended.getOrDefault(peer.id(), Optional.empty())),
                                PeerStandings.amount(
                                    visit, balances, new Account.OwedTo(peer.id())),
                                PeerStandings.amount(
                                    visit, balances, new Account.OwedBy(peer.id())),
                                PeerStandings.amount(
                                    visit, balances, new Account.Unmatched(peer.id())),
                                PeerStandings.amount(
                                    visit, balances, new Account.Overpaid(peer.id()))))
                    .toList(),
                visit.text("admin.peers.none"),
                visit.pages(Place.PEERS.path(), visit.hasMore(all))))
        .done();
  }

  private static String leadKey(int peers, long suspended) {
    if (peers == 0) {
      return "admin.peers.lead.none";
    }
    if (suspended == 0) {
      return "admin.peers.lead";
    }
    return peers == 1 ? "admin.peers.lead.suspended.only" : "admin.peers.lead.suspended";
  }

  private Sheet peer(Visit visit) {
    Peer peer = peers.asked(visit);
    Map<Account, Balance> balances = standings.balances(List.of(peer));
    Optional<Suspension> suspension = standings.suspension(peer);
    Sheet.Mark state = PeerStandings.state(visit, suspension);
    List<Sheet.Act> acts = new ArrayList<>();
    if (suspension.filter(it -> it.reason() == Suspension.Reason.PAUSED).isEmpty()) {
      acts.add(
          new Sheet.Link(visit.text("admin.peer.pause.act"), Place.PEERS.path(peer.id(), "pause")));
    }
    if (suspension.filter(Suspension::canBeEnded).isPresent()) {
      acts.add(
          new Sheet.Link(
              visit.text("admin.peer.resume.act"), Place.PEERS.path(peer.id(), "resume")));
    }
    acts.add(HoldRoutes.act(visit, peer));
    acts.add(
        new Sheet.Link(
            visit.text("admin.peer.settled.act"), Place.PEERS.path(peer.id(), "settled")));
    return new Sheet.Draft(Place.PEERS, visit.text("admin.peer.title", PeerNames.of(peer)))
        .answer(state.mood(), state.text())
        .add(
            new Sheet.Figures(
                "",
                List.of(
                    figure(visit, "owed-to", balances, new Account.OwedTo(peer.id())),
                    new Sheet.Figure(
                        visit.text("admin.column.owed-by"),
                        visit.money(
                            balances
                                .getOrDefault(new Account.OwedBy(peer.id()), PeerStandings.NOTHING)
                                .postedMicros()),
                        standings.limit(visit)),
                    figure(visit, "unmatched", balances, new Account.Unmatched(peer.id())),
                    figure(visit, "overpaid", balances, new Account.Overpaid(peer.id())))))
        .add(policy(visit, peer))
        .add(months(visit, peer))
        .add(HoldRoutes.table(visit, peer, holds))
        .add(new Sheet.Acts(visit.text("admin.peer.acts"), acts))
        .done();
  }

  private static Sheet.Figure figure(
      Visit visit, String name, Map<Account, Balance> balances, Account account) {
    return new Sheet.Figure(
        visit.text("admin.column." + name),
        visit.money(balances.getOrDefault(account, PeerStandings.NOTHING).postedMicros()),
        visit.text("admin.peer." + name + ".text"));
  }

  private Sheet.Text policy(Visit visit, Peer peer) {
    YearMonth month = YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
    Optional<NodePolicy> known =
        database.read(
            tx ->
                policies
                    .known(tx, peer, month)
                    .or(() -> policies.known(tx, peer, month.minusMonths(1))));
    return new Sheet.Text(
        visit.text("admin.peer.policy"),
        known
            .map(
                it ->
                    List.of(
                        visit.text(
                            "admin.peer.policy.text",
                            visit.frame().words().percent(it.feeBasisPoints()),
                            visit.month(it.effectiveFrom()),
                            it.currency().code(),
                            visit.money(it.netMinimumMicros())),
                        visit.text(
                            it.giveToGet()
                                ? "admin.policy.give-to-get"
                                : "admin.policy.open-hands")))
            .orElseGet(() -> List.of(visit.text("admin.peer.policy.unknown"))));
  }

  private Sheet.Table months(Visit visit, Peer peer) {
    return new Sheet.Table(
        visit.text("admin.peer.months"),
        null,
        List.of(
            visit.text("admin.column.month"),
            visit.text("admin.column.stage"),
            visit.text("admin.column.ours"),
            visit.text("admin.column.theirs")),
        figures.pairsWith(peer).stream()
            .map(
                it ->
                    List.<Sheet.Cell>of(
                        new Sheet.Link(
                            visit.month(it.period()), PairRoutes.path(peer, it.period())),
                        PairRoutes.stage(visit, it.stage()),
                        visit.amount(it.our().agreedMicros()),
                        visit.amount(it.their().agreedMicros())))
            .toList(),
        visit.text("admin.peer.months.none"),
        List.of());
  }

  private Question ask(Visit visit, String what) {
    return ask(visit, what, "");
  }

  /** What it means to go on depends on who stopped. */
  private Question askResume(Visit visit) {
    boolean paused =
        standings
            .suspension(peers.asked(visit))
            .filter(it -> it.reason() == Suspension.Reason.PAUSED)
            .isPresent();
    return ask(visit, "resume", paused ? ".paused" : "");
  }

  private Question ask(Visit visit, String what, String how) {
    Peer peer = peers.asked(visit);
    return new Question(
        Place.PEERS,
        visit.text("admin.peer." + what + ".title", PeerNames.of(peer)),
        List.of(
            visit.text("admin.peer." + what + how + ".text"),
            visit.text("admin.peer." + what + how + ".undo")),
        List.of(Reasons.field(visit)),
        visit.text("admin.peer." + what + ".act"),
        true,
        Place.PEERS.path(peer.id()));
  }

  private Deed.Outcome pause(Visit visit, Form form) {
    Peer peer = peers.asked(visit);
    boolean isNew = decisions.pause(peer.id(), visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.PEERS.path(peer.id()), isNew ? "pause" : "paused-already");
  }

  private Deed.Outcome resume(Visit visit, Form form) {
    Peer peer = peers.asked(visit);
    decisions.resume(peer.id(), visit.mandate(form.text(Reasons.FIELD)));
    boolean goesOn = standings.suspension(peer).isEmpty();
    return new Deed.Led(Place.PEERS.path(peer.id()), goesOn ? "resume" : "pause-over");
  }

  private Deed.Outcome settled(Visit visit, Form form) {
    Peer peer = peers.asked(visit);
    int settled = witnesses.settle(peer.id(), audit, visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.PEERS.path(peer.id()), settled > 0 ? "settled" : "nothing-settled");
  }
}
