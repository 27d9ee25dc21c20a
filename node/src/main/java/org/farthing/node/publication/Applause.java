package org.farthing.node.publication;

import java.net.URI;

/** What servers that give no flattrs say to a thing. It moves no money. */
@FunctionalInterface
public interface Applause {

  /** Nobody says anything. */
  Applause NONE = _ -> new Counts(0, 0, 0);

  /**
   * How much of each there is now.
   *
   * @param thing the id of its object
   */
  Counts of(URI thing);

  /**
   * @param shares boosts, by {@code Announce}
   */
  record Counts(long likes, long shares, long replies) {}
}
