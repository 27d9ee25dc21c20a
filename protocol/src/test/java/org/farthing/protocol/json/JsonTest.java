package org.farthing.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.farthing.protocol.json.JsonRefused.Code;
import org.farthing.protocol.json.JsonRefused.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @Test
  void readsEveryKindOfValue() {
    JsonObject read =
        parse("{\"a\":[1,-2.50,\"x\\n\\ud83d\\ude00\",true,false,null,{}],\"\":{}} \n");

    assertThat(read.toString())
        .isEqualTo("{\"a\":[1,-2.50,\"x\\n😀\",true,false,null,{}],\"\":{}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":NaN}",
        "{'a':1}",
        "{\"a\":1}x",
        "{} {}",
        "{}\0",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\" 1}",
        "{\"a\":[1 2]}",
        "{\"a\":[1}",
        "{\"a\":/**/1}",
        "\ufeff{}",
        "{\"a\":tru}"
      })
  void refusesWhatIsNoJson(String text) {
    assertThat(refusal(text).code()).isEqualTo(Code.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"a\"", "null", "true"})
  void refusesDocumentsThatAreNoObject(String text) {
    assertThat(refusal(text).code()).isEqualTo(Code.NOT_AN_OBJECT);
  }

  @Test
  void namesThePlaceOfTheOffence() {
    JsonRefused refusal = refusal("{\n  \"a\": 1,\n  \"b\": oops\n}");

    assertThat(refusal.place()).contains(new Place(3, 8));
    assertThat(refusal).hasMessageContaining("line 3, column 8");
  }

  @Test
  void refusesANameThatStandsTwiceHoweverItIsWritten() {
    assertThat(refusal("{\"a\":1,\"b\":{\"c\":1,\"\\u0063\":2}}").code())
        .isEqualTo(Code.DUPLICATE_NAME);
    assertThat(parse("{\"a\":{\"a\":{}}}")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00", "\\udc00\\ud800", "x\\ud83dy", "\\u0000"})
  void refusesStringsAndNamesThatAreNoText(String escaped) {
    assertThat(refusal("{\"a\":\"" + escaped + "\"}").code()).isEqualTo(Code.BAD_STRING);
    assertThat(refusal("{\"" + escaped + "\":1}").code()).isEqualTo(Code.BAD_STRING);
  }

  @ParameterizedTest
  @CsvSource({"c322", "c080", "eda080", "f4908080", "ff", "e282"})
  void refusesBytesThatAreNotUtf8(String hex) {
    byte[] bytes = HexFormat.of().parseHex("7b2261223a0a22" + hex);

    JsonRefused refusal = catchThrowableOfType(JsonRefused.class, () -> Json.parseObject(bytes));

    assertThat(refusal.code()).isEqualTo(Code.NOT_UTF8);
    assertThat(refusal.place()).contains(new Place(2, 2));
  }

  @Test
  void takesNumbersOfSixtyFourCharactersAndNoMore() {
    assertThat(parse("{\"n\":" + "1".repeat(64) + "}").getJsonNumber("n").toString()).hasSize(64);
    assertThat(refusal("{\"n\":" + "1".repeat(65) + "}").code()).isEqualTo(Code.BAD_NUMBER);
    assertThat(refusal("{\"n\":1e99999999999}").code()).isEqualTo(Code.BAD_NUMBER);
  }

  @Test
  void takesSixtyFourLevelsAndNoMore() {
    assertThat(parse(nested(63))).hasSize(1);
    assertThat(refusal(nested(64)).code()).isEqualTo(Code.TOO_DEEP);
    assertThat(refusal(nested(10_000)).code()).isEqualTo(Code.TOO_DEEP);
    assertThat(refusal("{\"a\":".repeat(10_000)).code()).isEqualTo(Code.TOO_DEEP);
  }

  @Test
  void takesAHundredThousandValuesAndNoMore() {
    // The object and the array are values too.
    assertThat(parse("{\"a\":[" + "1,".repeat(99_997) + "1]}").getJsonArray("a")).hasSize(99_998);
    assertThat(refusal("{\"a\":[" + "1,".repeat(99_998) + "1]}").code())
        .isEqualTo(Code.TOO_MANY_VALUES);
  }

  @Test
  void takesAMebibyteAndNoMore() {
    assertThat(parse("{}" + " ".repeat(Json.MAXIMUM_BYTES - 2))).isEmpty();
    assertThat(refusal("{}" + " ".repeat(Json.MAXIMUM_BYTES - 1)).code()).isEqualTo(Code.TOO_LARGE);
  }

  @Test
  @Timeout(20)
  void theWorstDocumentsOfFullSizeTakeLittleTime() {
    String zeros = "0".repeat(900_000);
    String names = "{\"a\":" + "{\"b\":".repeat(60) + "\"" + "\\u0041".repeat(150_000);

    assertThat(refusal("{\"n\":1" + zeros + "}").code()).isEqualTo(Code.BAD_NUMBER);
    assertThat(parse("{\"s\":\"" + zeros + "\"}").getString("s")).hasSize(900_000);
    assertThat(refusal(names).code()).isEqualTo(Code.NOT_JSON);
    assertThat(parse("{" + collidingNames() + "}")).hasSize(1 << 13);
  }

  @Test
  void whateverTheBytesAreItEndsInAnObjectOrARefusal() {
    long seed = 20261122;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] valid =
        "{\"a\":[1,-2.5e3,\"\\u0041é\",{\"b\":null}],\"c\":true}".getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = valid.clone();
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(Json.parseObject(bytes)).as("seed %d, case %d", seed, i).isNotNull();
      } catch (JsonRefused e) {
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isBetween(10_000, 20_000);
  }

  /** 8,192 names with one hash code, since "Aa" and "BB" have the same. */
  private static String collidingNames() {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 1 << 13; i++) {
      members.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 13; bit++) {
        members.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      members.append("\":1");
    }
    return members.toString();
  }

  private static String nested(int arrays) {
    return "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
  }

  private static JsonObject parse(String text) {
    return Json.parseObject(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonRefused refusal(String text) {
    return catchThrowableOfType(JsonRefused.class, () -> parse(text));
  }
}
