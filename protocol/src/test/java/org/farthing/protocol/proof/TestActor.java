package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.KeyHistory;
import org.farthing.protocol.signature.Ed25519SigningKey;
import org.farthing.protocol.signature.Multikey;
import org.farthing.protocol.signature.ObjectProof;
import org.jspecify.annotations.Nullable;

/**
 * An actor with a key that is the same in every run, so that proofs can be compared with files.
 *
 * @param fragment of the key in use
 */
public record TestActor(ActorId id, String fragment, Ed25519SigningKey key) {

  static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  public static TestActor of(String id, String fragment, int seed) {
    return new TestActor(ActorId.of(id), fragment, key(seed));
  }

  private static Ed25519SigningKey key(int seed) {
    return Ed25519SigningKey.generate(
        new SecureRandom() {
          @Override
          public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) seed);
          }
        });
  }

  public URI keyId() {
    return URI.create(id + "#" + fragment);
  }

  public JsonObject sign(JsonObject document, Instant created) {
    return ObjectProof.sign(document, keyId(), key, created);
  }

  public String multibase() {
    return Multikey.encode(key.verificationKey());
  }

  KeyHistory.Key published(@Nullable Instant expires, @Nullable Instant revoked) {
    return new KeyHistory.Key(
        ActivityId.of(keyId().toString()), multibase(), BEGIN, expires, revoked);
  }

  /** All keys of an actor, this one first. */
  KeyHistory history(ActorId node, KeyHistory.Key... keys) {
    return new KeyHistory(
        ActivityId.of(id + "/keys"),
        id,
        node,
        Instant.parse("2026-12-06T08:00:00Z"),
        List.of(keys));
  }
}
