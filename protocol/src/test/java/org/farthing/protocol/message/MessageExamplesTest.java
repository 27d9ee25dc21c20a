package org.farthing.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The examples of the documentation are what the writers write and the readers read. */
class MessageExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "docs", "protocol", "examples");

  @TestFactory
  Stream<DynamicTest> eachMessageIsWrittenAndReadAsItsExample() {
    return ExampleMessages.all().entrySet().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.getKey(), () -> writtenAndRead(example.getKey(), example.getValue())));
  }

  private static void writtenAndRead(String name, FarthingMessage message) throws IOException {
    JsonObject example = example(name);

    assertThat(MessageWriter.write(message, ExampleMessages.peerOf(message))).isEqualTo(example);
    assertThat(MessageReader.read(example)).contains(message);
  }

  @Test
  void thePolicyIsWrittenAndReadAsItsExample() throws IOException {
    JsonObject example = example("node-policy");

    assertThat(ExampleMessages.POLICY.toDocument()).isEqualTo(example);
    assertThat(NodePolicy.read(example)).isEqualTo(ExampleMessages.POLICY);
    assertThat(ExampleMessages.POLICY.digest()).isEqualTo(DocumentDigest.of(example));
  }

  @Test
  void thePageOfLinesIsWrittenAndReadAsItsExample() throws IOException {
    List<String> example = Files.readAllLines(EXAMPLES.resolve("statement-lines.ndjson"));

    assertThat(
            ExampleMessages.LINES.stream()
                .map(line -> new String(line.canonicalBytes(), StandardCharsets.UTF_8)))
        .containsExactlyElementsOf(example);
    assertThat(example.stream().map(StatementLineTest::parse))
        .containsExactlyElementsOf(ExampleMessages.LINES);
  }

  @Test
  void theHeadOfALogIsWrittenAndReadAsItsExample() throws IOException {
    JsonObject example = example("log-head");

    assertThat(ExampleMessages.HEAD.toDocument()).isEqualTo(example);
    assertThat(LogHead.read(example)).isEqualTo(ExampleMessages.HEAD);
  }

  @Test
  void theOwnershipIsWrittenAndReadAsItsExample() throws IOException {
    JsonObject example = example("ownership");

    assertThat(ExampleMessages.OWNERSHIP.toDocument()).isEqualTo(example);
    assertThat(Ownership.read(example)).isEqualTo(ExampleMessages.OWNERSHIP);
  }

  @Test
  void thePageOfALogIsWrittenAndReadAsItsExample() throws IOException {
    JsonObject example = example("log-page");

    assertThat(ExampleMessages.page().toDocument()).isEqualTo(example);
    assertThat(LogPage.read(example)).isEqualTo(ExampleMessages.page());
  }

  @Test
  void thePageOfASettlementIsWrittenAndReadAsItsExample() throws IOException {
    JsonObject example = example("settlement-page");

    assertThat(ExampleMessages.settlementPage().toDocument()).isEqualTo(example);
    assertThat(SettlementPage.read(example)).isEqualTo(ExampleMessages.settlementPage());
  }

  @Test
  void theDocumentationShowsEveryExampleAsItsFileHasIt() throws IOException {
    String page = Files.readString(EXAMPLES.resolveSibling("messages.md"));

    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.toList()) {
        assertThat(page).as("%s", file).contains(Files.readString(file).strip());
      }
    }
  }

  @Test
  void noExampleIsLeftOver() throws IOException {
    Set<String> expected = new HashSet<>(ExampleMessages.all().keySet());
    expected.addAll(
        List.of(
            "node-policy",
            "statement-lines.ndjson",
            "log-head",
            "log-page",
            "settlement-page",
            "ownership"));

    try (Stream<Path> files = Files.list(EXAMPLES)) {
      List<String> names =
          files.map(file -> file.getFileName().toString().replace(".json", "")).toList();
      assertThat(names).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  static JsonObject example(String name) throws IOException {
    return Json.parseObject(Files.readAllBytes(EXAMPLES.resolve(name + ".json")));
  }
}
