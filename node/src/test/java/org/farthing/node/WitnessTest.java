package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.farthing.node.generated.Tables.WITNESS_EVIDENCE;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.KeyFile;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.ledger.Breach;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.AddressRule;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundLimits;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.signature.Ed25519SigningKey;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.farthing.protocol.transparency.Checkpoint;
import org.farthing.protocol.transparency.HeadUpdate;
import org.farthing.protocol.transparency.HeadVerdict;
import org.farthing.protocol.transparency.LogProof;
import org.farthing.protocol.transparency.NoteKey;
import org.farthing.protocol.transparency.NoteKeyType;
import org.farthing.protocol.transparency.NoteSigner;
import org.farthing.protocol.transparency.NoteVerdict;
import org.farthing.protocol.transparency.SignedNote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that look at each other's logs once a day. */
final class WitnessTest {

  private static final Map<String, Refusal> REFUSED =
      Map.ofEntries(
          Map.entry("checkpoint?old=x", new Refusal(400, "malformed_number")),
          Map.entry("checkpoint?old=-1", new Refusal(400, "malformed_number")),
          Map.entry("checkpoint?old=9999999999999999", new Refusal(400, "malformed_number")),
          Map.entry("proof/inclusion", new Refusal(400, "malformed_number")),
          Map.entry("proof/inclusion?seal=1", new Refusal(404, "not_in_log")),
          Map.entry("proof/inclusion?seal=0&size=2", new Refusal(404, "not_in_log")),
          Map.entry("proof/inclusion?seal=1&size=1", new Refusal(404, "not_in_log")),
          Map.entry("proof/consistency?from=2", new Refusal(404, "not_in_log")),
          Map.entry("proof/consistency?from=0&to=2", new Refusal(404, "not_in_log")),
          Map.entry("seals?from=1e3", new Refusal(400, "malformed_number")),
          Map.entry("cosignatures", new Refusal(405, "method_not_allowed")));

  private final TwoNodes month = new TwoNodes();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private record Refusal(int status, String code) {}

  @BeforeEach
  void meet() {
    month.calendar.set(Instant.parse("2026-10-20T12:00:00Z"));
    month.alice.flattrs(month.bob.thing("song"));
    TestNode.awaitQuiet(month.a, month.b);
    month
        .b
        .proxy()
        .pass(
            (request, node) -> {
              if (request.firstLine().contains("/transparency/")) {
                asked.add(request.firstLine().replaceAll("^(\\S+ \\S+) .*", "$1"));
              }
              return node.send(request);
            });
  }

  @AfterEach
  void close() {
    http.close();
    month.close();
  }

  /** The next day, everybody looks. */
  private void aDayPasses() {
    month.calendar.set(month.calendar.instant().plus(Duration.ofDays(1)));
    month.b.node().witnesses().askDue();
    month.a.node().witnesses().askDue();
  }

