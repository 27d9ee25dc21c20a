package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.aNode;

import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.farthing.protocol.signature.Pem;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What nobody honest sends is refused with the right status, and has no effect. */
final class HostileBatteryTest {

  private static final String RECEIVED = "inbound_activity";
  private static final Path EXAMPLES = Path.of("..", "docs", "protocol", "examples");
  private static final JsonProvider JSON = JsonProvider.provider();

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
    mallory.members.create("alice", "Alice");
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

  /** What is wrong by itself is told to whoever sent it, with the place, and is not kept. */
  @Test
  void messageOfAWrongFormIsRefusedAtTheDoor() {
    Map<String, Integer> before = counts();

    assertThat(post(changed("flattr", "/flattr/creator", null)))
        .isEqualTo("400 missing /flattr/creator");
    assertThat(post(changed("flattr", "/flattr/period", "11")))
        .isEqualTo("400 malformed /flattr/period");
    assertThat(post(changed("gift", "/object/amount", "\"007\"")))
        .isEqualTo("400 amount_malformed /object/amount");
    assertThat(post(changed("unflattr", "/object/flattr/currency", "{}")))
        .isEqualTo("400 malformed /object/flattr/currency");
    assertThat(post(changed("statement-offer", "/object/count", "\"5\"")))
        .isEqualTo("400 malformed /object/count");
    assertThat(post(changed("disagreement", "/result/disputes/1/flattr", null)))
        .isEqualTo("400 malformed /result/disputes/1/evidence");
    assertThat(post(changed("claim", "/object/urls", "[]")))
        .isEqualTo("400 malformed /object/urls");
    assertThat(post(changed("payment-offer", "/type", "\"Add\""))).isEqualTo("400 unknown_kind");
    assertThat(post(changed("claim", "/actor", alice())))
        .as("said by a member")
        .isEqualTo("400 wrong_actor /actor");

    assertThat(counts()).isEqualTo(before);
  }

  /** By the tag a creator's node tells whose shares of a statement must be equal. */
  @Test
  void anonymousDonorHasATagAndNoOtherHas() {
    Map<String, Integer> before = counts();
    JsonObject ofNode = changed("gift", "/actor", '"' + mallory.ids.node().toString() + '"');

    assertThat(post(changed("anonymous-flattr", "/flattr/donorTag", null)))
        .isEqualTo("400 missing /flattr/donorTag");
    assertThat(post(ofNode)).isEqualTo("400 missing /object/donorTag");
    assertThat(post(changed("anonymous-flattr", "/actor", alice())))
        .isEqualTo("400 malformed /flattr/donorTag");

    assertThat(counts()).isEqualTo(before);
    assertThat(post(changed("anonymous-flattr", "/id", id()))).isEqualTo("202");
    TestPeer.await("it is answered", () -> node.node().backlog().isEmpty());
  }

  @Test
  void messageWithoutAProofOrNotFromANodeIsRefusedAtTheDoor() {
    JsonObject flattr = changed("flattr", "/id", id());
    JsonObject offer = changed("statement-offer", "/id", id());
    Map<String, Integer> before = counts();

    assertThat(postUnproven(flattr)).isEqualTo("401 no_proof");
    assertThat(postUnproven(offer)).isEqualTo("401 no_proof");
    assertThat(post(flattr, ActorId.of(flattr.getString("actor"))))
        .as("in a request of the member's own")
        .isEqualTo("401 not_from_node");

    assertThat(counts()).isEqualTo(before);
  }

  @Test
  void idIsNotUsedUpByAMessageOfAWrongForm() {
    JsonObject right = changed("flattr", "/id", id());
    JsonObject wrong = Json.newObject(right).remove("published").build();

    assertThat(post(wrong)).isEqualTo("400 missing /published");
    assertThat(post(right)).isEqualTo("202");
    assertThat(post(wrong)).isEqualTo("409 conflict");
    assertThat(post(right)).isEqualTo("202");

    TestPeer.await("it is answered", () -> node.node().backlog().isEmpty());
  }

  @Test
  void whatDependsOnWhatIsKnownHereIsTakenInAndDecidedLater() {
    assertThat(post(changed("receipt", "/id", id()))).as("of no flattr of ours").isEqualTo("202");
    TestPeer.await("it is handled", () -> node.node().backlog().isEmpty());
  }

  @Test
  void oddFieldsOfOrdinaryServersAreNoFault() {
    JsonObject like = mallory.unsigned(mallory.ids.node(), "\u2b50");
    JsonObject odd =
        Json.newObject(like)
            .addNull("flattr")
            .add("_misskey_reaction", ":farthing:")
            .add("amount", 1)
            .add("object", Json.newObject().add("type", "Note").add("period", true))
            .build();
    JsonObject follow =
        Json.newObject(mallory.unsigned(mallory.ids.node(), "hello"))
            .add("type", "Follow")
            .add("flattr", "yes")
            .add("result", Json.newObject().add("type", "Ticket").add("code", 7))
            .build();

    assertThat(postUnproven(odd)).isEqualTo("202");
    assertThat(postUnproven(follow)).isEqualTo("202");
    TestPeer.await("they are handled", () -> node.node().backlog().isEmpty());
  }

  /** An example of the documentation, said by mallory to the node, with one value changed. */
  private static JsonObject changed(String example, String pointer, @Nullable String jsonOrNull) {
    try {
      String text = Files.readString(EXAMPLES.resolve(example + ".json"));
      String from = text.contains("\"actor\": \"https://alder") ? "alder" : "birch";
      String to = from.equals("alder") ? "birch" : "alder";
      JsonObject said =
          Json.parseObject(
              text.replace("https://" + from + ".example", mallory.ids.origin().toString())
                  .replace("https://" + to + ".example", node.setup().origin().toString())
                  .getBytes(StandardCharsets.UTF_8));
      JsonPointer place = JSON.createPointer(pointer);
      if (jsonOrNull == null) {
        return place.remove(said);
      }
      try (var reader = JSON.createReader(new StringReader(jsonOrNull))) {
        return place.replace(said, reader.readValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String id() {
    return '"' + mallory.ids.origin().toString() + "/messages/" + Uuid7.next() + '"';
  }

  private static String alice() {
    return '"' + mallory.ids.member("alice").toString() + '"';
  }

  private static String post(JsonObject unsigned) {
    return post(unsigned, mallory.ids.node());
  }

  private static String post(JsonObject unsigned, ActorId requester) {
    ActorId actor = ActorId.of(unsigned.getString("actor"));
    return postAs(requester, mallory.signer.sign(unsigned, actor));
  }

  private static String postUnproven(JsonObject document) {
    return postAs(mallory.ids.node(), document);
  }

  /** The status, and of what is refused the code and the place. */
  private static String postAs(ActorId requester, JsonObject document) {
    OutboundRequest request =
        mallory
            .requests()
            .postAs(
                requester,
                node.setup().origin().resolve("/inbox"),
                Map.of("Content-Type", "application/activity+json"),
                TestPeer.bytes(document),
                HttpSignatureScheme.DRAFT_CAVAGE);
    Answer answer = (Answer) mallory.client.send(request);
    if (answer.body().length == 0) {
      return String.valueOf(answer.status());
    }
    JsonObject problem = Json.parseObject(answer.body());
    String said = answer.status() + " " + problem.getString("code");
    return problem.containsKey("pointer") ? said + " " + problem.getString("pointer") : said;
  }

  private static Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    database.execute(
        tx -> TABLES.forEach(table -> counts.put(table, tx.dsl().fetchCount(DSL.table(table)))));
    return counts;
  }
}
