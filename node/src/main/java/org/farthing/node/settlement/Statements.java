package org.farthing.node.settlement;

import java.net.URI;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.ReceivedFlattrs;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerPolicies;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.line.LineTotals;
import org.farthing.node.settlement.line.OwnLines;
import org.farthing.node.settlement.line.Slot;
import org.farthing.node.settlement.said.Recall;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.settlement.PairEvent;
import org.farthing.protocol.settlement.PairMonth;
import org.jspecify.annotations.Nullable;

/**
 * States to each other node what a split month owes it, line by line. Every node that this one
 * owes, or is owed by, something of the month or of those before is told, be it nothing: both sides
 * of a pair need both statements to net.
 */
final class Statements {

  private static final System.Logger LOG = System.getLogger(Statements.class.getName());

  /**
   * Stands in a statement for the digest of a policy that could not be read until the default day.
   */
  static final String NO_POLICY = "0".repeat(64);

  private final Database database;
  private final InstantSource calendar;
  private final LocalIds ids;
  private final CurrencyUnit currency;
  private final Ledger ledger;
  private final Peers peers;
  private final PeerPolicies policies;
  private final ReceivedFlattrs received;
  private final PairMonths pairs;
  private final OwnLines ownLines;
  private final Recall recall;

  /** Of which peers' policies could not be read when they were last asked for. */
  private final Set<Slot> unreadable = ConcurrentHashMap.newKeySet();

  Statements(
      Database database,
      InstantSource calendar,
      LocalIds ids,
      CurrencyUnit currency,
      Ledger ledger,
      Peers peers,
      PeerPolicies policies,
      ReceivedFlattrs received,
      PairMonths pairs,
      OwnLines ownLines,
      Recall recall) {
    this.database = database;
    this.calendar = calendar;
    this.ids = ids;
    this.currency = currency;
    this.ledger = ledger;
    this.peers = peers;
    this.policies = policies;
    this.received = received;
    this.pairs = pairs;
    this.ownLines = ownLines;
    this.recall = recall;
  }

  /**
   * States what can be stated now. With a peer that cannot be asked for its policy, or for what it
   * was stated before, the month is opened, and stated as soon as it can be: it holds up no other.
   */
  void stateAll(YearMonth month) {
    for (Peer peer : database.read(tx -> concerned(tx, month))) {
      Optional<String> obstacle = recall.obstacle(peer).or(() -> policies.read(peer, month));
      obstacle.ifPresent(
          it -> LOG.log(System.Logger.Level.WARNING, "{0} waits: {1}", peer.actor(), it));
      database.execute(
          tx -> {
            PairMonthStore.lock(tx, month, peer.id());
            if (obstacle.isEmpty()) {
              state(tx, peer, month);
            }
          });
    }
  }

