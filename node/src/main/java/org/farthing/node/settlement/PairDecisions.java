package org.farthing.node.settlement;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.Corrections;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Movement;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.payout.IncomingPayment;
import org.farthing.node.payout.IncomingPayments;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.peer.Suspension;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.settlement.said.OwnWords;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.settlement.PairEvent;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.settlement.Unsaid;

/**
 * What an admin decides about a month with another node, each with its reason in the audit log
 * (product rule 16). Thread-safe.
 */
public final class PairDecisions {

  private final Database database;
  private final InstantSource calendar;
  private final Ledger ledger;
  private final AuditLog audit;
  private final IncomingPayments incoming;
  private final PairMonths pairs;
  private final Revenues revenues;
  private final Peers peers;
  private final Suspensions suspensions;
  private final OwnWords words;
  private final Origin origin;
  private final Corrections corrections;

  PairDecisions(
      Database database,
      InstantSource calendar,
      Ledger ledger,
      AuditLog audit,
      IncomingPayments incoming,
      PairMonths pairs,
      Revenues revenues,
      Peers peers,
      Suspensions suspensions,
      OwnWords words,
      Origin origin) {
    this.database = database;
    this.calendar = calendar;
    this.ledger = ledger;
    this.audit = audit;
    this.incoming = incoming;
    this.pairs = pairs;
    this.revenues = revenues;
    this.peers = peers;
    this.suspensions = suspensions;
    this.words = words;
    this.origin = origin;
    this.corrections = new Corrections(ledger, calendar);
  }

  /**
   * Gives up what a peer has agreed to pay for a month and does not: the pending revenue of
   * creators here, and the fee with it. The month is done then.
   *
   * @return what was given up, in micro-units
   * @throws Problem {@code nothing_to_write_off} when no payment of theirs is awaited
   */
  public long writeOff(int peer, YearMonth month, Mandate mandate) {
    return database.write(
        tx -> {
          Account claim = new Account.OwedBy(peer);
          List<Movement> before = ledger.credits(tx, claim, TransferCode.WRITE_OFF);
          if (!apply(tx, peer, month, new PairEvent.WrittenOff())) {
            throw new Problem(
                409,
                "nothing_to_write_off",
                "Nothing is awaited",
                "For %s no payment of this node is awaited.".formatted(month));
          }
          List<Movement> booked =
              new ArrayList<>(ledger.credits(tx, claim, TransferCode.WRITE_OFF));
          booked.removeAll(before);
          List<TransferId> transfers = booked.stream().map(Movement::id).toList();
          audit.record(tx, mandate, "peer-write-off", subject(peer, month), transfers);
          return booked.stream().mapToLong(Movement::amountMicros).sum();
        });
  }

  /**
   * Lets the first of two contents hold that a peer has signed for one place, and the month go on;
   * or lets it go on from what the books show, where this node has said more than they do.
   *
   * @throws Problem {@code not_frozen} when the month waits for no such word; {@code signed_debt}
   *     when what it waits for is that this node owes, by its own signature
   */
  public void release(int peer, YearMonth month, Mandate mandate) {
    database.execute(
        tx -> {
          requireNoDebt(words.unsaid(tx, month, peer), month);
          boolean givenUp = words.giveUp(tx, month, peer);
          if (!apply(tx, peer, month, new PairEvent.Released()) && !givenUp) {
            throw new Problem(
                409,
                "not_frozen",
                "It is not frozen",
                month + " with this node waits for no word.");
          }
          audit.record(tx, mandate, "peer-release", subject(peer, month), List.of());
        });
  }

  /** What this node has signed of a month, as the peer has shown, and its books do not show. */
  public Unsaid unsaid(int peer, YearMonth month) {
    return database.read(tx -> words.unsaid(tx, month, peer));
  }

  /** Whether an admin can let such a month go on. */
  public static boolean isReleasable(Unsaid unsaid) {
    return !unsaid.isEmpty() && !unsaid.isOfDebt();
  }

