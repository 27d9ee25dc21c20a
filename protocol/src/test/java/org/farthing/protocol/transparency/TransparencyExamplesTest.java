package org.farthing.protocol.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.protocol.transparency.NoteVectors.LOG;
import static org.farthing.protocol.transparency.NoteVectors.LOG_KEY;
import static org.farthing.protocol.transparency.NoteVectors.WITNESS;
import static org.farthing.protocol.transparency.NoteVectors.example;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.settlement.ConsistencyProof;
import org.farthing.protocol.settlement.InclusionProof;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.TreeHash;
import org.farthing.protocol.signature.ObjectProof;
import org.farthing.protocol.signature.ProofVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors in {@code docs/protocol/transparency} are what the library writes and reads. */
final class TransparencyExamplesTest {
  private static final URI KEY_ID = URI.create("https://alder.example/actor#ed25519-key");
  private static final Instant SIGNED = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant COSIGNED = Instant.parse("2026-11-02T06:30:00Z");
  private static final byte[] SALT = HexFormat.of().parseHex("5a".repeat(SealDigest.SALT_BYTES));
  private static final List<JsonObject> SEALS = seals();
  private static final List<TreeHash> LEAVES =
      SEALS.stream().map(seal -> MerkleTree.leafHash(CanonicalJson.of(seal))).toList();

  private static List<JsonObject> seals() {
    JsonObject first = signed(new LedgerSeal(0, 1, 1200, 1198, "3f".repeat(32), null));
    JsonObject second =
        signed(new LedgerSeal(1, 1201, 1204, 2, digest(), LedgerSeal.digestOf(first)));
    JsonObject third =
        signed(new LedgerSeal(2, 1205, 1300, 96, "07".repeat(32), LedgerSeal.digestOf(second)));
    return List.of(first, second, third);
  }

  /** What the second seal covers: the numbers 1202 and 1203 were never used. */
  private static List<JsonObject> transfers() {
    return List.of(
        Json.newObject()
            .add("sequence", 1201)
            .add("id", "6f2b9c1e-58a4-8d0e-b1c7-3e9a5d4f2b10")
            .add("kind", "PENDING")
            .add("debit", "funds:019a3f5e-7c00-7abc-8def-0123456789ab")
            .add("credit", "giving:2026-10")
            .add("amount", "2000000")
            .add("code", "RESERVE")
            .add("reference", "budget of 2026-10")
            .add("period", "2026-10")
            .add("bookedAt", "2026-10-05T09:30:00Z")
            .build(),
        Json.newObject()
            .add("sequence", 1204)
            .add("id", "b0a1f6d2-0c3e-8a57-a4d9-77c2e18b9f04")
            .add("kind", "POST")
            .add("pending", "6f2b9c1e-58a4-8d0e-b1c7-3e9a5d4f2b10")
            .add("debit", "funds:019a3f5e-7c00-7abc-8def-0123456789ab")
            .add("credit", "giving:2026-10")
            .add("amount", "1500000")
            .add("code", "GIVE")
            .add("reference", "split of 2026-10")
            .add("period", "2026-10")
            .add("bookedAt", "2026-11-04T00:00:00.25Z")
            .build());
  }

  private static String digest() {
    SealDigest digest = new SealDigest(SALT);
    transfers().forEach(digest::add);
    return digest.finish();
  }

  private static String sealedText() {
    StringBuilder text = new StringBuilder(HexFormat.of().formatHex(SALT)).append('\n');
    for (JsonObject each : transfers()) {
      text.append(new String(CanonicalJson.of(each), StandardCharsets.UTF_8)).append('\n');
    }
    return text.toString();
  }

  private static JsonObject signed(LedgerSeal seal) {
    return ObjectProof.sign(seal.toDocument(), KEY_ID, LOG_KEY, SIGNED);
  }

  private static SignedNote head(int size) {
    MerkleTree tree = new MerkleTree();
    LEAVES.subList(0, size).forEach(tree::add);
    return new Checkpoint(LOG.name(), size, tree.root()).signedBy(LOG);
  }

  private static SignedNote cosigned() {
    return head(3).with(WITNESS.cosign(head(3).text(), COSIGNED));
  }

