package org.farthing.node.settlement;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.payout.IncomingPayments;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.peer.PeerPolicies;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.said.LaterOffers;
import org.farthing.node.settlement.said.OwnWords;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.Cover;
import org.farthing.protocol.settlement.LedgerCommand;
import org.farthing.protocol.settlement.PairEvent;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.settlement.PairMonth.Trouble;
import org.farthing.protocol.settlement.PairSettlement;
import org.farthing.protocol.settlement.PairStep;
import org.farthing.protocol.settlement.PairTerms;
import org.farthing.protocol.settlement.Standing;
import org.farthing.protocol.settlement.Unsaid;

/**
 * The shell around {@link PairSettlement}: loads a pair's month, lets it step, and stores, sends
 * and books what it says, all in the caller's transaction.
 */
final class PairMonths implements LaterOffers {

  private static final Mandate SETTLED_AFTER_ALL =
      Mandate.ofNode("The month is settled after all.");

  private final InstantSource calendar;
  private final AuditLog audit;
  private final LocalIds ids;
  private final Ledger ledger;
  private final IncomingPayments incoming;
  private final Revenues revenues;
  private final Returns returns;
  private final OwnPolicies policies;
  private final PeerPolicies peerPolicies;
  private final PeerMail mail;
  private final OwnWords words;
  private final Consumer<Peer> changed;

  PairMonths(
      InstantSource calendar,
      AuditLog audit,
      LocalIds ids,
      Ledger ledger,
      IncomingPayments incoming,
      Revenues revenues,
      Returns returns,
      OwnPolicies policies,
      PeerPolicies peerPolicies,
      PeerMail mail,
      OwnWords words,
      Consumer<Peer> changed) {
    this.calendar = calendar;
    this.audit = audit;
    this.ids = ids;
    this.ledger = ledger;
    this.incoming = incoming;
    this.revenues = revenues;
    this.returns = returns;
    this.policies = policies;
    this.peerPolicies = peerPolicies;
    this.mail = mail;
    this.words = words;
    this.changed = changed;
  }

  /** Something happens to a pair's month. */
  PairMonth apply(Transaction tx, Peer peer, YearMonth period, PairEvent event) {
    return apply(tx, peer, period, event, Map.of());
  }

  /**
   * Something happens to a pair's month.
   *
   * @param grossOf what each creator has coming, for the event by which their statement is agreed
   * @throws ProtocolException when the event is a message that does not fit; early, while this node
   *     has not said again what it has said of the month, and when it would say something else
   */
  PairMonth apply(
      Transaction tx, Peer peer, YearMonth period, PairEvent event, Map<ActorId, Long> grossOf) {
    Instant now = calendar.instant();
    PairMonth before = PairMonthStore.lock(tx, period, peer.id());
    Unsaid unsaid = words.unsaid(tx, period, peer.id());
    PairStep step =
        words.say(tx, peer, period, unsaid, step(tx, peer, before, event, unsaid.since()));
    if (!step.month().equals(before)) {
      PairMonthStore.update(tx, peer.id(), step.month(), peer.actor());
      tx.afterCommit(() -> changed.accept(peer));
    }
    boolean isDefaulted = step.month().trouble() == Trouble.DEFAULTED;
    if (isDefaulted && before.trouble() != Trouble.DEFAULTED) {
      revenues.tellOfDefault(tx, period, peer.id());
    }
    if (before.trouble() == Trouble.DEFAULTED && step.month().trouble() == Trouble.NONE) {
      String subject = "peer:" + peer.id() + " " + period;
      audit.record(tx, SETTLED_AFTER_ALL, "peer-default-ends", subject, List.of());
    }
    step.messages().forEach(message -> mail.send(tx, message, peer));
    step.commands().forEach(command -> book(tx, command, peer.id(), period, grossOf, now));
    return step.month();
  }

