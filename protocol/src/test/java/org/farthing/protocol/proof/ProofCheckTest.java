package org.farthing.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.protocol.proof.ProofFixture.ALDER;
import static org.farthing.protocol.proof.ProofFixture.ALICE;
import static org.farthing.protocol.proof.ProofFixture.BIRCH;
import static org.farthing.protocol.proof.ProofFixture.BIRCH_NEXT;
import static org.farthing.protocol.proof.ProofFixture.aGiftsProof;
import static org.farthing.protocol.proof.ProofFixture.aProof;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.settlement.InclusionProof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a proof must be to hold, and that nothing else does. */
final class ProofCheckTest {

  @Test
  void trueProofIsConsistentToWhoeverKnowsNoKeys() {
    Verdict verdict = check(aProof().build());

    assertThat(verdict).isInstanceOf(Verdict.Consistent.class);
    Verdict.Consistent consistent = (Verdict.Consistent) verdict;
    assertThat(consistent.unknown()).containsExactly(ALDER.id(), ALICE.id(), BIRCH.id());
    assertThat(consistent.findings())
        .anySatisfy(it -> assertThat(it).contains(ALICE.id() + " flattred"))
        .anySatisfy(it -> assertThat(it).contains("0.50 EUR", "7 lines", "3.50 EUR"))
        .anySatisfy(it -> assertThat(it).contains("10.00 %"));
  }

  @Test
  void proofOfAGiftTellsItsDonorsOwnAmount() {
    Verdict verdict = check(aGiftsProof().build(), ALDER, BIRCH);

    assertThat(verdict).isInstanceOf(Verdict.Trusted.class);
    assertThat(((Verdict.Trusted) verdict).findings())
        .anySatisfy(it -> assertThat(it).contains(ALICE.id() + " gave 0.50 EUR to"))
        .anySatisfy(it -> assertThat(it).contains("stated 0.50 EUR"));
  }

  @Test
  void proofIsTrustedWhenTheKeysOfBothNodesAre() {
    assertThat(check(aProof().build(), ALDER, BIRCH)).isInstanceOf(Verdict.Trusted.class);
    assertThat(check(aProof().anonymous().build(), ALDER, BIRCH))
        .isInstanceOf(Verdict.Trusted.class);
    assertThat(check(aGiftsProof().anonymous().build(), ALDER, BIRCH))
        .isInstanceOf(Verdict.Trusted.class);
    assertThat(check(ProofFixture.ownFlattr("250000"), ALDER)).isInstanceOf(Verdict.Trusted.class);
    assertThat(check(ProofFixture.ownGift("250000"), ALDER)).isInstanceOf(Verdict.Trusted.class);
    assertThat(check(ProofFixture.twoStatements(), ALDER)).isInstanceOf(Verdict.Trusted.class);
  }

  @Test
  void proofIsOnlyConsistentWhileOneNodeIsUnknown() {
    Verdict verdict = check(aProof().build(), ALDER);

    assertThat(verdict).isInstanceOf(Verdict.Consistent.class);
    assertThat(((Verdict.Consistent) verdict).unknown()).containsExactly(BIRCH.id());
  }

  @Test
  void otherKeysThanTheTrustedOnesAreRefused() {
    assertRefused(check(aProof().build(), ALDER, BIRCH_NEXT), "untrusted_key", "/keys/2/proof");
  }

  static Stream<Arguments> proofs() {
    return Stream.of(
        Arguments.of("between nodes", aProof().build()),
        Arguments.of("anonymous", aProof().anonymous().build()),
        Arguments.of("own", ProofFixture.ownFlattr("250000")),
        Arguments.of("gift", aGiftsProof().build()),
        Arguments.of("anonymous gift", aGiftsProof().anonymous().build()),
        Arguments.of("own gift", ProofFixture.ownGift("250000")),
        Arguments.of("correction", aCorrection().build()),
        Arguments.of("anonymous correction", aCorrection().anonymous().build()),
        Arguments.of("equivocation", ProofFixture.twoStatements()));
  }

