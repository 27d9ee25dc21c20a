package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.farthing.node.Node;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does one thing on the configured node, and succeeds or says why not. */
abstract class NodeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  @Override
  public final Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    return configured.use(
        node -> {
          run(node, out);
          return ExitStatus.OK;
        });
  }

  /**
   * Does it.
   *
   * @param out what is said to the user
   */
  abstract void run(Node node, PrintWriter out) throws Exception;
}
