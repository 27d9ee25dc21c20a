package org.farthing.protocol.signature;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;

/** Signs HTTP requests to the fediverse: RSASSA-PKCS1-v1_5 with SHA-256, by the JDK. */
public final class RsaSigningKey implements SigningKey {
  private static final int GENERATED_BITS = 2048;

  private final RSAPrivateCrtKey key;
  private final RsaVerificationKey verificationKey;

  private RsaSigningKey(RSAPrivateCrtKey key) {
    this.key = key;
    this.verificationKey = RsaVerificationKey.of(key.getModulus(), key.getPublicExponent());
  }

  /** A new key of 2048 bits; takes about a tenth of a second. */
  public static RsaSigningKey generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(
          new RSAKeyGenParameterSpec(GENERATED_BITS, RSAKeyGenParameterSpec.F4), random);
      return of((RSAPrivateCrtKey) generator.generateKeyPair().getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK generates RSA keys", e);
    }
  }

  static RsaSigningKey of(RSAPrivateCrtKey key) {
    return new RsaSigningKey(key);
  }

  byte[] pkcs8() {
    return key.getEncoded();
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(RsaVerificationKey.ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A checked RSA key signs", e);
    }
  }

  @Override
  public RsaVerificationKey verificationKey() {
    return verificationKey;
  }

  @Override
  public String toString() {
    return "RsaSigningKey of " + verificationKey;
  }
}
