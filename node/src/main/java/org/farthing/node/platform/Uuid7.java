package org.farthing.node.platform;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Ids that ascend with the time at which they are made, to the millisecond (RFC 9562, 5.7). */
public final class Uuid7 {

  private static final long VERSION = 0x7000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private Uuid7() {}

  /** A new id. It is unique, and can be guessed: no secret may hang on it. */
  public static UUID next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (System.currentTimeMillis() << 16) | VERSION | (random.nextLong() & 0xfff);
    return new UUID(high, VARIANT | (random.nextLong() >>> 2));
  }
}
