package org.farthing.node.play;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.farthing.node.Node;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Given;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Breach;
import org.farthing.node.play.Report.EventOutcome;
import org.farthing.node.play.Scenario.Handle;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.settlement.PairMonth;
import org.jspecify.annotations.Nullable;

/** Reads from played nodes what the report says of them. */
final class Reporting {

  private final Scenario scenario;
  private final Map<String, PlayedNode> nodes;
  private final Function<YearMonth, Map<String, Long>> fundsAfter;

  /**
   * Reports of these.
   *
   * @param fundsAfter the funds of members right after a month's close, by handle
   */
  Reporting(
      Scenario scenario,
      Map<String, PlayedNode> nodes,
      Function<YearMonth, Map<String, Long>> fundsAfter) {
    this.scenario = scenario;
    this.nodes = nodes;
    this.fundsAfter = fundsAfter;
  }

  Report report(List<EventOutcome> events) {
    return new Report(
        events,
        scenario.months().stream().map(this::month).toList(),
        nodes.values().stream().map(this::node).toList());
  }

  private Report.Month month(YearMonth month) {
    List<Report.Flattr> flattrs = new ArrayList<>();
    List<Report.Donor> donors = new ArrayList<>();
    List<Report.Creator> creators = new ArrayList<>();
    List<Report.Statement> statements = new ArrayList<>();
    List<Report.Net> nets = new ArrayList<>();
    for (PlayedNode played : nodes.values()) {
      MonthFigures figures = played.node().figures();
      Map<FlattrId, Long> shares = figures.shares(month);
      played.node().flattrs().of(month).forEach(it -> flattrs.add(flattr(played, it, shares)));
      figures.donors(month).forEach(it -> donors.add(donor(played, month, it)));
      figures.creators(month).forEach(it -> creators.add(creator(played, it)));
      for (MonthFigures.Pair pair : figures.pairs(month)) {
        PlayedNode other = byOrigin(pair.peer().actor());
        statement(played, other, pair.month()).ifPresent(statements::add);
        net(played, other, pair.month()).ifPresent(nets::add);
      }
    }
    return new Report.Month(month, flattrs, donors, creators, statements, nets);
  }

  private Report.Flattr flattr(PlayedNode played, Given flattr, Map<FlattrId, Long> shares) {
    Report.FlattrState state =
        switch (flattr.state()) {
          case COUNTED -> Report.FlattrState.COUNTED;
          case UNCLAIMED -> Report.FlattrState.UNCLAIMED;
          case UNDONE -> Report.FlattrState.UNDONE;
          case SENT, REFUSED ->
              throw new IllegalStateException(flattr.id() + " is " + flattr.state());
        };
    return new Report.Flattr(
        flattr.id().uri(played.node().origin()),
        handle(played, played.nameOf(flattr.donor())),
        flattr.thing().url(),
        flattr.creator().map(this::handle).orElse(null),
        state,
        state == Report.FlattrState.UNCLAIMED ? flattr.code().orElseThrow() : null,
        state == Report.FlattrState.COUNTED ? shares.getOrDefault(flattr.id(), 0L) : 0);
  }

  private String handle(Creator creator) {
    PlayedNode played = byOrigin(creator.actor());
    String path = creator.actor().uri().getPath();
    return handle(played, PlayedNode.scenarioName(path.substring(path.lastIndexOf('/') + 1)));
  }

  private Report.Donor donor(PlayedNode played, YearMonth month, MonthFigures.Donor donor) {
    String handle = handle(played, played.nameOf(donor.member()));
    @Nullable Long funds = fundsAfter.apply(month).get(handle);
    return new Report.Donor(
        handle,
        donor.reservedMicros(),
        donor.givenMicros(),
        donor.reservedMicros() - donor.givenMicros(),
        Optional.ofNullable(funds).orElseThrow());
  }

  private Report.Creator creator(PlayedNode played, MonthFigures.Creator creator) {
    return new Report.Creator(
        handle(played, played.nameOf(creator.member())),
        creator.grossMicros(),
        creator.feeMicros(),
        creator.grossMicros() - creator.feeMicros());
  }

  private static Optional<Report.Statement> statement(
      PlayedNode debtor, PlayedNode creditor, PairMonth month) {
    return month
        .ourStatement()
        .filter(statement -> statement.count() > 0)
        .map(statement -> statement(debtor, creditor, month, statement));
  }

  private static Report.Statement statement(
      PlayedNode debtor, PlayedNode creditor, PairMonth month, Statement statement) {
    return new Report.Statement(
        debtor.name(),
        creditor.name(),
        statement.count(),
        statement.gross().micros(),
        statement.root(),
        month.ours().name());
  }

  /** As the payer has it; of a net of zero, as the first by name has it. */
  private static Optional<Report.Net> net(PlayedNode us, PlayedNode them, PairMonth month) {
    return month
        .settlement()
        .filter(
            settlement ->
                settlement.net().micros() == 0
                    ? us.name().compareTo(them.name()) < 0
                    : settlement.payer().equals(us.actor()))
        .map(settlement -> net(us, them, month, settlement));
  }

  private static Report.Net net(
      PlayedNode payer, PlayedNode payee, PairMonth month, Settlement settlement) {
    return new Report.Net(
        payer.name(),
        payee.name(),
        settlement.net().micros(),
        settlement.paid().micros(),
        settlement.carried().micros(),
        month.stage().name());
  }

  private Report.Node node(PlayedNode played) {
    Node node = played.node();
    List<Breach> breaches = node.check();
    return new Report.Node(
        played.name(),
        posted(node, new Account.Bank()),
        posted(node, new Account.FeePending()),
        posted(node, new Account.FeeAvailable()),
        breaches.isEmpty()
            ? "ok"
            : breaches.stream().map(Breach::toString).collect(Collectors.joining("; ")),
        scenario.members().stream()
            .map(Scenario.Member::handle)
            .filter(handle -> handle.node().equals(played.name()))
            .map(handle -> balance(played, handle))
            .toList());
  }

  private static Report.Balance balance(PlayedNode played, Handle handle) {
    UUID member = played.member(handle).value();
    return new Report.Balance(
        handle.toString(),
        played.node().balance(new Account.MemberFunds(member)).availableMicros(),
        posted(played.node(), new Account.MemberPending(member)),
        posted(played.node(), new Account.MemberAvailable(member)));
  }

  private static long posted(Node node, Account account) {
    return node.balance(account).postedMicros();
  }

  private static String handle(PlayedNode played, String name) {
    return name + "@" + played.name();
  }

  private PlayedNode byOrigin(ActorId actor) {
    return nodes.values().stream()
        .filter(played -> played.node().origin().equals(actor.origin()))
        .findFirst()
        .orElseThrow();
  }
}
