package org.farthing.node.platform.http;

import java.time.Duration;

/**
 * How long and how much of an answer is waited for.
 *
 * @param connect for each connection
 * @param read for each read from the socket
 * @param total for all of it, redirects included
 * @param largestBody in bytes
 * @param redirects how many are followed
 */
public record OutboundLimits(
    Duration connect, Duration read, Duration total, int largestBody, int redirects) {
  /** 5 s to connect, 10 s to read, 30 s in all, 1 MiB, 3 redirects. */
  public static final OutboundLimits STANDARD =
      new OutboundLimits(
          Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30), 1 << 20, 3);
}
