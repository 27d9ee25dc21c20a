package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.farthing.protocol.settlement.FlattrFixtures.CUT_OFF;
import static org.farthing.protocol.settlement.FlattrFixtures.FLATTR;
import static org.farthing.protocol.settlement.FlattrFixtures.IN_TIME;
import static org.farthing.protocol.settlement.FlattrFixtures.LAST_MOMENT;
import static org.farthing.protocol.settlement.FlattrFixtures.answer;
import static org.farthing.protocol.settlement.FlattrFixtures.flattr;
import static org.farthing.protocol.settlement.FlattrFixtures.received;
import static org.farthing.protocol.settlement.Pair.DIGEST;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.settlement.CreatorSide.Standing;
import org.farthing.protocol.settlement.CreatorSide.Step;
import org.farthing.protocol.settlement.ReceivedFlattr.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** In all tables the next free place in the pair's log is 5. */
class CreatorSideTest {

  private static final long NEXT = 5;
  private static final String NONE = "-";

  private final CreatorSide side = new CreatorSide(CurrencyUnit.EUR, SettlementCalendar.STANDARD);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # known               | standing      | then                    | answer
          -                     | receiving     | counted 5               | receipt 5
          -                     | not_receiving | waiting not_receiving   | waiting not_receiving
          -                     | unknown       | waiting unknown_creator | waiting unknown_creator
          -                     | owner         | refused flattr_owner    | refusal flattr_owner
          -                     | blocked       | refused blocked         | refusal blocked
          waiting not_receiving | receiving     | waiting not_receiving   | waiting not_receiving
          counted 3             | unknown       | counted 3               | receipt 3
          undone 4              | receiving     | undone 4                | undo-receipt 4
          undone 0              | receiving     | undone 0                | undo-receipt 0
          refused blocked       | receiving     | refused blocked         | refusal blocked
          """)
  void aFlattrArrives(String known, String standing, String then, String answer) {
    Step step = side.arrived(known(known), FLATTR, DIGEST, standing(standing), NEXT, IN_TIME);

    assertThat(step).isEqualTo(new Step(received(then), answer(answer)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # standing    | currency | published            | then                    | answer
          receiving     | EUR      | 2026-11-09T10:00:00Z | counted 5               | receipt 5
          not_receiving | EUR      | 2026-11-09T10:00:00Z | waiting not_receiving   | waiting not_receiving
          unknown       | EUR      | 2026-11-09T10:00:00Z | refused unknown_creator | refusal unknown_creator
          owner         | EUR      | 2026-11-09T10:00:00Z | refused flattr_owner    | refusal flattr_owner
          suspended     | EUR      | 2026-11-09T10:00:00Z | refused suspended       | refusal suspended
          receiving     | XTS      | 2026-11-09T10:00:00Z | refused currency        | refusal currency
          receiving     | EUR      | 2026-12-01T00:00:00Z | refused period          | refusal period
          """)
  void aGiftArrives(
      String standing, String currency, String published, String then, String answer) {
    Gift gift =
        new Gift(
            FLATTR.id(),
            FLATTR.actor(),
            FLATTR.period(),
            FLATTR.creator(),
            new Money(5_000_000, CurrencyUnit.of(currency)),
            null,
            Instant.parse(published));

    Step step = side.arrived(Optional.empty(), gift, DIGEST, standing(standing), NEXT, IN_TIME);

    assertThat(step).isEqualTo(new Step(received(then), answer(answer)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # known                 | published | agreed | then         | answer
          waiting not_receiving   | in time   | false  | undone 0     | undo-receipt 0
          waiting unknown_creator | in time   | false  | undone 0     | undo-receipt 0
          counted 3               | in time   | false  | undone 5     | undo-receipt 5
          undone 4                | in time   | false  | undone 4     | undo-receipt 4
          refused late            | in time   | false  | refused late | undo-receipt 0
          waiting not_receiving   | late      | false  | undone 0     | undo-receipt 0
          counted 3               | late      | false  | counted 3    | refusal late
          undone 4                | late      | false  | undone 4     | undo-receipt 4
          refused late            | late      | false  | refused late | undo-receipt 0
          waiting not_receiving   | in time   | true   | undone 0     | undo-receipt 0
          counted 3               | in time   | true   | counted 3    | refusal late
          undone 4                | in time   | true   | undone 4     | undo-receipt 4
          """)
  void aFlattrIsUndone(String known, String published, boolean agreed, String then, String answer) {
    Unflattr undo = undo(published.equals("late") ? CUT_OFF : LAST_MOMENT);
    Step step = side.undone(known(known), undo, NEXT, agreed);

    assertThat(step).isEqualTo(new Step(received(then), answer(answer)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # known                 | standing      | then                    | answer
          waiting not_receiving   | receiving     | counted 5               | receipt 5
          waiting unknown_creator | receiving     | counted 5               | receipt 5
          waiting unknown_creator | not_receiving | waiting not_receiving   | waiting not_receiving
          waiting not_receiving   | unknown       | waiting unknown_creator | waiting unknown_creator
          waiting unknown_creator | owner         | refused flattr_owner    | refusal flattr_owner
          waiting unknown_creator | blocked       | refused blocked         | refusal blocked
          waiting not_receiving   | not_receiving | waiting not_receiving   | -
          counted 3               | not_receiving | counted 3               | -
          undone 0                | receiving     | undone 0                | -
          refused blocked         | receiving     | refused blocked         | -
          """)
  void itsCreatorStandsOtherwise(String known, String standing, String then, String answer) {
    Step step = side.reconsidered(received(known), standing(standing), NEXT, LAST_MOMENT);

    assertThat(step.flattr()).isEqualTo(received(then));
    assertThat(step.answer())
        .isEqualTo(answer.equals(NONE) ? Optional.empty() : Optional.of(answer(answer)));
  }

  @Test
  void countsUntilTheInstantBeforeTheCutOffAndNotAtIt() {
    assertThat(arriving(FLATTR, LAST_MOMENT)).isEqualTo(received("counted 5").status());
    assertThat(arriving(FLATTR, CUT_OFF)).isEqualTo(received("refused late").status());
  }

  @Test
  void nothingWaitingIsCountedFromTheCutOffOn() {
    Step step =
        side.reconsidered(received("waiting not_receiving"), Standing.RECEIVING, NEXT, CUT_OFF);

    assertThat(step).isEqualTo(new Step(received("waiting not_receiving"), null));
  }

  @Test
  void aRepetitionAfterTheCutOffIsAnsweredAsBefore() {
    Step step = side.arrived(known("counted 3"), FLATTR, DIGEST, Standing.RECEIVING, NEXT, CUT_OFF);

    assertThat(step).isEqualTo(new Step(received("counted 3"), answer("receipt 3")));
  }

  @ParameterizedTest
  @EnumSource(Standing.class)
  void refusesAnotherCurrencyWhoeverTheCreatorIs(Standing standing) {
    Flattr inPlayMoney = flattr("1", CurrencyUnit.XTS, "2026-11-09T10:00:00Z");
    Step step = side.arrived(Optional.empty(), inPlayMoney, DIGEST, standing, NEXT, IN_TIME);

    assertThat(step).isEqualTo(new Step(received("refused currency"), answer("refusal currency")));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-31T23:59:59.999Z, refused period",
    "2026-11-01T00:00:00Z,     counted 5",
    "2026-11-30T23:59:59.999Z, counted 5",
    "2026-12-01T00:00:00Z,     refused period"
  })
  void refusesWhatWasNotPublishedInItsMonth(String published, String then) {
    Flattr flattr = flattr("1", CurrencyUnit.EUR, published);

    assertThat(arriving(flattr, LAST_MOMENT)).isEqualTo(received(then).status());
  }

  @Test
  void refusesAMonthThatHasNotBegunButForAClockThatIsAhead() {
    Flattr first = flattr("1", CurrencyUnit.EUR, "2026-11-01T00:00:00Z");

    assertThat(arriving(first, Instant.parse("2026-10-31T23:00:00Z")))
        .isEqualTo(received("counted 5").status());
    assertThat(arriving(first, Instant.parse("2026-10-31T22:59:59Z")))
        .isEqualTo(received("refused period").status());
  }

  @Test
  void anUndoThatComesFirstHoldsWhateverFollows() {
    Step undone = side.undone(Optional.empty(), undo(IN_TIME), NEXT, false);
    Step arrived =
        side.arrived(
            Optional.of(undone.flattr()), FLATTR, DIGEST, Standing.RECEIVING, NEXT, IN_TIME);

    assertThat(undone.flattr().status()).isEqualTo(received("undone 0").status());
    assertThat(undone.answer()).contains(answer("undo-receipt 0"));
    assertThat(arrived).isEqualTo(undone);
  }

  @Test
  void refusesOtherContentUnderAKnownId() {
    String other = "b".repeat(64);

    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(
            () ->
                side.arrived(known("counted 3"), FLATTR, other, Standing.RECEIVING, NEXT, IN_TIME))
        .extracting(ProtocolException::code)
        .isEqualTo("conflict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # known               | found     | then
          -                     | receipt 3 | counted 3
          waiting not_receiving | receipt 3 | counted 3
          counted 3             | receipt 3 | counted 3
          undone 4              | receipt 3 | undone 4
          counted 3             | undo 4    | undone 4
          undone 4              | undo 4    | undone 4
          """)
  void itFindsALostAnswerOfItsOwn(String known, String found, String then) {
    long sequence = Long.parseLong(found.split(" ", 2)[1]);
    LogEntry entry =
        found.startsWith("receipt")
            ? new LogEntry(sequence, LogEntry.Kind.RECEIPT, FLATTR.id(), DIGEST, FLATTR.period())
            : new LogEntry(sequence, LogEntry.Kind.UNDO, FLATTR.id(), null, FLATTR.period());

    assertThat(CreatorSide.restored(known(known), entry)).isEqualTo(received(then));
  }

  @Test
  void aPlaceInTheLogIsOneFromOneOnOrNoneForWhatNeverCounted() {
    assertThat(new Status.Undone(0).sequence()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> new Status.Undone(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Status.Counted(0));
  }

  private static Unflattr undo(Instant published) {
    return new Unflattr(ActivityId.of(FLATTR.id() + "/undo"), FLATTR.actor(), FLATTR, published);
  }

  private Status arriving(Flattr flattr, Instant now) {
    Step step = side.arrived(Optional.empty(), flattr, DIGEST, Standing.RECEIVING, NEXT, now);
    return step.flattr().status();
  }

  private static Optional<ReceivedFlattr> known(String words) {
    return words.equals(NONE) ? Optional.empty() : Optional.of(received(words));
  }

  private static Standing standing(String word) {
    return Standing.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
