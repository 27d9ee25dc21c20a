package org.farthing.protocol.settlement;

import java.time.Instant;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.Payment;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.Cover;
import org.farthing.protocol.settlement.PairMonth.Netted;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.Paid;
import org.farthing.protocol.settlement.PairMonth.Theirs;
import org.jspecify.annotations.Nullable;

/**
 * The settlement of a month between two nodes: a pure function from what one of them knows and what
 * happens to it, to what it knows then, says and books. The debtor states, the creditor agrees or
 * disputes; once both statements are agreed the payer of the net offers its settlement, the payee
 * confirms, the payer pays, the payee acknowledges.
 *
 * <p>Any event may come twice: the second time changes and books nothing, and repeats at most
 * messages that were said before, under the same ids. Events may also come in another order than
 * the peer sent them. Product rules 9 and 10; {@code docs/protocol/settlement.md} has the tables.
 */
public final class PairSettlement {

  private final PairTerms terms;
  private final PairMessages messages;

  public PairSettlement(PairTerms terms) {
    this.terms = terms;
    this.messages = new PairMessages(terms);
  }

  /**
   * What an event leads to.
   *
   * @throws ProtocolException when the event is a message that does not fit; nothing changes then
   * @throws IllegalArgumentException when we state what is not ours to state
   */
  public PairStep step(PairMonth month, PairEvent event, Instant now) {
    PairStep step =
        switch (event) {
          case PairEvent.Carried it -> carried(month, it.carried());
          case PairEvent.Stated it -> stated(month, it.statement(), now);
          case PairEvent.StatementArrived it -> statementArrived(month, it.offer(), now);
          case PairEvent.StatementChecked it -> statementChecked(month, it, now);
          case PairEvent.StatementAnswered it -> statementAnswered(month, it.answer());
          case PairEvent.SettlementArrived it -> settlementArrived(month, it.offer(), now);
          case PairEvent.SettlementAnswered it -> settlementAnswered(month, it.answer());
          case PairEvent.PaymentSent it -> paymentSent(month, it.rail(), now);
          case PairEvent.PaymentNoticed it -> paymentNoticed(month, it.offer(), now);
          case PairEvent.PaymentShown _ -> paymentShown(month, now);
          case PairEvent.PaymentAnswered it -> paymentAnswered(month, it.answer());
          case PairEvent.TimePassed _ -> PairStep.unchanged(month);
        };
    return step.then(settling(step.month(), now));
  }

  private static PairStep carried(PairMonth month, PairMonth.Carried carried) {
    return PairStep.unchanged(month.carriedOrNull() == null ? month.withCarried(carried) : month);
  }

  private PairStep stated(PairMonth month, Statement statement, Instant now) {
    requireOurs(month, statement);
    boolean awaited = month.ours() == Ours.NONE || month.ours() == Ours.DISPUTED;
    if (!awaited || !isNextAfter(month.ourStatement(), statement)) {
      return PairStep.unchanged(month);
    }
    StatementOffer offer = messages.statement(statement, now);
    return PairStep.saying(month.withOurs(Ours.PROPOSED, offer), offer);
  }

  private PairStep statementArrived(PairMonth month, StatementOffer offer, Instant now) {
    Statement statement = offer.statement();
    requireOfPair(month, offer.actor(), statement);
    StatementOffer newest = month.theirsOrNull();
    if (newest != null && statement.version() <= newest.statement().version()) {
      return statementRepeated(month, newest, statement, now);
    }
    boolean awaited = month.theirs() == Theirs.NONE || month.theirs() == Theirs.DISPUTED;
    require(
        awaited && isNextAfter(month.theirStatement(), statement),
        "wrong_version",
        "Not the next version of this month's statement.");
    return PairStep.unchanged(month.withTheirs(Theirs.RECEIVED, offer));
  }

  private PairStep statementRepeated(
      PairMonth month, StatementOffer newest, Statement statement, Instant now) {
    if (statement.version() < newest.statement().version()) {
      return PairStep.unchanged(month);
    }
    require(
        newest.statement().equals(statement),
        "conflict",
        "Another statement stands in this one's place.");
    return month.theirs() == Theirs.AGREED
        ? PairStep.saying(month, messages.agreement(newest, now))
        : PairStep.unchanged(month);
  }

  private PairStep statementChecked(
      PairMonth month, PairEvent.StatementChecked checked, Instant now) {
    StatementOffer offer = month.theirsOrNull();
    if (month.theirs() != Theirs.RECEIVED
        || offer == null
        || !offer.statement().id().equals(checked.statement())) {
      return PairStep.unchanged(month);
    }
    if (!checked.disputes().isEmpty()) {
      return PairStep.saying(
          month.withTheirs(Theirs.DISPUTED, offer),
          messages.disagreement(offer, checked.disputes(), now));
    }
    return PairStep.saying(month.withTheirs(Theirs.AGREED, offer), messages.agreement(offer, now))
        .booking(new LedgerCommand.Earn(offer.statement().gross().micros()));
  }

