package org.farthing.protocol.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Payment;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.money.Cover;
import org.farthing.protocol.settlement.PairMonth.Paid;
import org.farthing.protocol.settlement.PairMonth.PaymentOfNet;

/**
 * The payment of a month's net: sent and announced by the payer, confirmed by the payee only as its
 * rail shows it.
 */
final class PaymentExchange {

  private final PairTerms terms;
  private final PairMessages messages;

  PaymentExchange(PairTerms terms, PairMessages messages) {
    this.terms = terms;
    this.messages = messages;
  }

  PairStep sent(PairMonth month, String rail, Instant now) {
    if (month.paid() != Paid.ORDERED) {
      return PairStep.unchanged(month);
    }
    Settlement settlement = month.settlement().orElseThrow();
    PaymentOffer offer = messages.payment(settlement, rail, now);
    int attempt = month.payment().attempts() + 1;
    return PairStep.saying(month.with(new PaymentOfNet(Paid.SENT, offer, 0, attempt)), offer)
        .booking(
            new LedgerCommand.Pay(settlement.paid().micros(), settlement.reference(), attempt));
  }

  /** A payment that they have confirmed cannot have come back. */
  PairStep returned(PairMonth month) {
    if (month.paid() != Paid.SENT) {
      return PairStep.unchanged(month);
    }
    Settlement settlement = month.settlement().orElseThrow();
    return PairStep.unchanged(month.with(month.payment().as(Paid.ORDERED)))
        .booking(
            new LedgerCommand.TakeBack(
                settlement.paid().micros(), settlement.reference(), month.payment().attempts()));
  }

  PairStep noticed(PairMonth month, PaymentOffer offer, Instant now) {
    Require.saidBy(terms.them(), offer.actor());
    requireSettled(month);
    Settlement settlement =
        awaited(month)
            .orElseThrow(
                () -> new ProtocolException("unexpected_payment", "No payment is awaited."));
    requirePaymentOf(settlement, offer.payment());
    PaymentOfNet known = month.payment();
    PaymentOffer before = known.noticeOrNull();
    Require.that(
        before == null || before.payment().equals(offer.payment()),
        "conflict",
        "Another payment was announced.");
    Paid state = known.state() == Paid.NONE ? Paid.NOTICED : known.state();
    PaymentOffer notice = before == null ? offer : before;
    PairMonth noticed = month.with(new PaymentOfNet(state, notice, known.receivedMicros(), 0));
    return state == Paid.CONFIRMED
        ? PairStep.saying(noticed, messages.paymentReceipt(month.period(), notice, now))
        : PairStep.unchanged(noticed);
  }

  /** Part of a net may come first, and the rest later: each part makes as much available. */
  PairStep shown(PairMonth month, long totalMicros, Instant now) {
    PaymentOfNet known = month.payment();
    boolean open = known.state() == Paid.NONE || known.state() == Paid.NOTICED;
    Settlement settlement = awaited(month).filter(_ -> open).orElse(null);
    if (settlement == null || totalMicros <= known.receivedMicros()) {
      return PairStep.unchanged(month);
    }
    long total = Math.min(totalMicros, settlement.paid().micros());
    long part = total - known.receivedMicros();
    boolean whole = total == settlement.paid().micros();
    Paid state = whole ? Paid.CONFIRMED : known.state();
    PaymentOffer notice = known.noticeOrNull();
    PairMonth after = month.with(new PaymentOfNet(state, notice, total, 0));
    List<LedgerCommand> commands = new ArrayList<>();
    commands.add(new LedgerCommand.Receive(known.receivedMicros(), part, settlement.reference()));
    commands.add(
        new LedgerCommand.Mature(
            new Leftover(month, settlement.statements()).maturesUpTo(),
            whole ? new Cover.Everything() : new Cover.UpTo(part),
            total));
    PairStep step =
        whole && notice != null
            ? PairStep.saying(after, messages.paymentReceipt(month.period(), notice, now))
            : PairStep.unchanged(after);
    return step.booking(commands);
  }

  PairStep answered(PairMonth month, PaymentAnswer answer) {
    Require.saidBy(terms.them(), answer.actor());
    PaymentOffer ours = Require.answered(month.payment().noticeOrNull(), answer.offer());
    Require.aboutOurs(answer.payment().equals(ours.payment().id()));
    return PairStep.unchanged(
        month.paid() == Paid.SENT ? month.with(month.payment().as(Paid.CONFIRMED)) : month);
  }

  PairStep writtenOff(PairMonth month) {
    boolean open = month.paid() == Paid.NONE || month.paid() == Paid.NOTICED;
    return awaited(month)
        .filter(_ -> open)
        .map(
            settlement -> {
              long micros = settlement.paid().micros() - month.payment().receivedMicros();
              return PairStep.unchanged(month.with(month.payment().as(Paid.WRITTEN_OFF)))
                  .booking(new LedgerCommand.WriteOff(micros));
            })
        .orElseGet(() -> PairStep.unchanged(month));
  }

  /** Who was not answered for too long pays without an answer, before we may know for what. */
  private static void requireSettled(PairMonth month) {
    boolean open =
        switch (month.netted()) {
          case NONE, OFFERED, RECEIVED -> true;
          case DISPUTED, AGREED, ADMITTED -> false;
        };
    Require.already(!open, "unexpected_payment", "Its settlement does not stand yet.");
  }

  /** What was given up is booked where it came in: only their receipt is left to be said. */
  PairStep recovered(PairMonth month, Instant now) {
    if (month.paid() != Paid.WRITTEN_OFF) {
      return PairStep.unchanged(month);
    }
    PairMonth after = month.with(month.payment().as(Paid.CONFIRMED));
    PaymentOffer notice = month.payment().noticeOrNull();
    return notice == null
        ? PairStep.unchanged(after)
        : PairStep.saying(after, messages.paymentReceipt(month.period(), notice, now));
  }

  /** The settlement for which they are to pay, if there is one. */
  private Optional<Settlement> awaited(PairMonth month) {
    return month
        .settlement()
        .filter(_ -> month.net().holds())
        .filter(agreed -> agreed.payer().equals(terms.them()) && agreed.paid().micros() > 0);
  }

  private static void requirePaymentOf(Settlement settlement, Payment payment) {
    Require.that(
        payment.settlement().equals(settlement.id())
            && payment.amount().equals(settlement.paid())
            && payment.reference().equals(settlement.reference()),
        "wrong_payment",
        "The payment does not fit the settlement.");
  }
}
