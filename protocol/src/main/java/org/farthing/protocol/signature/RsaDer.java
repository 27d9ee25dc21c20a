package org.farthing.protocol.signature;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * RSA keys as DER. Strangers' bytes are read by the JDK only, whose reader expects exactly these
 * structures and does not recurse; Bouncy Castle writes.
 */
final class RsaDer {
  private RsaDer() {}

  static RsaVerificationKey ofSpki(byte[] der) {
    try {
      RSAPublicKey key =
          (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
      return RsaVerificationKey.of(key.getModulus(), key.getPublicExponent());
    } catch (GeneralSecurityException e) {
      throw new KeyRefused(KeyRefused.Code.MALFORMED, "The bytes are no RSA public key");
    }
  }

  static RsaVerificationKey ofPkcs1(byte[] der) {
    return ofSpki(encoded(new SubjectPublicKeyInfo(rsa(), der)));
  }

  static RsaSigningKey ofPkcs8(byte[] der) {
    try {
      if (KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der))
          instanceof RSAPrivateCrtKey key) {
        return RsaSigningKey.of(key);
      }
    } catch (GeneralSecurityException e) {
      throw new KeyRefused(KeyRefused.Code.MALFORMED, "The bytes are no RSA private key");
    }
    throw new KeyRefused(KeyRefused.Code.UNSUPPORTED, "The RSA private key lacks its primes");
  }

  static byte[] spki(RsaVerificationKey key) {
    return encoded(new SubjectPublicKeyInfo(rsa(), pkcs1(key)));
  }

  static byte[] pkcs1(RsaVerificationKey key) {
    return encoded(new org.bouncycastle.asn1.pkcs.RSAPublicKey(key.modulus(), key.exponent()));
  }

  private static AlgorithmIdentifier rsa() {
    return new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
  }

  private static byte[] encoded(ASN1Object object) {
    try {
      return object.getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory does not fail", e);
    }
  }
}
