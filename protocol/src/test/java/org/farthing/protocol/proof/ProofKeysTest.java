package org.farthing.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.protocol.proof.ProofFixture.ALDER;
import static org.farthing.protocol.proof.ProofFixture.ALDER_NEXT;
import static org.farthing.protocol.proof.ProofFixture.ALICE;
import static org.farthing.protocol.proof.ProofFixture.BIRCH;
import static org.farthing.protocol.proof.ProofFixture.BIRCH_NEXT;
import static org.farthing.protocol.proof.ProofFixture.aProof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.farthing.protocol.message.KeyHistory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which signatures count: those within their key's dates, and of revoked keys those covered. */
final class ProofKeysTest {

  private static final String AFTER_ALL = "2026-12-05T00:00:00Z";
  private static final String BEFORE_THE_AGREEMENT = "2026-12-04T00:00:30Z";

  @Test
  void keysAreUsedOneAfterTheOther() {
    ProofFixture proof =
        aProof()
            .keys(alder("2026-11-20T00:00:00Z", null))
            .signedBy("statement", ALDER_NEXT)
            .signedBy("keys of " + ALDER.id(), ALDER_NEXT)
            .signedBy("keys of " + ALICE.id(), ALDER_NEXT);

    assertThat(check(proof)).isInstanceOf(Verdict.Consistent.class);
  }

  @Test
  void signatureOutsideTheDatesOfItsKeyIsRefused() {
    assertRefused(
        aProof()
            .keys(alder("2026-11-20T00:00:00Z", null))
            .signedBy("keys of " + ALDER.id(), ALDER_NEXT),
        "outside_key_dates",
        "/keys/1/proof");
    assertRefused(
        aProof().signedAt("flattr", "2025-12-31T23:59:59Z"), "outside_key_dates", "/flattr/proof");
  }

  @Test
  void keyThatNoHistoryListsIsRefused() {
    assertRefused(aProof().signedBy("statement", ALDER_NEXT), "unknown_key", "/statement/proof");
    assertRefused(aProof().signedBy("flattr", BIRCH), "unknown_key", "/flattr/proof");
    assertRefused(aProof().withoutKeysOf(ALICE), "wrong_keys", "/keys");
  }

  @Test
  void keyIsTheOneThatIsSpelledTheSame() {
    assertRefused(
        aProof()
            .signedBy("statement", TestActor.of("https://ALDER.example/actor", "ed25519-key", 1)),
        "unknown_key",
        "/statement/proof");
  }

  @Test
  void historyThatAnotherNodeHasSignedIsRefused() {
    assertRefused(
        aProof().keys(ALICE.history(ALICE.id(), ALICE.published(null, null))),
        "wrong_signer",
        "/keys/1/attributedTo");
    assertRefused(
        aProof().signedBy("keys of " + ALICE.id(), BIRCH), "unknown_key", "/keys/1/proof");
  }

  @Test
  void whatARevokedKeyOfTheDebtorSignedCountsOnceTheCreditorHasCountersignedIt() {
    ProofFixture proof = newAlderKeysSigned(aProof().keys(alder(AFTER_ALL, AFTER_ALL)));

    Verdict verdict = check(proof);

    assertThat(verdict).isInstanceOf(Verdict.Consistent.class);
    assertThat(((Verdict.Consistent) verdict).findings())
        .anySatisfy(it -> assertThat(it).contains(ALDER.keyId() + " was revoked", "/statement"));
  }

  @Test
  void whatARevokedKeySignedDoesNotCountWhenItWasCountersignedOnlyAfterwards() {
    ProofFixture proof =
        newAlderKeysSigned(aProof().keys(alder(BEFORE_THE_AGREEMENT, BEFORE_THE_AGREEMENT)));

    assertRefused(proof, "revoked_key", "/statement/proof");
  }

  @Test
  void whatTheCreditorsRevokedKeySignedCountsBesideTheDebtorsSignature() {
    ProofFixture proof =
        aProof().keys(birch(AFTER_ALL, AFTER_ALL)).signedBy("keys of " + BIRCH.id(), BIRCH_NEXT);

    assertThat(check(proof)).isInstanceOf(Verdict.Consistent.class);
  }

