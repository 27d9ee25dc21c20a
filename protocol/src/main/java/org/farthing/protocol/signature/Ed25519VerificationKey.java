package org.farthing.protocol.signature;

import java.util.Arrays;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;

/** Checks object proofs. */
public final class Ed25519VerificationKey implements VerificationKey {
  private final byte[] encoded;
  private final Ed25519PublicKeyParameters point;

  private Ed25519VerificationKey(byte[] encoded, Ed25519PublicKeyParameters point) {
    this.encoded = encoded;
    this.point = point;
  }

  /**
   * The key of 32 bytes, RFC 8032's public key.
   *
   * @throws KeyRefused when they are none, or one under which signatures prove nothing
   */
  public static Ed25519VerificationKey of(byte[] encoded) {
    if (encoded.length != Ed25519.PUBLIC_KEY_SIZE) {
      throw new KeyRefused(KeyRefused.Code.MALFORMED, "An Ed25519 public key has 32 bytes");
    }
    // In full: under a key of small order one signature fits many messages, so it proves nothing.
    Ed25519.@Nullable PublicPoint point = Ed25519.validatePublicKeyFullExport(encoded, 0);
    if (point == null) {
      throw new KeyRefused(KeyRefused.Code.WEAK, "These bytes are no sound Ed25519 public key");
    }
    return new Ed25519VerificationKey(encoded.clone(), new Ed25519PublicKeyParameters(point));
  }

  /** RFC 8032's 32 bytes; a copy. */
  public byte[] encoded() {
    return encoded.clone();
  }

  @Override
  public boolean verify(byte[] message, byte[] signature) {
    return signature.length == Ed25519.SIGNATURE_SIZE
        && point.verify(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ed25519VerificationKey key && Arrays.equals(encoded, key.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return Multikey.encode(this);
  }
}
