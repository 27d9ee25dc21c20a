package org.farthing.node.play;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Ends processes with SIGKILL while they work, and starts again what does not start by itself.
 * Whom, and how long after its cue, a seed determines; what that interrupts, the machine does.
 */
final class Killer implements AutoCloseable {

  /** What nodes are at. */
  enum Phase {
    /** Members click and take back, and nodes tell each other. */
    EXCHANGE,
    /** Months are cut off, split and credited. */
    POSTING,
    /** Statements are exchanged, netted and paid. */
    SETTLEMENT,
    /** A process that was killed comes up again. */
    RECOVERY
  }

  /** Which process ends. */
  enum Kind {
    /** The node; the kernel ends its database server after it. */
    NODE,
    /** The database server, which the node has to start again. */
    SERVER,
    /** Both at once, as when the power fails. */
    BOTH
  }

  /**
   * A kill to come.
   *
   * @param victim which of the nodes
   * @param moment when in its phase, from 0 to 1
   * @param again whether it is killed once more while it comes up
   */
  record Kill(Phase phase, Kind kind, int victim, double moment, boolean again) {

    int kills() {
      return again ? 2 : 1;
    }
  }

  /** At most, from the start of a process to its second end: until it just about serves. */
  private static final int RECOVERY_MILLIS = 3000;

  private final SplittableRandom random;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Deque<Future<?>> underWay = new ArrayDeque<>();
  private final Map<Phase, Integer> byPhase = new EnumMap<>(Phase.class);
  private final Map<Kind, Integer> byKind = new EnumMap<>(Kind.class);
  private volatile boolean working;
  private int atWork;

  Killer(SplittableRandom random) {
    this.random = random;
  }

  /**
   * Months of three kills, one in each phase and of each kind, some of which hit twice.
   *
   * @param kills how many there are in all
   */
  static List<List<Kill>> months(SplittableRandom random, int nodes, int kills) {
    List<Phase> phases = List.of(Phase.EXCHANGE, Phase.POSTING, Phase.SETTLEMENT);
    List<List<Kill>> months = new ArrayList<>();
    int left = kills;
    while (left > 0) {
      List<Kill> month = new ArrayList<>();
      List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
      Collections.rotate(kinds, random.nextInt(kinds.size()));
      for (Phase phase : phases) {
        if (left > 0) {
          Kind kind = kinds.removeFirst();
          boolean again = left > 1 && kind != Kind.SERVER && random.nextInt(3) == 0;
          month.add(new Kill(phase, kind, random.nextInt(nodes), random.nextDouble(), again));
          left -= month.getLast().kills();
        }
      }
      months.add(month);
    }
    return months;
  }

  /** Says whether there is something for a kill to interrupt. */
  void working(boolean now) {
    working = now;
  }

  /** Has a kill come down on a node after a while. */
  void strike(Kill kill, NodeProcess victim, long afterMillis) {
    underWay.add(
        thread.submit(
            () -> {
              Thread.sleep(afterMillis);
              carryOut(kill, victim);
              return null;
            }));
  }

  private void carryOut(Kill kill, NodeProcess victim) throws IOException, InterruptedException {
    count(kill.phase(), kill.kind());
    switch (kill.kind()) {
      case SERVER -> victim.awaitServer().destroyForcibly();
      case NODE -> victim.kill();
      case BOTH -> victim.killWithServer();
    }
    if (kill.again()) {
      Process rising = victim.spawn();
      Thread.sleep(random.nextInt(RECOVERY_MILLIS));
      count(Phase.RECOVERY, Kind.NODE);
      rising.destroyForcibly().waitFor();
    }
    if (kill.kind() != Kind.SERVER) {
      victim.startAgain();
    }
  }

  private synchronized void count(Phase phase, Kind kind) {
    byPhase.merge(phase, 1, Integer::sum);
    byKind.merge(kind, 1, Integer::sum);
    if (working || phase == Phase.RECOVERY) {
      atWork++;
    }
  }

  /**
   * Returns when every kill has been carried out and its victim serves again; whether there was any
   * since it was last asked.
   */
  boolean awaitRecovery() throws InterruptedException {
    boolean any = !underWay.isEmpty();
    while (!underWay.isEmpty()) {
      try {
        underWay.remove().get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("a killed node does not come back", e.getCause());
      }
    }
    return any;
  }

  synchronized int kills() {
    return byPhase.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public synchronized String toString() {
    return "%d kills, %d of them at work; by kind %s; by phase %s"
        .formatted(kills(), atWork, byKind, byPhase);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
