package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.farthing.node.Node;
import org.farthing.node.account.MemberId;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityKind;
import org.farthing.node.identity.Snippet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who members are elsewhere. */
@Command(
    name = "identity",
    mixinStandardHelpOptions = true,
    description = "Prove that accounts, sites and pages elsewhere are a member's.",
    subcommands = {
      IdentityCommand.Add.class,
      IdentityCommand.ListAll.class,
      IdentityCommand.Check.class,
      IdentityCommand.Remove.class
    })
final class IdentityCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new picocli.CommandLine.ParameterException(
        spec.commandLine(), "say what to do: add, list, check or remove");
  }

  /** What the subcommands have in common. */
  abstract static class OfMember implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ConfiguredNode configured = new ConfiguredNode();

    @Parameters(index = "0", paramLabel = "NAME", description = "The member.")
    private String name = "";

    @Override
    public final Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      return configured.use(
          node -> {
            act(node, Arguments.member(node, name).id(), out);
            return ExitStatus.OK;
          });
    }

    abstract void act(Node node, MemberId member, PrintWriter out);
  }

  /** One more, to be proved. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Say what is the member's, and print what to put there.")
  static final class Add extends OfMember {

    @Parameters(
        index = "1",
        paramLabel = "WHAT",
        description = "An account like @bob@social.example, a site like blog.example, or a page.")
    private String what = "";

    @Option(
        names = "--kind",
        required = true,
        paramLabel = "KIND",
        description = "actor, site or url.")
    private String kind = "";

    @Override
    void act(Node node, MemberId member, PrintWriter out) {
      Identity added = node.identities().add(member, kind(), what);
      Snippet snippet = Snippet.of(added.kind(), node.identities().profile(member));
      out.println(line(added));
      out.println(snippet.advice());
      out.println(snippet.text());
    }

    private IdentityKind kind() {
      for (IdentityKind each : IdentityKind.values()) {
        if (each.code().equals(kind)) {
          return each;
        }
      }
      throw CommandFailed.refused("malformed_kind: '" + kind + "' is none of actor, site and url.");
    }
  }

  /** All of a member's. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "List a member's.")
  static final class ListAll extends OfMember {

    @Override
    void act(Node node, MemberId member, PrintWriter out) {
      node.identities().of(member).forEach(identity -> out.println(line(identity)));
    }
  }

  /** Looks for a proof. */
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Look now whether it names the member.")
  static final class Check extends OfMember {

    @Parameters(index = "1", paramLabel = "ID", description = "As it is listed.")
    private long id;

    @Override
    void act(Node node, MemberId member, PrintWriter out) {
      out.println(line(node.identities().check(member, id)));
    }
  }

  /** Takes one away. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Say that it is the member's no more.")
  static final class Remove extends OfMember {

    @Parameters(index = "1", paramLabel = "ID", description = "As it is listed.")
    private long id;

    @Override
    void act(Node node, MemberId member, PrintWriter out) {
      out.println("removed " + line(node.identities().remove(member, id)));
    }
  }

  private static String line(Identity identity) {
    String fault = identity.fault().map(each -> " (" + each + ")").orElse("");
    return "%d %s %s %s%s"
        .formatted(
            identity.id(),
            identity.state().code(),
            identity.kind().code(),
            identity.value(),
            fault);
  }
}
