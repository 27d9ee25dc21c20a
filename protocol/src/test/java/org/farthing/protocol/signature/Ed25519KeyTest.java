package org.farthing.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class Ed25519KeyTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void signsAsRfc8032Prints() {
    List<JsonObject> vectors =
        Vectors.objects(Vectors.json("ed25519/rfc8032-section-7.1.json"), "vectors");

    assertThat(vectors).hasSize(4);
    assertThat(vectors)
        .allSatisfy(
            vector -> {
              byte[] message = HEX.parseHex(vector.getString("messageHex"));
              byte[] signature = HEX.parseHex(vector.getString("signatureHex"));
              Ed25519SigningKey key =
                  Ed25519SigningKey.ofSeed(HEX.parseHex(vector.getString("secretKeyHex")));
              assertThat(key.verificationKey().encoded())
                  .isEqualTo(HEX.parseHex(vector.getString("publicKeyHex")));
              assertThat(key.sign(message)).isEqualTo(signature);
              assertThat(key.verificationKey().verify(message, signature)).isTrue();
            });
  }

  @Test
  void judgesEverySignatureAsWycheproofDoes() {
    JsonObject file = Vectors.json("ed25519/wycheproof-ed25519_test.json");
    int judged = 0;
    for (JsonObject group : Vectors.objects(file, "testGroups")) {
      Ed25519VerificationKey key =
          Ed25519VerificationKey.of(HEX.parseHex(group.getJsonObject("publicKey").getString("pk")));
      for (JsonObject test : Vectors.objects(group, "tests")) {
        boolean valid =
            key.verify(HEX.parseHex(test.getString("msg")), HEX.parseHex(test.getString("sig")));
        assertThat(valid)
            .as("test %d: %s", test.getInt("tcId"), test.getString("comment"))
            .isEqualTo(test.getString("result").equals("valid"));
        judged++;
      }
    }
    assertThat(judged).isEqualTo(151);
  }

  @Test
  void refusesKeysUnderWhichASignatureFitsManyMessages() {
    List<String> smallOrder =
        List.of(
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");

    assertThat(smallOrder)
        .allSatisfy(
            key ->
                assertThatThrownBy(() -> Ed25519VerificationKey.of(HEX.parseHex(key)))
                    .isInstanceOf(KeyRefused.class));
  }
}