  private PairStep statementAnswered(PairMonth month, StatementAnswer answer) {
    requireTheirs(answer.actor());
    if (messages.isOfEarlierVersion(month, answer.offer())) {
      return PairStep.unchanged(month);
    }
    StatementOffer ours = requireAnswered(month.oursOrNull(), answer.offer());
    return switch (answer) {
      case StatementAnswer.Agreement agreement -> {
        requireAboutOurs(agreement.statement().equals(ours.statement()));
        yield oursAgreed(month);
      }
      case StatementAnswer.Disagreement disagreement -> {
        requireAboutOurs(disagreement.statement().equals(ours.statement().id()));
        yield PairStep.unchanged(
            month.ours() == Ours.PROPOSED ? month.withOurs(Ours.DISPUTED, ours) : month);
      }
    };
  }

  private static PairStep oursAgreed(PairMonth month) {
    StatementOffer ours = month.oursOrNull();
    return month.ours() == Ours.PROPOSED && ours != null
        ? PairStep.unchanged(month.withOurs(Ours.AGREED, ours))
            .booking(new LedgerCommand.Owe(ours.statement().gross().micros()))
        : PairStep.unchanged(month);
  }

  /**
   * What is due besides, once all is known that it takes: the payer offers to settle from the
   * netting day on, the payee answers an offer.
   */
  private PairStep settling(PairMonth month, Instant now) {
    Optional<Reckoning> reckoning = Reckoning.of(terms, month);
    SettlementOffer offer = month.settlementOrNull();
    boolean netDue = !now.isBefore(terms.calendar().netDue(month.period()));
    if (reckoning.isEmpty()) {
      return PairStep.unchanged(month);
    }
    if (month.netted() == Netted.RECEIVED && offer != null) {
      return settlementWeighed(month, offer, reckoning.get(), now);
    }
    return month.netted() == Netted.NONE && netDue && reckoning.get().weArePayer()
        ? settlementOffered(month, reckoning.get(), now)
        : PairStep.unchanged(month);
  }

  private PairStep settlementOffered(PairMonth month, Reckoning reckoning, Instant now) {
    SettlementOffer offer = messages.settlement(reckoning.settlement(), now);
    return PairStep.saying(month.withNetted(Netted.OFFERED, offer), offer);
  }

  private PairStep settlementWeighed(
      PairMonth month, SettlementOffer offer, Reckoning reckoning, Instant now) {
    return reckoning.fits(offer.settlement())
        ? PairStep.saying(month.withNetted(Netted.AGREED, offer), messages.confirmation(offer, now))
            .booking(reckoning.booked())
        : PairStep.saying(month.withNetted(Netted.DISPUTED, offer), messages.objection(offer, now));
  }

  /**
   * The payer's offer shows that it agrees to our statement, should its agreement still be on the
   * way. It is kept unanswered while we do not know yet what the months before leave: the payer may
   * know earlier, and says it once only.
   */
  private PairStep settlementArrived(PairMonth month, SettlementOffer offer, Instant now) {
    requireTheirs(offer.actor());
    Settlement theirs = offer.settlement();
    require(theirs.period().equals(month.period()), "wrong_period", "Another month's settlement.");
    if (month.netted() != Netted.NONE) {
      return settlementRepeated(month, theirs, now);
    }
    boolean namesOurs =
        month.ourStatement().map(Statement::id).filter(theirs.statements()::contains).isPresent();
    PairStep before = namesOurs ? oursAgreed(month) : PairStep.unchanged(month);
    PairMonth ready = before.month();
    require(
        ready.ours() == Ours.AGREED && ready.theirs() == Theirs.AGREED,
        "not_agreed",
        "Not both statements are agreed.");
    return before.then(PairStep.unchanged(ready.withNetted(Netted.RECEIVED, offer)));
  }

  private PairStep settlementRepeated(PairMonth month, Settlement theirs, Instant now) {
    SettlementOffer known = month.settlementOrNull();
    if (known == null || !known.settlement().equals(theirs)) {
      throw new ProtocolException("conflict", "Another settlement of this month was offered.");
    }
    return switch (month.netted()) {
      case AGREED -> PairStep.saying(month, messages.confirmation(known, now));
      case DISPUTED -> PairStep.saying(month, messages.objection(known, now));
      case NONE, RECEIVED, OFFERED -> PairStep.unchanged(month);
    };
  }

  private PairStep settlementAnswered(PairMonth month, SettlementAnswer answer) {
    requireTheirs(answer.actor());
    SettlementOffer ours = requireAnswered(month.settlementOrNull(), answer.offer());
    if (month.netted() != Netted.OFFERED) {
      return PairStep.unchanged(month);
    }
    return switch (answer) {
      case SettlementAnswer.Objection _ ->
          PairStep.unchanged(month.withNetted(Netted.DISPUTED, ours));
      case SettlementAnswer.Confirmation confirmation -> {
        requireAboutOurs(confirmation.settlement().equals(ours.settlement()));
        yield settled(month, ours);
      }
    };
  }

