package org.farthing.node.signin;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.farthing.protocol.Sha256;

/** 256 random bits that whoever shows them is known by. Only their hash is ever stored. */
record Secret(String text) {

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  static Secret fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  byte[] hash() {
    return Sha256.newDigest().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Not the secret: it is not for logs. */
  @Override
  public String toString() {
    return "Secret";
  }
}
