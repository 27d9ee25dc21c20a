package org.farthing.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.farthing.protocol.SeededCases;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.message.StatementLine.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line of a statement has one form only, so that what is hashed is what is read. */
class StatementLineTest {

  private static final String LINE =
      "{\"amount\":\"500000\",\"creator\":\"https://birch.example/users/bob\",\"donorTag\":\"t-1\","
          + "\"flattr\":\"https://alder.example/flattrs/1\",\"salt\":\"s_1\"}";

  static StatementLine parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return StatementLine.parse(bytes, 0, bytes.length);
  }

  @Test
  void everyLineIsWrittenAsCanonicalJsonAndReadBack() {
    SeededCases.check(
        2_000,
        random -> {
          StatementLine line = someLine(random);

          byte[] bytes = line.canonicalBytes();

          assertThat(bytes).isEqualTo(CanonicalJson.of(line.toJson()));
          assertThat(StatementLine.parse(bytes, 0, bytes.length)).isEqualTo(line);
        });
  }

  private static StatementLine someLine(SplittableRandom random) {
    String path = random.nextBoolean() ? "/a%20b/" : "/größe/";
    Kind kind = List.of(Kind.values()).get(random.nextInt(3));
    return new StatementLine(
        ActivityId.of("https://alder.example" + path + random.nextInt()),
        ActorId.of("https://birch.example/users/" + random.nextInt()),
        "tag_" + random.nextInt(),
        random.nextLong(Long.MAX_VALUE) >>> random.nextInt(64),
        "-" + random.nextInt(),
        kind,
        kind == Kind.CORRECTION ? ActivityId.of("https://alder.example/s" + path) : null);
  }

  @Test
  void aLineIsReadFromTheMiddleOfAPage() {
    byte[] page = ("x" + LINE + "\n" + LINE).getBytes(StandardCharsets.UTF_8);

    assertThat(StatementLine.parse(page, 1, 1 + LINE.length())).isEqualTo(parse(LINE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"amount"        | { "amount"
          "500000"         | 500000
          "500000"         | `"500000" `
          "500000"         | "050000"
          "500000"         | "5e5"
          "500000"         | "\\u0035"
          "amount"         | "sum"
          /users/bob       | /users\\/bob
          /users/bob       | `/users/bob\t`
          ,"salt":"s_1"    | ``
          "s_1"}           | "s_1","mood":"good"}
          ,"salt"          | ,"kind":"flattr","salt"
          ,"salt"          | ,"kind":"gifts","salt"
          ,"salt"          | ,"kind":"correction","salt"
          ,"creator"       | ,"corrects":"https://alder.example/s","creator"
          "s_1"}           | "s_1","kind":"gift"}
          "s_1"}           | "s_1"}}
          "s_1"}           | "s_1"
          """)
  void anyOtherSpellingIsRefused(String what, String into) {
    String other = LINE.replace(what, into);

    assertThat(other).isNotEqualTo(LINE);
    assertThat(code(other)).isIn("malformed", "amount_malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "{\"amount\":\"5", "\0"})
  void whatIsNoLineIsRefused(String text) {
    assertThat(code(text)).isEqualTo("malformed");
  }

  @Test
  void fieldsKeepToTheirForms() {
    assertThat(code(LINE.replace("\"500000\"", "\"-1\""))).isEqualTo("amount_malformed");
    assertThat(code(LINE.replace("500000", "9223372036854775808"))).isEqualTo("amount_too_large");
    assertThat(code(LINE.replace("t-1", "t 1"))).isEqualTo("malformed");
    assertThat(code(LINE.replace("s_1", "s".repeat(101)))).isEqualTo("malformed");
    assertThat(code(LINE.replace("https://birch.example", "birch"))).isEqualTo("malformed_id");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] bytes = LINE.getBytes(StandardCharsets.UTF_8);
    bytes[LINE.indexOf("bob")] = (byte) 0xc3;

    assertThatThrownBy(() -> StatementLine.parse(bytes, 0, bytes.length))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void pagesAreCountedFromOneAndAllButTheLastAreFull() {
    assertThat(StatementPages.pages(0)).isZero();
    assertThat(StatementPages.pages(1)).isEqualTo(1);
    assertThat(StatementPages.pages(StatementPages.LINES)).isEqualTo(1);
    assertThat(StatementPages.pages(StatementPages.LINES + 1)).isEqualTo(2);
    assertThat(StatementPages.address(URI.create("https://alder.example/s/lines"), 2))
        .hasToString("https://alder.example/s/lines?page=2");
    assertThat(StatementPages.address(URI.create("https://alder.example/s?id=1"), 2))
        .hasToString("https://alder.example/s?id=1&page=2");
  }

  private static String code(String text) {
    return catchThrowableOfType(ProtocolException.class, () -> parse(text)).code();
  }
}
