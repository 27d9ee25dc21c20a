package org.farthing.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256, the one hash of the protocol, from the JDK, whose implementation uses the processor's.
 */
public final class Sha256 {
  public static final int BYTES = 32;

  private Sha256() {}

  /** A digest of the caller's own; it is reset by each {@code digest} call and not thread-safe. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
