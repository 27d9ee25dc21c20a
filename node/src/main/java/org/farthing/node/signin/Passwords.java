package org.farthing.node.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.farthing.node.platform.http.Problem;

/**
 * Hashes passwords with Argon2id (RFC 9106), in the PHC string format: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. Each takes 19 MiB while it lasts, so only a few are
 * worked out at once. Thread-safe.
 */
final class Passwords {

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})"
              + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final SecureRandom random = new SecureRandom();
  private final Semaphore atOnce =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

  /** What a password is held against where there is none: that takes as long. */
  private final String nobodys = phc(new byte[SALT_BYTES], new byte[HASH_BYTES]);

  /**
   * Hashes a password.
   *
   * @throws Problem 503 {@code busy}
   */
  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return phc(salt, argon2id(password, MEMORY_KIB, PASSES, LANES, salt, HASH_BYTES));
  }

  private static String phc(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /**
   * Whether a password has this hash.
   *
   * @throws Problem 503 {@code busy}
   */
  boolean isRight(String password, String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalStateException("A stored password is not in the PHC string format.");
    }
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    byte[] actual =
        argon2id(
            password,
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            Base64.getDecoder().decode(parts.group(4)),
            expected.length);
    return MessageDigest.isEqual(expected, actual);
  }

  /** As {@link #isRight} for a name that nobody has: always wrong, and not any sooner. */
  boolean isNobodys(String password) {
    return isRight(password, nobodys);
  }

  private byte[] argon2id(
      String password, int memoryKib, int passes, int lanes, byte[] salt, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    // Keyboards write the same letter in more than one way.
    String typed = Normalizer.normalize(password, Normalizer.Form.NFKC);
    byte[] hash = new byte[length];
    enter();
    try {
      generator.generateBytes(typed.getBytes(StandardCharsets.UTF_8), hash);
    } finally {
      atOnce.release();
    }
    return hash;
  }

  private void enter() {
    try {
      if (atOnce.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Problem(503, "busy", "Too many sign in at once", "Please try again in a minute.");
  }
}
