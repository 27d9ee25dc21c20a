package org.farthing.node.federation.outbox;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What this process has taken upon itself to deliver, and until when the database keeps others from
 * it. Safe for use by many threads.
 */
final class Leases {

  private final ConcurrentMap<String, Lease> held = new ConcurrentHashMap<>();

  private record Lease(Delivery delivery, Instant end) {}

  /** Notes a lease, and returns false when the delivery is held already. */
  boolean take(Delivery delivery, Instant end) {
    return held.putIfAbsent(delivery.key(), new Lease(delivery, end)) == null;
  }

  void end(Delivery delivery) {
    held.remove(delivery.key());
  }

  /** What is held and would be anybody's from an instant on. */
  List<Delivery> endingBefore(Instant instant) {
    return held.values().stream()
        .filter(lease -> lease.end().isBefore(instant))
        .map(Lease::delivery)
        .toList();
  }

  /** Notes a later end for what is still held. */
  void renewed(List<Delivery> deliveries, Instant end) {
    deliveries.forEach(
        each -> held.computeIfPresent(each.key(), (_, lease) -> new Lease(lease.delivery(), end)));
  }
}
