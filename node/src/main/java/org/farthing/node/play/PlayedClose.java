package org.farthing.node.play;

import java.time.Duration;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.farthing.node.Node;
import org.farthing.node.settlement.CloseStage;

/** Closes months on all nodes of a play, once they have nothing left to say to each other. */
final class PlayedClose {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Map<String, PlayedNode> nodes;
  private final Quiet quiet;

  /**
   * @param nodes by name, in the order of names
   * @param progress told whom is waited for when it takes long
   */
  PlayedClose(Map<String, PlayedNode> nodes, Consumer<String> progress) {
    this.nodes = nodes;
    Map<String, Node> byName = new HashMap<>();
    nodes.forEach((name, played) -> byName.put(name, played.node()));
    this.quiet = new Quiet(byName, PATIENCE, progress);
  }

  /** Waits until every delivery is done. */
  void awaitQuiet() {
    quiet.await();
  }

  /**
   * Own postings everywhere first, then one debtor after the other, by name.
   *
   * @throws IllegalStateException when a node comes no further
   */
  void close(YearMonth month) {
    quiet.await();
    nodes.values().forEach(played -> advance(played, month, CloseStage.POSTED));
    for (PlayedNode played : nodes.values()) {
      advance(played, month, CloseStage.STATED);
      quiet.await();
    }
    nodes.values().forEach(played -> advance(played, month, CloseStage.CLOSED));
  }

  private static void advance(PlayedNode played, YearMonth month, CloseStage upTo) {
    CloseStage reached = played.node().monthClose().advance(month, upTo);
    if (reached != upTo) {
      throw new IllegalStateException(
          "Node %s comes no further in %s than %s.".formatted(played.name(), month, reached));
    }
  }
}
