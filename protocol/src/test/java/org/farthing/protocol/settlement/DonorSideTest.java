package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.farthing.protocol.settlement.FlattrFixtures.CUT_OFF;
import static org.farthing.protocol.settlement.FlattrFixtures.FLATTR;
import static org.farthing.protocol.settlement.FlattrFixtures.IN_TIME;
import static org.farthing.protocol.settlement.FlattrFixtures.LAST_MOMENT;
import static org.farthing.protocol.settlement.FlattrFixtures.answer;
import static org.farthing.protocol.settlement.FlattrFixtures.given;
import static org.farthing.protocol.settlement.FlattrFixtures.message;

import java.time.Instant;
import java.time.YearMonth;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.SettlementCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DonorSideTest {

  private final DonorSide side = new DonorSide(SettlementCalendar.STANDARD);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # known                 | answer                | then
          sent                    | receipt 7             | counted 7
          sent                    | waiting not_receiving | unclaimed not_receiving
          sent                    | refusal late          | refused late
          sent                    | undo-receipt 0        | sent
          unclaimed not_receiving | receipt 7             | counted 7
          unclaimed unknown_creator | waiting not_receiving | unclaimed not_receiving
          unclaimed not_receiving | refusal blocked       | refused blocked
          unclaimed not_receiving | undo-receipt 0        | unclaimed not_receiving
          counted 7               | receipt 7             | counted 7
          counted 7               | waiting not_receiving | counted 7
          counted 7               | refusal late          | counted 7
          counted 7               | undo-receipt 8        | counted 7
          refused blocked         | receipt 7             | refused blocked
          refused blocked         | waiting not_receiving | refused blocked
          refused blocked         | refusal late          | refused blocked
          refused blocked         | undo-receipt 0        | refused blocked
          undone                  | receipt 7             | undone
          undone                  | waiting not_receiving | undone
          undone                  | refusal late          | undone
          undone                  | undo-receipt 8        | undone
          """)
  void theCreatorsNodeAnswers(String known, String answer, String then) {
    FlattrAnswer message = message(FLATTR.id(), answer(answer));

    assertThat(DonorSide.answered(given(known), message, false)).isEqualTo(given(then));
    assertThat(DonorSide.answered(given(known), message, true)).isEqualTo(given(known));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sent", "counted 7", "unclaimed not_receiving"})
  void theDonorTakesItBackUntilTheInstantBeforeTheCutOff(String known) {
    assertThat(side.canUndo(given(known), LAST_MOMENT)).isTrue();
    assertThat(side.undone(given(known), LAST_MOMENT)).isEqualTo(given("undone"));
    assertCannotUndo(known, CUT_OFF);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused blocked", "undone"})
  void whatNeverCountsIsNotTakenBack(String known) {
    assertCannotUndo(known, IN_TIME);
  }

  @Test
  void refusesAReceiptForOtherContent() {
    GivenFlattr other =
        new GivenFlattr(FLATTR.id(), "b".repeat(64), Pair.NOVEMBER, given("sent").status());

    assertRefused(other, "wrong_digest");
  }

  @Test
  void refusesAReceiptForAnotherMonth() {
    GivenFlattr other =
        new GivenFlattr(FLATTR.id(), Pair.DIGEST, YearMonth.of(2026, 12), given("sent").status());

    assertRefused(other, "wrong_period");
  }

  private void assertRefused(GivenFlattr known, String code) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(
            () -> DonorSide.answered(known, message(FLATTR.id(), answer("receipt 7")), false))
        .extracting(ProtocolException::code)
        .isEqualTo(code);
  }

  private void assertCannotUndo(String known, Instant now) {
    assertThat(side.canUndo(given(known), now)).isFalse();
    assertThatIllegalStateException().isThrownBy(() -> side.undone(given(known), now));
  }
}
