package org.farthing.protocol.settlement;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.Payment;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;
import org.jspecify.annotations.Nullable;

/**
 * What one node says to the other about a month. An id follows from the pair, the month and what is
 * said, so that the same thing never goes out under two ids. Made again later, a message differs
 * from the first in nothing but {@code published}.
 */
final class PairMessages {

  private final PairTerms terms;

  PairMessages(PairTerms terms) {
    this.terms = terms;
  }

  StatementOffer statement(Statement statement, Instant now) {
    return new StatementOffer(
        statementOfferId(statement.period(), statement.version()), terms.us(), statement, now);
  }

  /** Whether this is the id under which we offered a version that a newer one has replaced. */
  boolean isOfEarlierVersion(PairMonth month, ActivityId offer) {
    int newest = month.ourStatement().map(Statement::version).orElse(1);
    return IntStream.range(1, newest)
        .mapToObj(version -> statementOfferId(month.period(), version))
        .anyMatch(offer::equals);
  }

  private ActivityId statementOfferId(YearMonth period, int version) {
    return terms.id(period, "statement-" + version + "/offer");
  }

  /**
   * @param disputes the lines that are left out
   * @param logOrNull how our log stands; told only where lines are
   */
  StatementAnswer.Agreement agreement(
      StatementOffer offer,
      List<Dispute> disputes,
      @Nullable FlattrCheckpoint logOrNull,
      Instant now) {
    Statement statement = offer.statement();
    return new StatementAnswer.Agreement(
        terms.id(statement.period(), "statement-" + statement.version() + "/agreement"),
        terms.us(),
        offer.id(),
        statement,
        disputes,
        disputes.isEmpty() ? null : logOrNull,
        now);
  }

  /** To a statement that we disputed at first, or agreed to in part. */
  StatementAnswer.Agreement agreementAfterAll(StatementOffer offer, Instant now) {
    Statement statement = offer.statement();
    return new StatementAnswer.Agreement(
        terms.id(statement.period(), "statement-" + statement.version() + "/agreement-after-all"),
        terms.us(),
        offer.id(),
        statement,
        now);
  }

  StatementAnswer.Disagreement disagreement(
      StatementOffer offer,
      List<Dispute> disputes,
      @Nullable FlattrCheckpoint logOrNull,
      Instant now) {
    Statement statement = offer.statement();
    return new StatementAnswer.Disagreement(
        terms.id(statement.period(), "statement-" + statement.version() + "/disagreement"),
        terms.us(),
        offer.id(),
        statement.id(),
        disputes,
        logOrNull,
        now);
  }

  SettlementOffer settlement(Settlement settlement, Instant now) {
    return new SettlementOffer(
        terms.id(settlement.period(), "settlement/offer"), terms.us(), settlement, now);
  }

  SettlementAnswer.Confirmation confirmation(SettlementOffer offer, Instant now) {
    Settlement settlement = offer.settlement();
    return new SettlementAnswer.Confirmation(
        terms.id(settlement.period(), "settlement/confirmation"),
        terms.us(),
        offer.id(),
        settlement,
        now);
  }

  /**
   * @param reckoned how we reckon it, for people
   */
  SettlementAnswer.Objection objection(SettlementOffer offer, String reckoned, Instant now) {
    return new SettlementAnswer.Objection(
        terms.id(offer.settlement().period(), "settlement/objection"),
        terms.us(),
        offer.id(),
        reckoned,
        now);
  }

  PaymentOffer payment(Settlement settlement, String rail, Instant now) {
    YearMonth period = settlement.period();
    Payment payment =
        new Payment(
            terms.id(period, "payment"),
            settlement.id(),
            settlement.paid(),
            rail,
            settlement.reference());
    return new PaymentOffer(terms.id(period, "payment/offer"), terms.us(), payment, now);
  }

  /** The month is that of the payment's settlement, which its own message does not name. */
  PaymentAnswer paymentReceipt(YearMonth period, PaymentOffer offer, Instant now) {
    return new PaymentAnswer(
        terms.id(period, "payment/receipt"), terms.us(), offer.id(), offer.payment().id(), now);
  }
}
