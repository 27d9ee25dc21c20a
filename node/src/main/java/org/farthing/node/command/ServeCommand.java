package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.farthing.node.Node;
import org.farthing.node.NodeConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the node until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Run this node: http://localhost:8080 with an embedded database, unless configured.")
final class ServeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    NodeConfig config = configured.config();
    try (Shutdown shutdown = new Shutdown();
        NodeDatabase database = NodeDatabase.forServing(config)) {
      boolean again;
      do {
        again = serve(config, database, shutdown, out);
      } while (again);
    }
    return ExitStatus.OK;
  }

  /** Until the node is to stop, or to begin anew: then true. */
  private static boolean serve(
      NodeConfig config, NodeDatabase database, Shutdown shutdown, PrintWriter out)
      throws InterruptedException {
    try (Node node = Node.start(ConfiguredNode.setup(config, database))) {
      database.whenLost(
          lost -> {
            node.giveUpDatabase();
            shutdown.because(lost);
          });
      node.whenToBeginAnew(shutdown::beginAnew);
      out.println("Farthing serves " + node.origin() + " (stop it with Ctrl-C).");
      node.setUpLink().ifPresent(link -> out.println("Set it up, once and within a day: " + link));
      return shutdown.await();
    }
  }
}
