package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.ledger.Account;
import org.farthing.node.payout.Deposits;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Confirms a deposit, lists deposits, takes one back. */
@Command(
    name = "deposit",
    mixinStandardHelpOptions = true,
    description = {
      "Confirm that money for a member's funds has reached the bank.",
      "A member who is called like a subcommand: deposit -- NAME AMOUNT."
    },
    subcommands = {DepositCommand.ListAll.class, DepositCommand.Reverse.class})
final class DepositCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  // Not required as picocli sees it, or the subcommands would ask for them too.
  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The member.")
  private @Nullable String name;

  @Parameters(index = "1", arity = "0..1", paramLabel = "AMOUNT", description = "Like 10.00.")
  private @Nullable String amount;

  @Option(
      names = "--reference",
      description = "Of the movement in the bank; the same one is confirmed only once.")
  private @Nullable String reference;

  @Override
  public Integer call() throws Exception {
    String who = name;
    String much = amount;
    if (who == null || much == null) {
      throw new ParameterException(
          spec.commandLine(), "say whose deposit and how much: NAME AMOUNT; or list, or reverse");
    }
    return configured.use(
        node -> {
          Member member = Arguments.member(node, who);
          node.deposits()
              .confirm(
                  member.id().value(),
                  Arguments.amount(much, node.currency()),
                  reference == null ? "command:" + UUID.randomUUID() : "bank:" + reference);
          long funds = node.balance(new Account.MemberFunds(member.id().value())).availableMicros();
          long owed =
              node.balance(new Account.MemberReceivable(member.id().value())).postedMicros();
          PrintWriter out = spec.commandLine().getOut();
          out.println(who + " has " + Arguments.text(funds, node.currency()) + " in funds.");
          if (owed > 0) {
            out.println(who + " still owes " + Arguments.text(owed, node.currency()) + ".");
          }
          return ExitStatus.OK;
        });
  }

  /** A member's deposits. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List a member's deposits with their ids, oldest first.")
  static final class ListAll extends NodeCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The member.")
    private String name = "";

    @Override
    void run(Node node, PrintWriter out) {
      Member member = Arguments.member(node, name);
      node.deposits()
          .of(member.id().value())
          .forEach(deposit -> out.println(line(deposit, node.currency())));
    }

    private static String line(Deposits.Deposit deposit, CurrencyUnit currency) {
      String amount = Arguments.text(deposit.micros(), currency);
      String line = "%s %s %s".formatted(deposit.id(), deposit.at(), amount);
      return deposit
          .reversal()
          .map(reversal -> line + ", reversed: " + words(reversal, currency))
          .orElse(line);
    }
  }

  private static String words(Deposits.Reversal reversal, CurrencyUnit currency) {
    return "%s from funds, %s owed"
        .formatted(
            Arguments.text(reversal.fromFundsMicros(), currency),
            Arguments.text(reversal.receivableMicros(), currency));
  }

  /** Takes a deposit back. */
  @Command(
      name = "reverse",
      mixinStandardHelpOptions = true,
      description = {
        "Take back a deposit that the bank has lost, or that was confirmed by mistake.",
        "What the member's free funds do not hold of it, the member owes from now on."
      })
  static final class Reverse extends NodeCommand {

    @Parameters(index = "0", paramLabel = "DEPOSIT", description = "Its id, from: deposit list.")
    private String deposit = "";

    @Mixin private Reason reason = new Reason();

    @Override
    void run(Node node, PrintWriter out) {
      Deposits.Reversal reversal =
          node.deposits().reverse(Arguments.transfer(deposit), reason.mandate());
      out.println("Reversed: " + words(reversal, node.currency()) + ".");
    }
  }
}
