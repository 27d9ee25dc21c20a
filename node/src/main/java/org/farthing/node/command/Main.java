package org.farthing.node.command;

import io.helidon.logging.common.LogConfig;
import java.io.PrintWriter;
import org.farthing.node.ConfigRefused;
import org.farthing.node.account.KeyFileRefused;
import org.farthing.node.platform.database.DatabaseAway;
import org.farthing.node.platform.database.DatabaseRefused;
import org.farthing.node.platform.http.CannotListen;
import org.farthing.node.platform.http.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The command line: {@code farthing COMMAND …}.
 *
 * <p>A user's fault is one line on standard error and never a stack trace; see {@link ExitStatus}.
 */
@Command(
    name = "farthing",
    description = "A federated donation node.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CommandLine.HelpCommand.class,
      ServeCommand.class,
      PlayCommand.class,
      MemberCommand.class,
      DepositCommand.class,
      PaymentCommand.class,
      PayoutCommand.class,
      PeerCommand.class,
      DeliveriesCommand.class,
      BlocksCommand.class,
      ThingCommand.class,
      FlattrCommand.class,
      GiftCommand.class,
      IdentityCommand.class,
      CloseMonthCommand.class,
      CheckCommand.class,
      AuditCommand.class,
      LedgerCommand.class,
      ExportCommand.class,
      ProofCommand.class,
      VerifyCommand.class,
      KeysCommand.class,
      MoveOriginCommand.class,
      DemoCommand.class
    })
public final class Main implements Runnable {
  private static final System.Logger LOG = System.getLogger(Main.class.getName());

  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    LogConfig.configureRuntime();
    PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    System.exit(run(args, out, err));
  }

  /** Runs a command and returns its exit status. */
  static int run(String[] args, PrintWriter out, PrintWriter err) {
    CommandLine commands = new CommandLine(new Main());
    return commands
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed)
        .execute(args);
  }

  /** Without a command: what commands there are, and that one is missing. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int misused(ParameterException e, String[] args) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    e.getCommandLine()
        .getErr()
        .println(
            "%s: %s (see: %s --help)"
                .formatted(name, firstLine(String.valueOf(e.getMessage())), name));
    return ExitStatus.REFUSED;
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    return switch (e) {
      case CommandFailed failed -> said(command, e, failed.status());
      case ConfigRefused _ -> said(command, e, ExitStatus.REFUSED);
      case Problem problem -> {
        command.getErr().println(name(command) + ": " + problem.code() + ": " + problem.detail());
        boolean notNow = problem.status() == 409 || problem.status() == 503;
        yield notNow ? ExitStatus.FAILED : ExitStatus.REFUSED;
      }
      case DatabaseRefused _, DatabaseAway _, KeyFileRefused _, CannotListen _ ->
          said(command, e, ExitStatus.FAILED);
      default -> {
        LOG.log(System.Logger.Level.ERROR, "a fault of ours", e);
        command.getErr().println("farthing: something went wrong that should not: " + e);
        yield ExitStatus.FAILED;
      }
    };
  }

  private static int said(CommandLine command, Exception e, int status) {
    command.getErr().println(name(command) + ": " + e.getMessage());
    return status;
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("not understood");
  }

  /** The version that the jar's manifest names. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"farthing " + (version == null ? "(development)" : version)};
    }
  }
}
