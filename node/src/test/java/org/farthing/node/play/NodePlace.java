package org.farthing.node.play;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.farthing.node.NodeSetup;
import org.farthing.node.guard.GuardTerms;
import org.farthing.node.payout.TestRail;
import org.farthing.node.platform.database.EmbeddedMariaDb;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.node.signin.Registration;
import org.farthing.node.signin.SignInTerms;
import org.farthing.protocol.activity.Origin;

/**
 * Where a node of a scenario lives: it, its database server and its key lie in a folder, so that
 * any process can go on where another was killed.
 *
 * @param folder with the scenario, the calendar, and a folder for each node
 */
record NodePlace(Path folder, Scenario scenario, Scenario.Node node, int port) {

  private static final int CONNECTIONS = 8;

  static Path scenarioFile(Path folder) {
    return folder.resolve("scenario.json");
  }

  static NodePlace of(Path folder, String name, int port) throws IOException {
    Scenario scenario = ScenarioReader.read(Files.readAllBytes(scenarioFile(folder)));
    Scenario.Node node =
        scenario.nodes().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    return new NodePlace(folder, scenario, node, port);
  }

  String name() {
    return node.name();
  }

  Origin origin() {
    return Origin.of("http://localhost:" + port);
  }

  private Path own() {
    return folder.resolve("node-" + node.name());
  }

  Path log() {
    return own().resolve("log");
  }

  private Path data() throws IOException {
    return Files.createDirectories(own()).resolve("mariadb");
  }

  /** Keeps what is on the disk of a server that does not run. */
  void copy() throws IOException {
    Path data = data();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.toList()) {
        Path copied = own().resolve("copy").resolve(data.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copied);
        } else if (Files.isRegularFile(file)) {
          Files.copy(file, copied);
        }
      }
    }
  }

  /** Lets the server, which does not run, go on from the copy. */
  void putCopyBack() throws IOException {
    CrashRun.delete(data());
    Files.move(own().resolve("copy"), data());
  }

  EmbeddedMariaDb server() throws IOException {
    Path data = data();
    Path cache = EmbeddedMariaDb.Options.in(data).cache();
    return EmbeddedMariaDb.start(new EmbeddedMariaDb.Options(data, cache, 32, false));
  }

  NodeSetup setup(EmbeddedMariaDb server, InstantSource calendar) {
    return new NodeSetup(
        origin(),
        "localhost",
        port,
        server.database("node"),
        CONNECTIONS,
        own().resolve("node.key"),
        PlayedNodes.terms(scenario.currency(), node),
        new Clocks(calendar, Clocks.ofSystem().system()),
        _ -> new TestRail(),
        false,
        PlayedNodes.UNANSWERED,
        NodeSetup.ANY_DEBT,
        false,
        GuardTerms.STANDARD,
        SignInTerms.of(Registration.INVITATION),
        NodeSetup.USUAL_PAYOUT_MINIMUM);
  }
}
