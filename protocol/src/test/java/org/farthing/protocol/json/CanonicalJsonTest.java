package org.farthing.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.farthing.protocol.json.JsonRefused.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalJsonTest {
  @ParameterizedTest
  @ValueSource(strings = {"arrays", "french", "structures", "unicode", "values", "weird"})
  void writesThePublishedDocumentsByteForByte(String name) throws IOException {
    JsonValue input = read(resource("input/" + name + ".json"));

    byte[] canonical = CanonicalJson.of(input);

    assertThat(canonical).isEqualTo(resource("output/" + name + ".json"));
    String hex = new String(resource("outhex/" + name + ".txt"), StandardCharsets.US_ASCII);
    assertThat(canonical).isEqualTo(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
  }

  @Test
  void writesTheThousandPublishedNumbers() throws IOException {
    List<String> lines =
        new String(resource("es6testfile-first-1000.txt"), StandardCharsets.US_ASCII)
            .lines()
            .toList();

    assertThat(lines).hasSize(1000);
    assertThat(lines)
        .allSatisfy(
            line -> {
              int comma = line.indexOf(',');
              double value = Double.longBitsToDouble(Long.parseUnsignedLong(line, 0, comma, 16));
              assertThat(CanonicalJson.number(value)).isEqualTo(line.substring(comma + 1));
            });
  }

  @Test
  void writesTheNumbersOfAppendixBAndRefusesThoseThatAreNone() throws IOException {
    JsonObject file = read(resource("number-samples-appendix-b.json")).asJsonObject();

    List<JsonObject> samples = file.getJsonArray("samples").getValuesAs(JsonObject.class);

    assertThat(samples).hasSize(26);
    assertThat(samples)
        .allSatisfy(
            sample -> {
              long bits = Long.parseUnsignedLong(sample.getString("ieee754Hex"), 16);
              double value = Double.longBitsToDouble(bits);
              if (sample.get("json") instanceof JsonString expected) {
                assertThat(CanonicalJson.number(value)).isEqualTo(expected.getString());
              } else {
                assertThatThrownBy(() -> CanonicalJson.number(value))
                    .isInstanceOf(JsonRefused.class);
              }
            });
  }

  @Test
  void writesTheSmallestNumbersWithOneDigitWhereThatIsEnough() {
    assertThat(CanonicalJson.number(0x1p-1074 * 2)).isEqualTo("1e-323");
    assertThat(CanonicalJson.number(0x1p-1074 * 3)).isEqualTo("1.5e-323");
    assertThat(CanonicalJson.number(0x1p-1074 * 10)).isEqualTo("5e-323");
    assertThat(CanonicalJson.number(0x1p-1074 * 20)).isEqualTo("1e-322");
  }

  @Test
  void whatIsWrittenReadsAsTheSameNumber() {
    long seed = 20261122;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(CanonicalJson.number(value)))
            .as("seed %d, case %d", seed, i)
            .isEqualTo(value + 0.0);
      }
    }
  }

  @Test
  void refusesNumbersBeyondTheRangeOfADouble() {
    JsonObject document = Json.newObject().add("n", new BigDecimal("1e400")).build();

    assertThatThrownBy(() -> CanonicalJson.of(document))
        .isInstanceOfSatisfying(
            JsonRefused.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_NUMBER));
  }

  @Test
  void refusesUnpairedSurrogatesInNamesAndStrings() {
    JsonObject inName = Json.newObject().add("\ud800", 1).build();
    JsonObject inString = Json.newObject().add("a", "\udc00x").build();

    assertThatThrownBy(() -> CanonicalJson.of(inName)).isInstanceOf(JsonRefused.class);
    assertThatThrownBy(() -> CanonicalJson.of(inString)).isInstanceOf(JsonRefused.class);
  }

  private static JsonValue read(byte[] json) {
    return Json.PROVIDER.createReader(new ByteArrayInputStream(json)).readValue();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = CanonicalJsonTest.class.getResourceAsStream("/vectors/jcs/" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }
}
