package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.TestNode.OCTOBER;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.proof.ProofCheck;
import org.farthing.protocol.proof.TrustedKeys;
import org.farthing.protocol.proof.Verdict;
import org.farthing.protocol.signature.Ed25519VerificationKey;
import org.farthing.protocol.signature.Multikey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a donor and a creator can take home of a month that is settled between two nodes. */
final class ProofsTest {

  private static final TwoNodes MONTH = new TwoNodes();
  private static final int CHANGED_BYTES = 1_000;

  @BeforeAll
  static void settle() {
    MONTH.everybodyFlattrs();
    MONTH.alice.gave(MONTH.bob, "3.00");
    MONTH.alice.gave(MONTH.carol, "0.50");
    TestNode.awaitQuiet(MONTH.a, MONTH.b);
    Given song = flattr(MONTH.alice, "song");
    assertRefused(() -> MONTH.a.node().proofs().given(MONTH.alice.id(), song.id()), "not_agreed");
    Given essay = flattr(MONTH.alice, "essay");
    assertRefused(() -> MONTH.a.node().proofs().given(MONTH.alice.id(), essay.id()), "not_split");
    MONTH.isClosed();
  }

  @AfterAll
  static void close() {
    MONTH.close();
  }

  @Test
  void donorProvesWhatWasCountedAtAnotherNodeToWhoeverTrustsTheKeysOfBoth() {
    byte[] proof =
        MONTH.a.node().proofs().given(MONTH.alice.id(), flattr(MONTH.alice, "song").id());

    assertThat(ProofCheck.check(proof, TrustedKeys.NONE))
        .isInstanceOfSatisfying(
            Verdict.Consistent.class, it -> assertThat(it.unknown()).hasSize(3));
    assertThat(ProofCheck.check(proof, trusted(MONTH.a, MONTH.b)))
        .isInstanceOf(Verdict.Trusted.class);
    assertThat(new String(proof, StandardCharsets.UTF_8)).contains("\"amount\":\"2000000\"");
  }

  @Test
  void creatorGetsTheSameFlattrProvenByWayOfTheDonorsNode() {
    byte[] proof =
        MONTH.b.node().proofs().received(MONTH.bob.id(), id(MONTH.a, flattr(MONTH.alice, "poem")));

    assertThat(ProofCheck.check(proof, trusted(MONTH.a, MONTH.b)))
        .isInstanceOf(Verdict.Trusted.class);
  }

  @Test
  void flattrWithinANodeIsProvenByTheNodesWordToDonorAndCreator() {
    Given essay = flattr(MONTH.alice, "essay");

    byte[] given = MONTH.a.node().proofs().given(MONTH.alice.id(), essay.id());
    byte[] received = MONTH.a.node().proofs().received(MONTH.carol.id(), id(MONTH.a, essay));

    assertThat(ProofCheck.check(given, trusted(MONTH.a))).isInstanceOf(Verdict.Trusted.class);
    assertThat(ProofCheck.check(received, trusted(MONTH.a))).isInstanceOf(Verdict.Trusted.class);
    assertThat(new String(given, StandardCharsets.UTF_8)).contains("\"amount\":\"2000000\"");
  }

  @Test
  void giftToAnotherNodeIsProvenToItsDonorAndItsCreatorWithItsAmount() {
    GivenGift gift = gift("3.00");

    byte[] given = MONTH.a.node().proofs().given(MONTH.alice.id(), gift.id());
    byte[] received = MONTH.b.node().proofs().received(MONTH.bob.id(), id(MONTH.a, gift));

    assertThat(given).isEqualTo(received);
    assertThat(ProofCheck.check(given, trusted(MONTH.a, MONTH.b)))
        .isInstanceOfSatisfying(
            Verdict.Trusted.class,
            it -> assertThat(it.findings()).anyMatch(finding -> finding.contains("gave 3.00 XTS")));
  }