  private static Map<String, String> written() {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < SEALS.size(); i++) {
      files.put(
          "seal-" + i + ".json",
          new String(CanonicalJson.of(SEALS.get(i)), StandardCharsets.UTF_8) + "\n");
    }
    files.put("seal-1-transfers.txt", sealedText());
    files.put("log.vkey", LOG.key(NoteKeyType.ED25519) + "\n");
    files.put("witness.vkey", WITNESS.key(NoteKeyType.COSIGNATURE_V1) + "\n");
    files.put("checkpoint.txt", head(3).toString());
    files.put("cosigned-checkpoint.txt", cosigned().toString());
    files.put(
        "head-update.txt",
        new HeadUpdate(2, ConsistencyProof.of(LEAVES, 2).path(), head(3)).toString());
    files.put(
        "seal-1.tlog-proof",
        new LogProof(1, InclusionProof.of(LEAVES, 1).path(), cosigned()).toString());
    return files;
  }

  @Test
  void eachExampleIsWhatIsWritten() {
    written().forEach((name, content) -> assertThat(example(name)).as(name).isEqualTo(content));
  }

  @Test
  void noExampleIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "docs", "protocol", "transparency"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(written().keySet());
    }
  }

  @Test
  void thePageShowsEveryExampleAsItsFileHasIt() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "protocol", "transparency.md"));

    written().forEach((name, content) -> assertThat(page).as(name).contains(content.strip()));
  }

  @Test
  void theExamplesProveWhatThePageSaysTheyProve() {
    NoteKey log = NoteKey.parse(example("log.vkey").strip());
    NoteKey witness = NoteKey.parse(example("witness.vkey").strip());
    LogProof proof = LogProof.read(bytes("seal-1.tlog-proof"));
    HeadUpdate update = HeadUpdate.read(bytes("head-update.txt"));
    JsonObject seal = Json.parseObject(bytes("seal-1.json"));

    assertThat(ObjectProof.verify(seal, log.key())).isEqualTo(ProofVerdict.VALID);
    assertThat(proof.head().judge(List.of(log, witness)))
        .isInstanceOfSatisfying(
            NoteVerdict.Signed.class,
            it -> {
              assertThat(it.by())
                  .extracting(NoteVerdict.SignedBy::key)
                  .containsExactly(log, witness);
              assertThat(witness.timeOf(it.by().getLast().signature())).contains(COSIGNED);
            });
    assertThat(proof.proves(MerkleTree.leafHash(CanonicalJson.of(seal)))).isTrue();
    assertThat(proof.proves(LEAVES.getFirst())).isFalse();
    assertThat(HeadVerdict.of(Checkpoint.read(head(2).text()), update))
        .isEqualTo(HeadVerdict.CONSISTENT);
    assertThat(LedgerSeal.read(seal).previousOrNull())
        .isEqualTo(LedgerSeal.digestOf(Json.parseObject(bytes("seal-0.json"))));
  }

  @Test
  void aSealsDigestIsThatOfItsTransfersAsText() {
    byte[] sha256 = Sha256.newDigest().digest(bytes("seal-1-transfers.txt"));

    assertThat(LedgerSeal.read(SEALS.get(1)).digest()).isEqualTo(HexFormat.of().formatHex(sha256));
  }

  private static byte[] bytes(String name) {
    return example(name).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsReadIsWrittenTheSame() {
    assertThat(HeadUpdate.read(bytes("head-update.txt")).bytes())
        .isEqualTo(bytes("head-update.txt"));
    assertThat(LogProof.read(bytes("seal-1.tlog-proof")).bytes())
        .isEqualTo(bytes("seal-1.tlog-proof"));
    assertThat(LedgerSeal.read(SEALS.get(1)).toDocument())
        .isEqualTo(Json.newObject(SEALS.get(1)).remove("proof").build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "origin\n",
        "origin\n1\n",
        "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n9999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2\n",
        "origin\n1\nAAAA\n",
        "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
        "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
      })
  void whatIsNoHeadIsRefused(String text) {
    assertThatThrownBy(() -> Checkpoint.read(text)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void extensionsOfOthersAreKept() {
    String text = head(3).text() + "extension\n";

    assertThat(Checkpoint.read(text).text()).isEqualTo(text);
  }

  @Test
  void proofsLongerThanAnyTreeAreRefused() {
    String path = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n".repeat(64);
    byte[] update = ("old 1\n" + path + "\n" + head(3)).getBytes(StandardCharsets.UTF_8);
    byte[] proof =
        ("c2sp.org/tlog-proof@v1\nindex 0\n" + path + "\n" + head(3))
            .getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> HeadUpdate.read(update)).hasMessageContaining("63 hashes");
    assertThatThrownBy(() -> LogProof.read(proof)).hasMessageContaining("63 hashes");
  }

  @Test
  void extraDataOfAProofIsPassedOver() {
    String with = example("seal-1.tlog-proof").replace("index", "extra AAAA\nindex");

    assertThat(LogProof.read(with.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(LogProof.read(bytes("seal-1.tlog-proof")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":\"Seal\"}",
        "{\"type\":\"LedgerSeal\",\"number\":0}",
        "{\"type\":\"LedgerSeal\",\"number\":1,\"first\":1,\"last\":1,\"transfers\":1,\"digest\":\"%s\"}",
        "{\"type\":\"LedgerSeal\",\"number\":0,\"first\":2,\"last\":1,\"transfers\":1,\"digest\":\"%s\"}",
        "{\"type\":\"LedgerSeal\",\"number\":0,\"first\":1,\"last\":1,\"transfers\":2,\"digest\":\"%s\"}",
        "{\"type\":\"LedgerSeal\",\"number\":0,\"first\":1,\"last\":1.5,\"transfers\":1,\"digest\":\"%s\"}",
        "{\"type\":\"LedgerSeal\",\"number\":0,\"first\":1,\"last\":1,\"transfers\":1,\"digest\":\"00\"}",
      })
  void whatIsNoSealIsRefused(String json) {
    byte[] bytes = json.replace("%s", "00".repeat(32)).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> LedgerSeal.read(Json.parseObject(bytes)))
        .isInstanceOf(ProtocolException.class);
  }
}