  private PairStep settled(PairMonth month, SettlementOffer ours) {
    PairMonth agreed = month.withNetted(Netted.AGREED, ours);
    boolean toPay = ours.settlement().paid().micros() > 0;
    return PairStep.unchanged(toPay ? agreed.withPaid(Paid.ORDERED, null) : agreed)
        .booking(Reckoning.of(terms, month).orElseThrow().booked());
  }

  private PairStep paymentSent(PairMonth month, String rail, Instant now) {
    if (month.paid() != Paid.ORDERED) {
      return PairStep.unchanged(month);
    }
    Settlement settlement = month.settlement().orElseThrow();
    PaymentOffer offer = messages.payment(settlement, rail, now);
    return PairStep.saying(month.withPaid(Paid.SENT, offer), offer)
        .booking(new LedgerCommand.Pay(settlement.paid().micros(), settlement.reference()));
  }

  private PairStep paymentNoticed(PairMonth month, PaymentOffer offer, Instant now) {
    requireTheirs(offer.actor());
    Settlement settlement =
        month
            .settlement()
            .filter(agreed -> month.netted() == Netted.AGREED)
            .filter(agreed -> agreed.payer().equals(terms.them()) && agreed.paid().micros() > 0)
            .orElseThrow(
                () -> new ProtocolException("unexpected_payment", "No payment is awaited."));
    requirePaymentOf(settlement, offer.payment());
    PaymentOffer known = month.paymentOrNull();
    if (known == null) {
      return PairStep.unchanged(month.withPaid(Paid.NOTICED, offer));
    }
    require(known.payment().equals(offer.payment()), "conflict", "Another payment was announced.");
    return month.paid() == Paid.CONFIRMED
        ? PairStep.saying(month, messages.paymentReceipt(month.period(), known, now))
        : PairStep.unchanged(month);
  }

  private PairStep paymentShown(PairMonth month, Instant now) {
    PaymentOffer offer = month.paymentOrNull();
    if (month.paid() != Paid.NOTICED || offer == null) {
      return PairStep.unchanged(month);
    }
    Payment payment = offer.payment();
    return PairStep.saying(
            month.withPaid(Paid.CONFIRMED, offer),
            messages.paymentReceipt(month.period(), offer, now))
        .booking(
            new LedgerCommand.Receive(payment.amount().micros(), payment.reference()),
            new LedgerCommand.Mature(new Cover.Everything()));
  }

  private PairStep paymentAnswered(PairMonth month, PaymentAnswer answer) {
    requireTheirs(answer.actor());
    PaymentOffer ours = requireAnswered(month.paymentOrNull(), answer.offer());
    requireAboutOurs(answer.payment().equals(ours.payment().id()));
    return PairStep.unchanged(
        month.paid() == Paid.SENT ? month.withPaid(Paid.CONFIRMED, ours) : month);
  }

  private void requireOurs(PairMonth month, Statement statement) {
    boolean ours =
        statement.debtor().equals(terms.us())
            && statement.creditor().equals(terms.them())
            && statement.period().equals(month.period())
            && statement.gross().currency().equals(terms.currency());
    if (!ours) {
      throw new IllegalArgumentException(statement.id() + " is not this pair's and month's");
    }
  }

  private void requireOfPair(PairMonth month, ActorId actor, Statement statement) {
    requireTheirs(actor);
    require(
        statement.debtor().equals(terms.them()) && statement.creditor().equals(terms.us()),
        "wrong_parties",
        "The statement is not from its sender to us.");
    require(
        statement.period().equals(month.period()), "wrong_period", "Another month's statement.");
    require(
        statement.gross().currency().equals(terms.currency()),
        "currency",
        "The statement is in another currency.");
  }

  private static boolean isNextAfter(Optional<Statement> known, Statement statement) {
    return statement.version() == known.map(Statement::version).orElse(0) + 1
        && statement.previous().equals(known.map(Statement::id))
        && !statement.previous().equals(Optional.of(statement.id()));
  }

  private static void requirePaymentOf(Settlement settlement, Payment payment) {
    require(
        payment.settlement().equals(settlement.id())
            && payment.amount().equals(settlement.paid())
            && payment.reference().equals(settlement.reference()),
        "wrong_payment",
        "The payment does not fit the settlement.");
  }

  private void requireTheirs(ActorId actor) {
    require(actor.equals(terms.them()), "wrong_actor", "Not said by the peer's node.");
  }

  private static <T extends FarthingMessage> T requireAnswered(@Nullable T ours, ActivityId offer) {
    if (ours == null || !ours.id().equals(offer)) {
      throw new ProtocolException("unknown_offer", "This answers no offer of ours.");
    }
    return ours;
  }

  private static void requireAboutOurs(boolean holds) {
    require(holds, "conflict", "The answer is about something else than what was offered.");
  }

  private static void require(boolean holds, String code, String message) {
    if (!holds) {
      throw new ProtocolException(code, message);
    }
  }
}
