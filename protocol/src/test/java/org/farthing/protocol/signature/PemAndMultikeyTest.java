package org.farthing.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PemAndMultikeyTest {
  private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

  @Test
  void writesAndReadsTheMultikeysOfFep521a() {
    Matcher hex =
        Pattern.compile("hex string \"([0-9a-f]+)\"").matcher(Vectors.text("fep/fep-521a.feature"));
    List<String> multikeys =
        Vectors.documents("fep/fep-521a.feature").stream()
            .map(document -> document.getString("publicKeyMultibase"))
            .toList();

    assertThat(hex.find()).isTrue();
    VerificationKey ed25519 = Ed25519VerificationKey.of(HexFormat.of().parseHex(hex.group(1)));
    assertThat(hex.find()).isTrue();
    VerificationKey rsa = RsaDer.ofPkcs1(HexFormat.of().parseHex(hex.group(1)));

    assertThat(List.of(Multikey.encode(ed25519), Multikey.encode(rsa))).isEqualTo(multikeys);
    assertThat(multikeys.stream().map(Multikey::verificationKey)).containsExactly(ed25519, rsa);
  }

  @Test
  void readsTheSecretKeyThatTheVectorsUse() {
    JsonObject pair = Vectors.json("w3c-eddsa-jcs-2022/keyPair.json");

    Ed25519SigningKey key = Multikey.signingKey(pair.getString("privateKeyMultibase"));

    assertThat(Multikey.encode(key.verificationKey()))
        .isEqualTo(pair.getString("publicKeyMultibase"));
    assertThat(Multikey.encodeSecret(key)).isEqualTo(pair.getString("privateKeyMultibase"));
  }

  @Test
  void readsThePemKeysOfRfc9421() {
    List<JsonObject> keys =
        Vectors.objects(Vectors.json("http-signatures/rfc9421-appendix-b.json"), "keys");

    VerificationKey pkcs1 = Pem.verificationKey(keys.get(0).getString("publicKeyPem"));
    VerificationKey spki = Pem.verificationKey(keys.get(1).getString("publicKeyPem"));
    VerificationKey ed25519 = Pem.verificationKey(keys.get(3).getString("publicKeyPem"));

    assertThat(((RsaVerificationKey) pkcs1).modulus()).isEqualTo(modulus(keys.get(0)));
    assertThat(((RsaVerificationKey) spki).modulus()).isEqualTo(modulus(keys.get(1)));
    assertThat(Pem.encode(ed25519)).isEqualTo(keys.get(3).getString("publicKeyPem"));
    assertThat(Pem.encode(spki)).isEqualTo(keys.get(1).getString("publicKeyPem"));
    assertThatThrownBy(() -> Pem.verificationKey(keys.get(2).getString("publicKeyPem")))
        .isInstanceOf(KeyRefused.class);
  }

  @Test
  void whatIsWrittenReadsAsTheSameKey() {
    for (SigningKey key : List.of(Keys.ED25519, Keys.RSA)) {
      VerificationKey published = key.verificationKey();
      SigningKey kept = Pem.signingKey(Pem.encodeSecret(key));

      assertThat(Pem.verificationKey(Pem.encode(published))).isEqualTo(published);
      assertThat(Multikey.verificationKey(Multikey.encode(published))).isEqualTo(published);
      assertThat(kept.verificationKey()).isEqualTo(published).hasSameHashCodeAs(published);
      assertThat(published.verify(MESSAGE, kept.sign(MESSAGE))).isTrue();
      assertThat(published.verify(new byte[0], kept.sign(MESSAGE))).isFalse();
      assertThat(published.verify(MESSAGE, new byte[0])).isFalse();
      assertThat(published.verify(MESSAGE, new byte[1000])).isFalse();
    }
    assertThat(Keys.RSA.verificationKey()).isNotEqualTo(Keys.ED25519.verificationKey());
  }

  @Test
  void readsPemWithOtherLineEndsAndWithoutAny() {
    String pem = Pem.encode(Keys.RSA.verificationKey());

    assertThat(Pem.verificationKey(pem.replace("\n", "\r\n")))
        .isEqualTo(Keys.RSA.verificationKey());
    assertThat(Pem.verificationKey("\n" + pem.strip() + "\n\n"))
        .isEqualTo(Keys.RSA.verificationKey());
  }

  @Test
  void theTextOfAKeyShowsNothingPrivate() {
    assertThat(Keys.ED25519.toString())
        .isEqualTo("Ed25519SigningKey of " + Multikey.encode(Keys.ED25519.verificationKey()));
    assertThat(Keys.RSA.toString())
        .isEqualTo("RsaSigningKey of " + Multikey.encode(Keys.RSA.verificationKey()));
  }

  @Test
  void refusesRsaKeysOfLessThan2048Bits() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    byte[] spki = generator.generateKeyPair().getPublic().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----"
            .formatted(Base64.getEncoder().encodeToString(spki));

    KeyRefused refusal = catchThrowableOfType(KeyRefused.class, () -> Pem.verificationKey(pem));

    assertThat(refusal.code()).isEqualTo(KeyRefused.Code.WEAK);
  }

  @Test
  void refusesRsaNumbersThatAreUnsoundOrCostTooMuch() {
    BigInteger sound = Keys.RSA.verificationKey().modulus();
    BigInteger f4 = BigInteger.valueOf(65537);

    assertThat(codeOf(sound.negate(), f4)).isEqualTo(KeyRefused.Code.WEAK);
    assertThat(codeOf(sound.clearBit(0), f4)).isEqualTo(KeyRefused.Code.WEAK);
    assertThat(codeOf(sound, BigInteger.ONE)).isEqualTo(KeyRefused.Code.WEAK);
    assertThat(codeOf(sound, BigInteger.TWO.pow(16))).isEqualTo(KeyRefused.Code.WEAK);
    assertThat(codeOf(sound, sound)).isEqualTo(KeyRefused.Code.UNSUPPORTED);
    assertThat(codeOf(sound.pow(5), f4)).isEqualTo(KeyRefused.Code.UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "z",
        "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nMCow\n-----END PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nM=Cow\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----\nMCow\n-----END CERTIFICATE-----",
        "-----BEGIN RSA PUBLIC KEY-----\nMCow\n-----END RSA PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----",
        "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme",
        "z6Mk"
      })
  void refusesWhatIsNoKey(String text) {
    assertThatThrownBy(() -> Pem.verificationKey(text)).isInstanceOf(KeyRefused.class);
    assertThatThrownBy(() -> Pem.signingKey(text)).isInstanceOf(KeyRefused.class);
    assertThatThrownBy(() -> Multikey.verificationKey(text)).isInstanceOf(KeyRefused.class);
    assertThatThrownBy(() -> Multikey.signingKey(text)).isInstanceOf(KeyRefused.class);
  }

  @Test
  void refusesDeeplyNestedAndDamagedDerWithoutFailing() {
    long seed = 20261122;
    SplittableRandom random = new SplittableRandom(seed);
    byte[] der = RsaDer.spki(Keys.RSA.verificationKey());
    byte[] nested = HexFormat.of().parseHex("3080".repeat(5_000));

    assertThatThrownBy(() -> RsaDer.ofSpki(nested)).isInstanceOf(KeyRefused.class);
    assertThatThrownBy(() -> RsaDer.ofPkcs1(nested)).isInstanceOf(KeyRefused.class);
    assertThatThrownBy(() -> RsaDer.ofPkcs8(nested)).isInstanceOf(KeyRefused.class);
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = der.clone();
      // The first bytes hold all the structure.
      damaged[random.nextInt(40)] = (byte) random.nextInt(256);
      try {
        RsaDer.ofSpki(damaged).verify(MESSAGE, new byte[256]);
      } catch (KeyRefused e) {
        assertThat(e.code()).as("seed %d, case %d", seed, i).isNotNull();
      }
    }
  }

  private static KeyRefused.Code codeOf(BigInteger modulus, BigInteger exponent) {
    return catchThrowableOfType(KeyRefused.class, () -> RsaVerificationKey.of(modulus, exponent))
        .code();
  }

  private static BigInteger modulus(JsonObject key) {
    return new BigInteger(
        1, Base64.getUrlDecoder().decode(key.getJsonObject("jwk").getString("n")));
  }
}
