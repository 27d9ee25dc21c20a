package org.farthing.protocol.signature;

import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Signs object proofs. Bouncy Castle's, which is twenty times faster than the JDK's. */
public final class Ed25519SigningKey implements SigningKey {
  private final Ed25519PrivateKeyParameters seed;
  private final Ed25519VerificationKey verificationKey;

  private Ed25519SigningKey(Ed25519PrivateKeyParameters seed) {
    this.seed = seed;
    this.verificationKey = Ed25519VerificationKey.of(seed.generatePublicKey().getEncoded());
  }

  public static Ed25519SigningKey generate(SecureRandom random) {
    return new Ed25519SigningKey(new Ed25519PrivateKeyParameters(random));
  }

  /** The key of a seed of 32 bytes, RFC 8032's private key. */
  static Ed25519SigningKey ofSeed(byte[] seed) {
    if (seed.length != Ed25519.SECRET_KEY_SIZE) {
      throw new KeyRefused(KeyRefused.Code.MALFORMED, "An Ed25519 secret key has 32 bytes");
    }
    return new Ed25519SigningKey(new Ed25519PrivateKeyParameters(seed));
  }

  byte[] seed() {
    return seed.getEncoded();
  }

  @Override
  public byte[] sign(byte[] message) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    seed.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
    return signature;
  }

  @Override
  public Ed25519VerificationKey verificationKey() {
    return verificationKey;
  }

  @Override
  public String toString() {
    return "Ed25519SigningKey of " + verificationKey;
  }
}
