package org.farthing.protocol.proof;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.FlattrAnswer.Receipt;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.KeyHistory;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.OwnGift;
import org.farthing.protocol.message.OwnShare;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.settlement.InclusionProof;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.TreeHash;
import org.jspecify.annotations.Nullable;

/**
 * Alice of alder flattrs Bob of birch in November: a true proof of it, or one whose parts differ in
 * what a test says. What is changed is signed afterwards, by who should sign it, unless the test
 * says otherwise: so what is refused is refused for what it says.
 */
final class ProofFixture {

  static final TestActor ALDER = TestActor.of("https://alder.example/actor", "ed25519-key", 1);
  static final TestActor ALDER_NEXT =
      TestActor.of("https://alder.example/actor", "ed25519-key-2", 2);
  static final TestActor ALICE =
      TestActor.of("https://alder.example/users/alice", "ed25519-key", 3);
  static final TestActor BIRCH = TestActor.of("https://birch.example/actor", "ed25519-key", 4);
  static final TestActor BIRCH_NEXT =
      TestActor.of("https://birch.example/actor", "ed25519-key-2", 5);

  static final ActorId BOB = ActorId.of("https://birch.example/users/bob");
  static final ActivityId FLATTR = ActivityId.of("https://alder.example/flattrs/3");
  static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  static final String TAG = "3q2-7w";

  private static final URI THING = URI.create("https://blog.example/post/1");
  private static final ActivityId STATEMENT =
      ActivityId.of("https://alder.example/statements/2026-11/birch/1");
  private static final Money HALF_A_EURO = new Money(500_000, CurrencyUnit.EUR);
  private static final int LINES = 7;
  private static final int PLACE = 3;
  private static final Instant CLICKED = Instant.parse("2026-11-02T09:00:00Z");
  private static final Instant STATED = Instant.parse("2026-12-04T00:00:05Z");
  private static final Instant AGREED = Instant.parse("2026-12-04T00:01:00Z");
  private static final Instant SHOWN = Instant.parse("2026-12-06T08:00:00Z");

  private final Map<String, Map<String, JsonValue>> changes = new HashMap<>();
  private final Map<String, TestActor> signers = new HashMap<>();
  private final Map<String, Instant> dates = new HashMap<>();
  private final Map<ActorId, KeyHistory> histories = new TreeMap<>();
  private DonationProof.Kind kind = DonationProof.Kind.FLATTR;
  private boolean anonymous;

  static ProofFixture aProof() {
    ProofFixture proof = new ProofFixture();
    proof.keys(ALDER.history(ALDER.id(), ALDER.published(null, null)));
    proof.keys(ALICE.history(ALDER.id(), ALICE.published(null, null)));
    proof.keys(BIRCH.history(BIRCH.id(), BIRCH.published(null, null)));
    return proof;
  }

  /** Half a euro from Alice to Bob instead, beside her budget. */
  static ProofFixture aGiftsProof() {
    ProofFixture proof = aProof();
    proof.kind = DonationProof.Kind.GIFT;
    return proof;
  }

  ProofFixture anonymous() {
    anonymous = true;
    histories.remove(ALICE.id());
    return this;
  }

  /** Another value in a part, by the name of its member and the pointer from there. */
  ProofFixture but(String part, String pointer, String value) {
    return but(part, pointer, Json.createValue(value));
  }

  ProofFixture but(String part, String pointer, JsonValue value) {
    changes.computeIfAbsent(part, _ -> new TreeMap<>()).put(pointer, value);
    return this;
  }

  /** Without the member of a part that stands at that pointer. */
  ProofFixture without(String part, String pointer) {
    return but(part, pointer, JsonValue.NULL);
  }

  /** Agreed to without the line of a flattr. */
  ProofFixture except(String flattr) {
    return but(
        "agreement",
        "/except",
        Json.createObjectBuilder()
            .add("type", "Disagreement")
            .add("statement", STATEMENT.toString())
            .add(
                "disputes",
                Json.createArrayBuilder()
                    .add(
                        Json.createObjectBuilder()
                            .add("type", "Dispute")
                            .add("flattr", flattr)
                            .add("code", "unknown")
                            .add("amount", Long.toString(HALF_A_EURO.micros()))
                            .add("detail", "In the statement, and not receipted.")))
            .build());
  }

