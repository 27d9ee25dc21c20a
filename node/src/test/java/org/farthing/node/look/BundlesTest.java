package org.farthing.node.look;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** German says all that English says. The files are read as such: a bundle would fall back. */
final class BundlesTest {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)");

  /** More than any text has placeholders. */
  private static final int MOST_VALUES = 10;

  /** What reads the same in both: names, bare values, and words that German has taken over. */
  private static final Set<String> SAME =
      Set.of(
          "admin.blocks.list",
          "admin.column.domain",
          "admin.column.host",
          "admin.column.name",
          "admin.column.peer",
          "admin.deliveries.hosts",
          "admin.member.title",
          "admin.peer.title",
          "budget.pause",
          "catalogue.members",
          "catalogue.tags",
          "code.label",
          "creator.flattrs",
          "creator.node",
          "donor.bar.flattrs",
          "donor.home.budget",
          "donor.nav.budget",
          "donor.nav.gifts",
          "join.name",
          "mail.notice.subject",
          "member.title",
          "nav.admin",
          "passkey.title",
          "setup.name",
          "thing.tags",
          "things.tags",
          "things.text",
          "widget.for.eleventy",
          "widget.for.feeds",
          "widget.for.html",
          "widget.for.hugo",
          "widget.for.jekyll",
          "widget.for.markdown",
          "widget.for.react",
          "widget.for.wordpress",
          "widget.label");

  private final Map<String, String> english = texts("/messages/pages.properties");
  private final Map<String, String> german = texts("/messages/pages_de.properties");

  @Test
  void bothHaveTheSameKeys() {
    assertThat(german.keySet()).isEqualTo(english.keySet());
  }

  @Test
  void nothingIsLeftInEnglish() {
    assertThat(
            german.keySet().stream()
                .filter(key -> Objects.equals(german.get(key), english.get(key))))
        .isSubsetOf(SAME);
  }

  @Test
  void bothTakeTheSameValues() {
    assertThat(german)
        .allSatisfy(
            (key, text) ->
                assertThat(placeholders(text))
                    .as(key)
                    .isEqualTo(placeholders(english.getOrDefault(key, text))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void everyTextCanBeFilledWhateverItCounts(int count) {
    Object[] values = new Object[MOST_VALUES];
    Arrays.fill(values, count);

    assertThat(english).allSatisfy((key, text) -> assertFilled(key, text, Locale.ENGLISH, values));
    assertThat(german).allSatisfy((key, text) -> assertFilled(key, text, Locale.GERMAN, values));
  }

  @Test
  void noApostropheIsStraight() {
    assertThat(english.values()).allSatisfy(text -> assertThat(text).doesNotContain("'"));
    assertThat(german.values()).allSatisfy(text -> assertThat(text).doesNotContain("'"));
  }

  private static void assertFilled(String key, String text, Locale locale, Object[] values) {
    assertThat(new MessageFormat(text, locale).format(values)).as(key).doesNotContain("{", "}");
  }

  private static Set<String> placeholders(String text) {
    Set<String> found = new TreeSet<>();
    PLACEHOLDER.matcher(text).results().forEach(it -> found.add(it.group(1)));
    return found;
  }

  private static Map<String, String> texts(String file) {
    Properties read = new Properties();
    try (Reader reader =
        new InputStreamReader(
            requireNonNull(BundlesTest.class.getResourceAsStream(file), file), UTF_8)) {
      read.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> texts = new TreeMap<>();
    read.stringPropertyNames().forEach(key -> texts.put(key, read.getProperty(key)));
    return texts;
  }
}
