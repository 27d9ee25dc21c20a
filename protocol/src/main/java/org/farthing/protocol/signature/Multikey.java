package org.farthing.protocol.signature;

import java.util.Arrays;

/**
 * Keys as Multikey text (FEP-521a, {@code publicKeyMultibase}): multibase base58btc over a
 * multicodec prefix and the key, of Ed25519 its 32 bytes, of RSA its PKCS#1 DER.
 */
public final class Multikey {
  /** Holds an RSA key of 8192 bits. */
  private static final int MAXIMUM_LENGTH = 1500;

  // Multicodec's numbers as unsigned varints of two bytes each.
  private static final int ED25519_PUBLIC = 0xed01;
  private static final int ED25519_SECRET = 0x8026;
  private static final int RSA_PUBLIC = 0x8524;

  private Multikey() {}

  public static String encode(VerificationKey key) {
    return switch (key) {
      case Ed25519VerificationKey ed25519 -> encode(ED25519_PUBLIC, ed25519.encoded());
      case RsaVerificationKey rsa -> encode(RSA_PUBLIC, RsaDer.pkcs1(rsa));
    };
  }

  /** The private key in the clear: for a keeper of secrets only. */
  public static String encodeSecret(Ed25519SigningKey key) {
    return encode(ED25519_SECRET, key.seed());
  }

  /**
   * Reads {@code publicKeyMultibase}.
   *
   * @throws KeyRefused when it is no key, of another kind, or too weak
   */
  public static VerificationKey verificationKey(String multibase) {
    byte[] bytes = decode(multibase);
    return switch (prefix(bytes)) {
      case ED25519_PUBLIC -> Ed25519VerificationKey.of(key(bytes));
      case RSA_PUBLIC -> RsaDer.ofPkcs1(key(bytes));
      default -> throw unsupported();
    };
  }

  /**
   * Reads {@code secretKeyMultibase} of an Ed25519 key.
   *
   * @throws KeyRefused when it is none
   */
  public static Ed25519SigningKey signingKey(String multibase) {
    byte[] bytes = decode(multibase);
    if (prefix(bytes) != ED25519_SECRET) {
      throw unsupported();
    }
    return Ed25519SigningKey.ofSeed(key(bytes));
  }

  private static String encode(int prefix, byte[] key) {
    byte[] bytes = new byte[2 + key.length];
    bytes[0] = (byte) (prefix >> 8);
    bytes[1] = (byte) prefix;
    System.arraycopy(key, 0, bytes, 2, key.length);
    return Multibase.encode(bytes);
  }

  private static byte[] decode(String multibase) {
    try {
      return Multibase.decode(multibase, MAXIMUM_LENGTH);
    } catch (IllegalArgumentException e) {
      throw new KeyRefused(KeyRefused.Code.MALFORMED, "The text is no base58btc multibase");
    }
  }

  private static int prefix(byte[] bytes) {
    return bytes.length < 2
        ? 0
        : (Byte.toUnsignedInt(bytes[0]) << 8) | Byte.toUnsignedInt(bytes[1]);
  }

  private static byte[] key(byte[] bytes) {
    return Arrays.copyOfRange(bytes, 2, bytes.length);
  }

  private static KeyRefused unsupported() {
    return new KeyRefused(KeyRefused.Code.UNSUPPORTED, "The Multikey is of another kind");
  }
}
