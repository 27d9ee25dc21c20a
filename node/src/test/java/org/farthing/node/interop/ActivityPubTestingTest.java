package org.farthing.node.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of activitypub-testing for an actor's document, its inbox and its outbox. */
@Tag("interop")
final class ActivityPubTestingTest {

  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    FarthingMember.of(web, web.node.members().create("alice", "Alice"))
        .publishes("An essay", "Of wrens.");
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  /**
   * @param outcome {@code passed}, {@code failed}, {@code inapplicable} or {@code cantTell}
   */
  private record Rule(String slug, String outcome) {

    static Rule of(JsonObject assertion) {
      return new Rule(
          assertion.getJsonObject("test").getString("slug"),
          assertion.getJsonObject("result").getString("outcome"));
    }
  }

  /** It prints a line of JSON for each rule, and others between them. */
  private static List<Rule> rules(String actor) throws IOException {
    Path tool =
        Peers.installed(
            Peers.folder("activitypub-testing").resolve("node_modules/.bin/activitypub-testing"));
    Process process =
        new ProcessBuilder(
                Peers.nodeJs().toString(), tool.toRealPath().toString(), "test", "actor", actor)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = process.inputReader()) {
      return output
          .lines()
          .filter(line -> line.startsWith("{"))
          .map(line -> Rule.of(Peers.parse(line).asJsonObject()))
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/users/alice", "/actor"})
  void noRuleIsBroken(String path) throws IOException {
    List<Rule> rules = rules(web.node.origin() + path);

    assertThat(rules).extracting(Rule::outcome).contains("passed").doesNotContain("failed");
    assertThat(rules)
        .contains(new Rule("actor-objects-must-have-inbox-outbox-properties", "passed"));
  }
}
