package org.farthing.protocol.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.farthing.protocol.signature.Ed25519SigningKey;

/**
 * Signs notes under a name.
 *
 * @param name without spaces and plus
 */
public record NoteSigner(String name, Ed25519SigningKey key) {
  public NoteSigner {
    Lines.requireName(name);
  }

  /** What checks these signatures. */
  public NoteKey key(NoteKeyType type) {
    return new NoteKey(name, type, key.verificationKey());
  }

  /** As who says the text. */
  public NoteSignature sign(String text) {
    return NoteSignature.of(
        key(NoteKeyType.ED25519), key.sign(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * As a witness of the head that the text is.
   *
   * @param time cut to whole seconds
   */
  public NoteSignature cosign(String text, Instant time) {
    byte[] signature = key.sign(NoteKey.cosigned(time, text));
    ByteBuffer made = ByteBuffer.allocate(Long.BYTES + signature.length);
    made.putLong(time.getEpochSecond()).put(signature);
    return NoteSignature.of(key(NoteKeyType.COSIGNATURE_V1), made.array());
  }

  /** The private key stays out of it. */
  @Override
  public String toString() {
    return "NoteSigner of " + name;
  }
}
