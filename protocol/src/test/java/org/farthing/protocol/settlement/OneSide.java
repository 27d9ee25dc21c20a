package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.StatementOffer;

/** One node's side of November with the other node, event by event. */
final class OneSide {

  private final PairTerms terms;
  private final PairSettlement rules;
  private final List<PairEvent> events = new ArrayList<>();
  private final List<FarthingMessage> said = new ArrayList<>();
  private final List<LedgerCommand> booked = new ArrayList<>();
  private PairMonth month = PairMonth.open(Pair.NOVEMBER);
  private Instant now = Pair.NETTING_DAY;

  OneSide(ActorId us, ActorId them) {
    terms = Pair.terms(us, them);
    rules = new PairSettlement(terms);
  }

  OneSide at(Instant time) {
    now = time;
    return this;
  }

  PairMonth month() {
    return month;
  }

  PairSettlement rules() {
    return rules;
  }

  List<PairEvent> events() {
    return List.copyOf(events);
  }

  List<FarthingMessage> said() {
    return List.copyOf(said);
  }

  List<LedgerCommand> booked() {
    return List.copyOf(booked);
  }

  /** Returns what is said because of it. */
  List<FarthingMessage> happens(PairEvent event) {
    PairStep step = rules.step(month, event, now);
    month = step.month();
    events.add(event);
    said.addAll(step.messages());
    booked.addAll(step.commands());
    return step.messages();
  }

  /** Returns the one message that is said because of it. */
  <M extends FarthingMessage> M answers(PairEvent event, Class<M> kind) {
    List<FarthingMessage> messages = happens(event);
    assertThat(messages).singleElement().isInstanceOf(kind);
    return kind.cast(messages.getFirst());
  }

  <M extends FarthingMessage> M answers(FarthingMessage message, Class<M> kind) {
    return answers(Pair.arrivalOf(message), kind);
  }

  /** A message arrives, and nothing is said to it. */
  void hears(FarthingMessage message) {
    assertThat(happens(Pair.arrivalOf(message))).isEmpty();
  }

  void carries(long byUsMicros, long byThemMicros) {
    assertThat(happens(new PairEvent.Carried(new PairMonth.Carried(byUsMicros, byThemMicros))))
        .isEmpty();
  }

  StatementOffer states(int version, long grossMicros) {
    return answers(
        new PairEvent.Stated(
            Pair.statement(terms.us(), terms.them(), Pair.NOVEMBER, version, grossMicros)),
        StatementOffer.class);
  }

  /** What the comparison of their newest statement finds. */
  PairEvent checked(Dispute... disputes) {
    return new PairEvent.StatementChecked(
        month.theirStatement().orElseThrow().id(), List.of(disputes));
  }
}
