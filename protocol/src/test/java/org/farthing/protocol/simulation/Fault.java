package org.farthing.protocol.simulation;

/** What can go wrong between nodes, in them, or on purpose. */
enum Fault {
  LOSS(120),
  DOUBLING(100),
  DELAY(60),
  REORDERING(120),
  CORRUPTION(60),
  PARTITION(250),
  OUTAGE(200),
  CRASH_BEFORE_COMMIT(25),
  CRASH_AFTER_COMMIT(25),
  CLOCK_SKEW(500),
  RESTORED_BACKUP(300),
  ROTATED_KEY(300),
  OMISSION(400),
  INFLATION(300),
  FORK(600),
  REPLAY(300),
  SILENCE(1_000);

  private final int perMille;

  Fault(int perMille) {
    this.perMille = perMille;
  }

  /** How often it strikes where it can, once it is at work in a world. */
  int perMille() {
    return perMille;
  }

  /** Whether it takes a node that means ill; all others befall honest ones. */
  boolean isHostile() {
    return switch (this) {
      case OMISSION, INFLATION, FORK, REPLAY, SILENCE -> true;
      case LOSS,
          DOUBLING,
          DELAY,
          REORDERING,
          CORRUPTION,
          PARTITION,
          OUTAGE,
          CRASH_BEFORE_COMMIT,
          CRASH_AFTER_COMMIT,
          CLOCK_SKEW,
          RESTORED_BACKUP,
          ROTATED_KEY ->
          false;
    };
  }
}
