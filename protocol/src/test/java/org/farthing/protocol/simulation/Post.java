package org.farthing.protocol.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.message.MessageWriter;
import org.farthing.protocol.simulation.Tables.Due;
import org.farthing.protocol.simulation.Tables.Outgoing;
import org.farthing.protocol.simulation.Tables.Seal;

/** A node's outbox and its keys: what is said is stored with what gave rise to it. */
final class Post {

  private final int us;
  private final Scenario scenario;
  private final Tables tables;
  private final Supplier<Instant> clock;
  private int key;

  Post(int us, Scenario scenario, Tables tables, Supplier<Instant> clock) {
    this.us = us;
    this.scenario = scenario;
    this.tables = tables;
    this.clock = clock;
  }

  /** A message whose id was sent before is not sent again, whatever it says now. */
  void send(FarthingMessage message, int to, YearMonth period) {
    String id = message.id().toString();
    if (tables.outbox.has(id)) {
      return;
    }
    String text = MessageWriter.write(message, scenario.nodes().get(to).actor()).toString();
    Seal seal = new Seal(key, seal(us, key, text.getBytes(StandardCharsets.UTF_8)));
    tables.outbox.put(id, new Outgoing(id, to, period, text, seal));
    tables.due.put(id, new Due(clock.get(), 0));
  }

  /**
   * Keeps what this node has said before and lost with a backup; it is not sent again.
   *
   * @return whether it was lost
   */
  boolean sentBefore(FarthingMessage message, int to, YearMonth period) {
    String id = message.id().toString();
    if (tables.outbox.has(id)) {
      return false;
    }
    send(message, to, period);
    tables.due.remove(id);
    return true;
  }

  /** Keeps what this node has said before in place of what it says now under the same id. */
  void sentOtherwiseBefore(FarthingMessage message, int to, YearMonth period) {
    String id = message.id().toString();
    tables.outbox.remove(id);
    tables.due.remove(id);
    sentBefore(message, to, period);
  }

  /** Sends once more what the peer seems to have lost. */
  void repeat(String id) {
    if (tables.outbox.has(id) && !tables.due.has(id)) {
      tables.due.put(id, new Due(clock.get(), 0));
    }
  }

  /** From now on another key seals. */
  void rotateKey() {
    key++;
  }

  int newestKey() {
    return key;
  }

  /** What the holder of a key makes of bytes. */
  static String seal(int node, int key, byte[] bytes) {
    var digest = Sha256.newDigest();
    digest.update(("secret " + node + " " + key).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(bytes));
  }
}
