package org.farthing.protocol.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.protocol.example.ExampleDocuments.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.LogHead;
import org.farthing.protocol.message.LogPage;
import org.farthing.protocol.message.MessageReader;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.Ownership;
import org.farthing.protocol.message.SettlementPage;
import org.farthing.protocol.message.StatementLine;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The examples of the documentation are what the readers read. */
final class ExamplesReadTest {
  private static final ExampleDocuments DOCUMENTS = new ExampleDocuments();

  @TestFactory
  Stream<DynamicTest> eachMessageIsReadFromItsExample() {
    return DOCUMENTS.messages().entrySet().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.getKey(), () -> assertRead(example.getKey(), example.getValue())));
  }

  private static void assertRead(String name, FarthingMessage message) throws IOException {
    assertThat(MessageReader.read(file(name))).contains(message);
  }

  @Test
  void eachDocumentIsReadFromItsExample() throws IOException {
    assertThat(NodePolicy.read(file("node-policy"))).isEqualTo(ExampleFlattrs.POLICY);
    assertThat(NodePolicy.read(file("alders-policy"))).isEqualTo(ExampleFlattrs.ALDERS_POLICY);
    assertThat(LogHead.read(file("log-head"))).isEqualTo(ExampleFlattrs.HEAD);
    assertThat(Ownership.read(file("ownership"))).isEqualTo(ExampleFlattrs.OWNERSHIP);
    assertThat(LogPage.read(file("log-page"))).isEqualTo(DOCUMENTS.logPage(1, false));
    assertThat(SettlementPage.read(file("settlement-page")))
        .isEqualTo(DOCUMENTS.settlementPage(false));
  }

  @Test
  void linesAreReadFromTheirExamples() throws IOException {
    assertThat(linesOf("statement-lines")).isEqualTo(ExampleMonth.LINES);
    assertThat(linesOf("birchs-statement-lines")).isEqualTo(ExampleMonth.BIRCHS_LINES);
  }

  private static List<StatementLine> linesOf(String name) throws IOException {
    Path file = Path.of("..", "docs", "protocol", "examples", name + ".ndjson");
    return Files.readAllLines(file).stream()
        .map(line -> StatementLine.read(Json.parseObject(line.getBytes(StandardCharsets.UTF_8))))
        .toList();
  }

  @Test
  void actorsAreReadFromTheirExamples() throws IOException {
    for (String name : List.of("alders-actor", "birchs-actor", "alices-actor")) {
      ActorDocument actor = new ActorDocument(file(name));

      assertThat(actor.nodeActor())
          .contains(name.startsWith("birch") ? ExampleKeys.BIRCH : ExampleKeys.ALDER);
      assertThat(actor.assertionMethods())
          .extracting(ActorDocument.ProofKey::publicKeyMultibase)
          .containsExactly(ExampleKeys.of(actor.id()).multibase());
    }
  }
}
