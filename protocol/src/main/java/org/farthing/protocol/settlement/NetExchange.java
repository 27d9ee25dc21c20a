package org.farthing.protocol.settlement;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.Side;
import org.farthing.protocol.settlement.PairMonth.Net;
import org.farthing.protocol.settlement.PairMonth.Netted;
import org.farthing.protocol.settlement.PairMonth.Paid;
import org.farthing.protocol.settlement.PairMonth.PaymentOfNet;
import org.farthing.protocol.settlement.PairMonth.TheirStatement;
import org.farthing.protocol.settlement.PairMonth.Theirs;
import org.farthing.protocol.settlement.PairMonth.Trouble;

/**
 * The net of a month: offered by its payer, confirmed by its payee. Where the peer has been silent
 * for too long, the payer settles what it owes itself, and pays it without an answer. Where both do
 * so, the settlement of the node actor of the lower id stands, and the other's statement is left to
 * the next month.
 */
final class NetExchange {

  private final PairTerms terms;
  private final PairMessages messages;

  NetExchange(PairTerms terms, PairMessages messages) {
    this.terms = terms;
    this.messages = messages;
  }

  /** What is due, once all is known that it takes. */
  PairStep settling(PairMonth month, Instant now) {
    return switch (month.netted()) {
      case NONE -> offering(month, now);
      case RECEIVED -> weighing(month, now);
      case OFFERED, DISPUTED, AGREED, ADMITTED -> PairStep.unchanged(month);
    };
  }

  private PairStep offering(PairMonth month, Instant now) {
    Optional<Reckoning> both = Reckoning.ofBoth(terms, month);
    if (both.isPresent()) {
      boolean due = !now.isBefore(terms.calendar().netDue(month.period()));
      return due && both.get().weArePayer()
          ? offered(month, both.get(), now)
          : PairStep.unchanged(month);
    }
    boolean overdue = !now.isBefore(terms.calendar().overdue(month.period()));
    return Reckoning.ofOurs(terms, month)
        .filter(alone -> overdue && alone.weArePayer() && !alone.isNothing())
        .map(alone -> offered(month, alone, now))
        .orElseGet(() -> PairStep.unchanged(month));
  }

  private PairStep offered(PairMonth month, Reckoning reckoning, Instant now) {
    SettlementOffer offer = messages.settlement(reckoning.settlement(), now);
    return PairStep.saying(month.with(new Net(Netted.OFFERED, offer)), offer);
  }

  private PairStep weighing(PairMonth month, Instant now) {
    SettlementOffer offer = month.net().offerOrNull();
    if (offer == null) {
      return PairStep.unchanged(month);
    }
    return Reckoning.of(terms, month, offer.settlement())
        .map(reckoning -> weighed(month, offer, reckoning, now))
        .orElseGet(() -> PairStep.unchanged(month));
  }

  private PairStep weighed(
      PairMonth month, SettlementOffer offer, Reckoning reckoning, Instant now) {
    if (!reckoning.fits(offer.settlement()) && isOfAll(month, offer.settlement())) {
      return PairStep.unchanged(month.with(month.their().as(Theirs.ADMITTED)));
    }
    return reckoning.fits(offer.settlement())
        ? PairStep.saying(
                month.with(new Net(Netted.AGREED, offer)), messages.confirmation(offer, now))
            .booking(reckoning.booked())
        : PairStep.saying(
            month.with(new Net(Netted.DISPUTED, offer)),
            messages.objection(offer, reckoning.explained(), now));
  }

  /** Whether they settle all of a statement to which we have agreed in part: they admit it. */
  private boolean isOfAll(PairMonth month, Settlement settlement) {
    StatementOffer theirs = month.their().offerOrNull();
    boolean inPart = month.theirs() == Theirs.PARTLY_AGREED && month.trouble() == Trouble.NONE;
    if (!inPart || theirs == null) {
      return false;
    }
    long gross = theirs.statement().gross().micros();
    PairMonth whole = month.with(new TheirStatement(Theirs.AGREED, theirs, gross));
    return Reckoning.of(terms, whole, settlement).filter(it -> it.fits(settlement)).isPresent();
  }

  /**
   * The payer's offer shows that it agrees to our statement, should its agreement still be on the
   * way. It is kept unanswered while we do not know yet all that it rests on: the payer may know
   * earlier, and says it once only.
   */
  PairStep arrived(PairMonth month, SettlementOffer offer, Instant now) {
    Require.saidBy(terms.them(), offer.actor());
    Settlement theirs = offer.settlement();
    Require.that(
        theirs.period().equals(month.period()), "wrong_period", "Another month's settlement.");
    Require.that(
        month.theirs() != Theirs.LAPSED,
        "not_agreed",
        "Their statement is not waited for any more.");
    boolean admits = StatementExchange.isAdmittedBy(theirs, month);
    Require.already(month.their().owes() || admits, "not_agreed", "Their statement is not agreed.");
    PairMonth heard = admits ? month.with(month.their().as(Theirs.ADMITTED)) : month;
    return switch (month.netted()) {
      case NONE -> received(heard, offer, theirs);
      case OFFERED -> crossed(heard, offer, theirs);
      case RECEIVED, DISPUTED, AGREED, ADMITTED -> repeated(heard, theirs, now);
    };
  }

