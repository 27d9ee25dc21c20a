package org.farthing.protocol.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.farthing.protocol.SeededCases;
import org.farthing.protocol.Sha256;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitterTest {
  private final Splitter splitter = new Splitter();

  @Test
  void aLoneFlattrTakesTheWholeBudget() {
    Split split = splitter.split(2_000_000, null, List.of("https://a.example/flattrs/1"));

    assertThat(shares(split)).containsExactly(2_000_000);
    assertThat(split.releasedMicros()).isZero();
  }

  @Test
  void withoutAFlattrEverythingIsReleased() {
    Split split = splitter.split(2_000_000, 500_000L, List.of());

    assertThat(split.size()).isZero();
    assertThat(split.givenMicros()).isZero();
    assertThat(split.releasedMicros()).isEqualTo(2_000_000);
  }

  @Test
  void theRemainderGoesToTheSmallestHashesAndTheSharesKeepTheirOrder() {
    // SHA-256: "a" ca97…, "b" 3e23…, "c" 2e7d…
    Split split = splitter.split(11, null, List.of("a", "b", "c"));

    assertThat(shares(split)).containsExactly(3, 4, 4);
  }

  @Test
  void hashesCompareAsUnsignedBytes() {
    // SHA-256: "a" ca97…, which signed would come before "b" 3e23….
    Split split = splitter.split(1, null, List.of("a", "b"));

    assertThat(shares(split)).containsExactly(0, 1);
  }

  @Test
  void theMaximumHoldsWhenAllCanHaveIt() {
    Split atMost = splitter.split(1_000_000, 500_000L, List.of("a", "b"));
    Split below = splitter.split(3_000_000, 500_000L, List.of("a", "b"));

    assertThat(shares(atMost)).containsExactly(500_000, 500_000);
    assertThat(atMost.releasedMicros()).isZero();
    assertThat(shares(below)).containsExactly(500_000, 500_000);
    assertThat(below.givenMicros()).isEqualTo(1_000_000);
    assertThat(below.releasedMicros()).isEqualTo(2_000_000);
  }

  @Test
  void theMaximumChangesNothingWhenNotAllCanHaveIt() {
    Split split = splitter.split(999_999, 500_000L, List.of("a", "b"));

    assertThat(shares(split)).containsExactly(499_999, 500_000);
    assertThat(split.releasedMicros()).isZero();
  }

  @Test
  void aMaximumTimesFlattrsBeyondALongDoesNotApply() {
    Split split = splitter.split(Long.MAX_VALUE, Long.MAX_VALUE, List.of("a", "b", "c"));

    assertThat(split.givenMicros()).isEqualTo(Long.MAX_VALUE);
    assertThat(LongStream.of(shares(split)).sum()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refusesWhatNoDonorCanHaveSet() {
    assertThatIllegalArgumentException().isThrownBy(() -> splitter.split(-1, null, List.of("a")));
    assertThatIllegalArgumentException().isThrownBy(() -> splitter.split(1, 0L, List.of("a")));
  }

  @Test
  void everySplitIsTheRulesLetter() {
    SeededCases.check(
        100_000,
        random -> {
          long reserved = SeededCases.anyScale(random, Long.MAX_VALUE);
          List<String> ids = ids(random);
          Long maximum = maximum(random, reserved);

          Split split = splitter.split(reserved, maximum, ids);

          assertThat(byId(ids, split)).isEqualTo(asTheRuleSays(reserved, maximum, ids));
          assertThat(LongStream.of(shares(split)).sum()).isEqualTo(split.givenMicros());
          assertThat(split.givenMicros() + split.releasedMicros()).isEqualTo(reserved);
        });
  }

  @Test
  void theOrderOfTheFlattrsChangesNobodysShare() {
    SeededCases.check(
        100_000,
        random -> {
          long reserved = SeededCases.anyScale(random, 1_000);
          List<String> ids = ids(random);
          List<String> shuffled = new ArrayList<>(ids);
          Collections.shuffle(shuffled, new Random(random.nextLong()));

          Split split = splitter.split(reserved, null, ids);
          Split other = splitter.split(reserved, null, shuffled);

          assertThat(byId(shuffled, other)).isEqualTo(byId(ids, split));
        });
  }

  private static List<String> ids(SplittableRandom random) {
    return random
        .longs(random.nextInt(12), 0, Long.MAX_VALUE)
        .mapToObj(number -> "https://a.example/flattrs/é" + number)
        .toList();
  }

  private static @Nullable Long maximum(SplittableRandom random, long reserved) {
    return random.nextBoolean() ? null : 1 + SeededCases.anyScale(random, reserved / 2 + 1);
  }

  /** Rule 6 once more, without a thought for speed. */
  private static Map<String, BigInteger> asTheRuleSays(
      long reservedMicros, @Nullable Long maximum, List<String> ids) {
    BigInteger reserved = BigInteger.valueOf(reservedMicros);
    BigInteger count = BigInteger.valueOf(ids.size());
    Map<String, BigInteger> shares = new HashMap<>();
    if (maximum != null && count.multiply(BigInteger.valueOf(maximum)).compareTo(reserved) <= 0) {
      ids.forEach(id -> shares.put(id, BigInteger.valueOf(maximum)));
      return shares;
    }
    TreeMap<String, String> byHash = new TreeMap<>();
    ids.forEach(id -> byHash.put(sha256(id), id));
    BigInteger place = BigInteger.ZERO;
    for (String id : byHash.values()) {
      boolean oneMore = place.compareTo(reserved.mod(count)) < 0;
      shares.put(id, reserved.divide(count).add(oneMore ? BigInteger.ONE : BigInteger.ZERO));
      place = place.add(BigInteger.ONE);
    }
    return shares;
  }

  private static String sha256(String id) {
    byte[] hash = Sha256.newDigest().digest(id.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash);
  }

  private static Map<String, BigInteger> byId(List<String> ids, Split split) {
    Map<String, BigInteger> shares = new HashMap<>();
    for (int index = 0; index < ids.size(); index++) {
      shares.put(ids.get(index), BigInteger.valueOf(split.shareMicros(index)));
    }
    return shares;
  }

  private static long[] shares(Split split) {
    return IntStream.range(0, split.size()).mapToLong(split::shareMicros).toArray();
  }
}
