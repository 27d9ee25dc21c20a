package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.aNode;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.hostile.Attacker;
import org.farthing.node.hostile.HostileCase;
import org.farthing.node.hostile.HostileCases;
import org.farthing.node.hostile.LyingServer;
import org.farthing.node.hostile.RawRequest;
import org.farthing.node.platform.database.Database;
import org.farthing.protocol.signature.Pem;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody honest sends is refused with the right status, and has no effect. */
final class HostileBatteryTest {

  private static final String RECEIVED = "inbound_activity";

  /** Where any effect would show. */
  private static final List<String> TABLES =
      List.of(
          RECEIVED,
          "inbound_conflict",
          "outbound_message",
          "delivery",
          "peer",
          "peer_policy",
          "member",
          "api_token",
          "actor_key",
          "creator",
          "thing",
          "flattr",
          "received_flattr",
          "log_entry",
          "reservation",
          "ledger_account",
          "ledger_transfer",
          "pair_month",
          "statement",
          "audit_entry",
          "domain_block");

  private static TestNode node;
  private static TestPeer mallory;
  private static TestPeer bystander;
  private static LyingServer liar;
  private static Database database;
  private static List<HostileCase> cases;

  @BeforeAll
  static void start() {
    node = aNode().start();
    node.aCreator("alice").withFunds("10.00").withBudget("2.00").thing("song");
    mallory = TestPeer.start();
    bystander = TestPeer.start();
    // Keys are made when they are first used: that is no effect.
    node.node().keys().rsa(node.actor());
    mallory.keys.ed25519(mallory.ids.node());
    var rsa = mallory.keys.rsa(mallory.ids.node()).key();
    liar = new LyingServer(Pem.encode(rsa.verificationKey()), bystander.ids.node().toString());
    database = Database.open(node.setup().database(), 2);
    cases =
        HostileCases.against(
            new Attacker(mallory, node.setup().origin(), bystander.ids.node()), liar.origin());
  }

  @AfterAll
  static void stop() {
    database.close();
    liar.close();
    bystander.close();
    mallory.close();
    node.close();
  }

  static Stream<HostileCase> cases() {
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isAnsweredAsItShouldBeAndHasNoEffect(HostileCase hostile) {
    Map<String, Integer> before = counts();

    int status = RawRequest.send(hostile.request(), node.setup().port());

    assertThat(hostile.expected()).as("the answer was " + status).contains(status);
    TestPeer.await("all is handled", () -> node.node().backlog().inbound() == 0);
    Map<String, Integer> after = counts();
    if (hostile.kept()) {
      after.merge(RECEIVED, -1, Integer::sum);
    }
    assertThat(after).isEqualTo(before);
  }

  @Test
  void batteryIsAsLargeAsItIsSaidToBe() {
    assertThat(cases).hasSizeGreaterThanOrEqualTo(200);
    assertThat(cases).extracting(HostileCase::id).doesNotHaveDuplicates();
    assertThat(cases).allSatisfy(it -> assertThat(it.expected()).doesNotContain(500));
  }

  @Test
  void sameRequestAgainIsHandledOnce() {
    HostileCase stored = cases.stream().filter(HostileCase::kept).findFirst().orElseThrow();
    RawRequest.send(stored.request(), node.setup().port());
    TestPeer.await("all is handled", () -> node.node().backlog().inbound() == 0);
    Map<String, Integer> before = counts();

    assertThat(RawRequest.send(stored.request(), node.setup().port())).isEqualTo(202);

    TestPeer.await("all is handled", () -> node.node().backlog().inbound() == 0);
    assertThat(counts()).isEqualTo(before);
  }

  private static Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    database.execute(
        tx -> TABLES.forEach(table -> counts.put(table, tx.dsl().fetchCount(DSL.table(table)))));
    return counts;
  }
}
