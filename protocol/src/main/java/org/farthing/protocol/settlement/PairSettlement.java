package org.farthing.protocol.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.Side;
import org.farthing.protocol.settlement.PairEvent.Contact;
import org.farthing.protocol.settlement.PairMonth.Netted;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.Paid;
import org.farthing.protocol.settlement.PairMonth.Theirs;
import org.farthing.protocol.settlement.PairMonth.Trouble;

/**
 * The settlement of a month between two nodes: a pure function from what one of them knows and what
 * happens to it, to what it knows then, says and books. The debtor states, the creditor agrees or
 * disputes; once both statements are agreed the payer of the net offers its settlement, the payee
 * confirms, the payer pays, the payee acknowledges.
 *
 * <p>Any event may come twice: the second time changes and books nothing, and repeats at most
 * messages that were said before, under the same ids. Events may also come in another order than
 * the peer sent them. A peer that is silent holds up no month for ever: we pay what we admit to
 * owe, and wait for the rest until it is in default. Product rules 9, 10 and 16; {@code
 * docs/protocol/settlement.md} has the tables.
 */
public final class PairSettlement {

  /** How long who comes back waits to hear of a peer that cannot be reached. */
  private static final Duration UNTIL_GONE = Duration.ofDays(180);

  private final PairTerms terms;
  private final StatementExchange statements;
  private final NetExchange net;
  private final PaymentExchange payment;

  public PairSettlement(PairTerms terms) {
    PairMessages messages = new PairMessages(terms);
    this.terms = terms;
    this.statements = new StatementExchange(terms, messages);
    this.net = new NetExchange(terms, messages);
    this.payment = new PaymentExchange(terms, messages);
  }

  /**
   * What an event leads to.
   *
   * @throws ProtocolException when the event is a message that does not fit; nothing changes then
   * @throws IllegalArgumentException when we state what is not ours to state
   */
  public PairStep step(PairMonth month, PairEvent event, Instant now) {
    if (month.trouble() == Trouble.FORKED) {
      return frozen(month, event);
    }
    PairStep step =
        switch (event) {
          case PairEvent.Carried it -> carried(month, it.carried());
          case PairEvent.Stated it -> statements.stated(month, it.statement(), now);
          case PairEvent.StatementArrived it -> statements.arrived(month, it.offer(), now);
          case PairEvent.StatementChecked it -> statements.checked(month, it, now);
          case PairEvent.StatementAnswered it -> statements.answered(month, it.answer());
          case PairEvent.SettlementArrived it -> net.arrived(month, it.offer(), now);
          case PairEvent.SettlementAnswered it -> net.answered(month, it.answer());
          case PairEvent.SettlementRecalled it -> NetExchange.recalled(month, it);
          case PairEvent.PaymentSent it -> payment.sent(month, it.rail(), now);
          case PairEvent.PaymentReturned _ -> payment.returned(month);
          case PairEvent.PaymentNoticed it -> payment.noticed(month, it.offer(), now);
          case PairEvent.PaymentShown it -> payment.shown(month, it.totalMicros(), now);
          case PairEvent.PaymentAnswered it -> payment.answered(month, it.answer());
          case PairEvent.WrittenOff _ -> payment.writtenOff(month);
          case PairEvent.Recovered _ -> payment.recovered(month, now);
          case PairEvent.Released _ -> PairStep.unchanged(month);
          case PairEvent.TimePassed it -> timePassed(month, it.contact(), now);
        };
    if (step.month().trouble() == Trouble.FORKED) {
      return step;
    }
    PairStep settling = step.then(net.settling(step.month(), now));
    return event instanceof PairEvent.TimePassed ? settling : lifted(settling);
  }

  /** Nothing goes on; what they say meanwhile is said once only, and waits. */
  private static PairStep frozen(PairMonth month, PairEvent event) {
    return switch (event) {
      case PairEvent.Released _ -> PairStep.unchanged(month.with(Trouble.NONE));
      case PairEvent.StatementArrived _,
          PairEvent.StatementAnswered _,
          PairEvent.SettlementArrived _,
          PairEvent.SettlementAnswered _,
          PairEvent.PaymentNoticed _,
          PairEvent.PaymentAnswered _ ->
          throw ProtocolException.early(
              "frozen", "Two contents were signed for one place of this month: people look at it.");
      case PairEvent.Carried _,
          PairEvent.Stated _,
          PairEvent.StatementChecked _,
          PairEvent.SettlementRecalled _,
          PairEvent.PaymentSent _,
          PairEvent.PaymentShown _,
          PairEvent.PaymentReturned _,
          PairEvent.WrittenOff _,
          PairEvent.Recovered _,
          PairEvent.TimePassed _ ->
          PairStep.unchanged(month);
    };
  }