  ProofFixture signedBy(String part, TestActor signer) {
    signers.put(part, signer);
    return this;
  }

  ProofFixture signedAt(String part, String created) {
    dates.put(part, Instant.parse(created));
    return this;
  }

  /** With these keys of an actor instead. */
  ProofFixture keys(KeyHistory history) {
    histories.put(history.actor(), history);
    return this;
  }

  ProofFixture withoutKeysOf(TestActor actor) {
    histories.remove(actor.id());
    return this;
  }

  DonationProof build() {
    JsonObject policy = part("policy", policy().toDocument(), BIRCH, TestActor.BEGIN);
    String terms = DocumentDigest.of(policy);
    JsonObject given =
        part(kind.member(), written(donation(), BIRCH), anonymous ? ALDER : ALICE, CLICKED);
    JsonObject receipt =
        part("receipt", written(receipt(given, terms), ALDER), BIRCH, CLICKED.plusSeconds(1));
    List<StatementLine> lines = lines();
    List<TreeHash> leaves =
        lines.stream().map(line -> MerkleTree.leafHash(line.canonicalBytes())).toList();
    JsonObject offer = part("statement", written(offer(leaves, terms), BIRCH), ALDER, STATED);
    return new DonationProof(
        kind,
        given,
        receipt,
        lines.get(PLACE),
        InclusionProof.of(leaves, PLACE),
        offer,
        part("agreement", agreement(offer), BIRCH, AGREED),
        policy,
        histories());
  }

  /** What alder says of a flattr between two members of its own. */
  static OwnProof ownFlattr(String amount) {
    JsonObject policy = alderPolicy();
    OwnShare share =
        new OwnShare(
            ActivityId.of("https://alder.example/flattrs/8/share"),
            ALDER.id(),
            ActivityId.of("https://alder.example/flattrs/8"),
            THING,
            NOVEMBER,
            ActorId.of("https://alder.example/users/carol"),
            ALICE.id(),
            new Money(Long.parseLong(amount), CurrencyUnit.EUR),
            DocumentDigest.of(policy),
            Instant.parse("2026-12-04T00:00:00Z"));
    return new OwnProof(
        OwnProof.Kind.FLATTR,
        ALDER.sign(share.toDocument(), STATED),
        policy,
        List.of(alderHistory()));
  }

  /** What alder says of a gift between two members of its own. */
  static OwnProof ownGift(String amount) {
    JsonObject policy = alderPolicy();
    OwnGift gift =
        new OwnGift(
            ActivityId.of("https://alder.example/flattrs/9/amount"),
            ALDER.id(),
            ActivityId.of("https://alder.example/flattrs/9"),
            NOVEMBER,
            ActorId.of("https://alder.example/users/carol"),
            ALICE.id(),
            new Money(Long.parseLong(amount), CurrencyUnit.EUR),
            DocumentDigest.of(policy),
            Instant.parse("2026-12-04T00:00:00Z"));
    return new OwnProof(
        OwnProof.Kind.GIFT, ALDER.sign(gift.toDocument(), STATED), policy, List.of(alderHistory()));
  }

  private static JsonObject alderPolicy() {
    return ALDER.sign(policyOf(ALDER, "https://alder.example/policies/1").toDocument(), CLICKED);
  }

  private static JsonObject alderHistory() {
    return ALDER.sign(ALDER.history(ALDER.id(), ALDER.published(null, null)).toDocument(), SHOWN);
  }

  /** That alder has stated two things for one month. */
  static EquivocationProof twoStatements() {
    JsonObject first = aProof().build().statement();
    JsonObject second = aProof().but("statement", "/object/gross", "1").build().statement();
    return EquivocationProof.of(SlotKind.STATEMENT, first, second, List.of(alderHistory()));
  }

