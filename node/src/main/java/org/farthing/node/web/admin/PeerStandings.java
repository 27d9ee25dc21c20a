package org.farthing.node.web.admin;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Balance;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Suspension;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Database;
import org.farthing.node.web.admin.Sheet.Mood;

/** What this node and others owe each other, and whether flattrs are exchanged. */
final class PeerStandings {

  static final Balance NOTHING = new Balance(0, 0);

  private final Database database;
  private final Ledger ledger;
  private final Suspensions suspensions;
  private final long mostOwedMicros;

  /**
   * @param mostOwedMicros what a peer may owe before no more flattrs of its donors are taken
   */
  PeerStandings(Database database, Ledger ledger, Suspensions suspensions, long mostOwedMicros) {
    this.database = database;
    this.ledger = ledger;
    this.suspensions = suspensions;
    this.mostOwedMicros = mostOwedMicros;
  }

  Map<Account, Balance> balances(List<Peer> some) {
    List<Account> accounts =
        some.stream()
            .<Account>flatMap(
                peer ->
                    Stream.of(
                        new Account.OwedTo(peer.id()),
                        new Account.OwedBy(peer.id()),
                        new Account.Unmatched(peer.id()),
                        new Account.Overpaid(peer.id())))
            .toList();
    return database.read(tx -> ledger.balancesOf(tx, accounts));
  }

  Map<Integer, Optional<Suspension>> suspensions(List<Peer> some) {
    return database.read(
        tx ->
            some.stream()
                .collect(Collectors.toMap(Peer::id, peer -> suspensions.of(tx, peer.id()))));
  }

  Optional<Suspension> suspension(Peer peer) {
    return database.read(tx -> suspensions.of(tx, peer.id()));
  }

  /** That no flattrs are exchanged with any node, those included that become known later. */
  Optional<Suspension> suspensionOfAll() {
    return database.read(suspensions::ofAll);
  }

  /** Says so, and leads to its end; nothing when it is not so. */
  List<Sheet.Part> allPaused(Visit visit) {
    return suspensionOfAll().stream()
        .flatMap(
            it ->
                Stream.<Sheet.Part>of(
                    new Sheet.Text(
                        visit.text("admin.peers.all-paused"),
                        List.of(
                            visit.text(
                                "admin.peers.all-paused.text",
                                visit.moment(it.since()),
                                String.valueOf(it.wordsOrNull())))),
                    new Sheet.Acts(
                        "",
                        List.of(
                            new Sheet.Link(
                                visit.text("admin.peers.resume.act"), RealMoneyRoutes.RESUME)))))
        .toList();
  }

  static Sheet.Mark state(Visit visit, Optional<Suspension> suspension) {
    return suspension
        .map(
            it ->
                new Sheet.Mark(
                    mood(it),
                    visit.text(
                        "admin.peer.suspended." + it.reason().name().toLowerCase(Locale.ROOT),
                        visit.frame().words().day(it.since()),
                        Objects.requireNonNullElse(it.wordsOrNull(), ""))))
        .orElseGet(() -> new Sheet.Mark(Mood.GOOD, visit.text("admin.peer.fine")));
  }

  /** The same in a word or two; the page of the peer says more. */
  private static Sheet.Mark brief(Visit visit, Optional<Suspension> suspension) {
    String state = suspension.map(it -> it.reason().name().toLowerCase(Locale.ROOT)).orElse("fine");
    return new Sheet.Mark(
        suspension.map(PeerStandings::mood).orElse(Mood.GOOD),
        visit.text("admin.peer.brief." + state));
  }

  /** What an admin wants so is no trouble. */
  static Mood mood(Suspension suspension) {
    return suspension.reason() == Suspension.Reason.PAUSED ? Mood.WAITS : Mood.BAD;
  }

  static Sheet.Amount amount(Visit visit, Map<Account, Balance> balances, Account account) {
    return visit.amount(micros(balances, account));
  }

  /** How far what a peer owes may go, in words. */
  String limit(Visit visit) {
    return mostOwedMicros == Long.MAX_VALUE
        ? visit.text("admin.peer.exposure.none")
        : visit.text("admin.peer.exposure", visit.money(mostOwedMicros));
  }

  /**
   * Who owes whom, the largest sums first.
   *
   * @param all peers; a page of them is shown
   */
  Sheet.Table owed(Visit visit, List<Peer> all) {
    Map<Account, Balance> balances = balances(all);
    List<Peer> sorted =
        all.stream()
            .sorted(
                Comparator.<Peer>comparingLong(peer -> -between(balances, peer))
                    .thenComparing(PeerNames::of))
            .toList();
    List<Peer> shown = visit.paged(sorted);
    Map<Integer, Optional<Suspension>> suspended = suspensions(shown);
    return new Sheet.Table(
        visit.text("admin.overview.peers"),
        null,
        List.of(
            visit.text("admin.column.peer"),
            visit.text("admin.column.owed-to"),
            visit.text("admin.column.owed-by"),
            visit.text("admin.column.exposure"),
            visit.text("admin.column.state")),
        shown.stream()
            .map(
                peer ->
                    List.<Sheet.Cell>of(
                        new Sheet.Link(PeerNames.of(peer), Place.PEERS.path(peer.id())),
                        amount(visit, balances, new Account.OwedTo(peer.id())),
                        amount(visit, balances, new Account.OwedBy(peer.id())),
                        new Sheet.Words(exposure(visit, balances, peer)),
                        brief(visit, suspended.getOrDefault(peer.id(), Optional.empty()))))
            .toList(),
        visit.text("admin.peers.none"),
        visit.pages(Place.OVERVIEW.path(), visit.hasMore(sorted)));
  }

  private static long between(Map<Account, Balance> balances, Peer peer) {
    return micros(balances, new Account.OwedTo(peer.id()))
        + micros(balances, new Account.OwedBy(peer.id()));
  }

  private String exposure(Visit visit, Map<Account, Balance> balances, Peer peer) {
    if (mostOwedMicros == Long.MAX_VALUE) {
      return visit.text("admin.exposure.none");
    }
    long left = mostOwedMicros - micros(balances, new Account.OwedBy(peer.id()));
    return left < 0
        ? visit.text("admin.exposure.above", visit.money(-left), visit.money(mostOwedMicros))
        : visit.text("admin.exposure.left", visit.money(left), visit.money(mostOwedMicros));
  }

  private static long micros(Map<Account, Balance> balances, Account account) {
    return balances.getOrDefault(account, NOTHING).postedMicros();
  }
}
