package org.farthing.node.command;

import java.io.PrintWriter;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.settlement.DryRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Closes a month as far as it can be closed now. */
@Command(
    name = "close-month",
    mixinStandardHelpOptions = true,
    description = "Close a month whose cut-off has passed, as far as it goes now.")
final class CloseMonthCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  @Parameters(paramLabel = "MONTH", description = "Like 2026-11.")
  private String month = "";

  @Option(names = "--dry-run", description = "Only say what it would come to now.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    YearMonth period = Arguments.month(month);
    PrintWriter out = spec.commandLine().getOut();
    return configured.use(
        node -> {
          if (dryRun) {
            DryRun run = node.monthClose().dryRun(period);
            out.printf(
                "%s: %d donors, %d counted flattrs, %s given, %s released.%n",
                period,
                run.donors(),
                run.flattrs(),
                Arguments.text(run.givenMicros(), node.currency()),
                Arguments.text(run.releasedMicros(), node.currency()));
            return ExitStatus.OK;
          }
          CloseStage reached = node.monthClose().advance(period, CloseStage.CLOSED);
          out.println(period + ": " + word(reached));
          return ExitStatus.OK;
        });
  }

  private static String word(CloseStage stage) {
    return switch (stage) {
      case OPEN -> "open";
      case CUT_OFF -> "cut off; waits for what other nodes have answered";
      case RECONCILED -> "reconciled with other nodes";
      case SPLIT -> "split";
      case POSTED -> "posted";
      case STATED -> "stated; waits for other nodes";
      case CLOSED -> "closed";
    };
  }
}