  /** Taken back by an admin, it would be settled, or paid, twice. */
  private static void requireNoDebt(Unsaid unsaid, YearMonth month) {
    if (unsaid.isOfDebt()) {
      throw new Problem(
          409,
          "signed_debt",
          "This node has signed what it owes",
          "For %s the other node holds what this one has signed, and this copy of the database"
                  .formatted(month)
              + " cannot say again. Restore a newer copy.");
    }
  }

  /**
   * Exchanges no flattrs with a peer until an admin says otherwise; months under way are settled
   * all the same. Said again, it changes nothing.
   *
   * @param mandate with the reason, for admins
   * @return false when it is paused already
   */
  public boolean pause(int peer, Mandate mandate) {
    return database.write(tx -> pause(tx, peer, mandate.reason(), mandate));
  }

  /**
   * As {@link #pause}, with all peers that there are, and with those that become known, until
   * {@link #resumeAll}. Said again, it takes in a peer that went on meanwhile.
   *
   * @return false when all are paused already
   */
  public boolean pauseAll(Mandate mandate) {
    return database.write(
        tx -> {
          boolean isNew = suspensions.pauseNewOnes(tx, mandate.reason());
          if (isNew) {
            audit.record(tx, mandate, "peers-pause", "peers", List.of());
          }
          // For the reason that stands for all: so resumeAll ends it, too.
          String reason = Objects.requireNonNull(suspensions.ofAll(tx).orElseThrow().wordsOrNull());
          for (Peer peer : peers.all(tx)) {
            isNew |= pause(tx, peer.id(), reason, mandate);
          }
          return isNew;
        });
  }

  /** Whether that holds, since when and why. */
  public Optional<Suspension> pauseOfAll() {
    return database.read(suspensions::ofAll);
  }

  /**
   * Ends that, and the pauses that it began; what was paused for another reason stays so.
   *
   * @throws Problem {@code not_all_paused}
   */
  public void resumeAll(Mandate mandate) {
    database.execute(
        tx -> {
          List<Integer> paused =
              suspensions.endPauseOfNewOnes(tx).orElseThrow(PairDecisions::notAllPaused);
          audit.record(tx, mandate, "peers-resume", "peers", List.of());
          paused.forEach(
              peer -> {
                boolean _ = suspensions.endPause(tx, peer);
                audit.record(tx, mandate, "peer-resume", "peer:" + peer, List.of());
              });
        });
  }

  private static Problem notAllPaused() {
    return new Problem(
        409, "not_all_paused", "Not all are paused", "There is no pause of all nodes.");
  }

  private static Problem notSuspended() {
    return new Problem(
        409, "not_suspended", "It is not suspended", "Flattrs are exchanged with it.");
  }

  private boolean pause(Transaction tx, int peer, String reason, Mandate mandate) {
    boolean isNew = suspensions.pause(tx, peer, reason);
    if (isNew) {
      audit.record(tx, mandate, "peer-pause", "peer:" + peer, List.of());
    }
    return isNew;
  }

  /**
   * Ends an admin's pause; without one, holds nothing that was late, or signed twice, until now
   * against a peer any more. Flattrs are exchanged with it again. What it owes it owes on.
   *
   * @throws Problem {@code not_suspended} when it is neither paused nor suspended for either
   */
  public void resume(int peer, Mandate mandate) {
    YearMonth now = YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
    database.execute(
        tx -> {
          if (suspensions.endPause(tx, peer)) {
            audit.record(tx, mandate, "peer-resume", "peer:" + peer, List.of());
            return;
          }
          boolean forgivable =
              suspensions.byItself(tx, peer).filter(Suspension::canBeEnded).isPresent();
          if (!forgivable) {
            throw notSuspended();
          }
          suspensions.resume(tx, peer, now);
          suspensions.set(tx, peers.get(tx, peer), null);
          audit.record(tx, mandate, "peer-resume", subject(peer, now), List.of());
        });
  }

