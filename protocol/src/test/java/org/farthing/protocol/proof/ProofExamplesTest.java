package org.farthing.protocol.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The proofs beside the documentation: others can check their own code with them. */
final class ProofExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "docs", "protocol", "proofs");

  static Map<String, Proof> all() {
    return Map.of(
        "flattr.json", ProofFixture.aProof().build(),
        "anonymous-flattr.json", ProofFixture.aProof().anonymous().build(),
        "own-flattr.json", ProofFixture.ownFlattr("250000"),
        "gift.json", ProofFixture.aGiftsProof().build(),
        "anonymous-gift.json", ProofFixture.aGiftsProof().anonymous().build(),
        "own-gift.json", ProofFixture.ownGift("250000"),
        "equivocation.json", ProofFixture.twoStatements());
  }

  @TestFactory
  Stream<DynamicTest> eachIsWrittenByteForByteAndTrustedWithTheKeysBesideIt() throws IOException {
    TrustedKeys keys = TrustedKeys.read(Files.readAllBytes(EXAMPLES.resolve("keys.json")));
    return all().entrySet().stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.getKey(),
                    () -> {
                      byte[] file = Files.readAllBytes(EXAMPLES.resolve(example.getKey()));
                      assertThat(file).isEqualTo(example.getValue().toBytes());
                      assertThat(ProofCheck.check(file, keys)).isInstanceOf(Verdict.Trusted.class);
                    }));
  }
}