  private PairStep received(PairMonth month, SettlementOffer offer, Settlement theirs) {
    // A first version is agreed to as a whole; of a later one their agreement says how much.
    boolean agrees =
        month
            .ourStatement()
            .filter(ours -> ours.version() == 1 && theirs.statements().contains(ours.id()))
            .isPresent();
    Require.that(
        theirs.statements().stream().allMatch(named -> isKnown(month, named)),
        "not_agreed",
        "It rests on a statement that is not known here.");
    PairStep before =
        agrees ? StatementExchange.agreedTo(month) : StatementExchange.answerAwaited(month);
    return before.with(before.month().with(new Net(Netted.RECEIVED, offer)));
  }

  private static boolean isKnown(PairMonth month, ActivityId statement) {
    return Stream.of(month.ourStatement(), month.theirStatement())
        .flatMap(Optional::stream)
        .anyMatch(known -> known.id().equals(statement));
  }

  /**
   * Both offered, at least one of them what it owes alone: that of the node actor of the lower id
   * stands.
   */
  private PairStep crossed(PairMonth month, SettlementOffer offer, Settlement theirs) {
    Require.that(
        isOneAlone(month, theirs), "conflict", "Another settlement of this month was offered.");
    return switch (terms.firstByName()) {
      case US -> oursStands(month, theirs);
      case THEM -> PairStep.unchanged(month.with(new Net(Netted.RECEIVED, offer)));
    };
  }

  /** Whether our settlement or theirs, which is another one, rests on one statement only. */
  private static boolean isOneAlone(PairMonth month, Settlement theirs) {
    return month.settlement().orElseThrow().statements().size() == 1
        || theirs.statements().size() == 1;
  }

  /** What their offer says still holds: that they admit the statement which it names, wholly. */
  private PairStep oursStands(PairMonth month, Settlement theirs) {
    boolean leftToNextMonth =
        month
            .theirStatement()
            .filter(it -> !month.settlement().orElseThrow().statements().contains(it.id()))
            .isPresent();
    return PairStep.unchanged(
        leftToNextMonth && isOfAll(month, theirs)
            ? month.with(month.their().as(Theirs.ADMITTED))
            : month);
  }

  private PairStep repeated(PairMonth month, Settlement theirs, Instant now) {
    SettlementOffer known = month.net().offerOrNull();
    if (isCrossedLate(month, theirs)) {
      return oursStands(month, theirs);
    }
    if (known == null || !known.settlement().equals(theirs)) {
      boolean signedTwo = known != null && known.actor().equals(terms.them());
      Require.that(signedTwo, "conflict", "Another settlement of this month stands.");
      return PairStep.unchanged(month.with(Trouble.FORKED));
    }
    return switch (month.netted()) {
      case AGREED -> PairStep.saying(month, messages.confirmation(known, now));
      case DISPUTED ->
          Reckoning.of(terms, month, theirs)
              .map(it -> PairStep.saying(month, messages.objection(known, it.explained(), now)))
              .orElseGet(() -> PairStep.unchanged(month));
      case NONE, RECEIVED, OFFERED, ADMITTED -> PairStep.unchanged(month);
    };
  }

  /** Their offer was on its way for so long that ours, which stands, is settled already. */
  private boolean isCrossedLate(PairMonth month, Settlement theirs) {
    SettlementOffer known = month.net().offerOrNull();
    return month.net().holds()
        && terms.firstByName() == Side.US
        && known != null
        && known.actor().equals(terms.us())
        && isOneAlone(month, theirs);
  }

  PairStep answered(PairMonth month, SettlementAnswer answer) {
    Require.saidBy(terms.them(), answer.actor());
    SettlementOffer known = month.net().offerOrNull();
    if (known != null && !known.actor().equals(terms.us())) {
      // Their offer stands in the place of ours; what they said to ours before means nothing now.
      return PairStep.unchanged(month);
    }
    SettlementOffer ours = Require.answered(known, answer.offer());
    return switch (answer) {
      case SettlementAnswer.Objection _ ->
          PairStep.unchanged(
              month.netted() == Netted.OFFERED
                  ? month.with(new Net(Netted.DISPUTED, ours))
                  : month);
      case SettlementAnswer.Confirmation confirmation -> {
        Require.aboutOurs(confirmation.settlement().equals(ours.settlement()));
        yield confirmed(month, ours);
      }
    };
  }

  /** Where nothing was built on our later offer, what was settled before is settled again. */
  static PairStep recalled(PairMonth month, PairEvent.SettlementRecalled before) {
    return month.isOfferedOtherwise(before)
        ? StatementExchange.answerAwaited(month.with(Net.NONE))
        : PairStep.unchanged(month);
  }

  private PairStep confirmed(PairMonth month, SettlementOffer ours) {
    return switch (month.netted()) {
      case OFFERED -> settled(month, Netted.AGREED);
      case ADMITTED -> PairStep.unchanged(month.with(new Net(Netted.AGREED, ours)));
      case NONE, RECEIVED, DISPUTED, AGREED -> PairStep.unchanged(month);
    };
  }

  /** What we have offered and they have not answered for too long is paid without their answer. */
  PairStep admitted(PairMonth month) {
    return month.netted() == Netted.OFFERED
        ? settled(month, Netted.ADMITTED)
        : PairStep.unchanged(month);
  }

  private PairStep settled(PairMonth month, Netted state) {
    Settlement settlement = month.settlement().orElseThrow();
    Reckoning reckoning = Reckoning.of(terms, month, settlement).orElseThrow();
    PairMonth settled = month.with(new Net(state, month.net().offerOrNull()));
    boolean toPay = settlement.paid().micros() > 0;
    return PairStep.unchanged(
            toPay ? settled.with(new PaymentOfNet(Paid.ORDERED, null, 0, 0)) : settled)
        .booking(reckoning.booked());
  }
}
