package org.farthing.node.command;

import java.io.PrintWriter;
import org.farthing.node.Node;
import org.farthing.node.ledger.Movement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Single transfers of the ledger. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = "Show a transfer, or undo one that was wrong.",
    subcommands = {LedgerCommand.Show.class, LedgerCommand.Reverse.class})
final class LedgerCommand implements Runnable {

  private static final String TRANSFER =
      "By the number that the journal has in brackets, or by its id.";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: show or reverse");
  }

  private static Movement find(Node node, String transfer) {
    boolean numbered = transfer.matches("[0-9]{1,18}");
    return numbered
        ? node.reversals().find(Long.parseLong(transfer))
        : node.reversals().find(Arguments.transfer(transfer));
  }

  private static String line(Node node, Movement it) {
    return "%d %s %s %s: %s from %s to %s, %s"
        .formatted(
            it.sequence(),
            it.id(),
            it.voucher().bookedAt(),
            it.voucher().code(),
            Arguments.text(it.amountMicros(), node.currency()),
            it.debit().code(),
            it.credit().code(),
            it.voucher().reference());
  }

  /** One transfer. */
  @Command(name = "show", mixinStandardHelpOptions = true, description = "Show a transfer.")
  static final class Show extends NodeCommand {

    @Parameters(index = "0", paramLabel = "TRANSFER", description = TRANSFER)
    private String transfer = "";

    @Override
    void run(Node node, PrintWriter out) {
      out.println(line(node, find(node, transfer)));
    }
  }

  /** Undoes a transfer. */
  @Command(
      name = "reverse",
      mixinStandardHelpOptions = true,
      description = {
        "Undo a transfer that was wrong, by one the other way round, booked now.",
        "Only where nothing else rests on it; otherwise it says what can be done instead."
      })
  static final class Reverse extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(index = "0", paramLabel = "TRANSFER", description = TRANSFER)
    private String transfer = "";

    @Override
    void run(Node node, PrintWriter out) {
      Movement wrong = find(node, transfer);
      node.reversals().reverse(wrong.id(), reason.mandate());
      out.println("Undone: " + line(node, wrong));
    }
  }
}
