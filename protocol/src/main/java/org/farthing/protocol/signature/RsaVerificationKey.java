package org.farthing.protocol.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import org.jspecify.annotations.Nullable;

/** Checks HTTP signatures of the fediverse: RSASSA-PKCS1-v1_5 with SHA-256, by the JDK. */
public final class RsaVerificationKey implements VerificationKey {
  static final String ALGORITHM = "SHA256withRSA";
  static final int MINIMUM_BITS = 2048;

  // A stranger's key must not cost more to use than it is worth: both bound the time to verify.
  private static final int MAXIMUM_BITS = 8192;
  private static final int MAXIMUM_EXPONENT_BITS = 33;

  private final RSAPublicKey key;

  private RsaVerificationKey(RSAPublicKey key) {
    this.key = key;
  }

  static RsaVerificationKey of(BigInteger modulus, BigInteger exponent) {
    return of(modulus, exponent, MINIMUM_BITS);
  }

  /** With a lower minimum, for draft-cavage's published vectors only, whose key has 1024 bits. */
  static RsaVerificationKey of(BigInteger modulus, BigInteger exponent, int minimumBits) {
    if (modulus.signum() <= 0 || modulus.bitLength() < minimumBits || !modulus.testBit(0)) {
      throw new KeyRefused(
          KeyRefused.Code.WEAK, "An RSA key needs an odd modulus of 2048 bits at least");
    }
    if (modulus.bitLength() > MAXIMUM_BITS || exponent.bitLength() > MAXIMUM_EXPONENT_BITS) {
      throw new KeyRefused(KeyRefused.Code.UNSUPPORTED, "The RSA key is too large");
    }
    if (exponent.compareTo(BigInteger.TWO) <= 0 || !exponent.testBit(0)) {
      throw new KeyRefused(KeyRefused.Code.WEAK, "An RSA key needs an odd exponent of 3 at least");
    }
    try {
      return new RsaVerificationKey(
          (RSAPublicKey)
              KeyFactory.getInstance("RSA")
                  .generatePublic(new RSAPublicKeySpec(modulus, exponent)));
    } catch (GeneralSecurityException e) {
      throw new KeyRefused(KeyRefused.Code.MALFORMED, "The numbers make no RSA key");
    }
  }

  BigInteger modulus() {
    return key.getModulus();
  }

  BigInteger exponent() {
    return key.getPublicExponent();
  }

  @Override
  public boolean verify(byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A checked RSA key verifies", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RsaVerificationKey that
        && modulus().equals(that.modulus())
        && exponent().equals(that.exponent());
  }

  @Override
  public int hashCode() {
    return modulus().hashCode();
  }

  @Override
  public String toString() {
    return Multikey.encode(this);
  }
}
