package org.farthing.node.settlement;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.farthing.node.federation.inbox.Inbox;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.log.Forks;
import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.line.OwnLines;
import org.farthing.node.settlement.line.Slot;
import org.farthing.node.settlement.said.OwnWords;
import org.farthing.node.settlement.said.Recall;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.settlement.PairEvent;
import org.farthing.protocol.settlement.PairMonth;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.Trouble;

/** What peers say about a month's settlement, on its way to the pair's state. */
public final class SettlementInbox {

  private final InstantSource calendar;
  private final Origin origin;
  private final PairMonths pairs;
  private final OwnLines ownLines;
  private final Inbox inbox;
  private final Forks forks;
  private final OwnWords words;
  private final Recall recall;

  SettlementInbox(
      InstantSource calendar,
      Origin origin,
      PairMonths pairs,
      OwnLines ownLines,
      Inbox inbox,
      Forks forks,
      OwnWords words,
      Recall recall) {
    this.inbox = inbox;
    this.forks = forks;
    this.words = words;
    this.recall = recall;
    this.calendar = calendar;
    this.origin = origin;
    this.pairs = pairs;
    this.ownLines = ownLines;
  }

  public void statement(Transaction tx, StatementOffer offer, Peer from) {
    recall.requireAsked(from);
    Statement statement = offer.statement();
    YearMonth month = statement.period();
    PairMonth before = PairMonthStore.lock(tx, month, from.id());
    PairMonth after = pairs.apply(tx, from, month, new PairEvent.StatementArrived(offer));
    words.heard(tx, month, from, offer);
    if (after.trouble() == Trouble.FORKED) {
      StatementOffer first = Objects.requireNonNull(before.their().offerOrNull());
      forks.statementDiffers(
          tx, from, month, statement.version(), body(tx, first.id()), body(tx, offer.id()));
      return;
    }
    StatementStore.insert(tx, statement, from.id(), false);
  }

  public void answer(Transaction tx, StatementAnswer answer, Peer from) {
    recall.requireAsked(from);
    YearMonth month =
        monthOf(
                tx,
                from,
                pair -> Optional.ofNullable(pair.our().offerOrNull()).map(StatementOffer::id),
                answer.offer())
            .orElseThrow(() -> unknownOffer(tx, from));
    PairMonth before = PairMonthStore.lock(tx, month, from.id());
    if (answer instanceof StatementAnswer.Agreement agreement && !agreement.isWhole()) {
      requireAmountsOfLines(tx, agreement, new Slot(month, from.id(), Slot.FIRST_VERSION));
    }
    PairMonth after = pairs.apply(tx, from, month, new PairEvent.StatementAnswered(answer));
    words.heard(tx, month, from, answer);
    if (answer instanceof StatementAnswer.Agreement agreement) {
      StatementStore.insertAgreement(tx, agreement.statement(), agreement.id());
    }
    if (isNews(before, answer)) {
      StatementStore.insertDisputes(
          tx,
          after.ourStatement().orElseThrow(),
          answer.disputes(),
          answer.logOrNull(),
          calendar.instant());
    }
  }

  /** Whether it answers our newest statement, on which nothing was said before. */
  private static boolean isNews(PairMonth before, StatementAnswer answer) {
    StatementOffer newest = Objects.requireNonNull(before.our().offerOrNull());
    boolean unanswered = before.ours() == Ours.PROPOSED || before.ours() == Ours.ADMITTED;
    return unanswered && newest.id().equals(answer.offer());
  }

  /** The bytes in which a message came. */
  private byte[] body(Transaction tx, ActivityId id) {
    byte[] hash = Sha256.of(id.toString());
    return inbox.bodies(tx, List.of(hash)).values().stream().findFirst().orElseThrow();
  }

  /** What an agreement leaves out goes back to our donors: so each line has its amount, once. */
  private void requireAmountsOfLines(
      Transaction tx, StatementAnswer.Agreement agreement, Slot lines) {
    Set<ActivityId> left = new HashSet<>();
    for (Dispute dispute : agreement.disputes()) {
      ActivityId flattr = dispute.flattr().orElseThrow();
      OptionalLong micros =
          FlattrId.of(flattr, origin)
              .map(id -> ownLines.micros(tx, lines, id))
              .orElse(OptionalLong.empty());
      boolean fits = dispute.amountMicros() == (left.add(flattr) ? micros.orElse(0) : 0);
      if (!fits) {
        throw new ProtocolException(
            "wrong_amount", "Not what the line of " + flattr + " gives, or more than once.");
      }
    }
  }

  public void settlement(Transaction tx, SettlementOffer offer, Peer from) {
    recall.requireAsked(from);
    YearMonth month = offer.settlement().period();
    PairMonth before = PairMonthStore.lock(tx, month, from.id());
    PairMonth after = pairs.apply(tx, from, month, new PairEvent.SettlementArrived(offer));
    words.heard(tx, month, from, offer);
    if (after.trouble() == Trouble.FORKED) {
      SettlementOffer first = Objects.requireNonNull(before.net().offerOrNull());
      forks.settlementDiffers(tx, from, month, body(tx, first.id()), body(tx, offer.id()));
    }
  }

  public void answer(Transaction tx, SettlementAnswer answer, Peer from) {
    recall.requireAsked(from);
    YearMonth month =
        monthOf(
                tx,
                from,
                pair -> Optional.ofNullable(pair.net().offerOrNull()).map(SettlementOffer::id),
                answer.offer())
            .orElseThrow(() -> unknownOffer(tx, from));
    pairs.apply(tx, from, month, new PairEvent.SettlementAnswered(answer));
    words.heard(tx, month, from, answer);
  }

  public void payment(Transaction tx, PaymentOffer offer, Peer from) {
    recall.requireAsked(from);
    YearMonth month =
        monthOf(
                tx,
                from,
                pair -> pair.settlement().map(settlement -> settlement.id()),
                offer.payment().settlement())
            .orElseThrow(
                () ->
                    ProtocolException.early("unknown_offer", "Its settlement is not known here."));
    pairs.apply(tx, from, month, new PairEvent.PaymentNoticed(offer));
    words.heard(tx, month, from, offer);
  }

  public void answer(Transaction tx, PaymentAnswer answer, Peer from) {
    recall.requireAsked(from);
    YearMonth month =
        monthOf(
                tx,
                from,
                pair -> Optional.ofNullable(pair.payment().noticeOrNull()).map(PaymentOffer::id),
                answer.offer())
            .orElseThrow(() -> unknownOffer(tx, from));
    pairs.apply(tx, from, month, new PairEvent.PaymentAnswered(answer));
    words.heard(tx, month, from, answer);
  }

  /** The month of the pair in which something has this id. */
  private static Optional<YearMonth> monthOf(
      Transaction tx, Peer peer, Function<PairMonth, Optional<ActivityId>> part, ActivityId id) {
    return PairMonthStore.ofPeer(tx, peer.id()).stream()
        .filter(pair -> part.apply(pair).filter(id::equals).isPresent())
        .map(PairMonth::period)
        .findFirst();
  }

  /** What was lost with a restored backup and is not said again yet may be what it answers. */
  private ProtocolException unknownOffer(Transaction tx, Peer from) {
    String nothing = "This answers nothing known here.";
    return words.isCatchingUp(tx, from.id())
        ? ProtocolException.early("unknown_offer", nothing)
        : new ProtocolException("unknown_offer", nothing);
  }
}
