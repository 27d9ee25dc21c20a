package org.farthing.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MultibaseTest {
  /** The base58btc lines of multiformats/multibase, tests/*.csv. */
  @ParameterizedTest
  @CsvSource({"0,z7paNL19xttacUY", "1,z17paNL19xttacUY", "2,z117paNL19xttacUY"})
  void codesThePublishedStrings(int leadingZeros, String encoded) {
    byte[] plain = ("\0".repeat(leadingZeros) + "yes mani !").getBytes(StandardCharsets.US_ASCII);

    assertThat(Multibase.encode(plain)).isEqualTo(encoded);
    assertThat(Multibase.decode(encoded, 100)).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "7paNL19xttacUY", "Z7paNL19xttacUY", "z0", "zO", "zI", "zl", "z ", "zé"})
  void refusesWhatIsNoBase58btc(String text) {
    assertThatThrownBy(() -> Multibase.decode(text, 100))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatThrownBy(() -> Multibase.decode("z" + "1".repeat(100), 100))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decodesWhatItEncoded() {
    long seed = 20261122;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      assertThat(Multibase.decode(Multibase.encode(bytes), 200))
          .as("seed %d, case %d", seed, i)
          .isEqualTo(bytes);
    }
  }
}
