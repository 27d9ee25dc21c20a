package org.farthing.node.command;

import java.util.List;
import java.util.concurrent.Callable;
import org.farthing.node.ledger.Breach;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Recomputes everything and says what does not agree. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Recompute every figure from transfers, statements and receipts.",
    footer = "Exit status: 0 when all agrees, 1 when not.")
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  @Override
  public Integer call() throws Exception {
    return configured.use(
        node -> {
          List<Breach> breaches = node.check();
          breaches.forEach(
              breach ->
                  spec.commandLine()
                      .getOut()
                      .println(breach.code() + " " + breach.where() + ": " + breach.detail()));
          if (breaches.isEmpty()) {
            spec.commandLine().getOut().println("ok");
          }
          return breaches.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
        });
  }
}