  @Test
  void signaturesOfTwoRevokedKeysDoNotCoverEachOther() {
    ProofFixture proof =
        newAlderKeysSigned(aProof().keys(alder(AFTER_ALL, AFTER_ALL)))
            .keys(birch(AFTER_ALL, AFTER_ALL))
            .signedBy("keys of " + BIRCH.id(), BIRCH_NEXT);

    assertRefused(proof, "revoked_key", "/receipt/proof");
  }

  @Test
  void whatANodeSaysAgainWithItsNextKeyCounts() {
    // The receipt was given with a key that was revoked before anything was stated.
    ProofFixture proof =
        aProof()
            .keys(birch("2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z"))
            .signedBy("agreement", BIRCH_NEXT)
            .signedBy("keys of " + BIRCH.id(), BIRCH_NEXT);

    assertThat(check(proof)).isInstanceOf(Verdict.Consistent.class);
  }

  @Test
  void historyThatARevokedKeySignedIsRefused() {
    assertRefused(
        aProof().keys(alder("2026-12-07T00:00:00Z", "2026-12-07T00:00:00Z")),
        "revoked_key",
        "/keys/0/proof");
  }

  @Test
  void readerKnowsOfARevocationThatTheProofDoesNotTell() {
    String trusted =
        "{\"keys\":[%s,%s]}"
            .formatted(trusted(ALDER, ",\"revoked\":\"2026-12-10T00:00:00Z\""), trusted(BIRCH, ""));

    Verdict verdict = check(aProof(), trusted);

    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).code()).isEqualTo("revoked_key");
    assertThat(((Verdict.Refused) verdict).place()).isEqualTo("/keys/0/proof");
  }

  @Test
  void equivocationWithARevokedKeyProvesNothing() {
    EquivocationProof proof = ProofFixture.twoStatements();
    KeyHistory revoked = alder(AFTER_ALL, AFTER_ALL);
    EquivocationProof after =
        new EquivocationProof(
            proof.kind(),
            proof.first(),
            proof.second(),
            List.of(ALDER_NEXT.sign(revoked.toDocument(), Instant.parse("2026-12-06T08:00:00Z"))));

    Verdict verdict = ProofCheck.check(after.toBytes(), TrustedKeys.NONE);

    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).code()).isEqualTo("revoked_key");
  }

  @Test
  void keyHistoryServesAsAListOfTrustedKeys() {
    byte[] document =
        aProof().build().keys().getFirst().toString().getBytes(StandardCharsets.UTF_8);
    TrustedKeys keys =
        TrustedKeys.read(document).and(TrustedKeys.read(ProofFixture.trustFile(BIRCH)));

    assertThat(ProofCheck.check(aProof().build().toBytes(), keys))
        .isInstanceOf(Verdict.Trusted.class);
  }

  private static String trusted(TestActor actor, String more) {
    return "{\"id\":\"%s\",\"controller\":\"%s\",\"publicKeyMultibase\":\"%s\"%s}"
        .formatted(actor.keyId(), actor.id(), actor.multibase(), more);
  }

  private static ProofFixture newAlderKeysSigned(ProofFixture proof) {
    return proof
        .signedBy("keys of " + ALDER.id(), ALDER_NEXT)
        .signedBy("keys of " + ALICE.id(), ALDER_NEXT);
  }

  /** Two keys of alder: one that ended, and the next. */
  private static KeyHistory alder(String expires, @Nullable String revoked) {
    return ALDER.history(
        ALDER.id(), ended(ALDER, expires, revoked), ALDER_NEXT.published(null, null));
  }

  private static KeyHistory birch(String expires, @Nullable String revoked) {
    return BIRCH.history(
        BIRCH.id(), ended(BIRCH, expires, revoked), BIRCH_NEXT.published(null, null));
  }

  private static KeyHistory.Key ended(TestActor actor, String expires, @Nullable String revoked) {
    return actor.published(Instant.parse(expires), revoked == null ? null : Instant.parse(revoked));
  }

  private static Verdict check(ProofFixture proof) {
    return ProofCheck.check(proof.build().toBytes(), TrustedKeys.NONE);
  }

  private static Verdict check(ProofFixture proof, String trusted) {
    return ProofCheck.check(
        proof.build().toBytes(), TrustedKeys.read(trusted.getBytes(StandardCharsets.UTF_8)));
  }

  private static void assertRefused(ProofFixture proof, String code, String place) {
    Verdict verdict = check(proof);

    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).code()).as("%s", verdict).isEqualTo(code);
    assertThat(((Verdict.Refused) verdict).place()).as("%s", verdict).isEqualTo(place);
  }
}
