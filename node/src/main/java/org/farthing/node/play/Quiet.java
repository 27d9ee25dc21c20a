package org.farthing.node.play;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.farthing.node.Node;

/** Waits until nodes have nothing left to say to each other. */
public final class Quiet {

  private static final Duration LOOK_AGAIN = Duration.ofNanos(500_000);
  private static final Duration SAY_SO = Duration.ofSeconds(5);

  private final Map<String, Node> nodes;
  private final Duration patience;
  private final Consumer<String> progress;

  /**
   * Waits for these nodes.
   *
   * @param nodes by the names that they are reported under
   * @param patience how long they may take
   * @param progress is told whom is waited for when it takes long
   */
  public Quiet(Map<String, Node> nodes, Duration patience, Consumer<String> progress) {
    this.nodes = Map.copyOf(nodes);
    this.patience = patience;
    this.progress = progress;
  }

  /**
   * Returns when every delivery is done.
   *
   * @throws IllegalStateException when that takes longer than the patience lasts
   */
  public void await() {
    long began = System.nanoTime();
    long said = began;
    while (!isQuiet()) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      long now = System.nanoTime();
      if (now - began > patience.toNanos()) {
        throw new IllegalStateException("The nodes do not come to rest: " + busy());
      }
      if (now - said > SAY_SO.toNanos()) {
        progress.accept("waiting for " + busy());
        said = now;
      }
    }
  }

  /**
   * A message is in the backlog of its sender until it is in that of its receiver: when nothing was
   * accepted while all were looked at, none has slipped from one not yet looked at to one already
   * seen.
   */
  private boolean isQuiet() {
    long before = accepted();
    return nodes.values().stream().allMatch(Quiet::isAtRest) && accepted() == before;
  }

  private static boolean isAtRest(Node node) {
    // Handling leaves something to settle, settling leaves messages: so the backlog is asked twice.
    return node.backlog().isEmpty() && !node.isSettling() && node.backlog().isEmpty();
  }

  private long accepted() {
    return nodes.values().stream().mapToLong(node -> node.backlog().accepted()).sum();
  }

  private String busy() {
    return nodes.entrySet().stream()
        .filter(each -> !isAtRest(each.getValue()))
        .map(each -> each.getKey() + " (" + each.getValue().backlog() + ")")
        .collect(Collectors.joining(", "));
  }
}
