package org.farthing.node.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret of a node: seals what must not be read out of its database and gives rise to all
 * other secrets. Safe for use by many threads; never printed.
 */
public final class NodeSecret {

  static final int SIZE = 32;

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey root;
  private final SecretKey sealing;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param bytes 32 random bytes
   */
  NodeSecret(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a node secret has " + SIZE + " bytes");
    }
    root = new SecretKeySpec(bytes, "HmacSHA256");
    sealing = new SecretKeySpec(derive("seal"), "AES");
  }

  /**
   * Another secret, the same for the same purpose whenever it is asked for.
   *
   * @return 32 bytes, HMAC-SHA-256 of the purpose under this secret
   */
  public byte[] derive(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(root);
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks HmacSHA256", e);
    }
  }

  /**
   * Encrypts: nonce, AES-256-GCM ciphertext and tag.
   *
   * @param name what is sealed: it opens under no other name
   */
  public byte[] seal(byte[] plain, String name) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(plain);
      byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
      return whole;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal " + name, e);
    }
  }

  /**
   * Decrypts what {@link #seal} gave.
   *
   * @throws IllegalStateException when it was not sealed by this secret under this name
   */
  public byte[] open(byte[] sealed, String name) {
    if (sealed.length < NONCE) {
      throw new IllegalStateException("what is stored for " + name + " is cut off");
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (AEADBadTagException e) {
      throw new IllegalStateException(
          name + " was sealed with another key file than this node has", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot open " + name, e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
