package org.farthing.node.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.farthing.protocol.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

final class WordsTest {

  private static final Pattern KEY = Pattern.compile("\"([a-z0-9]+(?:\\.[a-z0-9-]+)+|[a-z]+)\"");

  /** Of a key whose end is a state or a reason. */
  private static final Pattern STEM = Pattern.compile("\"([a-z0-9_]+(?:\\.[a-z0-9_]+)*\\.)\"");

  private final Words words = new Words(Locale.ENGLISH);

  @Test
  void amountHasAsManyDigitsAsItNeedsAndIsNeverRounded() {
    assertThat(words.money(95_239, CurrencyUnit.XTS)).isEqualTo("0.095239\u00a0XTS");
    assertThat(words.money(1_999_999, CurrencyUnit.XTS)).isEqualTo("1.999999\u00a0XTS");
    assertThat(words.money(2_000_000, CurrencyUnit.XTS)).isEqualTo("2.00\u00a0XTS");
    assertThat(words.money(9_007_199_254_740_993L, CurrencyUnit.EUR))
        .isEqualTo("9,007,199,254.740993\u00a0EUR");
  }

  @Test
  void pointsOfColumnStandBelowEachOther() {
    assertThat(words.column(CurrencyUnit.XTS, 500_000, 437_500, 62_500))
        .containsExactly("0.5000\u00a0XTS", "0.4375\u00a0XTS", "0.0625\u00a0XTS");
  }

  @Test
  void percentageShowsHundredthsWhereThereAreSome() {
    assertThat(words.percent(1000)).isEqualTo("10\u00a0%");
    assertThat(words.percent(1255)).isEqualTo("12.55\u00a0%");
  }

  @Test
  void monthIsNamed() {
    assertThat(words.month(YearMonth.of(2026, 11))).isEqualTo("November 2026");
  }

  @Test
  void germanWritesNumbersAndDatesAsGermanDoes() {
    Words german = new Words(Locale.GERMAN);

    assertThat(german.language()).isEqualTo("de");
    assertThat(german.money(2_500_000, CurrencyUnit.XTS)).isEqualTo("2,50\u00a0XTS");
    assertThat(german.money(1_234_095_239_000L, CurrencyUnit.EUR))
        .isEqualTo("1.234.095,239\u00a0EUR");
    assertThat(german.percent(1000)).isEqualTo("10\u00a0%");
    assertThat(german.percent(1255)).isEqualTo("12,55\u00a0%");
    assertThat(german.month(YearMonth.of(2027, 3))).isEqualTo("März 2027");
    assertThat(german.moment(Instant.parse("2026-12-04T04:00:00Z")))
        .isEqualTo("4. Dezember 2026, 04:00\u00a0UTC");
  }

  @Test
  void everyTextIsUsedAndHasNoStraightApostrophe() throws IOException {
    ResourceBundle texts = ResourceBundle.getBundle("messages.pages", Locale.ENGLISH);
    Set<String> used = new TreeSet<>(Set.of("language"));
    Set<String> stems = new TreeSet<>();
    for (String folder :
        List.of(
            "src/main/jte",
            "src/main/java/org/farthing/node/bot",
            "src/main/java/org/farthing/node/look",
            "src/main/java/org/farthing/node/notice",
            "src/main/java/org/farthing/node/signin",
            "src/main/java/org/farthing/node/web")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String source = Files.readString(file);
          KEY.matcher(source).results().forEach(it -> used.add(it.group(1)));
          STEM.matcher(source).results().forEach(it -> stems.add(it.group(1)));
        }
      }
    }

    assertThat(texts.keySet().stream().filter(key -> stems.stream().noneMatch(key::startsWith)))
        .isSubsetOf(used);
    assertThat(texts.keySet())
        .allSatisfy(key -> assertThat(texts.getString(key)).doesNotContain("'"));
  }
}
