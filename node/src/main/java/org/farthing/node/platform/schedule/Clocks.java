package org.farthing.node.platform.schedule;

import java.time.InstantSource;

/**
 * The two times of a node.
 *
 * @param calendar for what people agree on: months, policies, {@code published}, due dates; moved
 *     by plays, demonstrations and tests
 * @param system for what machines need: leases, backoff, signature dates, sessions, rate limits;
 *     always the machine's own
 */
public record Clocks(InstantSource calendar, InstantSource system) {
  /** Both as the machine tells them. */
  public static Clocks ofSystem() {
    return new Clocks(InstantSource.system(), InstantSource.system());
  }
}
