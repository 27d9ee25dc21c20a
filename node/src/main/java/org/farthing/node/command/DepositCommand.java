package org.farthing.node.command;

import java.util.UUID;
import java.util.concurrent.Callable;
import org.farthing.node.account.Member;
import org.farthing.node.ledger.Account;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Confirms a deposit. */
@Command(
    name = "deposit",
    mixinStandardHelpOptions = true,
    description = "Confirm that money for a member's funds has reached the bank.")
final class DepositCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  @Parameters(index = "0", paramLabel = "NAME", description = "The member.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "AMOUNT", description = "Like 10.00.")
  private String amount = "";

  @Option(
      names = "--reference",
      description = "Of the movement in the bank; the same one is confirmed only once.")
  private @Nullable String reference;

  @Override
  public Integer call() throws Exception {
    return configured.use(
        node -> {
          Member member = Arguments.member(node, name);
          node.deposits()
              .confirm(
                  member.id().value(),
                  Arguments.amount(amount, node.currency()),
                  reference == null ? "command:" + UUID.randomUUID() : "bank:" + reference);
          long funds = node.balance(new Account.MemberFunds(member.id().value())).availableMicros();
          spec.commandLine()
              .getOut()
              .println(name + " has " + Arguments.text(funds, node.currency()) + " in funds.");
          return ExitStatus.OK;
        });
  }
}
