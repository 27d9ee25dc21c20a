package org.farthing.protocol.signature;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys as PEM (RFC 7468), the form of {@code publicKeyPem}. Public keys are read as {@code PUBLIC
 * KEY} (SPKI) and, of RSA, as {@code RSA PUBLIC KEY} (PKCS#1) and written as the former; private
 * keys are {@code PRIVATE KEY} (PKCS#8), not encrypted.
 */
public final class Pem {
  private static final int MAXIMUM_LENGTH = 16_384;
  private static final Pattern BLOCK =
      Pattern.compile(
          "\\s*-----BEGIN ([A-Z0-9 ]{1,32})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----\\s*");
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  // RFC 8410: all of the DER but the last 32 bytes is the same for every Ed25519 key.
  private static final byte[] ED25519_SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] ED25519_PKCS8 =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private Pem() {}

  /**
   * Reads a public key.
   *
   * @throws KeyRefused when it is none, or too weak
   */
  public static VerificationKey verificationKey(String pem) {
    Block block = Block.read(pem);
    return switch (block.type) {
      case "PUBLIC KEY" ->
          startsWith(block.der, ED25519_SPKI)
              ? Ed25519VerificationKey.of(after(block.der, ED25519_SPKI))
              : RsaDer.ofSpki(block.der);
      case "RSA PUBLIC KEY" -> RsaDer.ofPkcs1(block.der);
      default -> throw new KeyRefused(KeyRefused.Code.UNSUPPORTED, "The PEM is no public key");
    };
  }

  /**
   * Reads a private key.
   *
   * @throws KeyRefused when it is none, or too weak
   */
  public static SigningKey signingKey(String pem) {
    Block block = Block.read(pem);
    if (!block.type.equals("PRIVATE KEY")) {
      throw new KeyRefused(KeyRefused.Code.UNSUPPORTED, "The PEM is no PKCS#8 private key");
    }
    return startsWith(block.der, ED25519_PKCS8)
        ? Ed25519SigningKey.ofSeed(after(block.der, ED25519_PKCS8))
        : RsaDer.ofPkcs8(block.der);
  }

  public static String encode(VerificationKey key) {
    return write(
        "PUBLIC KEY",
        switch (key) {
          case Ed25519VerificationKey ed25519 -> joined(ED25519_SPKI, ed25519.encoded());
          case RsaVerificationKey rsa -> RsaDer.spki(rsa);
        });
  }

  /** The private key in the clear: for a keeper of secrets only. */
  public static String encodeSecret(SigningKey key) {
    return write(
        "PRIVATE KEY",
        switch (key) {
          case Ed25519SigningKey ed25519 -> joined(ED25519_PKCS8, ed25519.seed());
          case RsaSigningKey rsa -> rsa.pkcs8();
        });
  }

  private static String write(String type, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, LINES.encodeToString(der), type);
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] after(byte[] bytes, byte[] prefix) {
    return Arrays.copyOfRange(bytes, prefix.length, bytes.length);
  }

  private static byte[] joined(byte[] prefix, byte[] rest) {
    byte[] all = Arrays.copyOf(prefix, prefix.length + rest.length);
    System.arraycopy(rest, 0, all, prefix.length, rest.length);
    return all;
  }

  private static final class Block {
    private final String type;
    private final byte[] der;

    private Block(String type, byte[] der) {
      this.type = type;
      this.der = der;
    }

    private static Block read(String pem) {
      Matcher matcher = BLOCK.matcher(pem);
      if (pem.length() > MAXIMUM_LENGTH || !matcher.matches()) {
        throw new KeyRefused(KeyRefused.Code.MALFORMED, "The text is not one PEM block");
      }
      try {
        String base64 = matcher.group(2).replaceAll("\\s", "");
        return new Block(matcher.group(1), Base64.getDecoder().decode(base64));
      } catch (IllegalArgumentException e) {
        throw new KeyRefused(KeyRefused.Code.MALFORMED, "The PEM block is not base64");
      }
    }
  }
}
