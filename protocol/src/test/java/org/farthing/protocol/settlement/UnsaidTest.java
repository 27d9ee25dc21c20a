package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.farthing.protocol.settlement.Pair.ALDER;
import static org.farthing.protocol.settlement.Pair.BIRCH;
import static org.farthing.protocol.settlement.Pair.NOVEMBER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.StatementOffer;
import org.junit.jupiter.api.Test;

/** Alder has stated to birch, has lost that with a backup, and states again a day later. */
class UnsaidTest {

  private static final Instant THEN = Instant.parse("2026-12-04T00:00:05Z");
  private static final Instant NOW = THEN.plus(Duration.ofDays(1));

  private final PairSettlement alder = new PairSettlement(Pair.terms(ALDER, BIRCH));

  @Test
  void theSameIsSaidInTheWordsOfThatTime() {
    FarthingMessage first = said(stated(5_000_000, THEN));
    Unsaid unsaid = new Unsaid(List.of(first));

    PairStep again = repeated(unsaid, stated(5_000_000, NOW), false);

    assertThat(unsaid.since()).contains(THEN);
    assertThat(again.messages()).containsExactly(first);
    assertThat(again.month().our().offerOrNull()).isEqualTo(first);
    assertThat(again.month()).isEqualTo(stated(5_000_000, THEN).month());
  }

  @Test
  void somethingElseIsNotSaidInItsPlace() {
    Unsaid unsaid = new Unsaid(List.of(said(stated(5_000_000, THEN))));

    ProtocolException refusal =
        catchThrowableOfType(
            ProtocolException.class, () -> repeated(unsaid, stated(4_000_000, NOW), false));

    assertThat(refusal.code()).isEqualTo(Unsaid.SAID_OTHERWISE);
    assertThat(refusal.isEarly()).isTrue();
  }

  @Test
  void nothingNewIsSaidBeforeAllIsSaidAgain() {
    PairStep ofBirch =
        new PairSettlement(Pair.terms(BIRCH, ALDER))
            .step(
                PairMonth.open(NOVEMBER),
                new PairEvent.Stated(Pair.statement(BIRCH, ALDER, NOVEMBER, 1, 1_000_000)),
                THEN);
    PairMonth told =
        alder.step(PairMonth.open(NOVEMBER), Pair.arrivalOf(said(ofBirch)), THEN).month();
    PairStep agreed =
        alder.step(
            told,
            new PairEvent.StatementChecked(told.theirStatement().orElseThrow().id(), List.of()),
            NOW);
    Unsaid unsaid = new Unsaid(List.of(said(stated(5_000_000, THEN))));

    ProtocolException refusal =
        catchThrowableOfType(ProtocolException.class, () -> repeated(unsaid, agreed, false));

    assertThat(refusal.code()).isEqualTo("not_said_again");
    assertThat(refusal.isEarly()).isTrue();
    assertThat(repeated(unsaid, agreed, true)).as("what the books show").isEqualTo(agreed);
  }

  @Test
  void whoHasLostNothingSaysWhatComes() {
    PairStep step = stated(5_000_000, NOW);

    assertThat(repeated(new Unsaid(List.of()), step, false)).isEqualTo(step);
    assertThat(new Unsaid(List.of()).since()).isEmpty();
    assertThat(new Unsaid(List.of()).find(StatementOffer.class)).isEmpty();
  }

  private PairStep stated(long micros, Instant at) {
    return alder.step(
        PairMonth.open(NOVEMBER),
        new PairEvent.Stated(Pair.statement(ALDER, BIRCH, NOVEMBER, 1, micros)),
        at);
  }

  private static FarthingMessage said(PairStep step) {
    return step.messages().getFirst();
  }

  private static PairStep repeated(Unsaid unsaid, PairStep step, boolean wasSaid) {
    return unsaid.repeated(step, BIRCH, _ -> wasSaid);
  }
}
