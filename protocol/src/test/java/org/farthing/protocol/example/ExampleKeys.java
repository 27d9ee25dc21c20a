package org.farthing.protocol.example;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.proof.TestActor;
import org.farthing.protocol.signature.Pem;
import org.farthing.protocol.signature.SigningKey;

/** Who speaks in the examples, with keys that everybody may know. */
public final class ExampleKeys {

  private static final int ALDERS_SEED = 1;
  private static final int ALICES_SEED = 3;
  private static final int BIRCHS_SEED = 4;

  static final TestActor ALDERS_KEY =
      TestActor.of("https://alder.example/actor", "ed25519-key", ALDERS_SEED);
  static final TestActor ALICES_KEY =
      TestActor.of("https://alder.example/users/alice", "ed25519-key", ALICES_SEED);
  static final TestActor BIRCHS_KEY =
      TestActor.of("https://birch.example/actor", "ed25519-key", BIRCHS_SEED);

  public static final ActorId ALDER = ALDERS_KEY.id();
  public static final ActorId BIRCH = BIRCHS_KEY.id();
  public static final ActorId ALICE = ALICES_KEY.id();
  public static final ActorId BOB = ActorId.of("https://birch.example/users/bob");

  static final URI ALDERS_RSA_KEY = URI.create(ALDER + "#main-key");

  private ExampleKeys() {}

  /** The key of an actor who signs documents. */
  static TestActor of(ActorId actor) {
    return Stream.of(ALDERS_KEY, ALICES_KEY, BIRCHS_KEY)
        .filter(key -> key.id().equals(actor))
        .findFirst()
        .orElseThrow();
  }

  /** The one with which alder signs requests in the older way: RFC 9421's {@code test-key-rsa}. */
  static SigningKey rsa() {
    return Pem.signingKey(rsaPem());
  }

  private static String rsaPem() {
    JsonObject jwk = published().getJsonArray("keys").getJsonObject(0).getJsonObject("jwk");
    RSAPrivateCrtKeySpec numbers =
        new RSAPrivateCrtKeySpec(
            number(jwk, "n"),
            number(jwk, "e"),
            number(jwk, "d"),
            number(jwk, "p"),
            number(jwk, "q"),
            number(jwk, "dp"),
            number(jwk, "dq"),
            number(jwk, "qi"));
    try {
      byte[] der = KeyFactory.getInstance("RSA").generatePrivate(numbers).getEncoded();
      String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      return "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has RSA.", e);
    }
  }

  private static BigInteger number(JsonObject jwk, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.getString(name)));
  }

  private static JsonObject published() {
    String name = "/vectors/http-signatures/rfc9421-appendix-b.json";
    try (InputStream in = ExampleKeys.class.getResourceAsStream(name)) {
      return Json.parseObject(Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All keys, secret and public. */
  static JsonObject document() {
    JsonArrayBuilder keys =
        Json.newArray()
            .add(ed25519(ALDERS_KEY, ALDERS_SEED))
            .add(ed25519(ALICES_KEY, ALICES_SEED))
            .add(ed25519(BIRCHS_KEY, BIRCHS_SEED))
            .add(
                Json.newObject()
                    .add("id", ALDERS_RSA_KEY.toString())
                    .add("controller", ALDER.toString())
                    .add("privateKeyPem", rsaPem())
                    .add("publicKeyPem", Pem.encode(rsa().verificationKey())));
    return Json.newObject().add("keys", keys).build();
  }

  private static JsonObject ed25519(TestActor actor, int seed) {
    return Json.newObject()
        .add("id", actor.keyId().toString())
        .add("controller", actor.id().toString())
        .add("seed", "%02x".formatted(seed).repeat(32))
        .add("publicKeyMultibase", actor.multibase())
        .build();
  }
}
