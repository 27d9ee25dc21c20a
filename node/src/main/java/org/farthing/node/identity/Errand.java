package org.farthing.node.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How much may be asked elsewhere for one question: a number of requests, none begun after a
 * deadline. For one thread.
 */
final class Errand {

  /** A page, its other form, an actor, its profile, the node, its confirmation; and some spare. */
  private static final int MOST_REQUESTS = 14;

  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final InstantSource system;
  private final Instant end;
  private int left = MOST_REQUESTS;

  private Errand(InstantSource system) {
    this.system = system;
    this.end = system.instant().plus(LONGEST);
  }

  static Errand begin(InstantSource system) {
    return new Errand(system);
  }

  /** Whether one more request may be made, which is counted. */
  boolean mayAsk() {
    return left-- > 0 && system.instant().isBefore(end);
  }
}
