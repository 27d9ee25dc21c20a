package org.farthing.node.command;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.farthing.node.Exports;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the books for other programs. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Write the whole ledger to standard output, as a journal for hledger;",
      "or a month of it, or what a seal was made over, or evidence against peers."
    })
final class ExportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  @ArgGroup private Part part = new Part();

  /** One of them at most. */
  private static final class Part {

    @Option(
        names = "--month",
        paramLabel = "MONTH",
        description = "Only what was booked in it, after the balances at its beginning.")
    private Optional<String> month = Optional.empty();

    @Option(
        names = "--seal",
        paramLabel = "NUMBER",
        description = "The text of the transfers that a seal was made over; its SHA-256 is in it.")
    private Optional<Long> seal = Optional.empty();

    @Option(
        names = "--evidence",
        description = {
          "As JSON, a line each: heads that peers signed and that do not go together, and",
          "proofs that they signed two things for one place; see: verify."
        })
    private boolean evidence;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    @Nullable YearMonth month = part.month.map(Arguments::month).orElse(null);
    return configured.use(
        node -> {
          write(node.exports(), month, out);
          out.flush();
          return ExitStatus.OK;
        });
  }

  private void write(Exports exports, @Nullable YearMonth monthOrNull, PrintWriter out)
      throws IOException {
    if (part.evidence) {
      write(exports.evidence(), out);
      exports.forks().forEach(out::println);
    } else if (part.seal.isPresent()) {
      long seal = part.seal.get();
      if (!exports.sealed(seal, out)) {
        throw CommandFailed.refused("unknown_seal: there is no seal " + seal + ".");
      }
    } else {
      exports.journal(
          out, monthOrNull, UnaryOperator.identity(), actor -> actor.origin().authority());
    }
  }

  /** A line for each. */
  private static void write(JsonArray evidence, PrintWriter out) {
    evidence.getValuesAs(JsonObject.class).forEach(out::println);
  }
}
