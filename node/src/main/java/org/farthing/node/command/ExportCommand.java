package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the ledger for hledger. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Write the whole ledger to standard output, as a journal for hledger.")
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    return configured.use(
        node -> {
          node.exportJournal(out, UnaryOperator.identity(), actor -> actor.origin().authority());
          out.flush();
          return ExitStatus.OK;
        });
  }
}
