package org.farthing.protocol.simulation;

import java.time.YearMonth;
import java.util.Comparator;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.FarthingMessage;
import org.farthing.protocol.settlement.Unsaid;
import org.farthing.protocol.simulation.Tables.Said;

/** What a node and its peers have said of months: the node's {@code OwnWords} in small. */
final class Words {

  private final Tables tables;

  Words(Tables tables) {
    this.tables = tables;
  }

  void note(FarthingMessage message, boolean ours, YearMonth period, int peer) {
    tables.said.put(Tables.key(period, peer, message.id()), new Said(message, ours, false));
  }

  /** The peer has shown what our books do not. */
  void recall(FarthingMessage message, YearMonth period, int peer) {
    tables.said.put(Tables.key(period, peer, message.id()), new Said(message, true, true));
  }

  boolean isKnown(ActivityId id, YearMonth period, int peer) {
    return tables.said.has(Tables.key(period, peer, id));
  }

  /** What was said of a month and is not said again yet since a backup was restored. */
  Unsaid unsaid(YearMonth period, int peer) {
    return new Unsaid(
        tables.said.under(Tables.key(period, peer) + "/").values().stream()
            .filter(Said::recalled)
            .map(Said::message)
            .sorted(Comparator.comparing(FarthingMessage::published))
            .toList());
  }

  /** An admin lets the month go on from what the books show. */
  void giveUp(YearMonth period, int peer) {
    unsaid(period, peer).messages().forEach(message -> note(message, true, period, peer));
  }
}