  @Test
  void peersCosignEachOthersHeadsAndWhoeverAsksIsShown() {
    aDayPasses();

    SignedNote head = SignedNote.read(get(month.b, "/transparency/witnessed").body());
    assertThat(Checkpoint.read(head.text()).size()).isEqualTo(1);
    assertThat(head.judge(List.of(logKey(month.b), witnessKey(month.a))))
        .isInstanceOfSatisfying(
            NoteVerdict.Signed.class,
            it ->
                assertThat(it.by())
                    .extracting(NoteVerdict.SignedBy::key)
                    .containsExactly(logKey(month.b), witnessKey(month.a)));
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check()).isEmpty();
  }

  @Test
  void aDayCostsTwoRequestsAndAQuietOneASingleOne() {
    aDayPasses();
    assertThat(asked)
        .containsExactly("GET /transparency/checkpoint?old=0", "POST /transparency/cosignatures");

    month.a.node().witnesses().askDue();
    assertThat(asked).as("asked again on the same day").hasSize(2);

    aDayPasses();
    assertThat(asked.subList(2, asked.size()))
        .containsExactly("GET /transparency/checkpoint?old=1");
  }

  @Test
  void aCalendarThatJumpsByWeeksBringsOneQuestion() {
    aDayPasses();
    asked.clear();
    month.calendar.set(month.calendar.instant().plus(Duration.ofDays(30)));

    month.a.node().witnesses().askDue();
    month.a.node().witnesses().askDue();

    assertThat(asked).containsExactly("GET /transparency/checkpoint?old=1");
  }

  @Test
  void aLogThatGrowsIsWitnessedFromWhereItWas() {
    aDayPasses();
    month.bob.flattrs(month.carol.thing("novel"));
    TestNode.awaitQuiet(month.a, month.b);
    month.b.node().deposits().confirm(month.bob.id().value(), 1_000_000, "more");
    aDayPasses();

    SignedNote head = SignedNote.read(get(month.b, "/transparency/witnessed").body());
    assertThat(Checkpoint.read(head.text()).size()).isEqualTo(2);
    assertThat(asked)
        .containsSubsequence(
            "GET /transparency/checkpoint?old=1", "POST /transparency/cosignatures");
  }

  @Test
  void aWitnessThatWasRestartedRemembers() {
    aDayPasses();
    asked.clear();
    month.a.stop();
    month.a.restart();

    month.a.node().witnesses().askDue();
    assertThat(asked).isEmpty();
    aDayPasses();
    assertThat(asked).containsExactly("GET /transparency/checkpoint?old=1");
  }

  @Test
  void aCosignatureThatWasLostIsBroughtTheNextDay() {
    month.b.proxy().pass((request, node) -> request.isPost() ? null : node.send(request));
    aDayPasses();
    assertThat(get(month.b, "/transparency/witnessed").statusCode()).isEqualTo(404);

    month.b.proxy().pass((request, node) -> node.send(request));
    aDayPasses();

    assertThat(get(month.b, "/transparency/witnessed").statusCode()).isEqualTo(200);
  }

  @Test
  void aNodeThatRewritesItsPastIsCaughtByItsPeerAndByItself() {
    aDayPasses();
    makeLogAnew(month.b);
    aDayPasses();

    assertThat(month.a.node().check())
        .extracting(Breach::code, Breach::where)
        .containsExactly(tuple("peer_log_forked", "peer " + month.b.actor()));
    assertThat(month.b.node().check()).extracting(Breach::code).contains("own_log_differs");
    assertThat(asked).filteredOn(it -> it.startsWith("POST")).as("not cosigned").hasSize(1);
    JsonObject evidence = month.a.node().witnesses().evidence().getJsonObject(0);
    assertThat(evidence.getString("verdict")).isEqualTo("forked");
    bothHeadsAreSignedAndContradict(evidence);
  }

  /** Whoever is given the evidence needs nobody's word. */
  private static void bothHeadsAreSignedAndContradict(JsonObject evidence) {
    NoteKey key = NoteKey.parse(evidence.getString("key"));
    Checkpoint known = signedHead(evidence.getString("known"), key);
    HeadUpdate offered =
        new HeadUpdate(
            known.size(), List.of(), SignedNote.read(bytes(evidence.getString("offered"))));

    assertThat(evidence.getJsonArray("proof").getValuesAs(JsonString.class)).isEmpty();
    assertThat(signedHead(evidence.getString("offered"), key).size()).isEqualTo(known.size());
    assertThat(HeadVerdict.of(known, offered)).isEqualTo(HeadVerdict.FORKED);
  }

  private static Checkpoint signedHead(String note, NoteKey key) {
    SignedNote signed = SignedNote.read(bytes(note));
    assertThat(signed.judge(List.of(key))).isInstanceOf(NoteVerdict.Signed.class);
    return Checkpoint.read(signed.text());
  }

  @Test
  void aLogThatWasMadeAnewAndGrownIsNotProven() {
    aDayPasses();
    makeLogAnew(month.b);
    month.b.node().deposits().confirm(month.bob.id().value(), 1_000_000, "more");
    aDayPasses();

    assertThat(month.a.node().check())
        .extracting(Breach::code)
        .containsExactly("peer_log_unproven");
  }

  @Test
  void aLogThatIsEmptyAgainIsSmallerAndSaidOnceUntilItIsSettled() {
    aDayPasses();
    forgetLog(month.b);
    month.calendar.set(month.calendar.instant().plus(Duration.ofDays(1)));
    month.a.node().witnesses().askDue();
    month.calendar.set(month.calendar.instant().plus(Duration.ofDays(1)));
    month.a.node().witnesses().askDue();

    assertThat(month.a.node().check()).extracting(Breach::code).containsExactly("peer_log_smaller");
    assertThat(month.a.node().witnesses().unsettled()).isEqualTo(1);

    month.a.inDatabaseDo(
        tx ->
            tx.dsl()
                .update(WITNESS_EVIDENCE)
                .set(WITNESS_EVIDENCE.SETTLED_AT, Instant.parse("2026-11-01T00:00:00Z"))
                .execute());
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.a.node().witnesses().evidence()).hasSize(1);
  }

  /** As somebody who has the database, and the key. */
  private static void forgetLog(TestNode node) {
    node.inDatabaseDo(
        tx -> {
          for (String table : List.of("ledger_seal", "ledger_tree")) {
            tx.dsl().execute("DROP TRIGGER " + table + "_no_delete");
            tx.dsl().execute("DELETE FROM " + table);
          }
        });
  }

  private static void makeLogAnew(TestNode node) {
    forgetLog(node);
    // Stopping seals all there is, with new salt.
    node.stop();
    node.restart();
  }

  @Test
  void aHeadThatIsNotThePeersIsNeitherCosignedNorEvidence() {
    month
        .b
        .proxy()
        .pass(
            (request, node) -> {
              TestProxy.Message answer = node.send(request);
              return request.firstLine().contains("/checkpoint")
                  ? answer.withText(answer.text().replace("\n1\n", "\n2\n"))
                  : answer;
            });
    aDayPasses();

    assertThat(get(month.b, "/transparency/witnessed").statusCode()).isEqualTo(404);
    assertThat(month.a.node().check()).isEmpty();
  }

  @Test
  void proofsOfTheRoutesHold() {
    aDayPasses();
    month.b.node().deposits().confirm(month.bob.id().value(), 1_000_000, "more");
    aDayPasses();

    JsonObject page = Json.parseObject(get(month.b, "/transparency/seals?from=1").body());
    LogProof proof = LogProof.read(get(month.b, "/transparency/proof/inclusion?seal=1").body());
    HeadUpdate grown =
        HeadUpdate.read(get(month.b, "/transparency/proof/consistency?from=1&to=2").body());
    HeadUpdate first =
        HeadUpdate.read(get(month.b, "/transparency/proof/consistency?from=1&to=1").body());

    assertThat(page.getInt("size")).isEqualTo(2);
    assertThat(page.getJsonArray("seals")).hasSize(1);
    assertThat(
            proof.proves(
                MerkleTree.leafHash(CanonicalJson.of(page.getJsonArray("seals").getJsonObject(0)))))
        .isTrue();
    assertThat(HeadVerdict.of(Checkpoint.read(first.head().text()), grown))
        .isEqualTo(HeadVerdict.CONSISTENT);
  }

  /** All of one node: to start two for each takes longer than what is tried. */
  @Test
  void whatTheLogDoesNotHaveIsRefusedWithACode() {
    aDayPasses();

    assertSoftly(
        softly ->
            REFUSED.forEach(
                (path, expected) -> {
                  HttpResponse<byte[]> answer = get(month.b, "/transparency/" + path);
                  String body = new String(answer.body(), StandardCharsets.UTF_8);
                  softly.assertThat(answer.statusCode()).as(path).isEqualTo(expected.status());
                  softly.assertThat(body).as(path).contains(expected.code());
                }));
  }

  @Test
  void cosignaturesAreTakenFromPeersOnlyAndOnOurHeadsOnly() throws Exception {
    aDayPasses();
    SignedNote ours = SignedNote.read(get(month.b, "/transparency/checkpoint").body());
    Checkpoint head = Checkpoint.read(ours.text());
    Checkpoint foreign = new Checkpoint(head.origin(), 1, MerkleTree.leafHash(new byte[0]));
    Instant now = Instant.now();

    assertThat(post(ours.bytes())).as("unsigned").isEqualTo(401);
    assertThat(asPeer(key -> cosigned(key, ours.text(), now))).isEqualTo(204);
    assertThat(asPeer(key -> cosigned(key, foreign.text(), now))).isEqualTo(409);
    assertThat(asPeer(key -> cosigned(key, ours.text(), now.plusSeconds(3600)))).isEqualTo(401);
    assertThat(asPeer(_ -> ours.bytes())).as("as b already has it").isEqualTo(204);
    assertThat(asPeer(_ -> bytes("nonsense"))).isEqualTo(400);
    assertThat(
            asPeer(
                key ->
                    new SignedNote(
                            ours.text(),
                            List.of(
                                new NoteSigner(authority(month.a) + "/witness", key)
                                    .sign(ours.text())))
                        .bytes()))
        .as("signed as a log and not as a witness")
        .isEqualTo(401);
  }

  private byte[] cosigned(Ed25519SigningKey key, String text, Instant at) {
    NoteSigner witness = new NoteSigner(authority(month.a) + "/witness", key);
    return new SignedNote(text, List.of(witness.cosign(text, at))).bytes();
  }

  /** What b answers when a brings something, made with a's key. */
  private int asPeer(Function<Ed25519SigningKey, byte[]> body) {
    LocalIds ids = new LocalIds(month.a.setup().origin());
    try (Database database = Database.open(month.a.setup().database(), 2);
        GuardedHttpClient client =
            new GuardedHttpClient(AddressRule.LOOPBACK, OutboundLimits.STANDARD)) {
      ActorKeyRing keys =
          new ActorKeyRing(
              database, new KeyFile(month.a.setup().keyFile()).open(), ids, InstantSource.system());
      RequestSigner signer = new RequestSigner(ids, keys, InstantSource.system());
      OutboundResult result =
          client.send(
              signer.post(
                  month.b.setup().origin().resolve("/transparency/cosignatures"),
                  Map.of("Content-Type", "text/plain; charset=utf-8"),
                  body.apply(keys.ed25519(ids.node()).key()),
                  HttpSignatureScheme.RFC_9421));
      return ((OutboundResult.Answer) result).status();
    }
  }

  private int post(byte[] body) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(month.b.setup().origin().resolve("/transparency/cosignatures"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .statusCode();
  }

  private NoteKey logKey(TestNode node) {
    return new NoteKey(
        authority(node) + "/transparency", NoteKeyType.ED25519, key(node).verificationKey());
  }

  private NoteKey witnessKey(TestNode node) {
    return new NoteKey(
        authority(node) + "/witness", NoteKeyType.COSIGNATURE_V1, key(node).verificationKey());
  }

  private static Ed25519SigningKey key(TestNode node) {
    LocalIds ids = new LocalIds(node.setup().origin());
    try (Database database = Database.open(node.setup().database(), 2)) {
      return new ActorKeyRing(
              database, new KeyFile(node.setup().keyFile()).open(), ids, InstantSource.system())
          .ed25519(ids.node())
          .key();
    }
  }

  private static String authority(TestNode node) {
    return node.setup().origin().authority();
  }

  private HttpResponse<byte[]> get(TestNode node, String path) {
    URI uri = URI.create("http://localhost:" + node.setup().port() + path);
    try {
      return http.send(
          HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