  /**
   * @param then when the same was done before, where a restored backup does not know of it; what
   *     does not fit yet fits once all of that is done again
   */
  private PairStep step(
      Transaction tx, Peer peer, PairMonth before, PairEvent event, Optional<Instant> then) {
    PairSettlement settlement = new PairSettlement(terms(tx, peer, before.period()));
    try {
      return settlement.step(before, event, then.orElseGet(calendar::instant));
    } catch (ProtocolException e) {
      throw then.isEmpty() ? e : ProtocolException.early(e.code(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean isAnother(Transaction tx, Peer peer, PairEvent.SettlementRecalled before) {
    return PairMonthStore.find(tx, before.settlement().period(), peer.id())
        .filter(month -> month.isOfferedOtherwise(before))
        .isPresent();
  }

  @Override
  public void takeBack(Transaction tx, Peer peer, PairEvent.SettlementRecalled before) {
    apply(tx, peer, before.settlement().period(), before);
  }

  /** Digest of our policy of a month. */
  String policy(YearMonth period) {
    return policies.version(period).digest();
  }

  /** Whether a month is not waited for any more. */
  boolean isInDefault(YearMonth period) {
    return !calendar.instant().isBefore(policies.of(period).calendar().inDefault(period));
  }

  /** The peer's policy that this node has stated under, where it has lost that statement. */
  Optional<String> statedPolicy(Transaction tx, Peer peer, YearMonth period) {
    return words
        .unsaid(tx, period, peer.id())
        .find(StatementOffer.class)
        .map(offer -> offer.statement().policy());
  }

  /** How a peer keeps to a month. */
  Standing standing(Transaction tx, Peer peer, PairMonth month) {
    return new PairSettlement(terms(tx, peer, month.period())).standing(month, calendar.instant());
  }

  /**
   * What we paid under a reference has come back.
   *
   * @return false when nothing changes, for they have confirmed that they have it
   */
  boolean takeBack(Transaction tx, Peer peer, String reference) {
    YearMonth period =
        PairMonthStore.ofPeer(tx, peer.id()).stream()
            .filter(it -> it.settlement().filter(that -> isUnder(reference, that)).isPresent())
            .findFirst()
            .map(PairMonth::period)
            .orElseThrow();
    if (PairMonthStore.lock(tx, period, peer.id()).paid() == PairMonth.Paid.CONFIRMED) {
      return false;
    }
    apply(tx, peer, period, new PairEvent.PaymentReturned());
    return true;
  }

  private static boolean isUnder(String reference, Settlement settlement) {
    return settlement.reference().equals(reference);
  }

  /** This node. */
  ActorId us() {
    return ids.node();
  }

  /** The id of something of ours in a pair's month. */
  ActivityId id(Transaction tx, Peer peer, YearMonth period, String thing) {
    return terms(tx, peer, period).id(period, thing);
  }

  private PairTerms terms(Transaction tx, Peer peer, YearMonth period) {
    NodePolicy ours = policies.of(period);
    // Of no use before we state anything, and known by then, or else the month is in default.
    long theirMinimum =
        peerPolicies.known(tx, peer, period).map(NodePolicy::netMinimumMicros).orElse(0L);
    return new PairTerms(
        ids.node(),
        peer.actor(),
        ours.currency(),
        ours.netMinimumMicros(),
        theirMinimum,
        ours.calendar());
  }

  private void book(
      Transaction tx,
      LedgerCommand command,
      int peer,
      YearMonth period,
      Map<ActorId, Long> grossOf,
      Instant now) {
    Account owed = new Account.OwedTo(peer);
    Account claim = new Account.OwedBy(peer);
    String reference = "settlement of " + period;
    switch (command) {
      case LedgerCommand.Owe it ->
          move(
              tx,
              "owe:" + period + ":" + peer,
              new Account.Stated(peer),
              owed,
              it.grossMicros(),
              new Voucher(TransferCode.AGREE, reference, period, now));
      case LedgerCommand.Admit it ->
          move(
              tx,
              "admit:" + period + ":" + peer + ":" + it.version(),
              new Account.Stated(peer),
              owed,
              it.grossMicros(),
              new Voucher(TransferCode.AGREE, reference, period, now));
      case LedgerCommand.Retract it ->
          move(
              tx,
              "retract:" + period + ":" + peer + ":" + it.version(),
              owed,
              new Account.Stated(peer),
              it.micros(),
              new Voucher(TransferCode.RETRACT, reference, period, now));
      case LedgerCommand.Earn _ -> revenues.earn(tx, period, peer, grossOf, now);
      case LedgerCommand.EarnRest _ -> revenues.earn(tx, period, peer, grossOf, now);
      case LedgerCommand.SetOff it ->
          move(
              tx,
              "set-off:" + period + ":" + peer,
              owed,
              claim,
              it.micros(),
              new Voucher(TransferCode.SET_OFF, reference, period, now));
      case LedgerCommand.Mature it -> {
        String covered = it.cover() instanceof Cover.UpTo ? "covered" : "all";
        String occasion = it.receivedMicros() == 0 ? covered : covered + it.receivedMicros();
        revenues.mature(tx, period, it.upTo(), peer, it.cover(), occasion, now);
      }
      case LedgerCommand.Pay it ->
          move(
              tx,
              "pay:" + period + ":" + peer + ":" + it.attempt(),
              owed,
              new Account.Bank(),
              it.micros(),
              new Voucher(TransferCode.PAY, it.reference(), period, now));
      case LedgerCommand.TakeBack it ->
          move(
              tx,
              "take-back:" + period + ":" + peer + ":" + it.attempt(),
              new Account.Bank(),
              owed,
              it.micros(),
              new Voucher(TransferCode.TAKE_BACK, it.reference(), period, now));
      case LedgerCommand.Receive it ->
          move(
              tx,
              "receive:" + period + ":" + peer + ":" + it.beforeMicros(),
              incoming.settle(tx, peer, period, it.reference(), it.micros(), now),
              claim,
              it.micros(),
              new Voucher(TransferCode.RECEIVE, it.reference(), period, now));
      case LedgerCommand.WriteOff it -> revenues.writeOff(tx, period, peer, it.micros(), now);
      case LedgerCommand.Return _ -> returns.giveBack(tx, period, peer, now);
      case LedgerCommand.ReturnDisputed _ -> returns.giveDisputedBack(tx, period, peer, now);
    }
  }

  private void move(
      Transaction tx, String key, Account debit, Account credit, long micros, Voucher voucher) {
    if (micros > 0) {
      ledger
          .book(tx, List.of(new Transfer(TransferId.of(key), debit, credit, micros, voucher)))
          .orThrow();
    }
  }
}
