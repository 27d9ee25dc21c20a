package org.farthing.protocol.example;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.settlement.PairMonth;
import org.junit.jupiter.api.Test;

/** Each number and digest of the examples follows from other files among them. */
final class ExampleStoryTest {
  private static final JsonObject DIGESTS = SignedFiles.json("digests");

  private static JsonObject part(String name, String member) throws IOException {
    return ExampleDocuments.file(name).getJsonObject(member);
  }

  private static List<String> lines(String name) throws IOException {
    return Files.readAllLines(Path.of("..", "docs", "protocol", "examples", name + ".ndjson"));
  }

  private static String root(List<String> leaves) {
    return ExampleFlattrs.root(leaves.stream().map(it -> it.getBytes(StandardCharsets.UTF_8)));
  }

  private static JsonObject parsed(String line) {
    return Json.parseObject(line.getBytes(StandardCharsets.UTF_8));
  }

  private static String digestOf(String name) {
    return DIGESTS.getString(name + ".json");
  }

  private static long micros(JsonObject object, String name) {
    return Long.parseLong(object.getString(name));
  }

  @Test
  void theReceiptIsOfTheFlattrUnderThePolicy() throws IOException {
    JsonObject receipt = part("receipt", "result");

    assertThat(receipt.getString("digest")).isEqualTo(digestOf("flattr"));
    assertThat(receipt.getString("policy")).isEqualTo(digestOf("node-policy"));
    assertThat(receipt.getString("flattr"))
        .isEqualTo(ExampleDocuments.file("flattr").getString("id"));
  }

  @Test
  void theLogIsOfWhatWasGivenAndUndone() throws IOException {
    List<String> leaves = lines("log-leaves");

    assertThat(leaves.stream().map(leaf -> parsed(leaf).getString("digest", "")))
        .containsExactly(
            digestOf("flattr"),
            digestOf("anonymous-flattr"),
            digestOf("undone-flattr"),
            digestOf("gift"),
            "",
            digestOf("offered-again-flattr"));
    assertThat(part("unflattr", "object"))
        .isEqualTo(
            Json.newObject(ExampleDocuments.file("undone-flattr")).remove("@context").build());
  }

  @Test
  void checkpointsAndTheHeadAreOverTheLog() throws IOException {
    List<String> leaves = lines("log-leaves");
    JsonObject checkpoint = part("checkpoint-offer", "object");
    JsonObject head = ExampleDocuments.file("log-head");
    JsonObject log = part("disagreement", "result").getJsonObject("log");

    assertThat(checkpoint.getString("root"))
        .isEqualTo(root(leaves.subList(0, checkpoint.getInt("count"))));
    assertThat(part("checkpoint-answer", "result")).isEqualTo(checkpoint);
    assertThat(List.of(head.getInt("count"), head.getInt("highest"), log.getInt("count")))
        .containsOnly(leaves.size());
    assertThat(List.of(head.getString("root"), log.getString("root"))).containsOnly(root(leaves));
    assertThat(part("agreement-in-part", "except").getJsonObject("log")).isEqualTo(log);
  }

  @Test
  void statementsAreOfTheirLines() throws IOException {
    assertStates("statement-offer", "statement-lines", "node-policy");
    assertStates("second-statement-offer", "statement-lines", "node-policy");
    assertStates("birchs-statement-offer", "birchs-statement-lines", "alders-policy");
    assertThat(part("second-statement-offer", "object").getString("previous"))
        .isEqualTo(part("statement-offer", "object").getString("id"));
    assertThat(parsed(lines("statement-lines").get(1)).getString("donorTag"))
        .isEqualTo(part("anonymous-flattr", "flattr").getString("donorTag"));
  }