  @Test
  void giftWithinANodeIsProvenByTheNodesWordToDonorAndCreator() {
    GivenGift gift = gift("0.50");

    byte[] given = MONTH.a.node().proofs().given(MONTH.alice.id(), gift.id());
    byte[] received = MONTH.a.node().proofs().received(MONTH.carol.id(), id(MONTH.a, gift));

    assertThat(given).isEqualTo(received);
    assertThat(ProofCheck.check(given, trusted(MONTH.a)))
        .isInstanceOfSatisfying(
            Verdict.Trusted.class,
            it -> assertThat(it.findings()).anyMatch(finding -> finding.contains("gave 0.50 XTS")));
    assertRefused(
        () -> MONTH.a.node().proofs().given(MONTH.carol.id(), gift.id()), "unknown_flattr");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void proofWithAnyByteChangedIsRefused(boolean ofGift) {
    FlattrId id = ofGift ? gift("3.00").id() : flattr(MONTH.alice, "song").id();
    byte[] proof = MONTH.a.node().proofs().given(MONTH.alice.id(), id);
    TrustedKeys trusted = trusted(MONTH.a, MONTH.b);
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);

    for (int i = 0; i < CHANGED_BYTES; i++) {
      byte[] changed = proof.clone();
      int place = random.nextInt(changed.length);
      changed[place] ^= (byte) (1 + random.nextInt(255));

      assertThat(ProofCheck.check(changed, trusted))
          .as("byte %d, seed %d", place, seed)
          .isInstanceOf(Verdict.Refused.class);
    }
  }

  @Test
  void nobodyGetsTheProofOfSomebodyElsesFlattr() {
    Given song = flattr(MONTH.alice, "song");

    assertRefused(
        () -> MONTH.a.node().proofs().given(MONTH.carol.id(), song.id()), "unknown_flattr");
    assertRefused(
        () -> MONTH.a.node().proofs().received(MONTH.carol.id(), id(MONTH.a, song)),
        "unknown_flattr");
    assertRefused(
        () ->
            MONTH
                .b
                .node()
                .proofs()
                .received(MONTH.bob.id(), id(MONTH.a, flattr(MONTH.alice, "essay"))),
        "unknown_flattr");
  }

  /** A node need not have proofs: that is no outage, and asking again does not help. */
  @Test
  void donorsNodeWithoutProofsIsNotOneThatIsAway() {
    ActivityId poem = id(MONTH.a, flattr(MONTH.alice, "poem"));
    try {
      for (String status : List.of("404 Not Found", "410 Gone", "501 Not Implemented")) {
        MONTH.a.proxy().pass((_, _) -> new TestProxy.Message(List.of("HTTP/1.1 " + status), ""));

        assertThatThrownBy(() -> MONTH.b.node().proofs().received(MONTH.bob.id(), poem))
            .isInstanceOfSatisfying(
                Problem.class,
                problem -> {
                  assertThat(problem.status()).isEqualTo(404);
                  assertThat(problem.code()).isEqualTo("no_proof_there");
                });
      }
      MONTH.a.proxy().pass((_, _) -> null);

      assertRefused(() -> MONTH.b.node().proofs().received(MONTH.bob.id(), poem), "unreachable");
    } finally {
      MONTH.a.proxy().pass((request, node) -> node.send(request));
    }
  }

  private static Given flattr(TestMember donor, String thing) {
    return donor.gave(OCTOBER).stream()
        .filter(flattr -> flattr.thing().url().endsWith(thing))
        .findFirst()
        .orElseThrow();
  }

  private static GivenGift gift(String amount) {
    return MONTH.a.node().gifts().of(MONTH.alice.id(), OCTOBER).stream()
        .filter(gift -> TestNode.amount(gift.micros()).equals(amount))
        .findFirst()
        .orElseThrow();
  }

  private static ActivityId id(TestNode node, GivenGift gift) {
    return gift.id().activity(node.node().origin());
  }

  private static ActivityId id(TestNode node, Given flattr) {
    return flattr.id().activity(node.node().origin());
  }

  private static void assertRefused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  /** The keys of nodes and of their members, as somebody knows them from elsewhere. */
  private static TrustedKeys trusted(TestNode... nodes) {
    JsonArrayBuilder keys = Json.createArrayBuilder();
    for (TestNode node : nodes) {
      List<ActorId> actors = List.of(node.node().ids().node(), node.node().ids().member("alice"));
      for (ActorId actor : actors) {
        node.node().keys().known(actor).stream()
            .filter(key -> key.key() instanceof Ed25519VerificationKey)
            .forEach(
                key ->
                    keys.add(
                        Json.createObjectBuilder()
                            .add("id", key.id().toString())
                            .add("controller", actor.toString())
                            .add("publicKeyMultibase", Multikey.encode(key.key()))));
      }
    }
    return TrustedKeys.read(
        Json.createObjectBuilder()
            .add("keys", keys)
            .build()
            .toString()
            .getBytes(StandardCharsets.UTF_8));
  }
}
