package org.farthing.protocol.settlement;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.settlement.PairMonth.Ours;

/**
 * A node around the engine, as small as it can be: what it has committed survives its crashes, and
 * nothing else. It holds nothing but that: the engine keeps no state of its own.
 */
final class SimulatedNode {

  private static final int CRASHES = 10;
  private static final int DISPUTES = 10;
  private static final int LAZY = 30;

  /** A message and the month it is about, which answers do not name. */
  record Letter(YearMonth period, FarthingMessage message) {}

  private final PairTerms terms;
  private final PairSettlement rules;
  private final Map<YearMonth, Long> grossOf;
  private final Map<String, Long> rail;
  private final Chance chance;

  private final Map<YearMonth, PairMonth> months = new HashMap<>();
  private final LossyMail<Letter> mail = new LossyMail<>();
  private final SimulatedLedger ledger;

  /**
   * @param grossOf what this node's donors give the other's creators
   * @param rail what was ever paid, by reference; outside of both nodes
   */
  SimulatedNode(
      PairTerms terms, Map<YearMonth, Long> grossOf, Map<String, Long> rail, Chance chance) {
    this.terms = terms;
    this.rules = new PairSettlement(terms);
    this.grossOf = grossOf;
    this.rail = rail;
    this.chance = chance;
    this.ledger = new SimulatedLedger(grossOf.values().stream().mapToLong(Long::longValue).sum());
  }

  PairMonth month(YearMonth period) {
    return months.getOrDefault(period, PairMonth.open(period));
  }

  PairTerms terms() {
    return terms;
  }

  SimulatedLedger ledger() {
    return ledger;
  }

  LossyMail<Letter> mail() {
    return mail;
  }

  /** Whether the message is dealt with for good; a crash leaves that open. */
  boolean receive(Letter letter, Instant now) {
    return commit(letter.period(), Pair.arrivalOf(letter.message()), now);
  }

  /** Does one of the things that are to be done in a month. */
  void work(YearMonth period, Instant now) {
    PairEvent event = chance.oneOf(possible(month(period), now));
    commit(period, event, now);
  }

  /** One transaction: the crash comes before its commit, or after it and before anybody hears. */
  private boolean commit(YearMonth period, PairEvent event, Instant now) {
    PairStep step = rules.step(month(period), event, now);
    if (chance.strikes(CRASHES)) {
      return false;
    }
    if (event instanceof PairEvent.Stated(Statement statement) && statement.version() == 1) {
      ledger.state(period, statement.gross().micros());
    }
    ledger.book(period, step.commands());
    months.put(period, step.month());
    step.messages().forEach(it -> mail.post(it.id(), new Letter(period, it)));
    return !chance.strikes(CRASHES);
  }

  /** What a worker finds to do, some of it; often nothing but to let time pass. */
  private List<PairEvent> possible(PairMonth month, Instant now) {
    List<PairEvent> events = new ArrayList<>();
    carried(month).ifPresent(carried -> events.add(new PairEvent.Carried(carried)));
    boolean isDue = !now.isBefore(terms.calendar().statementsDue(month.period()));
    if ((isDue && month.ours() == Ours.NONE) || month.ours() == Ours.DISPUTED) {
      events.add(stated(month));
    }
    if (month.isToBeChecked() && month.ours() != Ours.NONE) {
      events.add(checked(month.theirStatement().orElseThrow()));
    }
    switch (month.paid()) {
      case ORDERED -> events.add(paid(month.settlement().orElseThrow()));
      case NOTICED -> events.addAll(shown(month.settlement().orElseThrow()));
      case NONE, SENT, CONFIRMED, WRITTEN_OFF -> {}
    }
    if (events.isEmpty() || chance.strikes(LAZY)) {
      events.add(new PairEvent.TimePassed(PairEvent.Contact.ASKED));
    }
    return events;
  }

  private Optional<PairMonth.Carried> carried(PairMonth month) {
    if (month.carriedOrNull() != null) {
      return Optional.empty();
    }
    YearMonth before = month.period().minusMonths(1);
    return grossOf.containsKey(before)
        ? month(before).carriedOn(terms.us())
        : Optional.of(PairMonth.Carried.NOTHING);
  }

  private PairEvent stated(PairMonth month) {
    YearMonth period = month.period();
    int version = month.ourStatement().map(Statement::version).orElse(0) + 1;
    return new PairEvent.Stated(
        Pair.statement(
            terms.us(), terms.them(), period, version, grossOf.getOrDefault(period, 0L)));
  }

  private PairEvent checked(Statement statement) {
    Dispute dispute = new Dispute(null, Dispute.Code.FRAUD_HOLD, "Looked into.");
    return new PairEvent.StatementChecked(
        statement.id(), chance.strikes(DISPUTES) ? List.of(dispute) : List.of());
  }

  /** The rail is told before the commit, perhaps more than once; it pays a reference once. */
  private PairEvent paid(Settlement settlement) {
    rail.put(settlement.reference(), settlement.paid().micros());
    return new PairEvent.PaymentSent("test");
  }

  private List<PairEvent> shown(Settlement settlement) {
    return rail.containsKey(settlement.reference()) && !chance.strikes(LAZY)
        ? List.of(new PairEvent.PaymentShown(settlement.paid().micros()))
        : List.of();
  }
}
