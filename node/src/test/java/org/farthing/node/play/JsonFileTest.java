package org.farthing.node.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonFileTest {

  @Test
  void deepNestingIsRefusedWithoutExhaustingTheStack() {
    assertThat(refusal("[".repeat(100_000)).reason()).isEqualTo("nested too deeply");
  }

  @ParameterizedTest(name = "{index} {0} → line {1}, column {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``             | 1 | 1
          {              | 1 | 2
          {"a":1,}       | 1 | 8
          `{"a": 1,\n  x}` | 2 | 3
          `{\n"a": 1\n`  | 3 | 1
          {} x           | 1 | 4
          {}{}           | 1 | 3
          {'a': 1}       | 1 | 2
          [1 2]          | 1 | 4
          [NaN]          | 1 | 2
          ["\\q"]         | 1 | 4
          """)
  void noJsonIsRefusedWithLineAndColumn(String text, long line, long column) {
    assertThat(refusal(text).place()).isEqualTo("line " + line + ", column " + column);
  }

  @Test
  void noUtf8IsRefusedWithLineAndColumn() {
    byte[] latin1 = "{\n\"ü\": 1}".getBytes(StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(ScenarioRefused.class)
        .isThrownBy(() -> JsonFile.parse(latin1))
        .withMessage("line 2, column 2: no UTF-8 here");
  }

  @Test
  void everyTruncationIsRefusedAtItsEnd() {
    String whole = "{\n\"months\": [\"2026-10\",\ntrue, 1.5e3],\n\"n\": {\"ü\": null}}";

    for (int length = 0; length < whole.length(); length++) {
      String part = whole.substring(0, length);
      long line = 1 + part.chars().filter(character -> character == '\n').count();
      int column = length - part.lastIndexOf('\n');

      assertThat(refusal(part))
          .hasMessage("line " + line + ", column " + column + ": the JSON ends too early");
    }
  }

  private static ScenarioRefused refusal(String json) {
    return Objects.requireNonNull(
        catchThrowableOfType(
            ScenarioRefused.class, () -> JsonFile.parse(json.getBytes(StandardCharsets.UTF_8))),
        "the JSON was accepted");
  }
}
