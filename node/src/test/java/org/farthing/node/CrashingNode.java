package org.farthing.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.payout.TestRail;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.protocol.activity.Origin;

/**
 * A node in a process of its own, to be killed. It closes months by itself, and stops in its tracks
 * once it logs that it has come to a certain point.
 */
final class CrashingNode implements AutoCloseable {

  private static final String REACHED = "reached";
  private static final Logger CLOSE = Logger.getLogger("org.farthing.node.settlement");

  private final Process process;
  private final BufferedReader output;

  private CrashingNode(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  /**
   * Takes the place of a stopped node.
   *
   * @param point what it logs when it is to stand still; nothing that it logs to let it go on
   */
  static CrashingNode inPlaceOf(TestNode stopped, String point) throws IOException {
    NodeSetup setup = stopped.setup();
    List<String> arguments = new ArrayList<>();
    arguments.add(setup.origin().toString());
    arguments.add(Integer.toString(setup.port()));
    arguments.add(setup.keyFile().toString());
    arguments.add(stopped.calendar().instant().toString());
    arguments.add(point);
    arguments.add(setup.database().url());
    setup.database().properties().forEach((name, value) -> arguments.add(name + "=" + value));
    return new CrashingNode(ChildJvm.of(CrashingNode.class, arguments).start());
  }

  /** Waits until it stands still. */
  void awaitPoint() throws IOException {
    String line = output.readLine();
    if (!REACHED.equals(line)) {
      throw new IllegalStateException("the node says " + line + " before it has come that far");
    }
  }

  /** Kills it with SIGKILL: it can save nothing. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] arguments) throws InterruptedException {
    stopWhereItLogs(arguments[4]);
    Instant calendar = Instant.parse(arguments[3]);
    Map<String, String> properties = new HashMap<>();
    for (int i = 6; i < arguments.length; i++) {
      String[] property = arguments[i].split("=", 2);
      properties.put(property[0], property[1]);
    }
    Node.start(
        new NodeSetup(
            Origin.of(arguments[0]),
            "localhost",
            Integer.parseInt(arguments[1]),
            new DatabaseAddress(arguments[5], properties),
            8,
            Path.of(arguments[2]),
            TestNode.terms("XTS", true),
            new Clocks(() -> calendar, Clocks.ofSystem().system()),
            _ -> new TestRail(),
            true),
        TestPeer.IMPATIENT);
    new CountDownLatch(1).await();
  }

  private static void stopWhereItLogs(String point) {
    SimpleFormatter formatter = new SimpleFormatter();
    CLOSE.setLevel(Level.ALL);
    CLOSE.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            if (formatter.formatMessage(entry).equals(point)) {
              standStill();
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  @SuppressWarnings("SystemOut") // The test reads it.
  private static void standStill() {
    System.out.println(REACHED);
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
