package org.farthing.node.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.node.guard.Severity;
import org.farthing.node.look.Words;
import org.junit.jupiter.api.Test;

/** What the node itself writes into the audit log, by its sources: each of it has a text. */
final class AuditWordsTest {

  private static final Pattern RECORDED =
      Pattern.compile(
          "(?:\\brecord|\\brecorded|\\bbook)\\([^;]{0,200}?\"([a-z]+(?:-[a-z]+)+|real-money)\"");

  private static final Pattern REASON =
      Pattern.compile("(?:ofNode|ofCommand|\\.mandate)\\(\\s*\"([^\"]+)\"\\)");

  private static final Path SOURCES = Path.of("src/main/java/org/farthing/node");

  private final Words words = new Words(Locale.ENGLISH);

  private static Set<String> found(Pattern pattern) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      Set<String> found = new TreeSet<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        pattern.matcher(Files.readString(file)).results().forEach(it -> found.add(it.group(1)));
      }
      return found;
    }
  }

  @Test
  void everyActionHasAText() throws IOException {
    Set<String> actions = found(RECORDED);
    for (Severity severity : Severity.values()) {
      actions.add("domain-" + severity.code());
    }

    assertThat(actions).hasSizeGreaterThan(40).contains("real-money", "payout-take", "report-done");
    assertThat(actions)
        .allSatisfy(it -> assertThat(words.has("admin.audit.did." + it)).as(it).isTrue());
  }

  @Test
  void everyReasonOfTheNodeIsTheEnglishTextOfOne() throws IOException {
    Set<String> texts =
        Stream.of(
                "books-check",
                "member-invite",
                "month-end",
                "payment-record",
                "payout-sent",
                "payout-take",
                "peer-default-ends",
                "peer-suspension-ends",
                "settlement-recalled")
            .map(action -> words.pattern("admin.audit.why." + action))
            .collect(Collectors.toSet());

    assertThat(found(REASON)).isEqualTo(texts);
    String real = Files.readString(SOURCES.resolve("realmoney/RealMoney.java"));
    for (String key : List.of("real-money-refused", "real-money-refused.or")) {
      assertThat(real).contains("\"" + words.pattern("admin.audit.why." + key) + "\"");
    }
  }
}