  /** With whom a month that is stated is not settled yet. */
  Set<ActorId> unsettled(Transaction tx, YearMonth month) {
    return PairMonthStore.of(tx, month).stream()
        .filter(pair -> !pair.month().isDone())
        .map(pair -> peers.get(tx, pair.peer()).actor())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * States what was not stated with all else, as a peer's policy could not be read, or as it thinks
   * that it is concerned and is owed nothing: both need both statements.
   *
   * @return whether that is done now
   */
  boolean stateLate(Peer peer, YearMonth month) {
    Slot slot = new Slot(month, peer.id(), Slot.FIRST_VERSION);
    if (!unreadable.contains(slot) && policies.read(peer, month).isPresent()) {
      unreadable.add(slot);
    }
    boolean stated = database.write(tx -> isStatable(tx, peer, month) && state(tx, peer, month));
    if (stated) {
      unreadable.remove(slot);
    }
    return stated;
  }

  /** Whether a peer's policy is known; from the default day on nothing rests on it any more. */
  boolean isStatable(Transaction tx, Peer peer, YearMonth month) {
    return policies.digest(tx, peer, month).isPresent() || pairs.isInDefault(month);
  }

  /**
   * Asks again for policies that could not be read. Not to be called within a transaction.
   *
   * @return whether something can be stated now
   */
  boolean readAgain() {
    return unreadable.removeIf(
        slot -> {
          Peer peer = database.read(tx -> peers.get(tx, slot.peer()));
          return policies.read(peer, slot.period()).isEmpty();
        });
  }

  /** States once more what a peer disputes; from now on it can leave out single lines. */
  void stateAnew(Peer peer, YearMonth month) {
    database.execute(
        tx -> {
          PairMonth pair = PairMonthStore.lock(tx, month, peer.id());
          if (pair.isToBeStatedAnew()) {
            Statement before = pair.ourStatement().orElseThrow();
            Statement statement = statement(tx, peer, month, before);
            StatementStore.insert(tx, statement, peer.id(), true);
            pairs.apply(tx, peer, month, new PairEvent.Stated(statement));
          }
        });
  }

  /** By name. */
  private List<Peer> concerned(Transaction tx, YearMonth month) {
    SortedSet<Integer> concerned = new TreeSet<>();
    concerned.addAll(CloseStore.peersOfCreators(tx, month).values());
    concerned.addAll(received.countedByPeer(tx, month).keySet());
    for (Peer peer : peers.all(tx)) {
      if (PairMonthStore.before(tx, month, peer.id()).filter(this::leavesSomething).isPresent()) {
        concerned.add(peer.id());
      }
    }
    PairMonthStore.of(tx, month).forEach(row -> concerned.add(row.peer()));
    return concerned.stream()
        .map(id -> peers.get(tx, id))
        .sorted(Comparator.comparing(Peer::actor))
        .toList();
  }

  private boolean leavesSomething(PairMonth before) {
    return before
        .carriedOn(ids.node())
        .map(carried -> !carried.equals(PairMonth.Carried.NOTHING))
        .orElse(true);
  }

  /**
   * @return whether it is stated now; not when this node has stated something else before, and
   *     remembers that from the peer alone
   */
  private boolean state(Transaction tx, Peer peer, YearMonth month) {
    if (PairMonthStore.lock(tx, month, peer.id()).ours() != PairMonth.Ours.NONE) {
      return true;
    }
    Statement statement = statement(tx, peer, month, null);
    try {
      pairs.apply(tx, peer, month, new PairEvent.Stated(statement));
    } catch (ProtocolException e) {
      LOG.log(System.Logger.Level.DEBUG, "{0} waits: {1}", peer.actor(), e.getMessage());
      return false;
    }
    StatementStore.insert(tx, statement, peer.id(), true);
    if (statement.gross().micros() > 0) {
      ledger
          .book(
              tx,
              new Transfer(
                  TransferId.of("state:" + month + ":" + peer.id()),
                  new Account.Giving(month),
                  new Account.Stated(peer.id()),
                  statement.gross().micros(),
                  new Voucher(
                      TransferCode.STATE, "statement of " + month, month, calendar.instant())))
          .orThrow();
    }
    return true;
  }

  private Statement statement(
      Transaction tx, Peer peer, YearMonth month, @Nullable Statement beforeOrNull) {
    LineTotals lines = ownLines.totals(tx, new Slot(month, peer.id(), Slot.FIRST_VERSION));
    int version = beforeOrNull == null ? 1 : beforeOrNull.version() + 1;
    ActivityId id = pairs.id(tx, peer, month, "statement-" + version);
    return new Statement(
        id,
        month,
        ids.node(),
        peer.actor(),
        version,
        lines.count(),
        new Money(lines.grossMicros(), currency),
        lines.root(),
        URI.create(id + "/lines"),
        policies
            .digest(tx, peer, month)
            .or(() -> pairs.statedPolicy(tx, peer, month))
            .orElse(NO_POLICY),
        beforeOrNull == null ? null : beforeOrNull.id());
  }
}