  static byte[] trustFile(TestActor... actors) {
    var keys = Json.createArrayBuilder();
    for (TestActor actor : actors) {
      keys.add(
          Json.createObjectBuilder()
              .add("id", actor.keyId().toString())
              .add("controller", actor.id().toString())
              .add("publicKeyMultibase", actor.multibase()));
    }
    return Json.createObjectBuilder()
        .add("keys", keys)
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private JsonObject part(String name, JsonObject document, TestActor signer, Instant created) {
    return signers
        .getOrDefault(name, signer)
        .sign(changed(name, document), dates.getOrDefault(name, created));
  }

  private JsonObject changed(String name, JsonObject document) {
    JsonObject changed = document;
    for (var change : changes.getOrDefault(name, Map.of()).entrySet()) {
      var pointer = Json.createPointer(change.getKey());
      changed =
          change.getValue().equals(JsonValue.NULL)
              ? pointer.remove(changed)
              : pointer.add(changed, change.getValue());
    }
    return changed;
  }

  private static JsonObject written(FarthingMessage message, TestActor peer) {
    return MessageWriter.write(message, peer.id());
  }

  private Donation donation() {
    ActorId donor = anonymous ? ALDER.id() : ALICE.id();
    @Nullable String tag = anonymous ? TAG : null;
    return switch (kind) {
      case FLATTR ->
          new Flattr(FLATTR, donor, THING, NOVEMBER, BOB, CurrencyUnit.EUR, tag, null, CLICKED);
      case GIFT -> new Gift(FLATTR, donor, NOVEMBER, BOB, HALF_A_EURO, tag, CLICKED);
    };
  }

  private static Receipt receipt(JsonObject given, String terms) {
    return new Receipt(
        ActivityId.of("https://birch.example/answers/1"),
        BIRCH.id(),
        FLATTR,
        DocumentDigest.of(given),
        NOVEMBER,
        12,
        terms,
        CLICKED.plusMillis(1_250));
  }

  /** Those of what was given as 0 to 6, of which ours is number 3. */
  private List<StatementLine> lines() {
    List<StatementLine> lines = new ArrayList<>();
    for (int number = 0; number < LINES; number++) {
      StatementLine line =
          new StatementLine(
              ActivityId.of("https://alder.example/flattrs/" + number),
              BOB,
              number == PLACE ? TAG : "other",
              HALF_A_EURO.micros(),
              "salt-" + number,
              number == PLACE ? kind.line() : StatementLine.Kind.FLATTR,
              null);
      lines.add(number == PLACE ? StatementLine.read(changed("line", line.toJson())) : line);
    }
    return lines;
  }

  private static StatementOffer offer(List<TreeHash> leaves, String terms) {
    MerkleTree tree = new MerkleTree();
    leaves.forEach(tree::add);
    Statement statement =
        new Statement(
            STATEMENT,
            NOVEMBER,
            ALDER.id(),
            BIRCH.id(),
            1,
            LINES,
            new Money(3_500_000, CurrencyUnit.EUR),
            tree.root().toString(),
            URI.create(STATEMENT + "/lines"),
            terms,
            null);
    return new StatementOffer(
        ActivityId.of("https://alder.example/offers/1"), ALDER.id(), statement, STATED);
  }

  private static JsonObject agreement(JsonObject offer) {
    return Json.createObjectBuilder()
        .add("@context", offer.get("@context"))
        .add("type", "Accept")
        .add("id", "https://birch.example/answers/5")
        .add("actor", BIRCH.id().toString())
        .add("object", offer.get("id"))
        .add("to", Json.createArrayBuilder().add(ALDER.id().toString()))
        .add("published", AGREED.toString())
        .add("result", offer.get("object"))
        .build();
  }

  private static NodePolicy policy() {
    return policyOf(BIRCH, "https://birch.example/policies/1");
  }

  private static NodePolicy policyOf(TestActor node, String id) {
    return new NodePolicy(
        ActivityId.of(id),
        node.id(),
        1,
        CurrencyUnit.EUR,
        1_000,
        2_000_000,
        1_000_000,
        true,
        SettlementCalendar.STANDARD,
        List.of("test"),
        YearMonth.of(2026, 10));
  }

  private List<JsonObject> histories() {
    return histories.values().stream()
        .map(
            history -> {
              TestActor node = history.node().equals(ALDER.id()) ? ALDER : BIRCH;
              return part("keys of " + history.actor(), history.toDocument(), node, SHOWN);
            })
        .toList();
  }

  static String text(Proof proof) {
    return new String(CanonicalJson.of(proof.toJson()), StandardCharsets.UTF_8);
  }
}
