package org.farthing.protocol.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A bank outside of all nodes: pays each reference once, a day or two later, at times in parts. */
final class Rail {

  private static final long CENT = 10_000;

  private final Faults faults;
  private final Map<String, Transfer> transfers = new TreeMap<>();

  Rail(Faults faults) {
    this.faults = faults;
  }

  private record Transfer(long micros, long firstPart, Instant firstAt, Instant wholeAt) {}

  /** Orders a payment; told again of the same one, does nothing. */
  void send(int from, int to, String reference, long micros, Instant now) {
    String name = name(from, to, reference);
    Instant first = now.plus(Duration.ofHours(1 + faults.below("first " + name, 40)));
    boolean parts = micros >= 2 * CENT && faults.below("parts " + name, 5) == 0;
    transfers.putIfAbsent(
        name,
        parts
            ? new Transfer(micros, micros / 2 / CENT * CENT, first, first.plus(Duration.ofDays(1)))
            : new Transfer(micros, micros, first, first));
  }

  /** What has arrived so far. */
  long shown(int from, int to, String reference, Instant now) {
    Transfer transfer = transfers.get(name(from, to, reference));
    if (transfer == null || now.isBefore(transfer.firstAt)) {
      return 0;
    }
    return now.isBefore(transfer.wholeAt) ? transfer.firstPart : transfer.micros;
  }

  private static String name(int from, int to, String reference) {
    return from + ">" + to + " " + reference;
  }
}
