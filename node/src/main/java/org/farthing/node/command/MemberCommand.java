package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.Giving.BudgetOutcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes in members, lists them, and lets them go. */
@Command(
    name = "member",
    mixinStandardHelpOptions = true,
    description = "Take in members, set what they give, list them, delete their accounts.",
    subcommands = {
      MemberCommand.Add.class,
      MemberCommand.ListAll.class,
      MemberCommand.Give.class,
      MemberCommand.Invite.class,
      MemberCommand.SignInLink.class,
      MemberCommand.SecondFactor.class,
      MemberCommand.Admin.class,
      MemberCommand.Remove.class
    })
final class MemberCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(),
        "say what to do: add, invite, sign-in-link, second-factor-off, admin, give, list or"
            + " remove");
  }

  /** One more member. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Take in a member and print a token for the API.")
  static final class Add implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredNode configured = new ConfiguredNode();

    @Parameters(paramLabel = "NAME", description = "1 to 64 of a to z, 0 to 9 and _.")
    private String name = "";

    @Option(names = "--display-name", description = "For people; the name when not given.")
    private @Nullable String displayName;

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      return configured.use(
          node -> {
            Member member = node.members().create(name, displayName == null ? name : displayName);
            out.println(name + "@" + node.origin().authority());
            out.println("token " + node.tokens().issue(member.id(), "command line"));
            return ExitStatus.OK;
          });
    }
  }

  /** What a member gives. */
  @Command(
      name = "give",
      mixinStandardHelpOptions = true,
      description = "Set a member's monthly budget.")
  static final class Give implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredNode configured = new ConfiguredNode();

    @Parameters(index = "0", paramLabel = "NAME", description = "The member.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "A month, like 2.00; 0.00 stops.")
    private String amount = "";

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      return configured.use(
          node -> {
            long micros = Arguments.amount(amount, node.currency());
            Member member = Arguments.member(node, name);
            out.println(
                switch (node.giving().setBudget(member.id(), micros)) {
                  case BudgetOutcome.HoldsNow _ -> "The budget holds from now on.";
                  case BudgetOutcome.HoldsFrom it -> "The budget holds from " + it.month() + " on.";
                  case BudgetOutcome.BelowMinimum it ->
                      throw CommandFailed.refused(
                          "below_minimum: the least is "
                              + Arguments.text(it.minimumMicros(), node.currency())
                              + ".");
                });
            return ExitStatus.OK;
          });
    }
  }

  /** Somebody may join. */
  @Command(
      name = "invite",
      mixinStandardHelpOptions = true,
      description = "Print a link with which one person can join, within 14 days.")
  static final class Invite extends NodeCommand {

    @Override
    void run(Node node, PrintWriter out) {
      out.println(node.signIn().invite());
    }
  }

  /** A member has no password yet, or has forgotten it. */
  @Command(
      name = "sign-in-link",
      mixinStandardHelpOptions = true,
      description = {
        "Print a link with which a member can choose a password, once and within a day.",
        "Whoever has it becomes that member: hand it over where nobody else reads."
      })
  static final class SignInLink extends NodeCommand {

    @Parameters(paramLabel = "NAME", description = "The member.")
    private String name = "";

    @Override
    void run(Node node, PrintWriter out) {
      out.println(node.signIn().linkFor(Arguments.member(node, name).id()));
    }
  }

  /** A member has lost the app and the codes. */
  @Command(
      name = "second-factor-off",
      mixinStandardHelpOptions = true,
      description = {
        "Let a member sign in with the password alone, until they set a second factor up again.",
        "Be sure that it is the member who asks."
      })
  static final class SecondFactor extends NodeCommand {

    @Parameters(paramLabel = "NAME", description = "The member.")
    private String name = "";

    @Override
    void run(Node node, PrintWriter out) {
      node.signIn().removeSecondFactor(Arguments.member(node, name).id());
      out.println(name + " signs in with the password alone.");
    }
  }

  /** Who runs the node. */
  @Command(
      name = "admin",
      mixinStandardHelpOptions = true,
      description = "Let a member run the node on its pages, or no more.")
  static final class Admin extends NodeCommand {

    @Parameters(paramLabel = "NAME", description = "The member.")
    private String name = "";

    @Option(names = "--off", description = "No more.")
    private boolean off;

    @Override
    void run(Node node, PrintWriter out) {
      node.members().setAdmin(Arguments.member(node, name).id(), !off);
      out.println(name + (off ? " is no admin." : " is an admin."));
    }
  }

  /** A member leaves. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = {
        "Delete a member's account for good: other servers are told, and the name stays taken.",
        "Nothing of the member's money may be here."
      })
  static final class Remove extends NodeCommand {

    @Parameters(paramLabel = "NAME", description = "The member.")
    private String name = "";

    @Override
    void run(Node node, PrintWriter out) {
      node.departures().leave(Arguments.member(node, name).id());
      out.println(name + " has left.");
    }
  }

  /** All members. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "List the members.")
  static final class ListAll implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredNode configured = new ConfiguredNode();

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      return configured.use(
          node -> {
            node.members().all().forEach(member -> out.println(member.name()));
            return ExitStatus.OK;
          });
    }
  }
}
