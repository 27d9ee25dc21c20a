package org.farthing.node.play;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.farthing.node.ChildJvm;
import org.jspecify.annotations.Nullable;

/**
 * A {@link KillableNode} as seen from outside, whichever process it is at the moment. One thread
 * asks it, another may kill it and start it again.
 */
final class NodeProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MOST_STARTS = 5;

  private final NodePlace place;
  private volatile Running running;

  private record Running(Process process, BufferedReader out, BufferedWriter in) {

    /** Null when it is killed before it has answered. */
    @Nullable String ask(String question) {
      try {
        in.write(question);
        in.newLine();
        in.flush();
        return out.readLine();
      } catch (IOException e) {
        return null;
      }
    }
  }

  NodeProcess(NodePlace place) throws IOException, InterruptedException {
    this.place = place;
    this.running = start();
  }

  NodePlace place() {
    return place;
  }

  /** One that is just coming up; what it logs stands beside its data. */
  Process spawn() throws IOException {
    List<String> arguments =
        List.of(place.folder().toString(), place.name(), Integer.toString(place.port()));
    return ChildJvm.of(KillableNode.class, arguments)
        .redirectError(ProcessBuilder.Redirect.appendTo(place.log().toFile()))
        .start();
  }

  /**
   * Returns when it serves. One whose server dies under it while it starts ends, and is no loss.
   */
  private Running start() throws IOException, InterruptedException {
    for (int i = 0; i < MOST_STARTS; i++) {
      Process process = spawn();
      Running started = new Running(process, process.inputReader(), process.outputWriter());
      if (KillableNode.READY.equals(started.out.readLine())) {
        return started;
      }
      process.destroyForcibly().waitFor();
    }
    throw new IllegalStateException("Node " + place.name() + " does not start.");
  }

  /** The answer of the process that is there, or of its successor if it is killed. */
  String ask(String question) throws InterruptedException {
    long began = System.nanoTime();
    while (true) {
      String answer = running.ask(question);
      if (answer != null) {
        return answer;
      }
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new IllegalStateException("Node " + place.name() + " is not back.");
      }
      Thread.sleep(10);
    }
  }

  /** Its database server; if that has just ended, the next one. */
  ProcessHandle awaitServer() throws InterruptedException {
    long began = System.nanoTime();
    while (System.nanoTime() - began < PATIENCE.toNanos()) {
      Optional<ProcessHandle> server = server();
      if (server.isPresent()) {
        return server.get();
      }
      Thread.sleep(5);
    }
    throw new IllegalStateException("Node " + place.name() + " has no database server.");
  }

  private Optional<ProcessHandle> server() {
    return running
        .process
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("mariadbd"))
        .findFirst();
  }

  /** SIGKILL, to it alone: its server is ended by the kernel. */
  void kill() throws InterruptedException {
    running.process.destroyForcibly().waitFor();
  }

  /** SIGKILL to both, as when the power fails; returns when both have ended. */
  void killWithServer() throws InterruptedException {
    ProcessHandle server = awaitServer();
    server.destroyForcibly();
    kill();
    server.onExit().join();
  }

  void startAgain() throws IOException, InterruptedException {
    running = start();
  }

  @Override
  public void close() {
    Optional<ProcessHandle> server = server();
    running.process.destroyForcibly().onExit().join();
    server.ifPresent(it -> it.onExit().join());
  }
}
