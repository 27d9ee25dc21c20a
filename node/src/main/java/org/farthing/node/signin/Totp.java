package org.farthing.node.signin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes that a shared secret and the time give rise to (RFC 6238), as every app makes them. */
final class Totp {

  /** Bytes of a secret, as many as its HMAC has (RFC 4226, section 4). */
  static final int SECRET_BYTES = 20;

  private static final String HMAC = "HmacSHA1";
  private static final int STEP_SECONDS = 30;
  private static final int DIGITS = 6;
  private static final int MODULUS = 1_000_000;

  /** Clocks of phones differ, and people type slowly: a code holds a step earlier and later. */
  private static final int TOLERATED_STEPS = 1;

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Totp() {}

  static long step(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), STEP_SECONDS);
  }

  /** The code of a step of time. */
  static String code(byte[] secret, long step) {
    byte[] hash;
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
      hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC with SHA-1.", e);
    }
    int offset = hash[hash.length - 1] & 0xf;
    int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
    return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
  }

  /**
   * The step whose code this is, if it is one of now.
   *
   * @param after steps up to this one are not looked at: their codes have been used
   */
  static OptionalLong match(byte[] secret, String code, Instant now, long after) {
    long middle = step(now);
    OptionalLong found = OptionalLong.empty();
    for (long step = middle - TOLERATED_STEPS; step <= middle + TOLERATED_STEPS; step++) {
      if (step > after && isSame(code(secret, step), code)) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }

  private static boolean isSame(String expected, String typed) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII), typed.getBytes(StandardCharsets.UTF_8));
  }

  /** As apps read secrets (RFC 4648), without padding: of a number of bytes that five divides. */
  static String base32(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int bits = 0;
    for (byte each : bytes) {
      buffer = (buffer << 8) | (each & 0xff);
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(BASE32.charAt((buffer >> bits) & 31));
      }
      buffer &= (1 << bits) - 1;
    }
    return text.toString();
  }
}
