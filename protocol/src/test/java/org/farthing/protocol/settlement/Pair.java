package org.farthing.protocol.settlement;

import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.CheckpointAnswer;
import org.farthing.protocol.message.CheckpointOffer;
import org.farthing.protocol.message.Claim;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;

/** The nodes alder and birch, and what they settle. */
final class Pair {

  static final ActorId ALDER = ActorId.of("https://alder.example/actor");
  static final ActorId BIRCH = ActorId.of("https://birch.example/actor");
  static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  static final Instant NETTING_DAY = SettlementCalendar.STANDARD.netDue(NOVEMBER);
  static final String DIGEST = "a".repeat(64);

  private Pair() {}

  /** Both want 1.00 paid at least. */
  static PairTerms terms(ActorId us, ActorId them) {
    return new PairTerms(
        us, them, CurrencyUnit.EUR, 1_000_000, 1_000_000, SettlementCalendar.STANDARD);
  }

  /** A statement as the version before it, if any, leads to. */
  static Statement statement(
      ActorId debtor, ActorId creditor, YearMonth period, int version, long grossMicros) {
    String month = debtor.origin() + "/statements/" + period + "/";
    return new Statement(
        ActivityId.of(month + version),
        period,
        debtor,
        creditor,
        version,
        1,
        euros(grossMicros),
        DIGEST,
        URI.create(month + version + "/lines"),
        DIGEST,
        version == 1 ? null : ActivityId.of(month + (version - 1)));
  }

  static Money euros(long micros) {
    return new Money(micros, CurrencyUnit.EUR);
  }

  /** What it is to the node that gets it. */
  static PairEvent arrivalOf(FarthingMessage message) {
    return switch (message) {
      case StatementOffer it -> new PairEvent.StatementArrived(it);
      case StatementAnswer it -> new PairEvent.StatementAnswered(it);
      case SettlementOffer it -> new PairEvent.SettlementArrived(it);
      case SettlementAnswer it -> new PairEvent.SettlementAnswered(it);
      case PaymentOffer it -> new PairEvent.PaymentNoticed(it);
      case PaymentAnswer it -> new PairEvent.PaymentAnswered(it);
      case Donation _, Unflattr _, FlattrAnswer _, CheckpointOffer _, CheckpointAnswer _, Claim _ ->
          throw new IllegalArgumentException("no part of a settlement: " + message);
    };
  }
}