  /** What November's statement left out, in that of December and under its policy. */
  private static ProofFixture aCorrection() {
    return aProof()
        .but("line", "/kind", "correction")
        .but("line", "/corrects", "https://alder.example/statements/2026-11/birch/1")
        .but("line", "/donorTag", "a-tag-of-december")
        .but("statement", "/object/period", "2026-12")
        .but("statement", "/object/policy", "0".repeat(64));
  }

  @Test
  void correctionIsOfALaterMonthAndHasAGiftsAmount() {
    assertRefused(
        check(aCorrection().but("statement", "/object/period", "2026-11").build()),
        "wrong_period",
        "/statement/object/period");
    assertRefused(
        check(
            aGiftsProof()
                .but("line", "/kind", "correction")
                .but("line", "/corrects", "https://alder.example/statements/2026-11/birch/1")
                .but("line", "/amount", "400000")
                .but("statement", "/object/period", "2026-12")
                .build()),
        "amount",
        "/line/amount");
    assertRefused(
        check(aCorrection().except("https://alder.example/flattrs/3").build()),
        "disputed",
        "/agreement/except/disputes");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofs")
  void anyOneByteChangedIsRefused(String name, Proof proof) {
    byte[] bytes = proof.toBytes();
    assertThat(ProofCheck.check(bytes, TrustedKeys.NONE)).isInstanceOf(Verdict.Consistent.class);

    IntStream.range(0, bytes.length)
        .parallel()
        .forEach(
            place -> {
              int change = place % 2 == 0 ? 0x01 : 0x20;
              byte[] other = bytes.clone();
              other[place] ^= (byte) change;
              assertThat(ProofCheck.check(other, TrustedKeys.NONE))
                  .as("byte %d of %s, ^ %d", place, name, change)
                  .isInstanceOf(Verdict.Refused.class);
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofs")
  void otherSpellingsAreRefused(String name, Proof proof) {
    String text = ProofFixture.text(proof);

    assertThat(Stream.of(text + "\n", " " + text, text.replace("{\"", "{ \""), text + text))
        .as(name)
        .allSatisfy(other -> assertThat(check(other)).isInstanceOf(Verdict.Refused.class));
    assertRefused(check(text + "\n"), "not_canonical", "");
    assertRefused(
        check(text.substring(0, text.length() - 1) + ",\"zebra\":1}"), "unknown_member", "/zebra");
  }

  @Test
  void fieldOfALineThatIsNullIsRefusedSinceNothingBindsIt() {
    for (String field : List.of("kind", "corrects")) {
      JsonObject proof =
          Json.createPointer("/line/" + field).add(aProof().build().toJson(), JsonValue.NULL);

      assertRefused(check(text(proof)), "malformed", "/line");
    }
  }

  @Test
  void partThatIsNoObjectIsNamedOnce() {
    JsonObject proof = aProof().build().toJson();

    for (String part : List.of("line", "inclusion", "statement")) {
      JsonObject other = Json.createObjectBuilder(proof).add(part, 1).build();

      assertRefused(check(text(other)), "malformed", "/" + part);
    }
  }

  private static String text(JsonObject proof) {
    return new String(CanonicalJson.of(proof), StandardCharsets.UTF_8);
  }

  static Stream<Arguments> whatDoesNotFit() {
    return Stream.of(
        does("wrong_flattr", "receipt", "/object", "https://alder.example/flattrs/4"),
        does("wrong_digest", "receipt", "/result/digest", "0".repeat(64)),
        does("wrong_period", "receipt", "/result/period", "2026-10"),
        does("wrong_period", "flattr", "/published", "2026-12-01T00:00:00Z"),
        does("late", "receipt", "/published", "2026-12-04T00:00:00Z"),
        does("wrong_flattr", "line", "/flattr", "https://alder.example/flattrs/9"),
        does("wrong_creator", "line", "/creator", "https://birch.example/users/eve"),
        does("amount", "line", "/amount", "3500001"),
        does("wrong_period", "statement", "/object/period", "2026-10"),
        does("currency", "statement", "/object/currency", "USD"),
        does("not_included", "statement", "/object/root", "0".repeat(64)),
        does("not_included", "statement", "/object/count", Json.createValue(8)),
        does("wrong_policy", "statement", "/object/policy", "0".repeat(64)),
        does("wrong_policy", "receipt", "/result/policy", "0".repeat(64)),
        does("wrong_policy", "policy", "/effectiveFrom", "2026-12"),
        does("currency", "policy", "/currency", "USD"),
        does("wrong_statement", "agreement", "/object", "https://alder.example/offers/2"),
        does("wrong_statement", "agreement", "/result/gross", "3500001"),
        does("wrong_signer", "receipt", "/actor", "https://birch.example/users/bob"),
        does("wrong_signer", "flattr", "/actor", ALDER.id().toString()),
        does("wrong_debtor", "statement", "/object/debtor", "https://elm.example/actor"),
        does("wrong_creditor", "flattr", "/flattr/creator", "https://elm.example/users/bob"),
        does("unknown_kind", "receipt", "/type", "Reject"));
  }

  private static Arguments does(String code, String part, String pointer, String value) {
    return does(code, part, pointer, Json.createValue(value));
  }

  private static Arguments does(String code, String part, String pointer, JsonValue value) {
    ProofFixture proof = aProof().but(part, pointer, value);
    if (pointer.equals("/object") && part.equals("receipt")) {
      proof.but(part, "/result/flattr", value);
    }
    if (value.toString().contains("elm.example/actor")) {
      // Whoever states names itself, as the offer's actor and by the ids of its statement.
      proof
          .but(part, "/actor", value)
          .but(part, "/id", "https://elm.example/offers/1")
          .but(part, "/object/id", "https://elm.example/statements/1")
          .but(part, "/object/lines", "https://elm.example/statements/1/lines");
    }
    return Arguments.of(code, part + pointer, proof);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("whatDoesNotFit")
  void partsThatDoNotFitAreRefusedThoughEachIsSigned(
      String code, String where, ProofFixture proof) {
    Verdict verdict = check(proof.build());

    assertThat(verdict).as(where).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).code()).as("%s: %s", where, verdict).isEqualTo(code);
  }

  static Stream<Arguments> whatDoesNotFitAGift() {
    return Stream.of(
        of("amount", "/line/amount", aGiftsProof().but("line", "/amount", "499999")),
        of("amount", "/line/amount", aGiftsProof().but("gift", "/object/amount", "500001")),
        of("wrong_kind", "/line", aGiftsProof().without("line", "/kind")),
        of("wrong_kind", "/line", aProof().but("line", "/kind", "gift")),
        of(
            "wrong_period",
            "/gift/published",
            aGiftsProof().but("gift", "/published", "2026-12-01T00:00:00Z")),
        of(
            "wrong_signer",
            "/gift/actor",
            aGiftsProof().but("gift", "/actor", ALDER.id().toString())),
        of(
            "wrong_tag",
            "/line/donorTag",
            aGiftsProof().anonymous().but("line", "/donorTag", "other")),
        of("unknown_kind", "/gift", aGiftsProof().but("gift", "/type", "Like")));
  }

  private static Arguments of(String code, String place, ProofFixture proof) {
    return Arguments.of(code, place, proof);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("whatDoesNotFitAGift")
  void partsThatDoNotFitAGiftAreRefusedThoughEachIsSigned(
      String code, String place, ProofFixture proof) {
    assertRefused(check(proof.build()), code, place);
  }

  @Test
  void agreementToOtherLinesProvesOnlyThese() {
    assertThat(check(aProof().except("https://alder.example/flattrs/5").build()))
        .isInstanceOfSatisfying(
            Verdict.Consistent.class,
            it ->
                assertThat(it.findings())
                    .anySatisfy(finding -> assertThat(finding).contains("without 1 other lines")));
    assertRefused(
        check(aProof().except(ProofFixture.FLATTR.toString()).build()),
        "disputed",
        "/agreement/except/disputes");
  }

  @Test
  void anonymousFlattrsTagMustBeThatOfItsLine() {
    assertRefused(
        check(aProof().anonymous().but("line", "/donorTag", "other").build()),
        "wrong_tag",
        "/line/donorTag");
  }

  @Test
  void lineFromAnotherPlaceOfTheTreeIsRefused() {
    DonationProof proof = aProof().build();
    DonationProof other =
        new DonationProof(
            proof.kind(),
            proof.donation(),
            proof.receipt(),
            proof.line(),
            new InclusionProof(4, proof.inclusion().treeSize(), proof.inclusion().path()),
            proof.statement(),
            proof.agreement(),
            proof.policy(),
            proof.keys());

    assertRefused(check(other), "not_included", "/inclusion");
  }

  @Test
  void ownFlattrsShareIsRefusedWhenItWasSaidBeforeTheCutOff() {
    OwnProof proof = ProofFixture.ownFlattr("250000");
    JsonObject early =
        ALDER.sign(
            Json.createPointer("/published")
                .replace(
                    Json.createObjectBuilder(proof.word()).remove("proof").build(),
                    Json.createValue("2026-12-03T23:59:59Z")),
            TestActor.BEGIN);

    assertRefused(
        check(new OwnProof(proof.kind(), early, proof.policy(), proof.keys())),
        "early",
        "/share/published");
  }

  @Test
  void sameWordGivenTwiceIsNoEquivocation() {
    EquivocationProof proof = ProofFixture.twoStatements();

    assertRefused(
        check(new EquivocationProof(proof.kind(), proof.first(), proof.first(), proof.keys())),
        "same_content",
        "/documents/1");
    assertRefused(
        check(new EquivocationProof(proof.kind(), proof.second(), proof.first(), proof.keys())),
        "wrong_order",
        "/documents");
    assertRefused(
        check(
            EquivocationProof.of(
                SlotKind.STATEMENT,
                proof.first(),
                aProof()
                    .but("statement", "/object/version", Json.createValue(2))
                    .build()
                    .statement(),
                proof.keys())),
        "other_slot",
        "/documents/1");
  }

  @Test
  void twoSharesOfOneFlattrAreEquivocation() {
    OwnProof one = ProofFixture.ownFlattr("250000");
    OwnProof other = ProofFixture.ownFlattr("240000");

    Verdict verdict =
        check(EquivocationProof.of(SlotKind.OWN_SHARE, one.word(), other.word(), one.keys()));

    assertThat(verdict).isInstanceOf(Verdict.Consistent.class);
  }

  @Test
  void twoAmountsOfOneGiftAreEquivocation() {
    OwnProof one = ProofFixture.ownGift("250000");
    OwnProof other = ProofFixture.ownGift("240000");

    Verdict verdict =
        check(EquivocationProof.of(SlotKind.OWN_GIFT, one.word(), other.word(), one.keys()));

    assertThat(verdict).isInstanceOf(Verdict.Consistent.class);
  }

  private static Verdict check(String text) {
    return ProofCheck.check(text.getBytes(StandardCharsets.UTF_8), TrustedKeys.NONE);
  }

  private static Verdict check(Proof proof, TestActor... trusted) {
    TrustedKeys keys =
        trusted.length == 0 ? TrustedKeys.NONE : TrustedKeys.read(ProofFixture.trustFile(trusted));
    return ProofCheck.check(proof.toBytes(), keys);
  }

  private static void assertRefused(Verdict verdict, String code, String place) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    Verdict.Refused refused = (Verdict.Refused) verdict;
    assertThat(refused.code()).as("%s", refused).isEqualTo(code);
    assertThat(refused.place()).as("%s", refused).isEqualTo(place);
  }
}