  private static void assertStates(String offer, String lines, String policy) throws IOException {
    JsonObject statement = part(offer, "object");

    assertThat(statement.getInt("count")).isEqualTo(lines(lines).size());
    assertThat(statement.getString("root")).isEqualTo(root(lines(lines)));
    assertThat(statement.getString("policy")).isEqualTo(digestOf(policy));
    assertThat(micros(statement, "gross"))
        .isEqualTo(lines(lines).stream().mapToLong(it -> micros(parsed(it), "amount")).sum());
  }

  @Test
  void answersAreToWhatIsStated() throws IOException {
    assertThat(part("agreement", "result")).isEqualTo(part("birchs-statement-offer", "object"));
    assertThat(part("agreement-in-part", "result"))
        .isEqualTo(part("second-statement-offer", "object"));
    assertThat(part("disagreement", "result").getString("statement"))
        .isEqualTo(part("statement-offer", "object").getString("id"));
    List<JsonObject> log =
        SignedFiles.json("whole-log-page").getJsonArray("answers").getValuesAs(JsonObject.class);
    for (JsonObject dispute : disputes(part("disagreement", "result"))) {
      JsonObject evidence = log.get(dispute.getInt("sequence") - 1);
      assertThat(evidence.getString("id")).isEqualTo(dispute.getString("evidence"));
      assertThat(evidence.getString("object")).isEqualTo(dispute.getString("flattr"));
    }
  }

  private static List<JsonObject> disputes(JsonObject disagreement) {
    return disagreement.getJsonArray("disputes").getValuesAs(JsonObject.class);
  }

  @Test
  void theNetIsWhatIsAgreedAndCarried() throws IOException {
    long leftOut =
        disputes(part("agreement-in-part", "except")).stream()
            .filter(dispute -> dispute.containsKey("amount"))
            .mapToLong(dispute -> micros(dispute, "amount"))
            .sum();
    JsonObject settlement = part("settlement-offer", "object");
    JsonObject payment = part("payment-offer", "object");

    assertThat(micros(settlement, "net"))
        .isEqualTo(
            micros(part("second-statement-offer", "object"), "gross")
                - leftOut
                + micros(part("octobers-settlement-offer", "object"), "carried")
                - micros(part("birchs-statement-offer", "object"), "gross"))
        .isEqualTo(micros(settlement, "paid") + micros(settlement, "carried"));
    assertThat(part("confirmation", "result")).isEqualTo(settlement);
    assertThat(payment.getString("amount")).isEqualTo(settlement.getString("paid"));
    assertThat(payment.getString("settlement")).isEqualTo(settlement.getString("id"));
    assertThat(payment.getString("reference")).isEqualTo(settlement.getString("reference"));
    assertThat(part("payment-answer", "result").getString("payment"))
        .isEqualTo(payment.getString("id"));
  }

  @Test
  void anAnswerNamesWhatItAnswers() throws IOException {
    for (String[] pair :
        new String[][] {
          {"receipt", "flattr"},
          {"waiting", "offered-again-flattr"},
          {"refusal", "late-flattr"},
          {"undo-receipt", "undone-flattr"},
          {"checkpoint-answer", "checkpoint-offer"},
          {"disagreement", "statement-offer"},
          {"agreement-in-part", "second-statement-offer"},
          {"agreement", "birchs-statement-offer"},
          {"confirmation", "settlement-offer"},
          {"objection", "settlement-offer"},
          {"payment-answer", "payment-offer"}
        }) {
      assertThat(ExampleDocuments.file(pair[0]).getString("object"))
          .as(pair[0])
          .isEqualTo(ExampleDocuments.file(pair[1]).getString("id"));
    }
  }

  @Test
  void theMonthIsClosedOnBothSides() {
    assertThat(new ExampleMonth().stages).containsOnly(PairMonth.Stage.CLOSED);
  }

  @Test
  void noIdStandsForTwoThings() throws IOException {
    List<String> ids =
        Stream.concat(
                new ExampleDocuments()
                    .messages().values().stream().map(message -> message.id().toString()),
                Stream.of(part("payment-offer", "object").getString("id")))
            .toList();

    assertThat(ids).doesNotHaveDuplicates();
  }
}
