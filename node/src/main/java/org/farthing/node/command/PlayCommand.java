package org.farthing.node.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.farthing.node.play.Play;
import org.farthing.node.play.Scenario;
import org.farthing.node.play.ScenarioReader;
import org.farthing.node.play.ScenarioRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays a scenario on nodes of its own and reports what came of it. */
@Command(
    name = "play",
    mixinStandardHelpOptions = true,
    description = "Play a scenario on nodes of its own, and report every figure.",
    footer = "Exit status: 0 when all books agree, 1 when not, 2 when the scenario is refused.")
public final class PlayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SCENARIO", description = "A scenario, as JSON.")
  private Path scenario = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Gets report.json and a journal for each node.")
  private Path out = Path.of("");

  @Option(
      names = "--keep",
      description = "Leave the nodes running afterwards, until this is interrupted.")
  private boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Scenario played;
    try {
      played = ScenarioReader.read(Files.readAllBytes(scenario));
    } catch (ScenarioRefused e) {
      err.println(e.getMessage());
      return ExitStatus.REFUSED;
    } catch (NoSuchFileException e) {
      err.println(scenario + ": no such file");
      return ExitStatus.REFUSED;
    }
    try (Shutdown shutdown = new Shutdown();
        Play play = Play.of(played, out, text -> err.println("play: " + text))) {
      err.println("play: " + out.resolve("report.json") + " written");
      if (keep) {
        PrintWriter screen = spec.commandLine().getOut();
        play.addresses().forEach((name, address) -> screen.println(name + " " + address));
        boolean _ = shutdown.await();
      }
      return play.isSound() ? ExitStatus.OK : ExitStatus.FAILED;
    }
  }
}