  /**
   * Makes up, in this month's statement, for what is missing in that of an earlier month: a flattr
   * or gift that the peer missed, or left out of its agreement and that went back to the donor.
   *
   * @throws Problem {@code nothing_missing} when the peer has agreed to the statement as it is, or
   *     not yet, or does not miss this one; and what {@link Corrections#makeUp} says
   */
  public Corrections.Held correct(int peer, YearMonth month, FlattrId flattr, Mandate mandate) {
    return database.write(
        tx -> {
          PairMonth pair =
              PairMonthStore.find(tx, month, peer)
                  .filter(PairDecisions::isAgreedInPart)
                  .orElseThrow(PairDecisions::nothingMissing);
          Statement statement = pair.ourStatement().orElseThrow();
          ActivityId id = flattr.activity(origin);
          boolean missed = StatementStore.isMissed(tx, statement, id);
          OptionalLong left =
              StatementStore.disputed(tx, statement).stream()
                  .filter(it -> it.flattr().equals(id))
                  .mapToLong(StatementStore.Disputed::micros)
                  .findFirst();
          boolean wentBack = left.isPresent() && pair.ours() == PairMonth.Ours.PARTLY_RETURNED;
          if (!missed && !wentBack) {
            throw nothingMissing();
          }
          Corrections.Held held = corrections.makeUp(tx, flattr, peer, statement.id(), left);
          String subject = subject(peer, month) + " " + flattr;
          audit.record(tx, mandate, "peer-correct", subject, List.of(held.transfer()));
          return held;
        });
  }

  private static boolean isAgreedInPart(PairMonth pair) {
    return pair.ours() == PairMonth.Ours.PARTLY_AGREED
        || pair.ours() == PairMonth.Ours.PARTLY_RETURNED;
  }

  private static Problem nothingMissing() {
    return new Problem(
        409,
        "nothing_missing",
        "Nothing is missing",
        "That node does not miss this in a statement that it has agreed to in part.");
  }

  /** Returns whether anything has changed; a month that is not there is not begun by this. */
  private boolean apply(Transaction tx, int peer, YearMonth month, PairEvent event) {
    boolean known = PairMonthStore.of(tx, month).stream().anyMatch(row -> row.peer() == peer);
    if (!known) {
      return false;
    }
    PairMonth before = PairMonthStore.lock(tx, month, peer);
    try {
      return !pairs.apply(tx, peers.get(tx, peer), month, event).equals(before);
    } catch (ProtocolException e) {
      throw new Problem(409, e.code(), "Not yet", String.valueOf(e.getMessage()));
    }
  }

  /**
   * What was given up comes in after all: as far as what is free of a payment goes, the revenue of
   * that month, and of those before it, is available at once.
   *
   * @return what of the payment was used, in micro-units; the rest stays free
   * @throws Problem {@code unknown_payment}, {@code nothing_free}, {@code wrong_peer} for another
   *     peer's payment, {@code nothing_written_off}
   */
  public long recover(int peer, YearMonth month, long payment, Mandate mandate) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          IncomingPayment paid = incoming.lock(tx, payment);
          if (paid.peer() != peer) {
            throw new Problem(
                409, "wrong_peer", "Another's payment", "Payment " + payment + " is not theirs.");
          }
          List<Transfer> booked = revenues.recover(tx, month, peer, paid.freeMicros(), now);
          long micros = booked.stream().mapToLong(Transfer::amountMicros).sum();
          if (micros == 0) {
            throw new Problem(
                409,
                "nothing_written_off",
                "Nothing was given up",
                "Up to %s nothing of this node is written off and still missing.".formatted(month));
          }
          incoming.recovered(tx, paid, micros, now);
          if (RevenueStore.lost(tx, peer, month).isEmpty()) {
            confirm(tx, peer, month);
          }
          List<TransferId> transfers = booked.stream().map(Transfer::id).toList();
          audit.record(tx, mandate, "peer-recover", subject(peer, month), transfers);
          return micros;
        });
  }

  /** Nothing is missing any more of the months up to this one: their payments are confirmed. */
  private void confirm(Transaction tx, int peer, YearMonth upTo) {
    PairMonthStore.ofPeer(tx, peer).stream()
        .filter(it -> it.paid() == PairMonth.Paid.WRITTEN_OFF && !it.period().isAfter(upTo))
        .forEach(it -> apply(tx, peer, it.period(), new PairEvent.Recovered()));
  }

  private static String subject(int peer, YearMonth month) {
    return "peer:" + peer + " " + month;
  }
}
