package org.farthing.node.payout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PurposeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FARTHING 2026-11 0a1b2c3d4e5f",
        "farthing 2026-11 0A1B2C3D4E5F",
        "FARTHING202611 0a1b2c3d4e5f",
        " FARTHING/2026.11/0A1B2C3D4E5F?"
      })
  void lettersAndDigitsAloneCount(String reference) {
    assertThat(Purpose.of(reference)).isEqualTo(new Purpose("farthing2026110a1b2c3d4e5f"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FARTHING 2026-12 0a1b2c3d4e5f", "FARTHING 2026-11 0a1b2c3d4e5", ""})
  void anotherReferenceIsAnotherPurpose(String reference) {
    assertThat(Purpose.of(reference)).isNotEqualTo(Purpose.of("FARTHING 2026-11 0a1b2c3d4e5f"));
  }
}