  /** What was in default and is settled after all is held against nobody. */
  private static PairStep lifted(PairStep step) {
    PairMonth month = step.month();
    boolean lifts = month.trouble() == Trouble.DEFAULTED && month.isSettled();
    return lifts ? step.with(month.with(Trouble.NONE)) : step;
  }

  /** How the peer keeps to this month. */
  public Standing standing(PairMonth month, Instant now) {
    if (month.trouble() == Trouble.DEFAULTED) {
      return month.stage() == PairMonth.Stage.DEFAULTED ? Standing.DEFAULTED : Standing.GOOD;
    }
    if (!waitsForThem(month)) {
      return Standing.GOOD;
    }
    SettlementCalendar calendar = terms.calendar();
    Instant theirNow = now.minus(ourDelay(month));
    if (!theirNow.isBefore(calendar.inDefault(month.period()))) {
      return Standing.DEFAULTED;
    }
    if (!theirNow.isBefore(calendar.suspended(month.period()))) {
      return Standing.SUSPENDED;
    }
    return theirNow.isBefore(calendar.overdue(month.period())) ? Standing.GOOD : Standing.OVERDUE;
  }

  /**
   * Who pays late gives the payee as much longer to acknowledge it.
   *
   * @return from the day on which payments are due to our payment, if they have to answer nothing
   *     but that
   */
  private Duration ourDelay(PairMonth month) {
    PaymentOffer sent = month.payment().noticeOrNull();
    boolean receiptOnly = month.netted() == Netted.AGREED && !waitsForMore(month);
    if (month.paid() != Paid.SENT || sent == null || !receiptOnly) {
      return Duration.ZERO;
    }
    Duration delay =
        Duration.between(terms.calendar().paymentDue(month.period()), sent.published());
    return delay.isNegative() ? Duration.ZERO : delay;
  }

  private static PairStep carried(PairMonth month, PairMonth.Carried carried) {
    return PairStep.unchanged(month.carriedOrNull() == null ? month.with(carried) : month);
  }

  private PairStep timePassed(PairMonth month, Contact contact, Instant now) {
    PairStep step = PairStep.unchanged(month);
    SettlementCalendar calendar = terms.calendar();
    Instant inDefault = calendar.inDefault(month.period());
    boolean silent = month.netted() == Netted.NONE && hasHadTime(month, now);
    if (silent && !now.isBefore(calendar.overdue(month.period())) && now.isBefore(inDefault)) {
      step = step.then(StatementExchange.admitted(step.month()));
    }
    if (contact != Contact.STARTING && !now.isBefore(paysUnconfirmed(month.period(), contact))) {
      step = step.then(net.admitted(step.month()));
    }
    boolean over =
        month.ours() != Ours.NONE && !now.minus(ourDelay(step.month())).isBefore(inDefault);
    return over && contact != Contact.STARTING ? overdueForGood(step, contact, now) : step;
  }

  /** From the default day on, once we have stated: before that it is us who are late. */
  private PairStep overdueForGood(PairStep before, Contact contact, Instant now) {
    PairMonth month = before.month();
    Instant inDefault = terms.calendar().inDefault(month.period());
    PairStep step = before;
    boolean heard = month.netted() != Netted.NONE || isStatedShortlyBefore(inDefault, month);
    if (heard && !isStatedSince(inDefault, month)) {
      step = step.then(StatementExchange.admitted(month));
    }
    step = step.then(StatementExchange.disputedReturned(step.month()));
    step = step.then(StatementExchange.unansweredReturned(step.month()));
    if (!step.month().isDone() && waitsForThem(step.month())) {
      if (mayHaveStatedInTime(inDefault, step.month(), contact, now)) {
        return step;
      }
      if (step.month().isToBeChecked() && isStillCompared(inDefault, month, now)) {
        return step.with(step.month().with(step.month().their().as(Theirs.ADMITTED)));
      }
      step = step.then(StatementExchange.givenUp(step.month()));
      if (!step.month().isSettled() || !isStatedSince(inDefault, month)) {
        step = step.with(step.month().with(Trouble.DEFAULTED));
      }
    }
    return step;
  }

  /**
   * From when on we pay what they do not confirm. Two nodes that do not reach each other may both
   * offer to settle what each owes alone; before the month is given up, one of them pays at most,
   * and none that may have settled the month otherwise and lost it.
   */
  private Instant paysUnconfirmed(YearMonth period, Contact contact) {
    boolean paysFirst = terms.firstByName() == Side.US && contact == Contact.ASKED;
    return paysFirst ? terms.calendar().suspended(period) : terms.calendar().inDefault(period);
  }

