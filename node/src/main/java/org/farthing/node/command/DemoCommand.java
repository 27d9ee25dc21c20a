package org.farthing.node.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.farthing.node.play.Play;
import org.farthing.node.play.Scenario;
import org.farthing.node.play.ScenarioReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Two nodes with a month behind them, to look around in. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Play a month between two nodes with play money and leave them running.")
final class DemoCommand implements Callable<Integer> {

  private static final String SCENARIO = "demo.json";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Gets the report and the journals; a temporary folder when not given.")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter screen = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path folder = out.isPresent() ? out.get() : Files.createTempDirectory("farthing-demo");
    try (Shutdown shutdown = new Shutdown();
        Play play = Play.of(scenario(), folder, text -> err.println("demo: " + text))) {
      play.list();
      screen.println();
      screen.println("Two nodes are running, with October 2026 played and settled:");
      play.addresses().forEach((name, address) -> screen.printf("  %-10s %s%n", name, address));
      screen.println("Who runs them, each with a link to choose a password and sign in:");
      for (Play.Admin admin : play.admit()) {
        screen.printf("  %-10s %-8s %s%n", admin.node(), admin.name(), admin.link());
      }
      screen.println("They find this under Admin, Months: End this month now.");
      screen.println("Their members, each with a token for the API, and such a link:");
      List<Play.Login> logins = play.logins();
      for (Play.Login login : logins) {
        screen.printf("  %-8s %s  %s%n", login.name(), login.profile(), login.token());
        if (login.linkOrNull() != null) {
          screen.printf("  %-8s %s%n", "", login.linkOrNull());
        }
      }
      Play.Login first = logins.getFirst();
      screen.println("What to flattr is listed at /things of each. Try:");
      screen.printf(
          "  curl -H 'Authorization: Bearer %s' %s/api/v1/balances%n",
          first.token(), first.origin());
      screen.println("What was played and what came of it stands in " + folder + ".");
      screen.println("Stop with Ctrl-C; what happened here is forgotten then.");
      boolean _ = shutdown.await();
    }
    return ExitStatus.OK;
  }

  private static Scenario scenario() throws IOException {
    try (InputStream json =
        Objects.requireNonNull(DemoCommand.class.getResourceAsStream(SCENARIO))) {
      return ScenarioReader.read(json.readAllBytes());
    }
  }
}
