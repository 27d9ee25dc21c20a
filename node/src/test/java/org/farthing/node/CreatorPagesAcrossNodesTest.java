package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.awaitQuiet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.farthing.node.signin.TestSession;
import org.junit.jupiter.api.Test;

/** What a creator's pages say of donors elsewhere, and of what waits until the creator gives. */
final class CreatorPagesAcrossNodesTest {

  private static String reads(TestMember member, String path) throws Exception {
    TestSession session = TestSession.of(member.at().setup(), member.id());
    URI address = URI.create("http://localhost:" + member.at().setup().port() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(address)
                  .header("Accept", "text/html")
                  .header("Cookie", session.cookie())
                  .build(),
              BodyHandlers.ofString())
          .body()
          .replace('\u00a0', ' ');
    }
  }

  @Test
  void thingsOfAnAgreedStatementAddUpToItsRevenue() throws Exception {
    try (TwoNodes nodes = new TwoNodes()) {
      nodes.everybodyFlattrs();
      nodes.isClosed();

      List<String> lines = reads(nodes.bob, "/me/creator/revenue-detailed.csv").lines().toList();

      String a = nodes.a.setup().origin().authority();
      assertThat(lines).hasSize(3);
      assertThat(lines)
          .anySatisfy(
              line ->
                  assertThat(line).contains(a, "song", "\"2\",\"4.00\",\"0.40\",\"3.60\",\"3.60\""))
          .anySatisfy(
              line ->
                  assertThat(line)
                      .contains(a, "poem", "\"1\",\"2.00\",\"0.20\",\"1.80\",\"1.80\""));
      assertThat(reads(nodes.bob, "/me/creator/months/2026-10"))
          .contains("from " + a + "/users/alice of song", "from " + a + "/users/carol of song");
      nodes.everybodyHasWhatIsTheirs();
      nodes.b.inDatabaseDo(
          tx -> tx.dsl().execute("UPDATE thing_revenue SET gross_micros = gross_micros + 1"));
      assertThat(nodes.b.node().check())
          .anyMatch(breach -> breach.code().equals("thing_revenue_differs"));
    }
  }

  @Test
  void whoDoesNotGiveReadsWhatWaitsAndWhatToDo() throws Exception {
    try (TwoNodes nodes = new TwoNodes()) {
      nodes.calendar.set(Instant.parse("2026-10-20T12:00:00Z"));
      nodes.alice.flattrs(nodes.bob.thing("song"));
      TestMember dora = nodes.a.aCreator("dora");
      nodes.alice.flattrs(dora.thing("play"));
      awaitQuiet(nodes.a, nodes.b);

      assertThat(reads(nodes.bob, "/me/creator"))
          .contains(
              "1 flattr or gift waits for you in October 2026",
              "It reserves 3.00 XTS of your funds",
              "Flattr something");
      assertThat(reads(dora, "/me/creator/months/2026-10"))
          .contains("Set a budget of at least 2.00 XTS", "They are 0.00 XTS now", "/me/budget");

      nodes.bob.flattrs(nodes.alice.thing("photo"));
      awaitQuiet(nodes.a, nodes.b);
      assertThat(reads(nodes.bob, "/me/creator"))
          .contains("1 flattr counts.")
          .doesNotContain("waits for you");
    }
  }
}