  /** Who states late gives the peer as long to answer as the calendar does. */
  private boolean hasHadTime(PairMonth month, Instant now) {
    StatementOffer offer = month.our().offerOrNull();
    return offer == null || !now.isBefore(offer.published().plus(timeToAnswer()));
  }

  private Duration timeToAnswer() {
    SettlementCalendar calendar = terms.calendar();
    return Duration.ofDays((long) calendar.overdueDays() - calendar.statementDays());
  }

  /**
   * Whether the default day comes before they have had time to answer. Had they had it, we would
   * have admitted our statement: unless we were away ourselves.
   */
  private boolean isStatedShortlyBefore(Instant inDefault, PairMonth month) {
    StatementOffer offer = month.our().offerOrNull();
    return offer != null
        && offer.published().isBefore(inDefault)
        && !offer.published().plus(timeToAnswer()).isBefore(inDefault);
  }

  /**
   * Whether their lines are compared later than they had to show them: where it was us who were
   * away, or they stated so shortly before the default day that they have admitted it on that day.
   */
  private boolean isStillCompared(Instant inDefault, PairMonth month, Instant now) {
    StatementOffer theirs = month.their().offerOrNull();
    boolean theyAreJustBack =
        theirs != null && now.isBefore(theirs.published().plus(timeToAnswer()));
    return theyAreJustBack || (isStatedSince(inDefault, month) && !hasHadTime(month, now));
  }

  /**
   * Whether they may have stated while we were away, and gone on from that, and cannot be asked
   * since, or show their lines. Who is gone for good is not waited for for ever.
   */
  private static boolean mayHaveStatedInTime(
      Instant inDefault, PairMonth month, Contact contact, Instant now) {
    StatementOffer offer = month.our().offerOrNull();
    return contact == Contact.UNREACHABLE
        && (month.theirs() == Theirs.NONE || month.isToBeChecked())
        && offer != null
        && isStatedSince(inDefault, month)
        && now.isBefore(offer.published().plus(UNTIL_GONE));
  }

  /** Whether it was us who were away until the default day. */
  private static boolean isStatedSince(Instant inDefault, PairMonth month) {
    StatementOffer offer = month.our().offerOrNull();
    return offer != null && !offer.published().isBefore(inDefault);
  }

  /**
   * Whether the next that has to be done is theirs. Once our month is split, nothing but their
   * lines is missing for a statement of theirs to be compared.
   */
  private boolean waitsForThem(PairMonth month) {
    return waitsForMore(month) || month.paid() == Paid.SENT;
  }

  /** Besides a receipt for our payment. */
  private boolean waitsForMore(PairMonth month) {
    boolean statements =
        month.theirs() == Theirs.NONE
            || month.theirs() == Theirs.DISPUTED
            || (month.isToBeChecked() && month.ours() != Ours.NONE)
            || month.ours() == Ours.PROPOSED
            || month.ours() == Ours.DISPUTED;
    boolean unweighable =
        month.netted() == Netted.RECEIVED
            && month.carriedOrNull() != null
            && month.areStatementsConcluded();
    boolean settlement =
        unweighable
            || month.netted() == Netted.OFFERED
            || month.netted() == Netted.DISPUTED
            || (month.netted() == Netted.NONE && areTheyToOffer(month));
    return statements || settlement || isUnpaid(month) || waitsForEarlierMonths(month);
  }

  /** Whether they are to offer a settlement, be it of theirs alone as ours went back. */
  private boolean areTheyToOffer(PairMonth month) {
    return Reckoning.ofBoth(terms, month).filter(it -> !it.weArePayer()).isPresent()
        || (month.ours() == Ours.RETURNED && month.their().owes() && !month.isSettled());
  }

  private boolean isUnpaid(PairMonth month) {
    boolean theirs =
        month.net().holds()
            && month.settlement().map(Settlement::payer).filter(this::isThem).isPresent();
    boolean open = month.paid() == Paid.NONE || month.paid() == Paid.NOTICED;
    return theirs && open && month.settlement().orElseThrow().paid().micros() > 0;
  }

  /** A month of which all is agreed and that cannot be netted, since an earlier one is not paid. */
  private static boolean waitsForEarlierMonths(PairMonth month) {
    return month.our().owes() && month.their().owes() && month.carriedOrNull() == null;
  }

  private boolean isThem(ActorId actor) {
    return actor.equals(terms.them());
  }
}
