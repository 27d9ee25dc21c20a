package org.farthing.node.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.farthing.node.play.Scenario.BudgetEvent;
import org.farthing.node.play.Scenario.DepositEvent;
import org.farthing.node.play.Scenario.Event;
import org.farthing.node.play.Scenario.FlattrEvent;
import org.farthing.node.play.Scenario.Handle;
import org.farthing.node.play.Scenario.UndoEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioReaderTest {

  /** Two of everything, each line of which the tables below change. */
  private static final String SOUND =
      """
      {
      "scenario": 1,
      "months": ["2026-11", "2026-12"],
      "nodes": [{"name": "a", "currency": "EUR", "feeBasisPoints": 500, "minimumBudget": "2.00", "giveToGet": false, "netMinimum": "5.00"}, {"name": "b"}],
      "members": [{"handle": "al@a", "deposit": "10.00", "budget": "2.00", "maximumPerFlattr": "0.50", "anonymous": true}, {"handle": "bo@b"}],
      "things": [{"url": "https://x.example/1", "creator": "bo@b"}, {"url": "https://x.example/2", "creator": null}],
      "events": [
      {"at": "2026-11-02T09:00:00Z", "flattr": {"donor": "al@a", "thing": "https://x.example/1"}},
      {"at": "2026-11-03T09:00:00Z", "undo": {"donor": "al@a", "thing": "https://x.example/1"}},
      {"at": "2026-11-04T09:00:00Z", "deposit": {"member": "al@a", "amount": "5.00"}},
      {"at": "2026-11-05T09:00:00Z", "budget": {"member": "al@a", "amount": "4.00"}}
      ]
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {"two-nodes", "five-nodes", "six-months"})
  void examplesAreAccepted(String name) {
    Scenario scenario = ScenarioReader.read(resource(name));

    assertThat(scenario.events()).isNotEmpty();
    assertThat(scenario.events())
        .extracting(Event::index)
        .isEqualTo(indices(scenario.events().size()));
  }

  @Test
  void everyFieldIsRead() {
    Scenario scenario = read(SOUND);

    assertThat(scenario.months()).containsExactly(YearMonth.of(2026, 11), YearMonth.of(2026, 12));
    assertThat(scenario.currency()).isEqualTo("EUR");
    assertThat(scenario.nodes().getFirst())
        .isEqualTo(new Scenario.Node("a", 500, 2_000_000, false, 5_000_000));
    Handle al = new Handle("al", "a");
    assertThat(scenario.members().getFirst())
        .isEqualTo(new Scenario.Member(al, 10_000_000, 2_000_000, 500_000L, true));
    assertThat(scenario.things())
        .containsExactly(
            new Scenario.Thing("https://x.example/1", new Handle("bo", "b")),
            new Scenario.Thing("https://x.example/2", null));
    assertThat(scenario.events())
        .containsExactly(
            new FlattrEvent(0, Instant.parse("2026-11-02T09:00:00Z"), al, "https://x.example/1"),
            new UndoEvent(1, Instant.parse("2026-11-03T09:00:00Z"), al, "https://x.example/1"),
            new DepositEvent(2, Instant.parse("2026-11-04T09:00:00Z"), al, 5_000_000),
            new BudgetEvent(3, Instant.parse("2026-11-05T09:00:00Z"), al, 4_000_000));
  }

  @Test
  void whatIsLeftOutTakesTheDefaults() {
    Scenario scenario = read(SOUND);

    assertThat(scenario.nodes().getLast())
        .isEqualTo(new Scenario.Node("b", 1_000, 2_000_000, true, 1_000_000));
    assertThat(scenario.members().getLast())
        .isEqualTo(new Scenario.Member(new Handle("bo", "b"), 0, 0, null, false));
  }

  @Test
  void listsButMonthsMayBeEmpty() {
    Scenario scenario =
        read(
            """
            {"scenario":1,"months":["2026-10"],"nodes":[],"members":[],"things":[],"events":[]}\
            """);

    assertThat(scenario.nodes()).isEmpty();
    assertThat(scenario.currency()).isEqualTo("EUR");
  }

  @Test
  void partsMayStandInAnyOrder() {
    Scenario scenario =
        read(
            """
            {"events":[{"flattr":{"thing":"http://x.example/","donor":"al@a"},"at":"2026-10-01T00:00:00Z"}],
             "things":[],"members":[{"handle":"al@a"}],"nodes":[{"name":"a"}],
             "months":["2026-10"],"scenario":1}\
            """);

    assertThat(scenario.events()).hasSize(1);
  }

  @Test
  void eventsByTimeKeepTheFilesOrderWithinAnInstant() {
    String scenario =
        SOUND
            .replace("2026-11-03T09:00:00Z", "2026-12-31T23:59:59.999Z")
            .replace("2026-11-05T09:00:00Z", "2026-11-04T09:00:00Z");

    assertThat(read(scenario).eventsByTime()).extracting(Event::index).containsExactly(0, 2, 3, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://x.example/?q=68&x=ü",
        "https://münchen.example/",
        "HTTP://X.example",
        "http://x.example:8080/a%20b#c",
        "http://[::1]/"
      })
  void urlIsKeptAsItIsWritten(String url) {
    Scenario scenario = read(SOUND.replace("https://x.example/2", url));

    assertThat(scenario.things().getLast().url()).isEqualTo(url);
  }

  @Test
  void playMoneyHasTwoDecimals() {
    assertThat(
            read(SOUND
                    .replace("{\"name\": \"b\"}", "{\"name\": \"b\", \"currency\": \"XTS\"}")
                    .replace("EUR", "XTS"))
                .currency())
        .isEqualTo("XTS");
  }

  @ParameterizedTest(name = "{index} {0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "scenario": 1,               | `                             `                          | ``
          "scenario": 1                | "scenario": 2                                            | /scenario
          "scenario": 1                | "scenario": "1"                                          | /scenario
          "scenario": 1                | "scenario": 1.0                                          | /scenario
          "scenario": 1                | "scenario": 99999999999999999999999                      | /scenario
          "scenario": 1                | "scenario": null                                         | /scenario
          "scenario": 1                | "scenario": 1, "scenario": 1                             | /scenario
          "scenario": 1                | "scenario": 1, "note": "hello"                           | /note
          "scenario": 1                | "scenario": 1, "a/b~c": 0                                | /a~1b~0c
          "months"                     | "month"                                                  | /month
          ["2026-11", "2026-12"]       | []                                                       | /months
          ["2026-11", "2026-12"]       | "2026-11"                                                | /months
          ["2026-11", "2026-12"]       | ["2026-11", "2026-11"]                                   | /months/1
          ["2026-11", "2026-12"]       | ["2026-11", "2027-01"]                                   | /months/1
          ["2026-11", "2026-12"]       | ["2026-11", "2026-10"]                                   | /months/1
          ["2026-11", "2026-12"]       | ["2026-13"]                                              | /months/0
          ["2026-11", "2026-12"]       | ["2026-1"]                                               | /months/0
          ["2026-11", "2026-12"]       | [202611]                                                 | /months/0
          ["2026-11", "2026-12"]       | ["0000-01"]                                              | /months/0
          ["2026-11", "2026-12"]       | [["2026-11"]]                                            | /months/0
          {"name": "b"}                | {}                                                       | /nodes/1
          {"name": "b"}                | "b"                                                      | /nodes/1
          {"name": "b"}                | null                                                     | /nodes/1
          {"name": "b"}                | {"name": "B"}                                            | /nodes/1/name
          {"name": "b"}                | {"name": ""}                                             | /nodes/1/name
          {"name": "b"}                | {"name": "b.example"}                                    | /nodes/1/name
          {"name": "b"}                | {"name": "bé"}                                           | /nodes/1/name
          {"name": "b"}                | {"name": "abcdefghijklmnopqrstu"}                        | /nodes/1/name
          {"name": "b"}                | {"name": "a"}                                            | /nodes/1/name
          {"name": "b"}                | {"name": "b", "fee": 10}                                 | /nodes/1/fee
          {"name": "b"}                | {"name": "b", "name": "b"}                               | /nodes/1/name
          {"name": "b"}                | {"name": "b", "currency": "USD"}                         | /nodes/1/currency
          {"name": "b"}                | {"name": "b", "currency": "JPY"}                         | /nodes/1/currency
          {"name": "b"}                | {"name": "b", "currency": "eur"}                         | /nodes/1/currency
          {"name": "b"}                | {"name": "b", "currency": "EURO"}                        | /nodes/1/currency
          "currency": "EUR"            | "currency": "CHF"                                        | /nodes/1
          "feeBasisPoints": 500        | "feeBasisPoints": 10001                                  | /nodes/0/feeBasisPoints
          "feeBasisPoints": 500        | "feeBasisPoints": -1                                     | /nodes/0/feeBasisPoints
          "feeBasisPoints": 500        | "feeBasisPoints": 5e2                                    | /nodes/0/feeBasisPoints
          "feeBasisPoints": 500        | "feeBasisPoints": 500.5                                  | /nodes/0/feeBasisPoints
          "feeBasisPoints": 500        | "feeBasisPoints": "500"                                  | /nodes/0/feeBasisPoints
          "feeBasisPoints": 500        | "feeBasisPoints": null                                   | /nodes/0/feeBasisPoints
          "minimumBudget": "2.00"      | "minimumBudget": "0.00"                                  | /nodes/0/minimumBudget
          "minimumBudget": "2.00"      | "minimumBudget": 2.00                                    | /nodes/0/minimumBudget
          "minimumBudget": "2.00"      | "minimumBudget": "2"                                     | /nodes/0/minimumBudget
          "giveToGet": false           | "giveToGet": "false"                                     | /nodes/0/giveToGet
          "giveToGet": false           | "giveToGet": 0                                           | /nodes/0/giveToGet
          "giveToGet": false           | "giveToGet": null                                        | /nodes/0/giveToGet
          "netMinimum": "5.00"         | "netMinimum": "0.00"                                     | /nodes/0/netMinimum
          "netMinimum": "5.00"         | "netMinimum": "10.01"                                    | /nodes/0/netMinimum
          "netMinimum": "5.00"         | "netMinimum": "5.000"                                    | /nodes/0/netMinimum
          {"handle": "bo@b"}           | {}                                                       | /members/1
          {"handle": "bo@b"}           | {"handle": "bo"}                                         | /members/1/handle
          {"handle": "bo@b"}           | {"handle": "@b"}                                         | /members/1/handle
          {"handle": "bo@b"}           | {"handle": "bo@b@b"}                                     | /members/1/handle
          {"handle": "bo@b"}           | {"handle": "bo@c"}                                       | /members/1/handle
          {"handle": "bo@b"}           | {"handle": "al@a"}                                       | /members/1/handle
          {"handle": "bo@b"}           | {"handle": "bo@b", "name": "Bo"}                         | /members/1/name
          {"handle": "bo@b"}           | {"handle": "bo@b", "budget": "1.99"}                     | /members/1/budget
          {"handle": "bo@b"}           | {"handle": "bo@b", "budget": "-2.00"}                    | /members/1/budget
          {"handle": "bo@b"}           | {"handle": "bo@b", "budget": null}                       | /members/1/budget
          "deposit": "10.00"           | "deposit": "10,00"                                       | /members/0/deposit
          "deposit": "10.00"           | "deposit": "1e1"                                         | /members/0/deposit
          "deposit": "10.00"           | "deposit": "010.00"                                      | /members/0/deposit
          "deposit": "10.00"           | "deposit": " 10.00"                                      | /members/0/deposit
          "deposit": "10.00"           | "deposit": "1٠.00"                                       | /members/0/deposit
          "deposit": "10.00"           | "deposit": ".50"                                         | /members/0/deposit
          "deposit": "10.00"           | "deposit": "900000000.01"                                | /members/0/deposit
          "deposit": "10.00"           | "deposit": "99999999999999999999999999.00"               | /members/0/deposit
          "deposit": "10.00"           | "deposit": "900000000.00"                                | /events/2/deposit/amount
          "maximumPerFlattr": "0.50"   | "maximumPerFlattr": "0.00"                               | /members/0/maximumPerFlattr
          "maximumPerFlattr": "0.50"   | "maximumPerFlattr": null                                 | /members/0/maximumPerFlattr
          "anonymous": true            | "anonymous": "yes"                                       | /members/0/anonymous
          , "creator": null            | ``                                                       | /things/1
          "creator": null              | "creator": "cy@b"                                        | /things/1/creator
          "creator": null              | "creator": ""                                            | /things/1/creator
          "creator": null              | "creator": false                                         | /things/1/creator
          {"url": "https://x.example/2", | {                                                      | /things/1
          "url": "https://x.example/2" | "url": "https://x.example/1"                             | /things/1/url
          "url": "https://x.example/2" | "url": "x.example/2"                                     | /things/1/url
          "url": "https://x.example/2" | "url": "/2"                                              | /things/1/url
          "url": "https://x.example/2" | "url": "ftp://x.example/2"                               | /things/1/url
          "url": "https://x.example/2" | "url": "https:2"                                         | /things/1/url
          "url": "https://x.example/2" | "url": "https:///2"                                      | /things/1/url
          "url": "https://x.example/2" | "url": "https://:80/2"                                   | /things/1/url
          "url": "https://x.example/2" | "url": "https://x.example/a b"                           | /things/1/url
          "url": "https://x.example/2" | "url": "https://x.example/%zz"                           | /things/1/url
          "url": "https://x.example/2" | "url": "https://x.example/\\ud800"                       | /things/1/url
          "url": "https://x.example/2" | "url": 2                                                 | /things/1/url
          "2026-11-02T09:00:00Z"       | "2026-10-31T23:59:59Z"                                   | /events/0/at
          "2026-11-02T09:00:00Z"       | "2027-01-01T00:00:00Z"                                   | /events/0/at
          "2026-11-02T09:00:00Z"       | "2026-11-31T09:00:00Z"                                   | /events/0/at
          "2026-11-02T09:00:00Z"       | "2026-11-02T24:00:00Z"                                   | /events/0/at
          "2026-11-02T09:00:00Z"       | "2026-11-02T09:00:00+01:00"                              | /events/0/at
          "2026-11-02T09:00:00Z"       | "2026-11-02T09:00:00"                                    | /events/0/at
          "2026-11-02T09:00:00Z"       | "2026-11-02"                                             | /events/0/at
          "2026-11-02T09:00:00Z"       | 1793955600                                               | /events/0/at
          "at": "2026-11-02T09:00:00Z", | ``                                                      | /events/0
          "flattr"                     | "like"                                                   | /events/0/like
          "flattr"                     | "undo": {}, "flattr"                                     | /events/0/undo
          , "flattr": {"donor": "al@a", "thing": "https://x.example/1"} | ``                      | /events/0
          "flattr": {"donor"           | "flattr": {"member"                                      | /events/0/flattr/member
          "flattr": {"donor": "al@a", "thing" | "flattr": {"thing"                                | /events/0/flattr
          "flattr": {"donor": "al@a"   | "flattr": {"donor": "cy@a"                               | /events/0/flattr/donor
          "flattr": {"donor": "al@a"   | "flattr": {"donor": "al@a", "donor": "al@a"              | /events/0/flattr/donor
          "flattr": {                  | "flattr": [], "x": {                                     | /events/0/x
          "undo": {"donor": "al@a", "thing": "https://x.example/1"} | "undo": {"donor": "al@a", "thing": "here"} | /events/1/undo/thing
          "undo": {"donor": "al@a", "thing": "https://x.example/1"} | "undo": {"donor": "al@a"}   | /events/1/undo
          "undo": {"donor": "al@a", "thing": "https://x.example/1"} | "undo": "al@a"              | /events/1/undo
          "amount": "5.00"             | "amount": "0.00"                                         | /events/2/deposit/amount
          "amount": "5.00"             | "amount": "5"                                            | /events/2/deposit/amount
          {"member": "al@a", "amount": "5.00"} | {"member": "cy@a", "amount": "5.00"}             | /events/2/deposit/member
          {"member": "al@a", "amount": "5.00"} | {"member": "al@a"}                               | /events/2/deposit
          "amount": "4.00"             | "amount": "-4.00"                                        | /events/3/budget/amount
          "amount": "4.00"             | "amount": {"amount": "4.00"}                             | /events/3/budget/amount
          {"member": "al@a", "amount": "4.00"} | {"member": "al@a", "amount": "4.00", "from": 1}  | /events/3/budget/from
          """)
  void faultIsRefusedAtItsPlace(String sound, String faulty, String pointer) {
    String scenario = SOUND.replace(sound, faulty);

    assertThat(SOUND).contains(sound);
    assertThat(refusal(scenario).place()).isEqualTo(pointer);
  }

  @Test
  void rootMustBeAnObject() {
    assertThat(refusal("[]").place()).isEmpty();
    assertThat(refusal("[]").reason()).isEqualTo("must be an object");
  }

  @Test
  void damagedFileIsReadOrRefusedAndNothingElse() {
    byte[] sound = resource("two-nodes");
    for (long seed = 0; seed < 5_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] damaged = Arrays.copyOf(sound, sound.length - random.nextInt(2));
      for (int hits = random.nextInt(1, 4); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      assertThatCode(() -> readOrRefuse(damaged)).as("seed " + seed).doesNotThrowAnyException();
    }
  }

  @Test
  void messageNamesPlaceAndReason() {
    assertThat(refusal(SOUND.replace("\"4.00\"", "\"4\"")))
        .hasMessage(
            "/events/3/budget/amount: must be an amount with exactly two decimals, such as"
                + " \"2.00\"");
  }

  @Test
  void messageHoldsNoControlCharacters() {
    assertThat(refusal("{\"\\u001b[2J\": 1}").getMessage()).startsWith("/\ufffd[2J: ");
  }

  @Test
  void fiftyThousandEventsAreRead() {
    String event =
        """
        {"at": "2026-11-02T09:00:00Z", "flattr": {"donor": "al@a", "thing": "https://x.example/1"}}\
        """;
    String events = (event + ",\n").repeat(50_000) + event;
    String scenario = SOUND.replace(event, events);

    assertThat(read(scenario).events()).hasSize(50_004);
  }

  private static Scenario read(String json) {
    return ScenarioReader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void readOrRefuse(byte[] json) {
    try {
      assertThat(ScenarioReader.read(json).months()).isNotEmpty();
    } catch (ScenarioRefused refused) {
      assertThat(refused.reason()).isNotBlank();
    }
  }

  private static ScenarioRefused refusal(String json) {
    return Objects.requireNonNull(
        catchThrowableOfType(ScenarioRefused.class, () -> read(json)), "the scenario was accepted");
  }

  private static List<Integer> indices(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static byte[] resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            ScenarioReaderTest.class.getResourceAsStream("/scenario/" + name + ".json"))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
