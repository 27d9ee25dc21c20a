package org.farthing.protocol.simulation;

import java.time.Instant;
import java.util.PriorityQueue;

/** Virtual time: what is to happen, in the order of its times and then of its planning. */
final class Timeline {

  private final PriorityQueue<Planned> planned = new PriorityQueue<>();
  private Instant now;
  private long count;

  Timeline(Instant begin) {
    this.now = begin;
  }

  private record Planned(Instant at, long order, Runnable event) implements Comparable<Planned> {
    @Override
    public int compareTo(Planned other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  Instant now() {
    return now;
  }

  /** Plans something, at once if its time has passed. */
  void at(Instant time, Runnable event) {
    planned.add(new Planned(time.isBefore(now) ? now : time, count++, event));
  }

  /** Lets the next thing happen, unless it comes after the end; returns whether it did. */
  boolean next(Instant end) {
    Planned first = planned.peek();
    if (first == null || first.at.isAfter(end)) {
      return false;
    }
    planned.remove();
    now = first.at;
    first.event.run();
    return true;
  }
}
